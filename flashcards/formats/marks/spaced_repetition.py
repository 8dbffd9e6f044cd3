"""Reads the cards of Obsidian's plugin Spaced Repetition, with their schedule.

A card is ``question::answer`` or ``one:::other`` on a line, lines with ``?`` or ``??`` alone on the
line between question and answer, or a paragraph with ``==gaps==``. It ends at an empty line. The
tag ``#flashcards/deck/subdeck`` names the deck of the cards below it, or at the beginning of a card
that of this card alone. ``<!--SR:!2024-05-22,12,250!...-->`` says of each card when it is due,
its interval in days and its ease in percent.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from flashcards.formats.marks import gaps
from flashcards.formats.marks.gathering import Gathered
from flashcards.formats.marks.page import Page, heading, masked, tags_in, without_tags
from flashcards.formats.wording import Problems
from flashcards.model.clozes import SIGN
from flashcards.model.parsed import Learnt, ParsedDeck

_SCHEDULE = re.compile(r"<!--SR:([^>\n]{0,20000}?)-->")
_DUE = re.compile(
    r"(?:!|^)(?:[A-Za-z]{3} )?(\d{4}-\d{2}-\d{2}|\d{2}-\d{2}-\d{4}|[A-Z][a-z]{2} \d{2} \d{4}),"
    r"(\d{1,6})(?:\.\d+)?(?:,(\d{1,5}))?"
)
_KEPT = ("<!--SR:", "<!--ID:")
"""Comments that say something of a card."""
_FLASHCARDS = re.compile(r"flashcards?(?:/|$)", re.IGNORECASE)
_BLOCK_ID = re.compile(r"[ \t]\^[A-Za-z0-9-]{1,100}[ \t]*$")
_NEVER = date(2000, 1, 1)
"""The date that stands for a card never answered."""
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_COVER = "\ue000"


def signs(page: Page) -> int:
    """Return how many lines only this program would write; 0 where nothing speaks for it."""
    found = sum("<!--SR:" in line for line in page.lines)
    named = any(_FLASHCARDS.match(tag) for tag in page.settings.get("tags", ()))
    for _, line in page.plain():
        if "#" in line and any(_FLASHCARDS.match(tag) for tag in tags_in(line)):
            named = True
            break
    if not named:
        return found
    return found + sum(bool(block.kind) for block in _blocks(page))


def fits(page: Page) -> bool:
    """Whether a page without the tag has marks that are cards to this plugin."""
    return any(block.kind for block in _blocks(page))


def read(page: Page, problems: Problems) -> ParsedDeck:
    """Return the cards of a page."""
    gathered = Gathered(problems)
    state = _Reader(page, gathered)
    for block in _blocks(page):
        state.take(block)
    return gathered.deck()


@dataclass(slots=True)
class _Block:
    """One card, or lines that may name a deck."""

    at: int
    """Index of its first line."""
    kind: str
    """The mark that makes it a card, "" for none."""
    lines: list[str] = field(default_factory=list)
    split: int = 0
    """Where in ``lines`` the mark stands alone."""


def _blocks(page: Page) -> Iterator[_Block]:
    """Yield the cards and what stands between them, in order."""
    block, at = _Block(page.start, ""), page.start
    while at < len(page.lines):
        line = page.lines[at]
        at += 1
        if page.inside[at - 1]:
            block.lines.append(line)
        elif line.startswith("<!--") and not line.startswith(_KEPT):
            while "-->" not in page.lines[at - 1] and at < len(page.lines):
                at += 1
        elif not line.strip() or heading(line):
            at = _with_schedule(page, block, at) if block.kind and not line.strip() else at
            yield block
            if mark := _mark(line):
                block = _Block(at - 1, mark, [line])
                at = _with_schedule(page, block, at)
                yield block
            block = _Block(at, "")
        elif (mark := _inline(line)) and block.kind not in ("?", "??"):
            yield _Block(block.at, "", block.lines)
            block = _Block(at - 1, mark, [line])
            at = _with_schedule(page, block, at)
            yield block
            block = _Block(at, "")
        else:
            _continue(block, line)
    yield block


def _mark(line: str) -> str:
    """Return the mark that makes a single line a card, "" where it has none."""
    if mark := _inline(line):
        return mark
    return "==" if "==" in line and gaps.HIGHLIGHT.search(masked(line, _COVER)) else ""


def _continue(block: _Block, line: str) -> None:
    mark = line.strip()
    if mark in ("?", "??") and not block.kind.startswith("?") and any(block.lines):
        block.kind, block.split = mark, len(block.lines)
    elif not block.kind and (
        ("==" in line and gaps.HIGHLIGHT.search(masked(line, _COVER))) or "<!--SR:" in line
    ):
        block.kind = "=="
    block.lines.append(line)


def _with_schedule(page: Page, block: _Block, at: int) -> int:
    """Take the comment that follows a card, also after an empty line; return the line to go on."""
    for below in range(at, min(at + 2, len(page.lines))):
        line = page.lines[below].strip()
        if line.startswith(_KEPT):
            block.lines.append(line)
            return below + 1
        if line:
            break
    return at


def _inline(line: str) -> str:
    """Return the mark that makes a line a card, "" where it has none."""
    if "::" not in line:
        return ""
    cover = masked(line, _COVER)
    if SIGN in cover:
        return ""
    return ":::" if ":::" in cover else "::" if "::" in cover else ""


class _Reader:
    def __init__(self, page: Page, gathered: Gathered) -> None:
        self._gathered = gathered
        self._deck: str | None = None
        self._tags: tuple[str, ...] = ()
        for tag in page.settings.get("tags", ()):
            self._name(tag.lstrip("#"))

    def _name(self, tag: str) -> None:
        if _FLASHCARDS.match(tag):
            self._deck = _deck_of(tag)

    def take(self, block: _Block) -> None:
        """Take a card, or the deck that lines name."""
        text, schedule = _without_schedule(block)
        lines = text.split("\n")
        own: str | None = None
        tags: list[str] = []
        for at, line in enumerate(lines):
            found = tags_in(line)
            if not found:
                continue
            rest = without_tags(line)
            decks = [tag for tag in found if _FLASHCARDS.match(tag)]
            if decks and (not rest or not line.lstrip().startswith("#")) and not block.kind:
                self._deck = _deck_of(decks[0])
            elif decks and not rest:
                self._deck = own = _deck_of(decks[0])
                lines[at] = ""
            elif decks and line.lstrip().startswith("#"):
                own = _deck_of(decks[0])
                lines[at] = rest
            tags += [tag.replace("/", "::") for tag in found if tag not in decks]
        if block.kind:
            self._card(block, lines, tags, own if own is not None else self._deck, schedule)

    def _card(
        self,
        block: _Block,
        lines: list[str],
        tags: Sequence[str],
        deck: str | None,
        schedule: Sequence[Learnt | None],
    ) -> None:
        kind, reverse = block.kind, block.kind in (":::", "??")
        if kind == "==":
            self._cloze(block.at + 1, "\n".join(lines), tags, deck, schedule)
            return
        if kind in ("?", "??"):
            front, back = "\n".join(lines[: block.split]), "\n".join(lines[block.split + 1 :])
        else:
            line = "\n".join(lines).strip()
            at = masked(line, _COVER).find(kind)
            front, back = line[:at], line[at + len(kind) :]
            front = re.sub(r"^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", "", front)
        self._gathered.add(
            block.at + 1, front, back, reverse=reverse, tags=tags, deck=deck or None,
            learnt=schedule,
        )  # fmt: skip

    def _cloze(
        self,
        line: int,
        text: str,
        tags: Sequence[str],
        deck: str | None,
        schedule: Sequence[Learnt | None],
    ) -> None:
        for pattern in (gaps.HIGHLIGHT, gaps.CURLY, gaps.BOLD) if schedule else (gaps.HIGHLIGHT,):
            made = gaps.with_gaps(text, pattern)
            if made != text:
                self._gathered.add(
                    line, made, "", cloze=True, tags=tags, deck=deck or None, learnt=schedule
                )
                return


def _deck_of(tag: str) -> str:
    """Return the deck a tag names, empty for the plain one."""
    return tag.partition("/")[2].strip("/").replace("/", "::")


def _without_schedule(block: _Block) -> tuple[str, tuple[Learnt | None, ...]]:
    text = "\n".join(block.lines)
    found = _SCHEDULE.search(text) if "<!--SR:" in text else None
    if found is None:
        return _BLOCK_ID.sub("", text), ()
    text = (text[: found.start()] + text[found.end() :]).strip("\n")
    entries = tuple(_learnt(entry) for entry in _DUE.finditer(found[1]))
    return _BLOCK_ID.sub("", text), entries[:500]


def _learnt(found: re.Match[str]) -> Learnt | None:
    """Return how a card stood; None for one never answered or a date that is none."""
    day = _day(found[1])
    if day is None or day == _NEVER:
        return None
    ease = int(found[3] or 250)
    return Learnt(day.toordinal(), int(found[2]), ease if 100 <= ease <= 10_000 else 250)


def _day(text: str) -> date | None:
    try:
        if text[0].isalpha():
            return date(int(text[7:]), _MONTHS.index(text[:3]) // 3 + 1, int(text[4:6]))
        if text[2] == "-":
            return date(int(text[6:]), int(text[3:5]), int(text[:2]))
        return date.fromisoformat(text)
    except ValueError:
        return None
