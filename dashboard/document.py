"""The html document round a page: with Dash in the browser, and without."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from dash import Dash

from dashboard.i18n import _, current, current_language

THEME_FIRST = (
    "try{var t=localStorage.getItem('atlas-theme');"
    "if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}"
)
FONTS = {
    "Latn": ("atlas-sans-latin",),
    "Cyrl": ("atlas-sans-cyrillic", "atlas-sans-latin"),
}
"""Fonts that a page needs at once, by its script."""

METAS = (
    '<meta charset="UTF-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">'
)

DOCUMENT = """<!DOCTYPE html>
<html lang="{lang}">
<head>
{metas}
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" href="{icon}" type="image/svg+xml">
{fonts}
<script>{theme}</script>
{css}
</head>
<body data-plotly="{plotly}">
<div id="react-entry-point">{page}</div>
<footer>{end}</footer>
</body>
</html>
"""


def document(app: Dash, *, title: str, page: str, css: str, end: str, metas: str = METAS) -> str:
    """Return a whole document.

    Parameters
    ----------
    app
        Knows where the assets are.
    title
        What stands in the browser's tab, as text.
    page
        The page as html.
    css
        Its stylesheets, as html.
    end
        What comes after it: scripts, as html.
    metas
        Meta elements, as html.
    """
    return DOCUMENT.format(
        metas=metas,
        title=escape(title),
        lang=current_language(),
        page=page,
        css=css,
        end=end,
        theme=THEME_FIRST,
        fonts="\n".join(_preloaded(app, font) for font in FONTS[current().script]),
        icon=app.get_asset_url("favicon.svg"),
        plotly=app.get_asset_url("vendor/plotly-basic.min.js"),
        description=escape(_("Measurements of mining pollution on both sides of the Danube.")),
    )


def _preloaded(app: Dash, font: str) -> str:
    address = app.get_asset_url(f"fonts/{font}.woff2")
    return f'<link rel="preload" href="{address}" as="font" type="font/woff2" crossorigin>'


def still_document(
    app: Dash, *, title: str, page: str, styles: Sequence[str], scripts: Sequence[str]
) -> str:
    """Return a document that needs no Dash in the browser: its own styles and scripts only."""
    css = "\n".join(f'<link rel="stylesheet" href="{_versioned(app, name)}">' for name in styles)
    end = "\n".join(f'<script defer src="{_versioned(app, name)}"></script>' for name in scripts)
    return document(app, title=title, page=page, css=css, end=end)


def _versioned(app: Dash, name: str) -> str:
    """Address of an asset that changes when the file does, as Dash writes it."""
    changed = int((Path(app.config.assets_folder) / name).stat().st_mtime)
    return f"{app.get_asset_url(name)}?m={changed}.0"
