"""Bronwacht keeps the anonymous sources of a newsroom anonymous.

Importing this package does nothing: each command imports what it needs.
"""

__version__ = "0.1.0"
