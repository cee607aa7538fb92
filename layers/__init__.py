"""Everything below the screen: data, law, indices, space. Knows no web framework."""
