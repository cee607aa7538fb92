"""A reader's own values: read, judged, shown beside the published ones, then forgotten."""
