"""Reads text without marks and finds the structure it once had."""

import re
from collections.abc import Sequence

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.plain_frame import (
    SIGNATURE,
    contents_of,
    header_end,
    is_foot,
    subject_of,
)
from flashcards.articles.readers.plain_lines import (
    LED,
    Piece,
    PieceKind,
    cells_of_row,
    is_rule,
    pieces_of,
)
from flashcards.articles.tree import BlockKind, Document

_K = BlockKind
_P = PieceKind
_LONGEST_HEADING = 90
_MOST_WORDS = 14
_LABEL_LENGTH = 80
_HEAD_WORDS = 2
"""Words that a column's heading has at most, where nothing is drawn below it."""
_ASKED = re.compile(r"(?:Q|A|Question|Answer)\s?\d{0,3}\s?[:.)]\s")
_ENTRY = re.compile(r"[^\W\d_][^:.!?;]{0,48}?(?::| [-–—=])\s\S+\s\S")
_COLUMNS = re.compile(r"\S {3,}\S")
_BROKEN_WORD = re.compile(r"(?<=\w-)\n(?=\w)(?!(?:and|or|to)\b)")


def read_plain(text: str) -> Document:
    """Return the document that a text without marks is.

    Headings are short lines that end no sentence and stand before text; bullets that lost their
    line or their nesting get it back; numbered questions become headings over their answers.
    """
    pieces = pieces_of(text)
    out = Builder()
    _Reader(out, pieces).read()
    return out.finish(subject_of(pieces))


class _Reader:
    def __init__(self, out: Builder, pieces: Sequence[Piece]) -> None:
        self._out = out
        self._pieces = pieces
        numbered = [piece for piece in pieces if piece.kind is _P.NUMBER]
        asking = sum(piece.words.endswith("?") for piece in numbered)
        self._asks = asking >= 2 and asking * 2 >= len(numbered)
        texts = [piece for piece in pieces if piece.kind is _P.TEXT]
        self._airy = sum(piece.after_blank for piece in texts) * 2 > len(texts)
        """Whether paragraphs have empty lines between them."""
        self._contents = contents_of(pieces)
        self._sections = any(_is_section(pieces, at) for at in range(len(pieces)))
        """Whether capital letters mark sections, as in manual pages."""
        self._subnumbered = any("." in piece.number for piece in numbered)
        """Whether there are numbers such as 1.1, so that 1 stands over what it groups."""
        self._entry_indent = -1
        """How far the numbered question whose answer is being read is indented."""

    def read(self) -> None:
        at = 0
        while at < len(self._pieces):
            at = self._block(at)

    def _block(self, at: int) -> int:
        piece = self._pieces[at]
        if at in self._contents:
            self._words(_K.OTHER, piece)
            return at + 1
        match piece.kind:
            case _P.BULLET:
                return self._bullets(at)
            case _P.NUMBER:
                return self._numbers(at)
            case _P.TABLE:
                self._table(piece)
            case _P.CODE | _P.QUOTE | _P.LEADER:
                kind = {_P.CODE: _K.CODE, _P.QUOTE: _K.QUOTE}.get(piece.kind, _K.OTHER)
                self._out.block(kind, "\n".join(piece.lines) or piece.words)
            case _P.TEXT if (end := header_end(self._pieces, at)) > at:
                return self._headers(at, end)
            case _P.TEXT:
                return self._text(at)
            case _:
                pass
        return at + 1

    def _headers(self, at: int, end: int) -> int:
        """Fields above a message; inside a digest its subject is a heading."""
        for piece in self._pieces[at:end]:
            name, _, subject = piece.words.partition(":")
            if at and name.lower() == "subject":
                self._entry_indent = -1
                mark = self._out.open(_K.HEADING, 2)
                self._out.write(subject.strip())
                self._out.close(mark)
            else:
                self._words(_K.OTHER, piece)
        return end

    def _text(self, at: int) -> int:
        piece = self._pieces[at]
        following = self._next(at)
        if following and self._is_underlined(piece, following):
            self._heading(piece, 1 if following.words[0] in "=#*" else 2)
            return at + 2
        if piece.hanging and following and following.kind is _P.TEXT:
            return self._hanging(at)
        led = LED.match(piece.words)
        if led:
            self._out.block(_K.TERM, led[1])
            self._out.block(_K.DEFINITION, _whole(piece)[led.end() :])
            return at + 1
        if following and following.kind is _P.LEADER and self._is_short(at):
            self._words(_K.OTHER, piece)
            return at + 1
        if is_foot(self._pieces, at) or self._is_behind_answers(at):
            self._words(_K.OTHER, piece)
            return at + 1
        if self._is_heading(at):
            self._entry_indent = -1
            self._heading(piece, 1 if at == 0 else 2)
            return at + 1
        end = self._bare_items(at)
        self._words(_K.PARAGRAPH, piece)
        if end > at + 1:
            mark = self._out.open(_K.LIST)
            for item in self._pieces[at + 1 : end]:
                self._words(_K.ITEM, item)
            self._out.close(mark)
        return end

    def _is_behind_answers(self, at: int) -> bool:
        """Whether a line is drawn between indented answers and words that are indented less."""
        if not 0 <= self._pieces[at].indent <= self._entry_indent or at < 2:
            return False
        drawn, answer = self._pieces[at - 1], self._pieces[at - 2]
        return drawn.kind is _P.RULE and answer.indent > self._entry_indent

    def _is_underlined(self, piece: Piece, following: Piece) -> bool:
        drawn = following.kind is _P.RULE and following.words != SIGNATURE
        drawn = drawn and not following.after_blank
        return drawn and len(piece.words) <= 200 and not piece.lines

    def _heading(self, piece: Piece, level: int) -> None:
        self._out.block(_K.HEADING, _whole(piece).removesuffix(":"), level)

    def _hanging(self, at: int) -> int:
        """A short line with deeper ones below: a term and its definition."""
        piece, body = self._pieces[at], self._pieces[at + 1]
        if piece.words.endswith("?"):
            self._heading(piece, 3)
            self._words(_K.PARAGRAPH, body)
        elif self._sections and piece.words.isupper():
            self._heading(piece, 2)
            self._words(_K.PARAGRAPH, body)
        else:
            self._out.block(_K.TERM, piece.words.removeprefix("$ ").removesuffix(":"))
            self._words(_K.DEFINITION, body)
        return at + 2

    def _words(self, kind: BlockKind, piece: Piece) -> None:
        self._out.block(kind, _whole(piece))

    def _next(self, at: int) -> Piece | None:
        return self._pieces[at + 1] if at + 1 < len(self._pieces) else None

    def _is_heading(self, at: int) -> bool:
        """Whether a line is short, ends nothing, and stands before text of its own."""
        piece = self._pieces[at]
        if not self._is_short(at) or (self._airy and not piece.after_blank):
            return False
        if (
            self._are_entries(at)
            or _ASKED.match(piece.words)
            or 0 <= self._entry_indent < piece.indent
        ):
            return False
        if piece.after_blank and self._are_entries(at + 1):
            return True
        for later in range(at + 1, min(at + 4, len(self._pieces))):
            following = self._pieces[later]
            if following.kind is _P.TEXT and self._is_short(later) and not following.hanging:
                # A title over a heading; a run of short lines is no row of headings.
                if at == 0 or following.after_blank:
                    continue
                return False
            return following.kind in (_P.TEXT, _P.BULLET, _P.NUMBER, _P.TABLE, _P.CODE, _P.QUOTE)
        return False

    def _are_entries(self, at: int) -> bool:
        """Whether two lines right below one another begin with a label: "Name: what it is"."""
        pair = self._pieces[at : at + 2]
        labelled = all(p.kind is _P.TEXT and _ENTRY.match(p.words) for p in pair)
        return len(pair) == 2 and labelled and not pair[1].after_blank

    def _is_short(self, at: int) -> bool:
        piece = self._pieces[at]
        words = piece.words
        if piece.kind is not _P.TEXT or piece.lines or len(words) > _LONGEST_HEADING:
            return False
        if _COLUMNS.search(words) or "...." in words:
            return False
        if words.endswith((".", ";", ",", ":", "!", "…")) and not words.endswith("..."):
            return False
        first = next((sign for sign in words if sign.isalnum()), "")
        return bool(first) and not first.islower() and len(words.split()) <= _MOST_WORDS

    def _bare_items(self, at: int) -> int:
        """The piece after a list that lost its bullets: a lead-in, then short lines; else next."""
        if not self._pieces[at].words.endswith(":"):
            return at + 1
        end = at + 1
        while end < len(self._pieces) and self._is_short(end):
            if self._pieces[end].after_blank and end > at + 1:
                break
            end += 1
        return end if end - at > 2 and not self._pieces[end - 1].hanging else at + 1

    def _bullets(self, at: int) -> int:
        if self._is_label(at):
            self._heading(self._pieces[at], 3)
            return at + 1
        end = at + 1
        while end < len(self._pieces) and self._belongs(at, end):
            end += 1
        run = self._pieces[at:end]
        if all(p.kind is _P.BULLET and p.indent == run[0].indent for p in run):
            _write_flat(self._out, run)
        else:
            _write_nested(self._out, run, ordered=False)
        return end

    def _belongs(self, first: int, at: int) -> bool:
        """Whether a piece goes on with the list that begins at ``first``."""
        piece, start = self._pieces[at], self._pieces[first]
        if piece.kind is _P.BULLET:
            return not self._is_label(at)
        if piece.kind is _P.NUMBER:
            return piece.indent > start.indent
        return piece.kind in (_P.TEXT, _P.CODE, _P.QUOTE) and piece.indent > start.indent

    def _is_label(self, at: int) -> bool:
        """Whether a bullet is the heading of the paragraph under it."""
        piece, following = self._pieces[at], self._next(at)
        words = piece.words
        if following is None or following.kind is not _P.TEXT or piece.lines:
            return False
        if following.indent > piece.indent or self._is_short(at + 1) or following.after_blank:
            return False
        if len(words) > _LABEL_LENGTH or (piece.ends_sentence and not words.endswith((":", "?"))):
            return False
        before = self._pieces[at - 1] if at else None
        sibling = before is not None and before.kind is _P.BULLET and not before.ends_sentence
        return words.endswith((":", "?")) or not sibling

    def _numbers(self, at: int) -> int:
        piece, following = self._pieces[at], self._next(at)
        if following and self._is_underlined(piece, following):
            self._entry_indent = -1
            self._heading(piece, 1 if following.words[0] in "=#*" else 2)
            return at + 2
        if "." in piece.number:
            if piece.ends_sentence and not piece.words.endswith(("?", ":")):
                piece.lines = [piece.number, _whole(piece)]
                self._words(_K.PARAGRAPH, piece)
            else:
                self._entry_indent = piece.indent
                self._heading(piece, min(piece.number.count(".") + 2, 6))
            return at + 1
        if self._is_entry(at):
            self._entry_indent = piece.indent
            asked = piece.words.endswith("?") or (self._asks and not self._subnumbered)
            self._heading(piece, 3 if asked else 2)
            return at + 1
        end = at + 1
        while end < len(self._pieces) and self._continues(at, end):
            end += 1
        _write_nested(self._out, self._pieces[at:end], ordered=True)
        return end

    def _continues(self, first: int, at: int) -> bool:
        piece, start = self._pieces[at], self._pieces[first]
        if piece.kind is _P.NUMBER and piece.indent <= start.text_indent - 1:
            return not self._is_entry(at) and "." not in piece.number and piece.number != "1"
        inside = piece.indent >= min(start.text_indent, start.indent + 2)
        return piece.kind in (_P.TEXT, _P.BULLET, _P.NUMBER, _P.CODE, _P.QUOTE) and inside

    def _is_entry(self, at: int) -> bool:
        """Whether a number begins a question or section and not an item of a list."""
        piece, following = self._pieces[at], self._next(at)
        if following is None or following.kind in (_P.RULE, _P.LEADER):
            return False
        if following.kind is _P.NUMBER:
            return following.number.startswith(f"{piece.number}.") and not piece.ends_sentence
        if piece.words.endswith("?"):
            return True
        if piece.words.isupper() and following.after_blank and not piece.lines:
            return True
        if self._asks:
            return len(_whole(piece)) <= 200 and following.indent > piece.indent
        short = len(piece.words) <= _LABEL_LENGTH and not piece.lines and not piece.ends_sentence
        prose = following.kind is _P.TEXT and (following.ends_sentence or bool(following.lines))
        return short and prose and (following.after_blank or following.indent <= piece.indent)

    def _table(self, piece: Piece) -> None:
        mark = self._out.open(_K.TABLE)
        rows = [cells_of_row(line) for line in piece.lines if not is_rule(line.strip("|"))]
        ruled = len(piece.lines) > 1 and is_rule(piece.lines[1].strip("|"))
        headed = ruled or (len(rows) > 2 and all(len(c.split()) <= _HEAD_WORDS for c in rows[0]))
        for number, cells in enumerate(rows):
            row = self._out.open(_K.ROW)
            for cell in cells:
                self._out.block(_K.CELL, cell, int(number == 0 and headed))
            self._out.close(row)
        self._out.close(mark)


def _is_section(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line in capitals has more than one paragraph under it."""
    piece = pieces[at]
    if not piece.hanging or not piece.words.isupper() or at + 2 >= len(pieces):
        return False
    return pieces[at + 2].after_blank and pieces[at + 2].indent > piece.indent


def _whole(piece: Piece) -> str:
    if not piece.lines:
        return piece.words
    # A word broken behind its hyphen gets no space there.
    return _BROKEN_WORD.sub("", "\n".join(piece.lines))


def _write_flat(out: Builder, run: Sequence[Piece]) -> None:
    """Write bullets of one indent; those below a label ending in a colon become its items."""
    parents = [_is_parent(run, at) for at in range(len(run))]
    whole = out.open(_K.LIST)
    group = label = -1
    for at, piece in enumerate(run):
        heads = parents[at]
        if heads == "group" or (heads != "label" and label < 0):
            if group >= 0:
                out.close(group)
            group, label = -1, -1
        elif label >= 0 and piece.words.endswith(":"):
            out.close(label)
            label = -1
        item = out.open(_K.ITEM)
        out.write(_whole(piece))
        if heads == "group":
            group = item
            out.open(_K.LIST)
        elif heads == "label":
            label = item
            out.open(_K.LIST)
        else:
            out.close(item)
    out.close(whole)


def _is_parent(run: Sequence[Piece], at: int) -> str:
    """``group`` over labels, ``label`` over bullets, or empty."""
    if at + 1 >= len(run):
        return ""
    words, following = run[at].words, run[at + 1].words
    if words.endswith(":"):
        group_next = _is_parent(run, at + 1) == "group" if not following.endswith(":") else True
        return "" if group_next else "label"
    if following.endswith(":") and not run[at].ends_sentence and len(words) <= _LABEL_LENGTH:
        return "group" if at + 2 < len(run) and not run[at + 2].words.endswith(":") else ""
    return ""


def _write_nested(out: Builder, run: Sequence[Piece], ordered: bool) -> None:
    """Write a list whose nesting shows in its indents."""
    whole = out.open(_K.LIST, ordered=ordered)
    open_items: list[tuple[int, int, int]] = []
    for piece in run:
        if piece.kind in (_P.BULLET, _P.NUMBER):
            while open_items and piece.indent <= open_items[-1][0]:
                _, _, mark = open_items.pop()
                out.close(mark)
            mark = out.depth
            if open_items and out.inside is not _K.LIST:
                mark = out.open(_K.LIST, ordered=piece.kind is _P.NUMBER)
            item = out.open(_K.ITEM)
            open_items.append((piece.indent, mark, item))
            out.write(_whole(piece))
        elif piece.kind is _P.CODE:
            out.block(_K.CODE, "\n".join(piece.lines) or piece.words)
        else:
            while len(open_items) > 1 and piece.indent <= open_items[-1][0]:
                _, _, mark = open_items.pop()
                out.close(mark)
            out.block(_K.PARAGRAPH, _whole(piece))
    out.close(whole)
