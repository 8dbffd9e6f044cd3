"""Reads decks in which a heading is the question: markdown-anki-decks and mdanki.

``#`` names the deck, ``##`` begins a card. A line ``%`` parts a question of several lines from the
answer, and a line of links such as ``[#tag](page.md)`` holds tags. ``<h2 markdown="block">`` and
``<div data-question markdown="block">`` hold a question of several lines; a question with
``{{c1::gaps}}`` needs no answer.
"""

import re
from dataclasses import dataclass

from flashcards.formats.marks.gathering import Gathered
from flashcards.formats.marks.page import Page, heading
from flashcards.formats.wording import Problems
from flashcards.model.clozes import SIGN, cloze_numbers
from flashcards.model.parsed import ParsedDeck

_TAG_LINK = re.compile(r"\[#([^\]\n]{1,200})\](?:\([^)\n]{0,1000}\)|\[\])?")
_FORMULA = re.compile(r"(?<!\\)\\\\[(\[]")
_QUESTION = re.compile(r"<(?P<tag>div|h2)\b(?P<rest>[^<>\n]{0,200})>[ \t]*$", re.IGNORECASE)


def signs(page: Page) -> int:
    """Return how many marks only these programs have; their plain headings are ours, too."""
    found, below, gap_only, tops = int("css" in page.settings), False, False, 0
    for _, line in page.plain():
        level = heading(line)
        if level is not None and level[0] <= 2:
            found += gap_only
            tops += level[0] == 1
            gap_only = level[0] == 2 and SIGN in line and bool(cloze_numbers(level[1]))
            below = level[0] == 2
        elif line.strip():
            gap_only = False
            parts = below and (line.rstrip() == "%" or _is_tags(line))
            found += bool(parts or _opens_question(line) or _FORMULA.search(line))
    return 0 if tops > 1 else found + gap_only


def fits(page: Page) -> bool:
    """Whether a page may be meant so: one heading at the top and others below it."""
    levels = [found[0] for _, line in page.plain() if (found := heading(line))]
    return levels.count(1) == 1 and levels[0] == 1 and 2 in levels


def read(page: Page, problems: Problems) -> ParsedDeck:
    """Return the cards of a page."""
    gathered = Gathered(problems)
    card: _Card | None = None
    at = page.start
    while at < len(page.lines):
        line = page.lines[at]
        level = None if page.inside[at] else heading(line)
        end = _question_end(page, at)
        if level is not None and level[0] == 1:
            if gathered.name is None:
                gathered.name = level[1] or None
            _finish(page, card, at, gathered)
            card = None
        elif level is not None and level[0] == 2:
            _finish(page, card, at, gathered)
            card = _Card(at, at + 1, level[1])
        elif end:
            if card is None or not _only_blank(page, card.body, at) or "<h2" in line.lower():
                _finish(page, card, at, gathered)
                front = "\n".join(page.lines[at + 1 : end])
                card = _Card(at, end + 1, front)
            at = end
        at += 1
    _finish(page, card, len(page.lines), gathered)
    return gathered.deck()


@dataclass(slots=True)
class _Card:
    at: int
    """Index of its first line."""
    body: int
    """Index of the first line below the question."""
    front: str


def _finish(page: Page, card: _Card | None, end: int, gathered: Gathered) -> None:
    if card is None:
        return
    front = [card.front]
    body: list[str] = []
    tags: list[str] = []
    split = False
    for at in range(card.body, end):
        line = page.lines[at]
        if not page.inside[at] and line.rstrip() == "%" and not split:
            front, body, split = [*front, *body], [], True
        elif not page.inside[at] and _is_tags(line):
            tags += ["_".join(tag.split()) for tag in _TAG_LINK.findall(line)]
        else:
            body.append(line)
    question, answer = "\n".join(front), "\n".join(body)
    cloze = SIGN in question and bool(cloze_numbers(question))
    gathered.add(card.at + 1, _formulas(question), _formulas(answer), cloze=cloze, tags=tags)


def _formulas(text: str) -> str:
    """Return a text whose formulas have one backslash, where these programs need two."""
    if "\\\\" not in text:
        return text
    for mark in "()[]":
        text = text.replace(f"\\\\{mark}", f"\\{mark}")
    return text


def _is_tags(line: str) -> bool:
    return line.startswith("[#") and not _TAG_LINK.sub("", line).strip()


def _opens_question(line: str) -> bool:
    found = _QUESTION.match(line.strip()) if "<" in line else None
    if found is None:
        return False
    return found["tag"].lower() == "h2" or "data-question" in found["rest"].lower()


def _question_end(page: Page, at: int) -> int:
    """Return the index of the line that closes a question of several lines, 0 where none opens."""
    line = page.lines[at]
    if page.inside[at] or not _opens_question(line):
        return 0
    close = "</h2>" if line.lstrip().lower().startswith("<h2") else "</div>"
    for end in range(at + 1, min(len(page.lines), at + 500)):
        if page.lines[end].strip().lower() == close:
            return end
    return 0


def _only_blank(page: Page, start: int, end: int) -> bool:
    return not any(page.lines[at].strip() for at in range(start, end))
