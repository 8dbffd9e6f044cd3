"""Which HTML a card may hold: tags, attributes, links, images."""

import re
from html import unescape

from flashcards.text.clean import clean, escape_attribute
from flashcards.text.file_names import REFERENCE, reference
from flashcards.text.literal import recording
from flashcards.text.occlusion import ADDRESS
from flashcards.text.own_looks import looks, own_classes
from flashcards.text.played import said_attribute

VOID = frozenset({"br", "hr", "img"})


def _names(words: str) -> list[str]:
    return words.split()


NO_END = VOID.union(
    _names("area base basefont col embed frame input link meta param source track wbr")
)
"""Tags that hold nothing, so that no end tag follows."""

BLOCKS = frozenset(
    _names("p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr table tr td th")
)

_KEPT = _names(
    "a b big blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre rt "
    "ruby s samp small span strong sub sup table td th tr tt u ul var"
)
_RENAMED = {
    "address": "div",
    "article": "div",
    "aside": "div",
    "caption": "",
    "center": "div",
    "cite": "i",
    "del": "s",
    "details": "div",
    "dfn": "i",
    "fieldset": "div",
    "font": "span",
    "figcaption": "div",
    "figure": "div",
    "footer": "div",
    "header": "div",
    "ins": "u",
    "listing": "pre",
    "main": "div",
    "mark": "span",
    "nav": "div",
    "section": "div",
    "strike": "s",
    "summary": "div",
    "xmp": "pre",
}
_TRANSPARENT = _names(
    "abbr acronym area audio base basefont bdi bdo blink body button canvas col colgroup "
    "datalist dialog embed form frame frameset head hgroup html input label legend link map "
    "marquee menu meta meter nobr noframes noscript optgroup option output param picture "
    "plaintext progress q rtc select source tbody textarea tfoot "
    "thead time track video wbr math mfrac mi mn mo mover mrow msqrt mstyle msub msubsup msup "
    "mtable mtd mtext mtr munder semantics annotation anki-mathjax tts"
)

KNOWN: dict[str, str] = {name: name for name in _KEPT} | _RENAMED | dict.fromkeys(_TRANSPARENT, "")
"""Tag name -> the name it is written with; empty for a tag that goes and leaves its content."""

DROPPED_WITH_CONTENT = {
    name: re.compile(f"</{name}(?![a-zA-Z0-9])", re.IGNORECASE)
    for name in ("script", "style", "svg", "iframe", "object", "applet", "template", "title", "rp")
}
"""Tags whose content is not for reading -> what ends them."""

FOREIGN = re.compile(r"(?:o|v|w|m|st1|svg|xml|math):[a-z]")
"""Names that word processors leave behind; they go as known tags do."""

_ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z0-9_:-]*+)\s*+(?:=\s*+("[^"]*"|'[^']*'|[^\s"'>]++))?""")
_LINK = re.compile(r"https?://[^\s\x00-\x20\"'<>\\^`{|}\U00100000-\U0010ffff]{1,2000}", re.I)
_COVERED = re.compile(rf"({REFERENCE}){ADDRESS}")
"""A picture of a card that is read once more, with what covers it."""
_HIDDEN = re.compile(r"(?:^|;)\s*+display\s*+:\s*+none\b", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align\s*+:\s*+(left|right|center)", re.IGNORECASE)
_LIST_STYLE = re.compile(
    r"(?:^|;)\s*list-style(?:-type)?\s*:[^;]*?\b((?:lower|upper)-(?:alpha|latin|roman))\b"
)
_LIST_TYPES = {
    "lower-alpha": "a", "lower-latin": "a", "lower-roman": "i",
    "upper-alpha": "A", "upper-latin": "A", "upper-roman": "I",
}  # fmt: skip
_ALIGNABLE = frozenset(_names("p div h1 h2 h3 h4 h5 h6 td th"))
MAX_SPAN = 20
_MAX_PIXELS = 4096


def read_attributes(source: str) -> dict[str, str]:
    """Return the attributes of a tag as written; the first of a name wins."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source):
        value = match[2] or ""
        if value[:1] in ('"', "'"):
            value = value[1:-1]
        found.setdefault(match[1].lower(), clean(unescape(value)))
    return found


def is_hidden(found: dict[str, str]) -> bool:
    """Whether an element with these attributes is not shown, nor what it holds."""
    return "hidden" in found or ("style" in found and _HIDDEN.search(found["style"]) is not None)


def attributes(name: str, written: str, found: dict[str, str]) -> str:
    """Return the attributes an element keeps, ready to stand behind its name."""
    own = own_classes(found)
    if name == "table":
        more = "" if own.startswith("card-table") or not own else f" {own}"
        first = own if own.startswith("card-table") else "card-table"
        own = escape_attribute(first + more)
        kept = f' class="{own}" border="1" cellspacing="0" cellpadding="6"'
        return kept + looks(name, written, found)
    if written == "mark" and "mark" not in own.split():
        own = f"mark {own}".strip()
    kept = f' class="{escape_attribute(own)}"' if own else ""
    if name == "span":
        kept += said_attribute(kept, found)
    return _special(name, written, found) + kept + looks(name, written, found)


def _special(name: str, written: str, found: dict[str, str]) -> str:
    """Return the attributes that only elements of this name have."""
    if name == "a":
        address = found.get("href", "").strip()
        return f' href="{escape_attribute(address)}"' if _LINK.fullmatch(address) else ""
    if name == "ol":
        return _counted(found) + _number("start", found, 999_999)
    if name in _ALIGNABLE:
        kept = _alignment(written, found)
        if name in ("td", "th"):
            kept += _number("colspan", found, MAX_SPAN) + _number("rowspan", found, MAX_SPAN)
        return kept
    return ""


def _counted(found: dict[str, str]) -> str:
    """Return by which letters or numerals a list counts, as Qt reads it without a sheet."""
    styled = _LIST_STYLE.search(found.get("style", "").lower())
    kind = found.get("type", "").strip() if styled is None else _LIST_TYPES[styled[1]]
    return f' type="{kind}"' if kind in _LIST_TYPES.values() else ""


def image(found: dict[str, str]) -> tuple[str, str]:
    """Return the tag of an image from the collection's media, and the words to show without it.

    The tag is empty for every other source: files, addresses, data.
    """
    source = found.get("src", "").strip()
    alternative = found.get("alt", "").strip()
    named = recording(source)
    if named:
        return named, alternative
    name = source if _COVERED.fullmatch(source) else reference(source)
    if not name:
        last = re.split(r"[/\\]", source)[-1][:60]
        return "", alternative or (f"[{last}]" if last else "")
    size = _number("width", found, _MAX_PIXELS) + _number("height", found, _MAX_PIXELS)
    own = own_classes(found)
    named = f' class="{escape_attribute(own)}"' if own else ""
    tag = f'<img src="{name}" alt="{escape_attribute(alternative)}"{size}'
    return f"{tag}{named}{looks('img', 'img', found)}>", alternative


def span(found: dict[str, str], name: str) -> int:
    """Return over how many columns or rows a cell goes."""
    value = found.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        return 1
    return min(max(int(value), 1), MAX_SPAN)


def _alignment(written: str, found: dict[str, str]) -> str:
    value = "center" if written == "center" else found.get("align", "").lower()
    style = _ALIGNED.search(found.get("style", ""))
    if style is not None:
        value = style[1].lower()
    return f' align="{value}"' if value in ("left", "right", "center") else ""


def _number(name: str, found: dict[str, str], largest: int) -> str:
    value = found.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        return ""
    return f' {name}="{min(int(value), largest)}"' if int(value) > 0 or name == "start" else ""
