"""Tells which program's marks a deck of Markdown or Org has, and reads it so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flashcards.formats import markdown_deck
from flashcards.formats.decoding import decode
from flashcards.formats.marks import (
    card_tags,
    hashcards,
    headings,
    org,
    questions,
    spaced_repetition,
)
from flashcards.formats.marks.page import Page
from flashcards.formats.oddities import odd_markup
from flashcards.formats.wording import Problems
from flashcards.model.messages import Translatable
from flashcards.model.parsed import ParsedDeck

OURS: Final = "flashcards"
"""The name of this program's own Markdown deck."""


@dataclass(frozen=True, slots=True)
class Program:
    """A way to write cards in a text."""

    name: str
    """As it is given on the command line."""
    title: Translatable
    signs: Callable[[Page], int]
    """How much in a page only this program has; 0 for nothing."""
    read: Callable[[Page, Problems], ParsedDeck]
    fits: Callable[[Page], bool] | None = None
    """Whether a page without any such sign may be meant so."""
    endings: tuple[str, ...] = ("md", "markdown")


PROGRAMS: Final[tuple[Program, ...]] = (
    Program(
        "obsidian-sr",
        "Obsidian Spaced Repetition",
        spaced_repetition.signs,
        spaced_repetition.read,
        spaced_repetition.fits,
    ),
    Program("hashcards", "hashcards", hashcards.signs, hashcards.read),
    Program("obsidian-flashcards", "Obsidian Flashcards", card_tags.signs, card_tags.read),
    Program("questions", "Questions with folded answers", questions.signs, questions.read),
    Program("org", "Org: org-drill, org-anki", org.signs, org.read, endings=("org",)),
    Program("headings", "Headings as questions", headings.signs, headings.read, headings.fits),
)
TITLES: Final[dict[str, Translatable]] = {
    OURS: "Markdown deck",
    **{each.name: each.title for each in PROGRAMS},
}


@dataclass(frozen=True, slots=True)
class Read:
    """A text deck as it was read, and the other ways in which it could be."""

    parsed: ParsedDeck
    program: str
    others: tuple[str, ...] = ()

    @property
    def title(self) -> Translatable:
        """What the deck is called in a preview."""
        return TITLES[self.program]


def read_bytes(data: bytes, file: str, program: str | None = None) -> Read:
    """Read a deck file as ``program``, or as what its content says it is.

    This program's own format comes first: a file with its marks is read so, whatever else is in it.
    """
    decoded = decode(data, file)
    lines = decoded.lines()
    page = Page.of(lines)
    likely = _likely(page, file)
    found = program or _chosen(page, lines, file, likely)
    others = tuple(name for name in (*likely, OURS) if name != found and _may_be(name, file))
    if found == OURS:
        return Read(markdown_deck.read_bytes(data, file), OURS, others)
    problems = Problems(file, decoded.problems)
    problems.extend(odd_markup(["\n".join(lines)], file))
    return Read(_named(found).read(page, problems), found, others)


def is_foreign(data: bytes, file: str) -> bool:
    """Whether a file is surely a deck of another program."""
    page = Page.of(decode(data, file).lines())
    return any(_signs(each, page, file) for each in PROGRAMS)


def _named(name: str) -> Program:
    return next(each for each in PROGRAMS if each.name == name)


def _may_be(name: str, file: str) -> bool:
    ending = file.lower().rpartition(".")[2]
    endings = ("md", "markdown") if name == OURS else _named(name).endings
    return ending in endings


def _signs(program: Program, page: Page, file: str) -> int:
    return program.signs(page) if _may_be(program.name, file) else 0


def _likely(page: Page, file: str) -> list[str]:
    """Return the programs whose marks a page has, or that it fits, the likeliest first."""
    signs = {each.name: _signs(each, page, file) for each in PROGRAMS}
    sure = sorted((name for name in signs if signs[name]), key=lambda name: -signs[name])
    fitting = [
        each.name
        for each in PROGRAMS
        if not signs[each.name] and each.fits and _may_be(each.name, file) and each.fits(page)
    ]
    return [*sure, *fitting]


def _chosen(page: Page, lines: Sequence[str], file: str, likely: Sequence[str]) -> str:
    sure = next((name for name in likely if _named(name).signs(page)), None)
    if sure is not None and not (_may_be(OURS, file) and markdown_deck.has_own_marks(lines)):
        return sure
    if _may_be(OURS, file):
        return OURS
    return likely[0] if likely else next(each.name for each in PROGRAMS if _may_be(each.name, file))
