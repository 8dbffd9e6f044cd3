"""What the fields of rows may say: a segment in which a number stands for a text is refused whole.

Kinds and fields that are not known here come from a later version, and are not looked at.
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import exc

from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing.article_facts import HOME, LEFT, SEEN
from flashcards.store.syncing.deck_limits import ALWAYS, TODAY
from flashcards.store.syncing.kinds import FIELD, KEPT, MADE, TAG, UNMADE
from flashcards.store.syncing.plan_parts import PLACE
from flashcards.sync import fact_columns
from flashcards.sync.refusals import SegmentError
from flashcards.sync.registers import GONE, TEXT, ms_of
from flashcards.sync.values import MEDIA_NAME, Fact

IMPOSSIBLE: Final = (
    ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError,
    sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError,
    exc.IntegrityError, exc.DataError, exc.InterfaceError, exc.ProgrammingError,
)  # fmt: skip
"""What taking in a segment leads to that no program of ours has written."""

Check = Callable[[Any], bool]

_LAST_MS: Final = 253_402_300_799_999
"""The end of the year 9999."""
_LARGEST: Final = 1 << 40
_ANY: Final = ""
"""Stands for every field of a kind."""
_LONGEST_UID: Final = 20_000


def refuse_impossible(facts: Iterable[Fact]) -> None:
    """Raise ValueError for what no program of ours says of a field that is known here."""
    known: dict[tuple[str, str], Check | None] = {}
    for kind, uid, field, value, stamp, _, base in facts:
        if (kind, field) not in known:
            known[kind, field] = _check_of(kind, field)
        check = known[kind, field]
        fits = check is None or value is None or check(value)
        fits = fits and (kind != "media" or MEDIA_NAME.fullmatch(uid) is not None)
        if ms_of(stamp) > _LAST_MS or not fits or (base and int(base) >> 63):
            raise ValueError(f"{kind} {uid[:80]!r}, {field[:80]}: {value!r:.80}")


def tellable(facts: list[Fact], devices: int) -> list[Fact]:
    """Return the facts without those that other computers would refuse, with all told beside them.

    ``devices``: how many are spoken of.
    """
    return facts if _is_read(facts, devices) else [f for f in facts if _is_read([f], devices)]


def _is_read(facts: list[Fact], devices: int) -> bool:
    try:
        refuse_impossible(facts)
        fact_columns.refuse_impossible(facts, devices)
    except (ValueError, SegmentError):
        return False
    return True


def _check_of(kind: str, field: str) -> Check | None:
    checks = _CHECKS.get(kind, {})
    return checks.get(field) or checks.get(field.partition(".")[0] + ".") or checks.get(_ANY)


def _text(value: Any) -> bool:
    return type(value) is str


def _field_text(value: Any) -> bool:
    """What a note says in one field."""
    return type(value) is str and FIELD_SEPARATOR not in value


def _uid(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= _LONGEST_UID


def _tag(value: Any) -> bool:
    return type(value) is str and value != "" and " " not in value


def _whole(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _truth(value: Any) -> bool:
    return type(value) is bool


def _or_nothing(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _row(*checks: Check) -> Check:
    return lambda value: (
        type(value) is list
        and len(value) == len(checks)
        and all(check(each) for check, each in zip(checks, value, strict=True))
    )


def _hexadecimal(value: Any) -> bool:
    if not _text(value):
        return False
    bytes.fromhex(value)
    return True


def _number(value: Any) -> bool:
    return type(value) in (int, float)


def _uids(value: Any) -> bool:
    return type(value) is list and all(map(_uid, value)) and len(set(value)) == len(value)


def _history(value: Any) -> bool:
    return type(value) is list and all(map(_FORMER_TEXT, value))


def _scheduler(value: Any) -> bool:
    return value is None or (type(value) is list and len(value) == 3)


_MOMENT: Final = _whole(-62_135_596_800_000, _LAST_MS)
_SIZE: Final = _whole(0, _LARGEST)
_MAYBE_MOMENT: Final = _or_nothing(_MOMENT)
_FORMER_TEXT: Final = _row(_text, _MOMENT, _MOMENT, _whole(0, _LARGEST))
"""What a field said: text, beginning, end, place in the devices."""
_SPOT: Final = _or_nothing(_SIZE)
_COUNT: Final = _whole(0, (1 << 31) - 1)
_DAY: Final = _whole(1, 3_652_059)

_CHECKS: Final[dict[str, dict[str, Check]]] = {
    "learner": {"day_start": _whole(0, 24 * 60 - 1)},
    "presets": {GONE: _truth, "name": _text},
    "note_types": {
        GONE: _truth, "name": _text, "kind": _text, "markup": _text, "css": _text, "order": _uids,
        FIELD: _text,
    },
    "templates": {
        GONE: _truth, "type": _uid, "name": _text, "position": _whole(-_LARGEST, _LARGEST),
        "question": _text, "answer": _text,
    },
    "sources": {
        GONE: _truth, "title": _text, "content": _row(_text, _text, _text), "address": _text,
        "read": _MOMENT, HOME: _row(_text, _text), LEFT: _truth, SEEN: _truth,
    },
    "decks": {
        GONE: _truth, "parent": _uid, "own_name": _text, "preset": _uid,
        "description": _text, MADE: _MOMENT,
        **dict.fromkeys(ALWAYS, _COUNT), **dict.fromkeys(TODAY, _row(_DAY, _COUNT)),
    },
    "notes": {
        GONE: _truth, "type": _uid, "created": _MOMENT,
        "source": _row(_or_nothing(_uid), _text),
        TEXT: _field_text, TAG: _tag,
    },
    "cards": {
        GONE: _truth, "deck": _uid, "suspended": _whole(0, 1),
        "buried": _whole(-_LARGEST, _LARGEST), "flag": _whole(0, 7),
        "position": _whole(-(1 << 62), 1 << 62), "seed": _whole(-(1 << 63), (1 << 63) - 1),
        "past": _row(_scheduler, _MAYBE_MOMENT),
        UNMADE: _truth, KEPT: _truth,
    },
    "passages": {
        GONE: _truth,
        "all": _row(
            _or_nothing(_uid), _text, _text, _text, _SPOT, _SPOT, _text, _text, _whole(0, 1),
            _text, _MAYBE_MOMENT,
        ),
    },
    "highlights": {GONE: _truth, "all": _row(_or_nothing(_uid), _text, _SPOT, _SPOT, _MOMENT)},
    "readings": {
        GONE: _truth, "priority": _whole(0, 2), "portion": _SIZE, "finished": _MOMENT
    },
    "plans": {
        GONE: _truth, "kind": _text, "name": _text, "definition": _text, "created": _MOMENT,
        PLACE: _number,
    },
    "media": {GONE: _truth, "all": _row(_text, _SIZE)},
    "origins": {
        GONE: _truth,
        "all": _row(_whole(-(1 << 63), (1 << 63) - 1), _text, _text, _text, _hexadecimal),
    },
    "origin_options": {GONE: _truth, "all": _text},
    "reading_places": {"all": _row(_SIZE, _SIZE, _text, _whole(-_LARGEST, _LARGEST), _SIZE)},
    "revisions": {_ANY: _history},
}  # fmt: skip
