r"""Formulas and macros inside lines: formulas become ``\(...\)``, as cards show them, macros go."""

import re
from collections.abc import Sequence

_DOLLARS = re.compile(
    r"\$\$([^$]{1,2000})\$\$|\$(?=[^\s$])((?:[^$\\\n]|\\.|\n(?!\s*\n)){1,400}?)(?<=\S)\$(?!\d)"
)
_OPENING = re.compile(r"\\\\?([(\[])")
_LONGEST = 2_000
"""Characters that a formula inside a line may have."""
_DISPLAYED = re.compile(r"(\$\$)|(\\\\?\[)\s*$|\\begin\{(\w{1,20}\*?)\}")
"""The first line of a formula that stands by itself."""
_MOST_LINES = 30
_TELLING = re.compile(
    r"[\\^_={}<>]|^[A-Za-z](?:[A-Za-z]?\d?|\s?[-+*/,]\s?[A-Za-z\d])$|^\(?[A-Za-z]\)?$"
)
"""What a formula between single dollars has and an amount of money has not."""
_STYLE = re.compile(
    r"\\(?:displaystyle|textstyle|label\{[^{}]{0,100}\}|nonumber|tag\{[^{}]{0,40}\})\s?"
)
_MACRO = re.compile(
    r"""(?P<code>(`{1,3})[^`]{0,1000}\2)"""
    r"""|\{\{\s{0,9}(?P<name>\w{1,40})\s{0,9}\(\s{0,9}["'](?P<words>[^"'{}]{0,200})["']"""
    r"""(?:\s{0,9},\s{0,9}["'](?P<label>[^"'{}]{0,200})["'])?[^{}]{0,300}\)\s{0,9}\}\}"""
    r"""|\{\{[^{}]{0,1000}\}\}|\{%[^{}]{0,1000}%\}"""
    # attributes behind no brackets; where they open something, the space behind them goes, too
    r"""|(?:(?<![^\s*])(?P<opens>)|(?<![\])\\_^{]))\{:?\s{0,3}[.#][A-Za-z][^{}\n]{0,300}\}"""
    r"""(?(opens)[ \t]{0,3})"""
)
_BEGINS_MACRO = re.compile(r"\{(?:[{%]|:?\s{0,3}[.#])")
_SHOWN = re.compile(
    r"(?:dom|css|js|html|svg|math)?(?:xref|element|attr.{0,20})|glossary|http(?:header|status|method)"
    r"|htmlattr.{0,20}",
    re.IGNORECASE,
)
"""Macros of MDN that stand for their words."""
ATTRIBUTES = re.compile(r"\{\s{0,3}(?:[.#:][\w:.-]|[\w-]{1,40}=)[^{}\n]{0,300}\}")
"""What Pandoc, kramdown and MyST put behind words to name or dress them."""
CITATION = re.compile(r"\[-?@[^\[\]\n]{1,300}\]|\\?@ref\([^()\n]{1,100}\)")


def formula_at(text: str, at: int) -> tuple[str, int] | None:
    r"""Return the formula that begins at a place, as ``\(...\)``, and where the text goes on."""
    if text[at] != "$":
        return _bracketed(text, at)
    found = _DOLLARS.match(text, at)
    if found is None:
        return None
    words = found[1] or found[2]
    if not words.strip() or (found[1] is None and not _TELLING.search(words)):
        return None
    return as_formula(words), found.end()


def _bracketed(text: str, at: int) -> tuple[str, int] | None:
    opening = _OPENING.match(text, at)
    if opening is None:
        return None
    closing = "\\)" if opening[1] == "(" else "\\]"
    end = text.find(closing, opening.end(), opening.end() + _LONGEST)
    words = text[opening.end() : end].removesuffix("\\") if end >= 0 else ""
    return (as_formula(words), end + 2) if words.strip() else None


def displayed(lines: Sequence[str], at: int) -> tuple[str, int] | None:
    """Return the formula that stands by itself from a line on, and the line after it."""
    begun = _DISPLAYED.match(lines[at].strip())
    if begun is None:
        return None
    signs, named = len(begun[0].rstrip()), begun[3]
    closing = f"\\end{{{named}}}" if named else "$$" if begun[1] else "\\]"
    for end in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[end].strip()
        if not line or line[0] == "#":
            return None
        if closing in (line[signs:] if end == at else line):
            source = "\n".join(lines[at : end + 1]).strip()
            if not named:
                source = source[signs : source.rindex(closing)].removesuffix("\\")
            return as_formula(source), end + 1
    return None


def as_formula(source: str) -> str:
    r"""Return TeX as it stands on a card, between ``\(`` and ``\)``."""
    source = " ".join(_STYLE.sub("", source).split())
    if source.startswith("{") and _closes_last(source):
        source = source[1:-1].strip()
    return rf"\({source}\)" if source else ""


def _closes_last(source: str) -> bool:
    """Whether the brace that opens a formula is closed by its last sign."""
    depth = 0
    for at, sign in enumerate(source):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return at == len(source) - 1
    return False


def with_formulas(text: str) -> str:
    """Return running text in which formulas between dollars stand as on a card."""
    if text.count("$") < 2:
        return text
    return _DOLLARS.sub(_replaced, text)


def _replaced(found: re.Match[str]) -> str:
    whole = formula_at(found[0], 0)
    return whole[0] if whole and whole[1] == len(found[0]) else found[0]


def without_macros(text: str) -> str:
    """Return text without attributes and macros of templates; those that stand for words are these.

    Attributes behind a bracket stay: they tell what the bracket holds.
    """
    if not _BEGINS_MACRO.search(text):
        return text
    return _MACRO.sub(_macro_words, text)


def _macro_words(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    if found["name"] and _SHOWN.fullmatch(found["name"]):
        return found["label"] or found["words"]
    return ""
