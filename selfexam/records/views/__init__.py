"""Activation, and the school's account page."""
