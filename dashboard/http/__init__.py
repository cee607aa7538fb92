"""Everything over http that is no page: health, layers, the basemap's files, headers."""
