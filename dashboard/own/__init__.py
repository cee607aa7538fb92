"""A reader's own values, beside the published ones for one answer and then forgotten."""
