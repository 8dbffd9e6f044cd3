"""Reads decks of hashcards: ``Q:`` and ``A:``, and ``C:`` with gaps in square brackets.

``---`` may stand between cards, and ``name = "..."`` between two ``---`` at the top.
"""

import re
from dataclasses import dataclass, field

from flashcards.formats.marks.gaps import gap
from flashcards.formats.marks.gathering import Gathered
from flashcards.formats.marks.page import Page
from flashcards.formats.wording import Problems, quoted
from flashcards.model.clozes import SIGN
from flashcards.model.messages import message
from flashcards.model.parsed import ParsedDeck

_BRACKET = re.compile(r"\\[\[\]]|!\[|\[|\]")
_LOOSE = message("text that belongs to no note")


def signs(page: Page) -> int:
    """Return how many clozes in brackets and rules between cards there are.

    0 where a cloze is written as here.
    """
    found, in_cloze, gapped, parted = 0, False, False, False
    for line in page.lines[page.start :]:
        if SIGN in line:
            return 0
        found += parted and line[:2] in ("Q:", "C:")
        parted = line.strip() == "---" or (parted and not line.strip())
        if line[:2] in ("Q:", "C:", "A:") or line.strip() == "---":
            in_cloze, gapped = line[:2] == "C:", False
        if in_cloze and not gapped and _with_gaps(line) != _unescaped(line):
            gapped, found = True, found + 1
    return found + (parted and any(line[:2] == "A:" for line in page.lines))


@dataclass(slots=True)
class _Card:
    mark: str
    line: int
    front: list[str] = field(default_factory=list)
    back: list[str] | None = None


def read(page: Page, problems: Problems) -> ParsedDeck:
    """Return the cards of a page."""
    gathered = Gathered(problems, name=page.setting("name") or None)
    card: _Card | None = None
    for at in range(page.start, len(page.lines)):
        line = page.lines[at]
        mark = line[:2] if line[:2] in ("Q:", "A:", "C:") else ""
        if mark in ("Q:", "C:") or line.strip() == "---":
            _finish(card, gathered)
            card = _Card(mark, at + 1, [line[2:].strip()]) if mark else None
        elif mark and card is not None and card.mark == "Q:" and card.back is None:
            card.back = [line[2:].strip()]
        elif card is not None:
            (card.front if card.back is None else card.back).append(line)
        elif line.strip():
            what = message("{text} belongs to no note and was left out.", text=quoted(line))
            problems.add(at + 1, what, _LOOSE)
    _finish(card, gathered)
    return gathered.deck()


def _finish(card: _Card | None, gathered: Gathered) -> None:
    if card is None:
        return
    front, back = (
        "\n".join(lines).replace("](@/", "](")  # which is the folder that holds the deck
        for lines in (card.front, card.back or ())
    )
    if card.mark == "C:":
        gathered.add(card.line, _with_gaps(front.strip()), "", cloze=True)
    else:
        gathered.add(card.line, front, back)


def _with_gaps(text: str) -> str:
    """Return a text whose brackets are gaps, but for those of pictures and behind a backslash."""
    pieces: list[str] = []
    opened, last, number, picture = -1, 0, 0, False
    for sign in _BRACKET.finditer(text):
        if sign[0] == "![":
            picture = True
        elif sign[0] == "]" and picture:
            picture = False
        elif sign[0] == "[" and opened < 0:
            opened = sign.start()
        elif sign[0] == "]" and opened >= 0:
            hidden = text[opened + 1 : sign.start()]
            if hidden.strip():
                number += 1
                pieces += [_unescaped(text[last:opened]), gap(number, _unescaped(hidden))]
                last = sign.end()
            opened = -1
    return "".join([*pieces, _unescaped(text[last:])])


def _unescaped(text: str) -> str:
    """Return a text whose brackets behind a backslash begin no formula here."""
    if "\\[" not in text and "\\]" not in text:
        return text
    return text.replace("\\[", "&#91;").replace("\\]", "&#93;")
