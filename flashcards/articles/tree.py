"""An article as a tree of blocks that point into its plain text."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter

from flashcards.model.messages import Message


class BlockKind(StrEnum):
    """What a stretch of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    """Its children are items."""
    ITEM = "item"
    """One entry of a list; its children are the blocks inside it, if any."""
    DEFINITIONS = "definitions"
    """A definition list; its children are terms, each followed by its definitions."""
    TERM = "term"
    DEFINITION = "definition"
    TABLE = "table"
    """Its children are rows."""
    ROW = "row"
    CELL = "cell"
    CODE = "code"
    QUOTE = "quote"
    DETAILS = "details"
    """A fold-out: its first child is a summary, the others are what it hides."""
    SUMMARY = "summary"
    OTHER = "other"
    """Navigation, comments, captions: nothing to learn from."""


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch inside a block: ``text[start:end]``."""

    start: int
    end: int
    mark: str
    """``strong``, ``emphasis``, ``code``, ``link``, ``term``, ``abbreviation``, or the box that
    stands before an item: ``ticked`` or ``unticked``."""


TICKED, UNTICKED = "ticked", "unticked"
_start = attrgetter("start")


def spans_between(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Return those of a block's spans that begin at ``start`` or later and before ``end``."""
    if not spans:
        return spans
    first = bisect_left(spans, start, key=_start)
    return spans[first : bisect_left(spans, end, first, key=_start)]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article: ``text[start:end]``, the children lying inside it in order.

    Headings, paragraphs, terms, summaries, code and other blocks have words and no children.
    Items, definitions and cells have children only if they hold more than one paragraph. Empty
    blocks are left out, except cells of rows that have others. A line end inside a paragraph is
    one its author set.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Of a heading 1-6; of an item how deep it is nested; of a cell 1 in a heading row,
    2 where it heads its own row."""
    ordered: bool = False
    """Of a list: whether it is numbered."""
    children: tuple["Block", ...] = ()
    spans: tuple[Span, ...] = ()
    """Marked words inside it, in order; children carry their own."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer that a page declares as structured data (JSON-LD: FAQPage).

    Both were found in the article's text, or appended to it as two blocks of kind OTHER.
    """

    start: int
    end: int
    answer_start: int
    answer_end: int
    names: bool = False
    """Whether it is a term with its definition (DefinedTerm) rather than a question."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its caption, ``text[start:end]``."""

    target: str
    """Where it lies, as the article says it."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its plain text without markup, and what is where in it.

    ``text`` has ``\\n`` line ends, no NULs and no lone surrogates; blocks are separated in it by
    blank lines, items and rows by line ends, cells by tabs. Every span lies within it.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    questions: tuple[Question, ...] = ()
    problems: tuple[Message, ...] = field(default=())
    """What a learner should know of how it was read: an encoding that was guessed, damage."""
    language: str = ""
    """The language its file names, such as "de" or "pt-BR"; templates often name a wrong one."""
    pictures: tuple[Picture, ...] = ()
    """Those with a caption, in order."""
