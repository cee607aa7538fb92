"""Which of Dash's scripts a page needs, and how they wait until the page has been seen."""

import re

from dash.development.base_component import Component

from dashboard.assets import address

OPTIONAL = re.compile(r'src="[^"]*/_dash-component-suites/(dash_leaflet|dash/dash_table)/')
"""Suites that Dash puts on every page although a page can do without."""
POLYFILL = re.compile(r'src="[^"]*/dash/deps/polyfill@[^"]*"')
"""What Dash loads for browsers of before 2018; only `regeneratorRuntime` of it is still used."""
REGENERATOR = "vendor/regenerator-runtime.js"


def needed_scripts(scripts: str, page: Component) -> str:
    """Leave out the script elements, one a line, of suites that have no component on the page."""
    here = {part._namespace for part in page._traverse() if isinstance(part, Component)}
    small = POLYFILL.sub(f'src="{address(REGENERATOR)}"', scripts)
    return "\n".join(
        line
        for line in small.splitlines()
        if not (match := OPTIONAL.search(line)) or match[1].removeprefix("dash/") in here
    )


def waiting(scripts: str) -> str:
    """Keep scripts back until `assets/47-start.js` puts them to work, after the first paint."""
    return f'<template id="dash-scripts">{scripts}</template>'
