"""The html document round a page: with Dash in the browser, and without."""

from collections.abc import Sequence
from html import escape

from dashboard.assets import address, bundle_address
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
<link rel="stylesheet" href="{styles}">
<script defer src="{scripts}"></script>
</head>
<body data-plotly="{plotly}">
<div id="react-entry-point">{page}</div>
<footer>{end}</footer>
</body>
</html>
"""


def document(
    *,
    title: str,
    page: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    end: str = "",
    metas: str = METAS,
) -> str:
    """Return a whole document.

    Parameters
    ----------
    title
        What stands in the browser's tab, as text.
    page
        The page as html.
    styles, scripts
        Files of `assets` that it needs; those of a kind are sent as one.
    end
        What comes after it: data for scripts, as html.
    metas
        Meta elements, as html.
    """
    return DOCUMENT.format(
        metas=metas,
        title=escape(title),
        lang=current_language(),
        page=page,
        styles=bundle_address(styles),
        scripts=bundle_address(scripts),
        end=end,
        theme=THEME_FIRST,
        fonts="\n".join(map(_preloaded, FONTS[current().script])),
        icon=address("favicon.svg"),
        plotly=address("vendor/plotly-basic.min.js"),
        description=escape(_("Measurements of mining pollution on both sides of the Danube.")),
    )


def _preloaded(font: str) -> str:
    file = address(f"fonts/{font}.woff2")
    return f'<link rel="preload" href="{file}" as="font" type="font/woff2" crossorigin>'
