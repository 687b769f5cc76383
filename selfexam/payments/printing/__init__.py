"""Slips of payments as PDF."""
