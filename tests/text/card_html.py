"""What the tests of this folder hold card HTML against, read by a parser that is not ours."""

import re
from html.parser import HTMLParser


def pieces(text: str) -> list[str]:
    """Return the parts of ``text`` between single spaces."""
    return text.split(" ")


TAGS = set(
    pieces(
        "a b big blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre s "
        "samp small span strong style sub sup ruby rt table td th tr tt u ul var"
    )
)
VOID = {"br", "hr", "img"}
ATTRIBUTES = {
    "a": {"href"},
    "span": {"class", "data-said"},
    "img": {"src", "alt", "width", "height"},
    "hr": {"id"},
    "ol": {"start"},
    "table": {"class", "border", "cellspacing", "cellpadding"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "p": {"align", "class"},
} | {name: {"align"} for name in ("div", "h1", "h2", "h3", "h4", "h5", "h6")}

LOOKS = {"class", "id", "style", "dir"}
"""What every element may keep for the sheet that dresses it; Qt never sees these."""


class Reader(HTMLParser):
    """Collects what is wrong with a piece of card HTML, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements = 0
        self.deepest = 0
        self.deepest_table = 0
        self.problems: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        if tag not in TAGS:
            self.problems.append(f"tag {tag}")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | LOOKS and not name.startswith("data-"):
                self.problems.append(f"attribute {tag} {name}={value}")
            if name == "href" and not re.match("https?://", value or "", re.IGNORECASE):
                self.problems.append(f"link {value}")
            if name == "src" and not re.fullmatch(r"[0-9a-z][0-9a-z._-]*", value or ""):
                self.problems.append(f"image {value}")
        if tag not in VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))
            self.deepest_table = max(self.deepest_table, self.open.count("table"))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"unbalanced {tag}")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.problems.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.problems.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.problems.append("processing instruction")


def read(html: str) -> Reader:
    """Parse card HTML."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        reader.problems.append(f"left open {reader.open}")
    return reader


def problems(html: str) -> list[str]:
    """Return everything in ``html`` that a card must not hold."""
    reader = read(html)
    if reader.deepest > 50 or reader.deepest_table > 3 or reader.elements > 20_010:
        reader.problems.append("too deep or too many")
    return reader.problems[:5]


def words(html: str) -> str:
    """Return the text a learner reads."""
    return " ".join("".join(read(html).words).split())
