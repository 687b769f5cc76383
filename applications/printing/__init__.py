"""Sheets of the application as PDF."""
