"""Gathers the notes a reader finds in a foreign file, within the limits every deck file has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from flashcards.formats.images import find_pictures
from flashcards.formats.marks.tidying import tidied
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, Problems, quoted
from flashcards.model.clozes import cloze_numbers
from flashcards.model.messages import Message, message
from flashcards.model.note_types import BASIC, BASIC_REVERSE, CLOZE, named
from flashcards.model.parsed import Learnt, ParsedDeck, ParsedNote

MOST_CLOZES: Final = 100
"""Gaps of one text that become cards."""
_ID_SIGN: Final = "<!--ID:"
_ID: Final = re.compile(r"<!--ID:[ \t]{0,20}([\w-]{1,60})[ \t]{0,20}-->")
_TWICE: Final = message("id that stands twice")
_NO_ANSWER: Final = message("question without an answer")


@dataclass(slots=True)
class Gathered:
    """Notes on their way, and what is wrong in the file."""

    problems: Problems
    name: str | None = None
    """The deck the file names."""
    tags: tuple[str, ...] = ()
    notes: list[ParsedNote] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)

    def add(
        self,
        line: int,
        front: str,
        back: str,
        *,
        reverse: bool = False,
        cloze: bool = False,
        guid: str | None = None,
        tags: Sequence[str] = (),
        deck: str | None = None,
        heading: str = "",
        learnt: Sequence[Learnt | None] = (),
        bare: bool = False,
    ) -> None:
        """Take a note that begins in ``line`` (from 1), or say why it cannot be used.

        ``cloze``: ``front`` holds gaps, written as this program writes them. ``bare``: it is only
        to be read again and has no answer.
        """
        guid = guid or _noted_id(front, back)
        front, back = tidied(front).strip(), tidied(back).strip()
        if what := _fault(front, back or ("-" if bare else ""), cloze):
            self.problems.leave_out(line, what, _NO_ANSWER)
            return
        kind = CLOZE.uid if cloze else BASIC_REVERSE.uid if reverse else BASIC.uid
        for text in (front, back):
            find_pictures(text, line, self.media, self.problems)
        self.notes.append(
            ParsedNote(
                note_type=kind,
                fields=named(kind, front, back),
                guid=self._own(guid, line),
                tags=tuple(dict.fromkeys(tags)),
                deck=deck,
                source_heading=heading,
                line=line,
                learnt=tuple(learnt),
            )
        )

    def _own(self, guid: str | None, line: int) -> str | None:
        """Return an identity the file gives, unless an earlier note has it."""
        if guid is None or self._ids.setdefault(guid, line) == line:
            return guid
        self.problems.add(
            line,
            message(
                "This note has the id of the one in line {line}, so it was read as one without.",
                line=self._ids[guid],
            ),
            _TWICE,
        )
        return None

    def deck(self) -> ParsedDeck:
        """Return what was gathered."""
        return ParsedDeck(
            name=self.name,
            tags=self.tags,
            notes=tuple(self.notes),
            problems=self.problems.all(),
            left_out=self.problems.left_out,
            media=self.media,
        )


def _noted_id(front: str, back: str) -> str | None:
    """Return the identity in a comment such as ``<!--ID: 1566052191670-->``."""
    if _ID_SIGN not in front and _ID_SIGN not in back:
        return None
    found = _ID.search(back) or _ID.search(front)
    return f"obsidian/{found[1]}" if found else None


def _fault(front: str, back: str, cloze: bool) -> Message | None:
    title = quoted(front or back)
    if max(len(front), len(back)) > MAX_FIELD_CHARACTERS:
        return message(
            "The note {title} is longer than a million characters and was left out.", title=title
        )
    if cloze:
        if not cloze_numbers(front):
            return message("The note {title} has no gap that could be asked.", title=title)
        return None
    if not front:
        return message("The answer {title} has no question.", title=title)
    if not back:
        return message("The question {title} has no answer.", title=title)
    return None
