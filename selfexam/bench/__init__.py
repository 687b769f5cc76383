"""Measurements by hand: `manage.py bench [NAME…]`. A measure is a function in `selfexam/bench/measures/`."""
