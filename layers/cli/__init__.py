"""Commands of `python -m layers`, one a module."""
