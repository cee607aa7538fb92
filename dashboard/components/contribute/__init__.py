"""Parts of the page on which a person brings their own measurements."""
