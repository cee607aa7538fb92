"""Where is it: distances, areas and neighbours, in metres."""
