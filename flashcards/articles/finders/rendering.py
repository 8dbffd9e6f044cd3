"""Writes blocks of an article as the Markdown of a card."""

import re
from collections.abc import Sequence

from flashcards.articles.tree import Block, BlockKind, Span, spans_between

_K = BlockKind
_SPECIAL = re.compile(
    r"(?P<formula>\\\((?:[^\\\n]|\\[^()\n]){1,2000}\\\))"
    r"|[\\`*<\[\]|~]|\{\{|\}\}|(?<!\w)_|_(?!\w)|&(?=#?\w{1,31};)"
)
_LINE_OPENER = re.compile(r"^(\s{0,3})([#>+=-]|[0-9]{1,9}[.)](?=\s))", re.MULTILINE)
_MARKS = {"strong": "**", "emphasis": "*"}
_DEEPEST = 8


def escaped(text: str) -> str:
    """Return plain text as Markdown that shows it letter by letter, and formulas as they are."""
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(_escaped, text)
    return _LINE_OPENER.sub(r"\1\\\2", text)


def _escaped(found: re.Match[str]) -> str:
    if found["formula"]:
        # Two braces would end a gap; a space between them changes no formula.
        return found[0].replace("{{", "{ {").replace("}}", "} }")
    return "".join("\\" + sign for sign in found[0])


def as_sentence(words: str) -> str:
    """Begin with a capital and end with a full stop."""
    words = words.rstrip(" ,;:")
    if words and words[-1].isalnum():
        words += "."
    first = words.split(" ", 1)[0]
    return words[:1].upper() + words[1:] if first.islower() else words


def inline(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """Write ``text[start:end]`` with its marked words; spans outside are passed over."""
    parts: list[str] = []
    at = start
    for span in spans_between(spans, start, end):
        if span.start < at or span.end > end or span.start >= span.end:
            continue
        words = text[span.start : span.end]
        if span.mark == "code" and "\n" not in words:
            parts += [escaped(text[at : span.start]), _code(words)]
        elif span.mark in _MARKS and words == words.strip() and _at_edges(text, span):
            mark = _MARKS[span.mark]
            parts += [escaped(text[at : span.start]), mark, escaped(words), mark]
        else:
            continue
        at = span.end
    parts.append(escaped(text[at:end]))
    return "".join(parts).strip()


def blocks_as_markdown(text: str, blocks: Sequence[Block], depth: int = 0) -> str:
    """Write blocks as Markdown, a blank line between them."""
    written = (_block(text, block, depth) for block in blocks if block.kind is not _K.OTHER)
    return "\n\n".join(part for part in written if part)


def _at_edges(text: str, span: Span) -> bool:
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() or after.isalnum())


def _code(words: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _block(text: str, block: Block, depth: int) -> str:
    if depth > _DEEPEST:
        return escaped(text[block.start : block.end])
    if block.kind is _K.CODE:
        return _fenced(text[block.start : block.end])
    if block.kind is _K.LIST:
        return _list(text, block, depth)
    if block.kind is _K.TABLE:
        return _table(text, block)
    if block.kind is _K.QUOTE:
        inner = _inside(text, block, depth)
        return "\n".join(f"> {line}".rstrip() for line in inner.splitlines())
    if block.kind in (_K.HEADING, _K.TERM, _K.SUMMARY):
        return f"**{inline(text, block.start, block.end, ())}**"
    return _inside(text, block, depth)


def _inside(text: str, block: Block, depth: int) -> str:
    if block.children:
        return blocks_as_markdown(text, block.children, depth + 1)
    return inline(text, block.start, block.end, block.spans)


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{code}\n{fence}"


def _list(text: str, block: Block, depth: int) -> str:
    lines: list[str] = []
    for item in block.children:
        words = _inside(text, item, depth).replace("\n\n-", "\n-")
        lines.append("- " + words.replace("\n", "\n  "))
    return "\n".join(lines)


def _table(text: str, block: Block) -> str:
    rows = [
        [" ".join(inline(text, c.start, c.end, c.spans).split()) for c in row.children]
        for row in block.children
    ]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return inline(text, block.start, block.end, ())
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)
