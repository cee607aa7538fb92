"""Which scripts a page needs: those of the component suites that are on it."""

import re

from dash.development.base_component import Component

OPTIONAL = re.compile(r'src="[^"]*/_dash-component-suites/(dash_leaflet|dash/dash_table)/')
"""Suites that Dash puts on every page although a page can do without."""


def needed_scripts(scripts: str, page: Component) -> str:
    """Leave out the script elements, one a line, of suites that have no component on the page."""
    here = {part._namespace for part in page._traverse() if isinstance(part, Component)}
    return "\n".join(
        line
        for line in scripts.splitlines()
        if not (match := OPTIONAL.search(line)) or match[1].removeprefix("dash/") in here
    )
