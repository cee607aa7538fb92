"""Pieces of the page that shows how a number is judged."""
