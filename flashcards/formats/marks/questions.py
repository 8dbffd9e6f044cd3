"""Reads lists of questions whose answers are folded away: ``Question 1.`` and ``<details>``.

A heading ``Question 1.`` begins a card; what stands in ``<details>`` below it is the answer, as
decks on code hosts are written. ``<h1>`` names the deck.
"""

import re

from flashcards.formats.marks.gathering import Gathered
from flashcards.formats.marks.page import Page, heading
from flashcards.formats.wording import Problems
from flashcards.model.parsed import ParsedDeck

_QUESTION = re.compile(r"(?:question|q)\.?[ \t]*\d{1,5}\b[.:)]?[ \t]*", re.IGNORECASE)
_SUMMARY = re.compile(
    r"<summary\b[^<>]{0,200}>(?:[^<]|<(?!/summary)){0,2000}</summary>", re.IGNORECASE
)
_SHELL = re.compile(r"</?(?:details|p|br|b|div)\b[^<>]{0,200}/?>", re.IGNORECASE)
_TITLE = re.compile(r"<h1\b[^<>]{0,200}>([^<>\n]{1,300})</h1>", re.IGNORECASE)


def signs(page: Page) -> int:
    """Return how many questions have a folded answer."""
    asked = folded = 0
    for _, line in page.plain():
        asked += _question(line) is not None
        folded += line.lstrip().lower().startswith("<details")
    return min(asked, folded)


def read(page: Page, problems: Problems) -> ParsedDeck:
    """Return the cards of a page."""
    gathered = Gathered(problems)
    begun, front, back, folded = 0, list[str](), list[str](), False
    for at in range(page.start, len(page.lines)):
        line = page.lines[at]
        asked = None if page.inside[at] else _question(line)
        if gathered.name is None and (title := _TITLE.search(line)):
            gathered.name = title[1].strip()
        if asked is not None:
            _finish(gathered, begun, front, back)
            begun, front, back, folded = at + 1, [asked], [], False
        elif not begun:
            continue
        elif not page.inside[at] and line.lstrip().lower().startswith("<details"):
            folded = True
            back.append(line)
        else:
            (back if folded else front).append(line)
    _finish(gathered, begun, front, back)
    return gathered.deck()


def _question(line: str) -> str | None:
    """Return what stands behind ``Question 1.``, a heading or a line of its own; None for none."""
    level = heading(line)
    text = level[1] if level else line.strip()
    found = _QUESTION.match(text)
    if found is None or (level is None and found.end() < len(text)):
        return None
    return text[found.end() :]


def _finish(gathered: Gathered, line: int, front: list[str], back: list[str]) -> None:
    if not line:
        return
    asked, answer = _bare(front), _bare(back)
    if not back:  # not folded: what asks is the first paragraph
        asked, _, answer = asked.partition("\n\n")
    gathered.add(line, asked, answer)


def _bare(lines: list[str]) -> str:
    """Return lines without the tags that fold an answer away."""
    text = _SUMMARY.sub("", "\n".join(lines))
    kept = []
    inside = False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            inside = not inside
        kept.append(line if inside or "<" not in line else _SHELL.sub("", line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
