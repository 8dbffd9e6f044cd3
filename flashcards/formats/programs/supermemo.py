"""Gathers items of SuperMemo, from its question-and-answer text or its XML, as notes and cards."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.programs.rows import (
    CONFIG,
    COUNTED_FROM_S,
    NEW,
    SECONDS_PER_DAY,
    GatheredRows,
    Stand,
    identity_of,
)
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, Problems, quoted
from flashcards.model.messages import message

PROGRAM: Final = "SuperMemo"
_TYPE_ID: Final = identity_of("supermemo type")
_LONG: Final = message("item that is too long")
_BARE: Final = message("item without an answer")
_NOON_S: Final = SECONDS_PER_DAY // 2
_LONGEST_DAYS: Final = 36_500


class Learning(NamedTuple):
    """What SuperMemo knows of an item."""

    repetitions: int = 0
    lapses: int = 0
    interval: int = 0
    """Days."""
    last: date | None = None
    easiness: float = 0.0
    """0 where it is not told: an A-Factor is no easiness."""


class Item(NamedTuple):
    """A question with its answer, as HTML."""

    question: str
    answer: str
    deck: str
    learning: Learning = Learning()
    line: int = 0


@dataclass(slots=True)
class Items:
    """All that a file holds."""

    items: list[Item] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)
    """Files that items show, by their paths beside the file, with the names they get here."""
    problems: Problems = field(default_factory=lambda: Problems(""))


def gathered(found: Items) -> AnkiCollection:
    """Return items in the form of a collection of Anki's."""
    rows, decks = GatheredRows(), dict[int, dict[str, Any]]()
    met = Counter[tuple[str, str]]()
    for item in found.items:
        said = quoted(item.question or item.answer)
        if max(len(item.question), len(item.answer)) > MAX_FIELD_CHARACTERS:
            what = message("{note} is too long and was left out.", note=said)
            found.problems.leave_out(item.line, what, _LONG)
            continue
        if not item.question.strip() or not item.answer.strip():
            what = message("{note} has no question or no answer and was left out.", note=said)
            found.problems.leave_out(item.line, what, _BARE)
            continue
        deck_id = identity_of("supermemo deck", item.deck)
        decks.setdefault(deck_id, {"id": deck_id, "name": item.deck})
        key = item.deck.partition("::")[0], item.question
        guid = _guid(*key, met[key])
        met[key] += 1
        note = rows.add_note(guid, _TYPE_ID, "", (item.question, item.answer))
        rows.add_card(note, deck_id, 0, _standing(item.learning))
    return AnkiCollection(
        rows, 11, COUNTED_FROM_S, 0, dict(CONFIG), {_TYPE_ID: _note_type()}, decks, {},
        found.problems, whole=False, program=PROGRAM, origin="supermemo:items",
    )  # fmt: skip


def date_in(written: str, order: Sequence[str] = ("%d.%m.%Y", "%d.%m.%y")) -> date | None:
    """Return a date as SuperMemo writes it: day, month, year."""
    for form in order:
        try:
            return datetime.strptime(written.strip()[:10], form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _standing(known: Learning) -> Stand:
    if known.repetitions <= 0 or known.interval <= 0 or known.last is None:
        return NEW
    last = int(datetime(known.last.year, known.last.month, known.last.day, tzinfo=UTC).timestamp())
    days = min(known.interval, _LONGEST_DAYS)
    due = (last - COUNTED_FROM_S) // SECONDS_PER_DAY + days
    factor = round(known.easiness * 1_000) if 1 <= known.easiness <= 20 else 2_500
    told = f'{{"lrt":{max(last + _NOON_S, 1)}}}'
    return Stand(2, 2, due, days, factor, known.repetitions, max(0, known.lapses), 0, told)


def _guid(deck: str, question: str, number: int) -> str:
    seed = "\x1f".join((deck, question, str(number))).encode("utf-8", "replace")
    return "supermemo-" + hashlib.blake2b(seed, digest_size=9).hexdigest()


def _note_type() -> dict[str, Any]:
    return {
        "id": _TYPE_ID,
        "name": "SuperMemo item",
        "type": 0,
        "css": ".card { font-size: 20px; text-align: center; }\n",
        "flds": [{"name": "Question", "ord": 0}, {"name": "Answer", "ord": 1}],
        "tmpls": [
            {
                "name": "Item",
                "ord": 0,
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}",
            }
        ],
    }
