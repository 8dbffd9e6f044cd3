"""Pictures as fields write them: found in a line of source, and written with another size or words.

A picture with a width is ``<img src="x.png" alt="..." width="300">`` in Markdown as in HTML, which
every other program reads; without one Markdown writes ``![...](x.png)``.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

from flashcards.text.file_names import reference
from flashcards.text.tags import read_attributes

WIDEST = 4_096
"""In pixels; a card shows no picture wider."""
_MARKDOWN = re.compile(
    r"!\[((?:[^\[\]\\]|\\.){0,1000})\]\((?:<([^<>\n]{1,600})>|([^\s<>()]{1,600}))\)"
)
_HTML = re.compile(r"""<img\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_APART = re.compile(r"[\s()]")
_SIGN = re.compile(r"([\\\[\]])")


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One picture in a source."""

    start: int
    end: int
    name: str
    words: str
    """What it shows, for those who do not see it."""
    width: int = 0
    """How wide it is shown, in pixels of the window; 0 for as wide as it is."""
    attributes: str = ""
    """What its tag says, as written; empty in Markdown."""

    def written(self, *, name: str, words: str, width: int, markup: str) -> str:
        """Return the source of the picture with these values; what else it said stays."""
        if self.attributes:
            return _changed_tag(self.attributes, name, words, width)
        if markup == "markdown" and not width:
            target = f"<{name}>" if _APART.search(name) else name
            return f"![{_escaped(words)}]({target})"
        return _changed_tag("", name, words, width)


def pictures_in(source: str) -> list[PictureSource]:
    """Return the pictures of a source in their order; only those the collection may have."""
    found = [
        PictureSource(*each.span(), each[2] or each[3], _ESCAPED.sub(r"\1", each[1]))
        for each in _MARKDOWN.finditer(source)
        if reference(each[2] or each[3])
    ]
    for tag in _HTML.finditer(source):
        values = read_attributes(tag[1])
        width = pixels(values.get("width", ""))
        name, words = values.get("src", "").strip(), values.get("alt", "")
        if name:
            found.append(PictureSource(*tag.span(), name, words, width, tag[1]))
    return sorted(found, key=lambda each: each.start)


def pixels(width: str) -> int:
    """Return a width as a tag tells it, in pixels, at most ``WIDEST``; 0 for any other text."""
    told = int(width) if width.isascii() and width.isdigit() and len(width) < 6 else 0
    return min(told, WIDEST)


def picture_near(source: str, offset: int) -> PictureSource | None:
    """Return the picture at a place in a source, or else the one nearest to it."""
    found = pictures_in(source)
    if not found:
        return None
    return min(found, key=lambda each: max(each.start - offset, offset - each.end, 0))


def _changed_tag(attributes: str, name: str, words: str, width: int) -> str:
    values = [("src", name), ("alt", words), ("width", str(width) if width else "")]
    rest = attributes.rstrip().rstrip("/").rstrip()
    for key, value in values:
        pattern = re.compile(
            rf"""\s*(?<![\w-]){key}\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>]+)""", re.IGNORECASE
        )
        said = (
            f' {key}="{escape(value)}"' if value or (key == "alt" and pattern.search(rest)) else ""
        )
        before = pattern.search(rest)
        if before is None:
            rest += said
        elif unescape(_value(before[0])) != value:
            rest = rest[: before.start()] + said + rest[before.end() :]
    if width:
        rest = re.sub(r"""\s*(?<![\w-])height\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>]+)""", "", rest)
    return f"<img {rest.strip()}>"


def _escaped(words: str) -> str:
    return _SIGN.sub(lambda sign: f"\\{sign[0]}", words)


def _value(attribute: str) -> str:
    value = attribute.partition("=")[2].strip()
    return value[1:-1] if value[:1] in ("'", '"') else value
