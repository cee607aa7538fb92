"""The answer about a place on paper."""
