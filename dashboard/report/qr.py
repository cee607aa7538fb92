"""The code that a phone's camera reads, so that paper leads back to the page."""

from io import BytesIO

import segno

from dashboard.i18n import _


def qr_code(link: str) -> dict[str, str]:
    """Return the code of an address as an SVG document, with its words.

    Parameters
    ----------
    link
        Whole address. The code keeps working with 15 % of it unreadable.
    """
    return {
        "svg": qr_svg(link),
        "alt": _("QR code: link to this answer"),
        "text": _("The whole answer, with every value, source and piece of advice:"),
        "url": link,
        "shown": link,
    }


def qr_svg(text: str) -> str:
    """Return the code of a text as an SVG document; it keeps working with 15 % of it unreadable."""
    drawn = BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=False)
    code.save(drawn, kind="svg", scale=4, border=4, dark="#16202a", light="#ffffff", xmldecl=False)
    return drawn.getvalue().decode("ascii")
