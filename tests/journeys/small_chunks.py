"""Loaded by the worker of a test: a trial of photo rules in chunks so small that a kill falls between two of them."""

from applications.photos import trying

trying.CHUNK = 4
