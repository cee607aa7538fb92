"""One file a page: `layout(atlas, selection)` and its few callbacks."""
