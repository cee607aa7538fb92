"""Where to measure next: gaps, an area, the samples over it."""
