r"""Formulas on cards: where they begin and end, and how they stand in the HTML of a card.

``\(a^2\)``, ``\[a\]``, ``[$]a[/$]``, ``[$$]a[/$$]`` and ``[latex]$a$[/latex]`` are formulas
everywhere, ``$a$`` and ``$$a$$`` in Markdown alone. docs/formulas.md says which dollar is money.
Those of Markdown are taken out before it is read, so that nothing in them is taken for its marks.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

LONGEST = 10_000
"""Characters that a formula may have; a longer one stays text."""
LONGEST_BETWEEN_DOLLARS = 1_000
MOST = 1_000
"""Formulas of one text that are drawn."""

CLOSING = {
    "\\(": "\\)",
    "\\[": "\\]",
    "$$": "$$",
    "[$]": "[/$]",
    "[$$]": "[/$$]",
    "[latex]": "[/latex]",
}
_DISPLAYED = ("\\[", "$$", "[$$]")
FIRST = 0x10EB00
_BEFORE, _BEHIND = "\u2e24", "\u2e25"
"""Brackets around what holds a formula's place, so that Markdown sees a sign there."""
PLACE = re.compile("\u2e24?([\U0010eb00-\U0010eeff])\u2e25?")
_RESERVED = re.compile("[\U0010eb00-\U0010eeff]")
_GAP = re.compile("[\U00100000-\U0010ea5f\U0010fffc\U0010fffd]")

_CODE = r"(?P<fence>^ {0,3}(?P<marks>`{3,}|~{3,})[^\n]*)|(?P<ticks>`+)"
_PASSED = (
    r"|<(?:[a-zA-Z][\w:-]*(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>]+))*\s*/?"
    r"|/[a-zA-Z][\w:-]*\s*|https?://[^\s<>]*)>|\]\([^()\s]*\)"
)
"""Tags and addresses, in which nothing is a formula."""
_MARKDOWN = re.compile(
    _CODE + _PASSED + r"|(?P<open>\\[(\[]|\$\$|\[\$\$?\]|\[latex\])|\\.|(?P<dollar>\$)",
    re.MULTILINE | re.DOTALL,
)
_DOLLAR = re.compile(
    rf"\$(?=[^\s$])((?:[^$\\\n]|\\.|\n(?!\s*\n)){{1,{LONGEST_BETWEEN_DOLLARS}}}?)(?<=[^\s])\$(?![\w$\{{])",
    re.ASCII | re.DOTALL,
)
_REFERENCE = re.compile(r"\s*\d{1,4}(?:\s*[,–-]\s*\d{1,4})*\s*")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

BEGINS = re.compile(r"\\[(\[]|\[\$\$?\]|\[latex\]")
"""The signs that begin a formula everywhere."""
_BEGINS_HTML = re.compile(rf"<(code|pre|kbd|samp)\b[^<>]*>|{BEGINS.pattern}", re.IGNORECASE)

_COMMAND = re.compile(r"\\[a-zA-Z]+|\\[\\{},;:!]")
_PROSE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}[,;]?\s+[A-Za-z]{2,}")
_SIGNS = re.compile(r"[\^_={}]")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A text in which a character each stands for the formulas that were taken out of it."""

    text: str
    sources: tuple[str, ...]


def is_displayed(source: str) -> bool:
    """Whether a formula, as it is written, stands on a line of its own."""
    if not source.startswith("[latex]"):
        return source.startswith(_DISPLAYED)
    inside = source.removeprefix("[latex]").lstrip()
    return inside.startswith(("\\[", "$$", "\\begin"))


def split(source: str) -> tuple[str, str, str]:
    """Return the sign that begins a formula, what stands between, and the sign that ends it."""
    for opening in ("[latex]", "[$$]", "[$]", "$$", "\\(", "\\[", "$"):
        closing = CLOSING.get(opening, "$")
        if source.startswith(opening) and source.endswith(closing):
            return opening, source[len(opening) : len(source) - len(closing)], closing
    return "", source, ""


def in_markdown(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each formula of a Markdown text begins and ends, in linear time."""
    return ((start, end) for start, end, is_formula in literal_parts(text) if is_formula)


def literal_parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where code and formulas of a Markdown text begin and end; True for a formula."""
    absent: set[str] = set()
    ends: dict[str, int] = {}
    at = count = 0
    while count < MOST and (sign := _MARKDOWN.search(text, at)) is not None:
        start, at = sign.start(), sign.end()
        if sign["fence"] is not None or sign["ticks"] is not None:
            is_fence = sign["fence"] is not None
            at = _end_of_fence(text, sign, absent) if is_fence else _end_of_code(text, sign, absent)
            if at > sign.end() or is_fence:
                yield start, at, False
            continue
        end = 0
        if sign["open"] is not None:
            end = _end_of(text, sign["open"], at, ends)
        elif sign["dollar"] is not None:
            end = _end_of_dollars(text, start)
        if end > 0:
            yield start, end, True
            count += 1
            at = end


def _end_of_fence(text: str, sign: re.Match[str], absent: set[str]) -> int:
    marks = sign["marks"]
    if f"\n{marks}" in absent:
        return len(text)
    end = re.compile(rf"^ {{0,3}}{re.escape(marks)}+[ \t]*$", re.M).search(text, sign.end())
    if end is None:
        absent.add(f"\n{marks}")
        return len(text)
    return end.end()


def _end_of_code(text: str, sign: re.Match[str], absent: set[str]) -> int:
    ticks = sign["ticks"]
    if ticks in absent:
        return sign.end()
    end = re.compile(rf"(?<!`){ticks}(?!`)").search(text, sign.end())
    if end is None:
        absent.add(ticks)
        return sign.end()
    return sign.end() if _BLANK_LINE.search(text, sign.end(), end.start()) else end.end()


def next_end(text: str, closing: str, start: int, ends: dict[str, int]) -> int:
    """Return where a sign that ends formulas stands next; ``len(text)`` where it does not.

    ``ends`` remembers what was found, so that many beginnings before one far end cost no more.
    """
    if ends.get(closing, -1) < start:
        found = text.find(closing, start)
        ends[closing] = len(text) if found < 0 else found
    return ends[closing]


def _end_of(text: str, opening: str, start: int, ends: dict[str, int]) -> int:
    """Return where a formula that was opened ends; 0 where none is."""
    closing = CLOSING[opening]
    end = next_end(text, closing, start, ends)
    if end == len(text) or end - start > LONGEST:
        return 0
    inside = text[start:end]
    if not inside.strip():
        return 0
    behind = end + len(closing)
    if opening == "\\[" and (text.startswith("(", behind) or _REFERENCE.fullmatch(inside)):
        return 0  # brackets of a link, or of a reference, that Markdown was told to leave
    if opening == "\\(" and _BLANK_LINE.search(inside):
        return 0
    if opening == "$$" and not _is_mathematics(inside):
        return 0
    return behind


def _end_of_dollars(text: str, start: int) -> int:
    before = text[start - 1 : start]
    if before.isascii() and before.isalnum():
        return 0
    found = _DOLLAR.match(text, start)
    return found.end() if found is not None and _is_mathematics(found[1]) else 0


def _is_mathematics(inside: str) -> bool:
    """Whether what stands between dollars is a formula, and not words between two prices."""
    if _COMMAND.search(inside) or _GAP.search(inside):
        return True
    if _SIGNS.search(inside):
        return _PROSE.search(inside) is None
    return _WORD.search(inside) is None or not any(map(str.isspace, inside))


def map_formulas(text: str, change: Callable[[str], str]) -> str:
    """Return a Markdown text with each formula, its signs included, changed."""
    kept: list[str] = []
    done = 0
    for start, end in in_markdown(text):
        kept += text[done:start], change(text[start:end])
        done = end
    return "".join((*kept, text[done:]))


def take_out(text: str) -> TakenOut:
    """Take the formulas out of a Markdown text; ``put_back`` returns them to its HTML."""
    if "$" not in text and BEGINS.search(text) is None:
        return TakenOut(text, ())
    sources: list[str] = []

    def place(source: str) -> str:
        sources.append(source)
        return f"{_BEFORE}{chr(FIRST + len(sources) - 1)}{_BEHIND}"

    taken = map_formulas(_RESERVED.sub("\ufffd", text), place)
    return TakenOut(taken, tuple(sources)) if sources else TakenOut(text, ())


def _literal_parts_of_html(text: str) -> Iterator[tuple[int, int]]:
    absent: set[str] = set()
    at = 0
    while (sign := _BEGINS_HTML.search(text, at)) is not None:
        at = sign.end()
        closing = CLOSING.get(sign[0]) or f"</{sign[1].lower()}"
        end = -1 if closing in absent else text.find(closing, at)
        if end < 0:
            absent.add(closing)
            continue
        at = end + len(closing)
        yield sign.start(), at


def outside_literals(text: str, language: str, change: Callable[[str], str]) -> str:
    """Return a field's text changed where it is neither code nor formula; linear in the length."""
    if language == "html":
        return _between(text, _literal_parts_of_html(text), change)
    parts = ((start, end) for start, end, _ in literal_parts(text))
    return _between(text, parts, lambda piece: outside_literals(piece, "html", change))


def _between(text: str, parts: Iterable[tuple[int, int]], change: Callable[[str], str]) -> str:
    kept: list[str] = []
    done = 0
    for start, end in parts:
        kept += change(text[done:start]), text[start:end]
        done = end
    return "".join((*kept, change(text[done:])))
