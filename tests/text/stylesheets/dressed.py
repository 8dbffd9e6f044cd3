"""What a card looks like once dressed, taken from the HTML that is written for Qt."""

import re
from html import unescape

from flashcards.text.clean import JOINER
from flashcards.text.sanitise import sanitise
from flashcards.text.stylesheets.drawn import Drawn, Page
from flashcards.text.stylesheets.dressing import dress

PAGE = Page(800, 600)
_RUN = re.compile(r'<span style="([^"]*)">([^<]*)</span>')


def dressed(html: str, css: str, page: Page = PAGE) -> Drawn:
    """Return what an author's HTML looks like under a sheet."""
    drawn = dress(sanitise(html, browser=True), css, page)
    assert drawn is not None
    return drawn


def looks_of(word: str, html: str, css: str, page: Page = PAGE) -> dict[str, str]:
    """Return the properties of the run of text that holds ``word``."""
    for style, text in _RUN.findall(dressed(html, css, page).html):
        if word in unescape(text):
            pairs = (one.partition(":") for one in unescape(style).split(";"))
            return {name: value for name, _, value in pairs}
    raise AssertionError(f"{word} is not shown")


def shown(html: str, css: str, page: Page = PAGE) -> str:
    """Return the text that is shown, its white space made plain."""
    text = re.sub(r"<[^>]*>", " ", dressed(html, css, page).html).replace(JOINER, "")
    return " ".join(unescape(text).split())
