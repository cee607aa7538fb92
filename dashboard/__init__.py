"""All that the browser sees."""
