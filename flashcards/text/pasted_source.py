"""Writes what was copied elsewhere as the source of a field, Markdown or HTML."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from flashcards.text import formulas
from flashcards.text.clean import escape, escape_attribute
from flashcards.text.pasted_html import Block, Piece, trimmed

MOST_COLUMNS = 40
_APART = re.compile(r"[\s()]")
_DATA = "data:"
_SIGNS: Final = {"bold": ("**", "**"), "italic": ("*", "*"), "strike": ("~~", "~~")}
_TAGS: Final = {
    "bold": "b", "italic": "i", "strike": "s", "underline": "u", "sub": "sub", "sup": "sup",
    "code": "code",
}  # fmt: skip
_ORDER = ("bold", "italic", "strike", "underline", "sub", "sup", "code")
_SPECIAL = re.compile(
    r"([\\*`])|(?<![^\W_])(_)|(_)(?![^\W_])|(~(?=~))|(<(?=[a-zA-Z/!?]))|(\](?=\())"
)
_LINE_START = re.compile(r"^([ \t]*)(?:(?=[#>+|-])|([0-9]{1,9})(?=[.)][ \t]))", re.MULTILINE)
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_OF_LINES = re.compile(r"^=|(?<!\\)\](?=:)", re.MULTILINE)
"""What underlines a heading, or ends the name of a link that is told elsewhere."""
_SIGNS_ALONE = re.compile(r"[^\w\s]{1,20}|_{1,20}")
_CELL_BREAK = re.compile(r"\s*\n\s*")


def is_formatted(blocks: Sequence[Block]) -> bool:
    """Whether there is more to copied HTML than its words."""
    for block in blocks:
        if block.kind not in ("text", "code") or _several(block):
            return True
        if any(p.looks or p.link or p.picture for p in block.pieces):
            return True
    return False


def _several(block: Block) -> bool:
    return sum(map(len, block.rows)) > 1


def written(blocks: Sequence[Block], markup: str) -> str:
    """Return blocks as the source of a field; without the pictures that come with their data."""
    writer = _Markdown() if markup == "markdown" else _Html()
    return writer.blocks(blocks)


def literal(text: str, markup: str) -> str:
    """Return the source of a field that shows a text as it is; gaps and formulas keep their marks.

    Lines end where they end in the text.
    """
    if markup != "markdown":
        return escape(text).replace("\n", "<br>")
    text = _INDENT.sub("", text)
    if _SIGNS_ALONE.fullmatch(text.strip()):
        return text  # Markdown shows marks alone as they are
    text = _LINE_START.sub(r"\1\2\\", _ENTITY.sub("&amp;", _escaped(text)))
    return _OF_LINES.sub(r"\\\g<0>", text)


def table_of(text: str) -> list[Block]:
    """Return rows of a spreadsheet that were copied as text; empty for any other text."""
    lines = text.strip("\n").split("\n")
    rows = [line.split("\t") for line in lines]
    width = len(rows[0])
    if width < 2 or width > MOST_COLUMNS or any(len(row) != width for row in rows):
        return []
    return [Block("table", rows=[[[Piece(cell.strip())] for cell in row] for row in rows])]


def pictures(blocks: Sequence[Block]) -> list[str]:
    """Return the pictures that come with their data, in their order."""
    return [
        piece.picture
        for block in blocks
        for piece in (*block.pieces, *(p for row in block.rows for cell in row for p in cell))
        if piece.picture.startswith(_DATA)
    ]


class _Markdown:
    """Writes Markdown."""

    def blocks(self, blocks: Sequence[Block]) -> str:
        parts: list[str] = []
        before: Block | None = None
        counts: list[int] = []
        for block in blocks:
            counts = self._counted(block, counts)
            text = self._block(block, counts)
            if before is not None:
                close = block.kind == before.kind and block.kind in ("item", "quote")
                parts.append("\n" if close else "\n\n")
            parts.append(text)
            before = block
        return "".join(parts)

    def _counted(self, block: Block, counts: list[int]) -> list[int]:
        if block.kind != "item":
            return []
        counts = counts[: block.level + 1] + [0] * (block.level + 1 - len(counts))
        counts[-1] += 1
        return counts

    def _block(self, block: Block, counts: list[int]) -> str:
        if block.kind == "table":
            return self._table(block)
        if block.kind == "code":
            code = "".join(piece.text for piece in block.pieces).strip("\n")
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
            return f"{fence}\n{code}\n{fence}"
        text = self.pieces(block.pieces)
        if block.kind == "heading":
            return f"{'#' * block.level} {text.replace(chr(10), ' ')}"
        if block.kind == "quote":
            return "\n".join(f"> {line}" for line in text.split("\n"))
        if block.kind == "item":
            sign = f"{counts[-1]}." if block.ordered else "-"
            indent = "   " * block.level
            return f"{indent}{sign} " + text.replace("\n", f"\n{indent}  ")
        return _LINE_START.sub(r"\1\2\\", text)

    def pieces(self, pieces: Sequence[Piece]) -> str:
        """Return words with their marks; marks never stand at white space."""
        found = []
        for (looks, link, picture), group in groupby(
            trimmed(list(pieces)), key=lambda p: (p.looks, p.link, p.picture)
        ):
            text = "".join(piece.text for piece in group)
            if not picture:
                found.append(self._marked(text, looks, link))
            elif not picture.startswith(_DATA):
                found.append(f"![](<{picture}>)" if _APART.search(picture) else f"![]({picture})")
        return re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(found))

    def _marked(self, text: str, looks: frozenset[str], link: str) -> str:
        core = text.strip()
        if not core:
            return text
        lead = text[: len(text) - len(text.lstrip())]
        trail = text[len(text.rstrip()) :]
        inner = f"`{core}`" if "code" in looks and "`" not in core else _escaped(core)
        for look in reversed(_ORDER):
            if look in looks and look != "code":
                tag = _TAGS[look]
                before, after = _SIGNS.get(look, (f"<{tag}>", f"</{tag}>"))
                inner = f"{before}{inner}{after}"
        inner = inner.replace("\n", " ") if looks else inner
        if link:
            inner = link if inner == link else f"[{inner}]({link})"
        return lead + inner + trail

    def _table(self, block: Block) -> str:
        rows = [[self._cell(cell) for cell in row[:MOST_COLUMNS]] for row in block.rows]
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        width = max(map(len, rows))
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        lines.insert(1, f"|{' --- |' * width}")
        return "\n".join(lines)

    def _cell(self, pieces: Sequence[Piece]) -> str:
        return _CELL_BREAK.sub("<br>", self.pieces(pieces)).replace("|", r"\|")


def _escaped(text: str) -> str:
    """Return words in which nothing is a mark; formulas stay as they are."""
    kept: list[str] = []
    at = 0
    for start, end in formulas.in_markdown(text):
        kept += _SPECIAL.sub(r"\\\g<0>", text[at:start]), text[start:end]
        at = end
    return "".join((*kept, _SPECIAL.sub(r"\\\g<0>", text[at:])))


class _Html:
    """Writes the few tags that a note in HTML needs."""

    def blocks(self, blocks: Sequence[Block]) -> str:
        parts: list[str] = []
        lines = False
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            for text in self._group(kind, list(group)):
                parts.append(("<br>" if lines and kind in ("text", "quote") else "") + text)
                lines = kind in ("text", "quote")
        return "".join(parts)

    def _group(self, kind: str, blocks: list[Block]) -> list[str]:
        if kind == "item":
            return [self._items(blocks)]
        if kind == "table":
            return [self._table(block) for block in blocks]
        texts = [self.pieces(block.pieces) for block in blocks]
        if kind == "heading":
            return [
                f"<h{block.level}>{text}</h{block.level}>"
                for block, text in zip(blocks, texts, strict=True)
            ]
        if kind == "code":
            whole = ("".join(p.text for p in block.pieces).strip("\n") for block in blocks)
            return [f"<pre>{escape(code)}</pre>" for code in whole]
        if kind == "quote":
            return [f"<blockquote>{'<br>'.join(texts)}</blockquote>"]
        return texts

    def _items(self, blocks: list[Block]) -> str:
        parts: list[str] = []
        opened: list[str] = []
        for block in blocks:
            while len(opened) > block.level + 1:
                parts.append(f"</{opened.pop()}>")
            while len(opened) < block.level + 1:
                opened.append("ol" if block.ordered else "ul")
                parts.append(f"<{opened[-1]}>")
            parts.append(f"<li>{self.pieces(block.pieces)}</li>")
        parts += [f"</{name}>" for name in reversed(opened)]
        return "".join(parts)

    def pieces(self, pieces: Sequence[Piece]) -> str:
        """Return words with their tags."""
        found = []
        for piece in trimmed(list(pieces)):
            if piece.picture:
                shown = not piece.picture.startswith(_DATA)
                name = escape_attribute(piece.picture)
                found.append(f'<img src="{name}">' if shown else "")
                continue
            text = escape(piece.text)
            for look in reversed(_ORDER):
                if look in piece.looks:
                    text = f"<{_TAGS[look]}>{text}</{_TAGS[look]}>"
            if piece.link:
                text = f'<a href="{escape_attribute(piece.link)}">{text}</a>'
            found.append(text.replace("\n", "<br>"))
        return "".join(found)

    def _table(self, block: Block) -> str:
        rows = [[self.pieces(cell) for cell in row[:MOST_COLUMNS]] for row in block.rows]
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
