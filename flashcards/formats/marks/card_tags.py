"""Reads the cards of the Obsidian plugin Flashcards, which go to Anki there.

A heading or paragraph with ``#card`` (``#card-reverse``) asks for the paragraph after it; a line
``question::answer`` or ``one:::other`` is a card, and so is one with ``==gaps==``, ``{gaps}`` or
``{2:gaps}``. ``cards-deck`` at the top is the deck. The number in ``^1617090699160`` is the note's.
The headings above a card are part of what it asks, as the plugin does it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flashcards.formats.marks import gaps
from flashcards.formats.marks.gathering import Gathered
from flashcards.formats.marks.page import Page, heading, masked, tags_in, without_tags
from flashcards.formats.wording import Problems
from flashcards.model.clozes import SIGN
from flashcards.model.parsed import ParsedDeck

_CARD = re.compile(r"(?<![^\s(])#card(?:[/-](?P<kind>reversed?|spaced))?(?![\w/-])", re.IGNORECASE)
_ID = re.compile(r"(?:^|[ \t])\^(\d{13})[ \t]*$")
_GAP = re.compile(
    r"==(?=[^\s=])(?P<text>(?:(?!==)[^\n]){1,2000})(?<=\S)=="
    r"|(?<![{$\\\w])\{(?:(?P<number>\d{1,2}):)?(?P<curly>[^{}\n]{1,2000})\}(?!\})"
)
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+")
_COVER = "\ue000"


def signs(page: Page) -> int:
    """Return how many cards are tagged or numbered as only this plugin does."""
    found = 2 * ("cards-deck" in page.settings)
    for _, line in page.plain():
        if "#card" in line and _CARD.search(masked(line)):
            found += 1
    return found


@dataclass(slots=True)
class _State:
    page: Page
    gathered: Gathered
    above: list[tuple[int, str]] = field(default_factory=list)
    """The headings that a line stands below: (level, text)."""

    def asked(self, text: str, level: int = 0) -> str:
        """Return what is asked, behind the headings above it."""
        above = [each for depth, each in self.above if each and not 0 < level <= depth]
        return " > ".join([*above, text])

    def pass_heading(self, level: int, text: str) -> None:
        """Take note of a heading."""
        self.above = [each for each in self.above if each[0] < level]
        self.above.append((level, without_tags(text).strip()))


def read(page: Page, problems: Problems) -> ParsedDeck:
    """Return the cards of a page."""
    tags = tuple(tag.lstrip("#").replace("/", "::") for tag in page.settings.get("tags", ()))
    gathered = Gathered(problems, name=page.setting("cards-deck") or None, tags=tags)
    state = _State(page, gathered)
    at = page.start
    paragraph: list[int] = []
    while at < len(page.lines):
        line = page.lines[at]
        if page.inside[at]:
            paragraph.append(at)
            at += 1
        elif not line.strip():
            _loose(state, paragraph)
            paragraph = []
            at += 1
        elif "#card" in line and (found := _CARD.search(masked(line))):
            at = _tagged(state, paragraph, at, found)
            paragraph = []
        else:
            if level := heading(line):
                _loose(state, paragraph)
                paragraph = []
                state.pass_heading(*level)
            paragraph.append(at)
            at += 1
    _loose(state, paragraph)
    return gathered.deck()


def _tagged(state: _State, before: list[int], at: int, found: re.Match[str]) -> int:
    """Take a card with a tag, and return the line to go on with."""
    page, line = state.page, state.page.lines[at]
    kind = (found["kind"] or "").lower()
    tags = [tag.replace("/", "::") for tag in tags_in(line[found.end() :])]
    level = heading(line)
    asked = [page.lines[each] for each in before if level is None]
    text = level[1] if level else line
    mark = _CARD.search(masked(text))
    question = "\n".join([*asked, text[: mark.start()] if mark else text]).strip()
    if level is None and asked and (above := heading(asked[0])):
        level, question = above, "\n".join([above[1], *question.split("\n")[1:]]).strip()
    end, answer, number = (at + 1, "", _number_below(page, at + 1))
    if kind != "spaced":
        end, answer, number = _answer(page, at + 1)
    elif number:
        end += 1
    depth = level[0] if level else 0
    if level:
        state.above = [each for each in state.above if each[0] < depth]
    state.gathered.add(
        (before[0] if before and asked else at) + 1,
        state.asked(question),
        answer,
        reverse=kind.startswith("reverse"),
        guid=_guid(number),
        tags=tags,
        bare=kind == "spaced",
    )
    if level:
        state.pass_heading(depth, question)
    return end


def _answer(page: Page, start: int) -> tuple[int, str, str]:
    """Return the line behind the paragraph that follows, its text, and the number below it."""
    at = start
    while at < len(page.lines) and not page.lines[at].strip():
        at += 1
    lines: list[str] = []
    while at < len(page.lines) and (page.inside[at] or page.lines[at].strip()):
        found = None if page.inside[at] else _ID.search(page.lines[at])
        if found is not None:
            lines.append(page.lines[at][: found.start()])
            return at + 1, "\n".join(lines), found[1]
        if lines and not page.inside[at] and _CARD.search(masked(page.lines[at])):
            break
        lines.append(page.lines[at])
        at += 1
    return at, "\n".join(lines), ""


def _number_below(page: Page, at: int) -> str:
    found = _ID.search(page.lines[at]) if at < len(page.lines) else None
    return found[1] if found else ""


def _guid(number: str) -> str | None:
    return f"obsidian/{number}" if number else None


def _loose(state: _State, paragraph: list[int]) -> None:
    """Take the cards of single lines."""
    page = state.page
    for place, at in enumerate(paragraph):
        if page.inside[at]:
            continue
        line, number = page.lines[at], ""
        if found := _ID.search(line):
            line, number = line[: found.start()], found[1]
        elif place + 1 < len(paragraph):
            below = _ID.fullmatch(page.lines[paragraph[place + 1]].strip())
            number = below[1] if below else ""
        if line.strip():
            _line(state, at, line, number)


def _line(state: _State, at: int, line: str, number: str) -> None:
    level = heading(line)
    text = level[1] if level else _ITEM.sub("", line, count=1)
    cover = masked(text, _COVER)
    tags = [tag.replace("/", "::") for tag in tags_in(text)]
    depth = level[0] if level else 0
    mark = next((mark for mark in (":::", "::") if mark in cover), "") if SIGN not in text else ""
    if mark:
        split = cover.index(mark)
        front, back = text[:split], without_tags(text[split + len(mark) :])
        if front.strip() and back.strip():
            state.gathered.add(
                at + 1, state.asked(front.strip(), depth), back, reverse=mark == ":::",
                guid=_guid(number), tags=tags,
            )  # fmt: skip
        return
    if "==" in cover or "{" in cover:
        made = gaps.with_gaps(without_tags(text), _GAP, _gap)
        if SIGN in made:
            state.gathered.add(
                at + 1, state.asked(made, depth), "", cloze=True, guid=_guid(number), tags=tags
            )


def _gap(parts: Mapping[str, str]) -> gaps.Gap:
    """Return a gap; those without a number are of the first card, as the plugin has it."""
    text = parts.get("text") or parts.get("curly") or ""
    number = parts.get("number", "")
    return text, int(number) if number.isdigit() else 1, None
