"""How tests read a page that the server wrote."""

import re
from html import unescape


def text_of(page: str) -> str:
    """Words of a page, without its scripts."""
    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def switch_of(page: str) -> list[str]:
    """Names that the header's switch between packages offers."""
    box = re.search(r'<div class="[^"]*package-switch[^"]*".*?</div>', page, re.DOTALL)
    return re.findall(r"<a [^>]*>([^<]+)</a>", box[0]) if box else []
