"""Collects blocks and words in reading order and turns them into a well-formed document."""

import posixpath
import re
from urllib.parse import unquote

from flashcards.articles.tree import Block, BlockKind, Document, Picture, Question, Span
from flashcards.model.messages import Message, message

DEEPEST = 32
"""Blocks nested deeper than this are read as part of the block they lie in."""

MOST_BLOCKS = 300_000
"""What follows after so many blocks is read as one paragraph, which bounds the memory."""

MOST_SPANS = 300_000
"""Words marked after so many are read without their marks, which bounds the memory too."""

_LONGEST_TARGET = 1_000
"""Letters of where a picture lies."""
_LONGEST_LANGUAGE = 35
"""Characters of a language's name, as the standard for such names has it."""
_K = BlockKind
_WORDS_ONLY = frozenset({_K.HEADING, _K.TERM, _K.SUMMARY, _K.CODE, _K.OTHER})
"""Blocks that hold words and nothing else: a block opened inside them is only a space."""
_HOLDS_WORDS = _WORDS_ONLY | {_K.PARAGRAPH}
_LONE_PARAGRAPH = frozenset({_K.ITEM, _K.DEFINITION, _K.CELL})
"""Blocks that give up a single paragraph inside them and hold its words themselves."""
_HOLDS_PARAGRAPHS = _LONE_PARAGRAPH | {_K.QUOTE, _K.DETAILS}
_OFTEN = _LONE_PARAGRAPH | {_K.PARAGRAPH, _K.HEADING, _K.TERM}
"""Blocks of which an article may have hundreds of thousands."""
_PARENTS = {
    _K.ITEM: _K.LIST,
    _K.TERM: _K.DEFINITIONS,
    _K.DEFINITION: _K.DEFINITIONS,
    _K.ROW: _K.TABLE,
    _K.CELL: _K.ROW,
}
_CHILDREN = {
    _K.LIST: _K.ITEM,
    _K.DEFINITIONS: _K.DEFINITION,
    _K.TABLE: _K.ROW,
    _K.ROW: _K.CELL,
}
_LINES = frozenset({_K.ITEM, _K.ROW, _K.TERM, _K.DEFINITION})
_MOST_MARKS = 16
_NOTHING = 1_000
"""A mark deeper than any block."""
_TOO_MANY = message("The article has too many parts; those at its end were read as plain text.")
_UNSPACED = "\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_UNSPACED_LINE_END = re.compile(
    f"(?<=[{_UNSPACED}])[ \t\u3000]{{0,99}}\n[ \t\u3000]{{0,99}}(?=[{_UNSPACED}])"
)
"""A line end inside Chinese or Japanese, which put no spaces between words."""


def _gap_around(kind: BlockKind, parent: BlockKind) -> int:
    """How far a block is set apart from its neighbours, as an index of ``_GAPS``."""
    if kind is _K.CELL:
        return 1
    if kind in _LINES or (kind is _K.LIST and parent in _LONE_PARAGRAPH) or parent is _K.CELL:
        return 2
    return 3


_GAP_AROUND = {parent: {kind: _gap_around(kind, parent) for kind in _K} for parent in _K}
_GAPS: tuple[str, ...] = ("", "\t", "\n", "\n\n")


class _Node:
    """A block that is still open; made by the hundred thousand, hence as light as can be."""

    __slots__ = ("before", "children", "implied", "kind", "level", "ordered", "spans", "start")

    def __init__(self, kind: BlockKind, level: int, ordered: bool, implied: bool) -> None:
        self.kind = kind
        self.level = level
        self.ordered = ordered
        self.implied = implied
        self.start = -1
        self.before = (0, 0, 0)
        """Of a row: what was written before it, to take back a row of empty cells."""
        self.children: list[Block] | None = None
        self.spans: list[Span] | None = None

    def add(self, child: Block) -> None:
        if self.children:
            self.children.append(child)
        else:
            self.children = [child]


class Builder:
    """A document under construction.

    Readers open and close blocks and write words; the builder collapses white space, puts the
    gaps between blocks, supplies missing parents (a list around a stray item), drops empty
    blocks, and never nests deeper than ``DEEPEST``. No call raises.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = 0
        self._blocks = 0
        self._spans = 0
        self._gap = 0
        self._space = False
        self._break = False
        root = _Node(_K.OTHER, 0, ordered=False, implied=False)
        root.start = 0
        self._stack = [root]
        self._marks: list[list[int | str]] = []
        self._pictures: list[Picture] = []
        self.folder: str | None = None
        """Where in a book the chapter lies that is being read; None outside of books."""

    @property
    def length(self) -> int:
        """Characters written so far."""
        return self._length

    @property
    def depth(self) -> int:
        """How many blocks are open; ``close`` takes it as the mark of the next one."""
        return len(self._stack)

    @property
    def inside(self) -> BlockKind | None:
        """Kind of the innermost open block; None outside of all."""
        return self._stack[-1].kind if len(self._stack) > 1 else None

    def open(self, kind: BlockKind, level: int = 0, ordered: bool = False) -> int:
        """Begin a block; returns the mark to hand to ``close``."""
        top = self._stack[-1]
        if len(self._stack) > 1 and top.kind in _WORDS_ONLY:
            self._space = True
            if top.kind is _K.OTHER:
                self.break_line()
            return len(self._stack)
        if len(self._stack) > DEEPEST or self._blocks >= MOST_BLOCKS:
            if kind is _K.CELL:
                self._space = True
            else:
                self.break_line()
            # Past the last block its end closes nothing, or what stands in would be made anew.
            return len(self._stack) if self._blocks < MOST_BLOCKS else _NOTHING
        if top.kind is _K.PARAGRAPH:
            self._pop()
        self._make_room(kind)
        if kind is _K.ITEM:
            level = self._lists()
        self._push(kind, level, ordered)
        return len(self._stack) - 1

    def close(self, mark: int) -> None:
        """End the block opened with ``mark``, and those still open inside it."""
        mark = max(mark, 1)
        while len(self._stack) > mark:
            self._pop()

    def write(self, words: str) -> None:
        """Add words to the innermost block; runs of white space become one space."""
        if not words:
            return
        bare = _bare(words)
        if not bare:
            self._space = True
            return
        if words[0].isspace():
            self._space = True
        self._put(bare)
        self._space = words[-1].isspace()

    def write_lines(self, text: str) -> None:
        """Add text as it stands, for code; outer empty lines are left off."""
        text = text.strip("\n").rstrip()
        if text.strip():
            self._put(text)

    def break_line(self) -> None:
        """End the line inside a paragraph; at its beginning or end this does nothing."""
        self._break = True

    def begin_mark(self, mark: str) -> None:
        """Begin marked words (``strong``, ``emphasis``, ``code``, ``link``, ``term``)."""
        if len(self._marks) < _MOST_MARKS:
            self._marks.append([mark, -1])

    def end_mark(self, mark: str) -> None:
        """End the innermost marked words of this kind, if there are any."""
        for at in range(len(self._marks) - 1, -1, -1):
            if self._marks[at][0] == mark:
                self._add_span(self._marks.pop(at))
                return

    def block(self, kind: BlockKind, words: str, level: int = 0) -> None:
        """Add a whole block of plain words."""
        bare = _bare(words) if kind in _OFTEN else ""
        if bare and self._takes_leaf(kind):
            self._put_leaf(kind, bare, level)
            return
        mark = self.open(kind, level)
        if kind is _K.CODE:
            self.write_lines(words)
        else:
            self.write(words)
        self.close(mark)

    def _takes_leaf(self, kind: BlockKind) -> bool:
        """Tell whether a block may lie right where the builder is, without more ado."""
        top = self._stack[-1].kind
        wanted = _PARENTS.get(kind)
        fits = top is wanted if wanted else len(self._stack) == 1 or top in _HOLDS_PARAGRAPHS
        room = len(self._stack) < DEEPEST and self._blocks + 2 < MOST_BLOCKS
        return fits and room and not self._marks

    def _put_leaf(self, kind: BlockKind, bare: str, level: int) -> None:
        """Do what opening a block, writing its words and closing it comes to."""
        parent = self._stack[-1]
        around = _GAP_AROUND[parent.kind][kind]
        if parent.children and around > self._gap:
            self._gap = around
        if self._gap:
            self._flush_gap()
        if parent.start < 0:
            self._begin_nodes()
        start = self._length
        self._parts.append(bare)
        self._length = self._last = start + len(bare)
        self._blocks += 2 if kind in _LONE_PARAGRAPH else 1
        self._space = self._break = False
        self._gap = around
        if kind is _K.ITEM:
            level = self._lists()
        parent.add(Block(kind, start, self._length, level))

    def _lists(self) -> int:
        return sum(node.kind is _K.LIST for node in self._stack)

    def picture(self, target: str, caption: Block | None) -> None:
        """Say that a block, which was written already, is the caption of a picture."""
        if target and caption and caption.end > caption.start and len(target) <= _LONGEST_TARGET:
            if self.folder is not None:
                target = posixpath.normpath(posixpath.join(self.folder, unquote(target)))
            self._pictures.append(Picture(target, caption.start, caption.end))

    def latest(self, since: int) -> Block | None:
        """The block that was closed last, if it lies right where the builder is.

        None if it began before ``since``, which is what ``length`` was then.
        """
        children = self._stack[-1].children
        return children[-1] if children and children[-1].start >= since else None

    def finish(
        self,
        title: str = "",
        problems: tuple[Message, ...] = (),
        questions: tuple[Question, ...] = (),
        language: str = "",
    ) -> Document:
        """Close everything and return the document."""
        self.close(1)
        if self._blocks >= MOST_BLOCKS:
            problems = (*problems, _TOO_MANY)
        return Document(
            title=" ".join(title.split()),
            text="".join(self._parts),
            blocks=tuple(self._stack[0].children or ()),
            questions=questions,
            problems=problems,
            language=language.strip()[:_LONGEST_LANGUAGE],
            pictures=tuple(self._pictures),
        )

    def text(self) -> str:
        """Return what was written so far; costs as much as it is long."""
        return "".join(self._parts)

    def _make_room(self, kind: BlockKind) -> None:
        """Close or supply parents until a block of this kind may lie in the innermost one."""
        wanted = _PARENTS.get(kind)
        if wanted is None and self._stack[-1].kind not in _CHILDREN:
            return
        supplied = False
        while self._stack[-1].kind is not wanted:
            top = self._stack[-1]
            child = _CHILDREN.get(top.kind)
            if child is None:
                break
            if top.implied and not supplied:
                self._pop()
            else:
                self._push(child, implied=True)
                supplied = True
        if wanted is not None and self._stack[-1].kind is not wanted:
            if wanted in _PARENTS:
                self._push(_PARENTS[wanted], implied=True)
            self._push(wanted, implied=True)

    def _push(
        self, kind: BlockKind, level: int = 0, ordered: bool = False, implied: bool = False
    ) -> None:
        parent = self._stack[-1]
        if parent.children:
            self._gap = max(self._gap, _GAP_AROUND[parent.kind][kind])
        node = _Node(kind, level, ordered, implied)
        if kind is _K.ROW:
            node.before = (len(self._parts), self._length, self._gap)
        self._stack.append(node)
        self._blocks += 1
        self._space = self._break = False
        if kind is _K.CELL:
            if self._gap:
                self._flush_gap()
            self._begin_nodes()

    def _pop(self) -> None:
        for mark in self._marks:
            self._add_span(mark)
            mark[1] = -1
        node = self._stack.pop()
        kind, start, parent = node.kind, node.start, self._stack[-1]
        self._space = self._break = False
        if start < 0:
            return
        if kind is _K.ROW and self._last <= node.before[1]:
            self._take_back(node)
            return
        self._gap = _GAP_AROUND[parent.kind][kind]
        children: tuple[Block, ...] = tuple(node.children or ())
        spans = tuple(sorted(node.spans, key=_order)) if node.spans else ()
        end = max(start, self._last, children[-1].end if children else 0)
        if len(children) == 1 and kind in _LONE_PARAGRAPH and children[0].kind is _K.PARAGRAPH:
            spans = children[0].spans
            children = ()
        parent.add(Block(kind, start, end, node.level, node.ordered, children, spans))

    def _take_back(self, row: _Node) -> None:
        parts, self._length, self._gap = row.before
        del self._parts[parts:]
        for node in self._stack[1:]:
            if node.start >= self._length and not node.children:
                node.start = -1

    def _put(self, text: str) -> None:
        if self._stack[-1].kind not in _HOLDS_WORDS or len(self._stack) == 1:
            self._make_room(_K.PARAGRAPH)
            self._push(_K.PARAGRAPH, implied=True)
        if self._gap:
            self._flush_gap()
        if self._stack[-1].start < 0:
            self._begin_nodes()
        elif self._space or self._break:
            self._parts.append("\n" if self._break else " ")
            self._length += 1
        for mark in self._marks:
            if mark[1] == -1:
                mark[1] = self._length
        self._parts.append(text)
        self._length += len(text)
        self._last = self._length
        self._space = self._break = False

    def _flush_gap(self) -> None:
        if self._parts:
            gap = _GAPS[self._gap]
            self._parts.append(gap)
            self._length += len(gap)
        self._gap = 0

    def _begin_nodes(self) -> None:
        for node in reversed(self._stack):
            if node.start >= 0:
                break
            node.start = self._length

    def _add_span(self, mark: list[int | str]) -> None:
        name, start = mark
        if isinstance(start, int) and 0 <= start < self._last and self._spans < MOST_SPANS:
            self._spans += 1
            top, span = self._stack[-1], Span(start, self._last, str(name))
            if top.spans:
                top.spans.append(span)
            else:
                top.spans = [span]


def _bare(words: str) -> str:
    """Return words with a space for each run of white space, and none around them."""
    if "\n" in words and not words.isascii():
        words = _UNSPACED_LINE_END.sub("", words)
    return " ".join(words.split())


def _order(span: Span) -> tuple[int, int]:
    return span.start, -span.end
