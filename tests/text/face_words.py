"""The words of a card face, whoever drew it: what the table of templates and Anki are held to."""

import re
from html.parser import HTMLParser

from tests.text.card_html import pieces

_UNSEEN = frozenset({"script", "style", "svg", "iframe", "object", "template", "title", "rp"})
_SEPARATE = frozenset(
    pieces(
        "address article aside blockquote br caption center dd details div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr img li main nav ol option p pre "
        "section select summary table tbody td tfoot th thead tr ul video audio"
    )
)
_VOID = frozenset(pieces("area base br col embed hr img input link meta source track wbr"))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SEPARATE:
            self.said.append(" ")
        if tag in _VOID:
            return
        found = {name: value or "" for name, value in attrs}
        own = found.get("class", "") in ("missing", "notice", "sound")
        hidden = "hidden" in found or re.search(r"display\s*:\s*none", found.get("style", ""))
        if self._unseen or tag in _UNSEEN or own or hidden:
            self._unseen.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        if tag in _SEPARATE:
            self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)


def words(html: str) -> str:
    """Return the words a learner sees: pictures, recordings and the program's own notices aside."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.said).split())
