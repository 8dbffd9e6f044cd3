"""Reads the database that Mnemosyne 2 keeps everything in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from flashcards.formats.anki.collection import Rows
from flashcards.formats.programs.mnemosyne import Answer, Card, Collected, Fact
from flashcards.formats.programs.mnemosyne_types import View, pairs_in, texts_in, users_type
from flashcards.formats.wording import Problems
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_INDEX: Final = re.compile(r"['\"]index['\"]\s*:\s*(\d{1,6})")
_REPETITION: Final = 9
"""The kind of event that is an answer."""
_FACTS: Final = ("_id", "id")
_DATA: Final = ("_fact_id", "key", "value")
_CARDS: Final = (
    "_id", "id", "card_type_id", "_fact_id", "fact_view_id", "grade", "easiness", "acq_reps",
    "ret_reps", "lapses", "last_rep", "next_rep", "creation_time",
)  # fmt: skip
_LOG: Final = (
    "_id", "event_type", "timestamp", "object_id", "grade", "easiness", "scheduled_interval",
    "thinking_time", "next_rep", "lapses",
)  # fmt: skip
_TYPES: Final = ("id", "name", "fact_keys_and_names", "fact_view_ids")
_VIEWS: Final = ("id", "name", "q_fact_keys", "a_fact_keys", "a_on_top_of_q")


def read(rows: Rows, file: str, deck: str) -> Collected:
    """Return what a database holds; its cards go into ``deck``. Raises UserError."""
    needed = (("facts", _FACTS), ("data_for_fact", _DATA), ("cards", _CARDS))
    if not all(rows.has(table, *columns) for table, columns in needed):
        raise UserError(
            message("{file} is no database of Mnemosyne’s.", file=file),
            message("Choose default.db in Mnemosyne’s folder, or a .cards file that it exported."),
        )
    made = Collected(deck, whole=True, problems=Problems(file))
    ids = _facts(rows, made)
    _types(rows, made)
    _cards(rows, made, ids)
    if rows.has("log", *_LOG):
        _log(rows, made)
    made.origin = next(iter(made.facts), "cards")
    return made


def _facts(rows: Rows, made: Collected) -> dict[int, str]:
    ids: dict[int, str] = {}
    for number, identity in rows.rows("facts", _FACTS, ("_id",)):
        if _is_whole(number) and _text(identity):
            ids[number] = _text(identity)
            made.facts[_text(identity)] = Fact(_text(identity), {})
    for number, key, value in rows.rows("data_for_fact", _DATA):
        if number in ids:
            data = made.facts[ids[number]].data
            assert isinstance(data, dict)
            data[_text(key)] = _text(value)
    return ids


def _types(rows: Rows, made: Collected) -> None:
    if not (rows.has("card_types", *_TYPES) and rows.has("fact_views", *_VIEWS)):
        return
    more = rows.has("fact_views", "q_fact_key_decorators", "a_fact_key_decorators", "type_answer")
    columns = (*_VIEWS, "q_fact_key_decorators", "a_fact_key_decorators", "type_answer")
    views = {
        _text(row[0]): view(row) for row in rows.rows("fact_views", columns if more else _VIEWS)
    }
    for row in rows.rows("card_types", _TYPES):
        named = [views[each] for each in texts_in(row[3]) if each in views]
        made.types[_text(row[0])] = users_type(dict(zip(_TYPES, row, strict=True)), named)


def view(row: Sequence[Any]) -> View:
    """Return a view as its table has it: id, name, keys of both sides, and the rest."""
    identity, name, question, answer, replaces, *more = row
    decorators = {**dict(pairs_in(more[0])), **dict(pairs_in(more[1]))} if more else {}
    return View(
        _text(identity),
        _text(name),
        tuple(texts_in(question)),
        tuple(texts_in(answer)),
        bool(_whole(replaces)),
        bool(more and _whole(more[2])),
        decorators,
    )


def _cards(rows: Rows, made: Collected, ids: dict[int, str]) -> None:
    tags = _tags(rows)
    columns = (*_CARDS, *(each for each in ("extra_data", "active") if rows.has("cards", each)))
    for row in rows.rows("cards", columns, ("_id",)):
        found = dict(zip(columns, row, strict=True))
        if not _is_whole(found["_fact_id"]):
            continue
        card = Card(
            _text(found["id"]),
            ids.get(found["_fact_id"], ""),
            _text(found["card_type_id"]),
            _text(found["fact_view_id"]),
            active=bool(_whole(found.get("active", 1), 1)),
            gap=gap_in(found.get("extra_data")),
            tags=tuple(tags.get(found["_id"], ())),
            made_s=_whole(found["creation_time"]),
        )
        made.cards.append(_with_learning(card, found))


def _with_learning(card: Card, found: Mapping[str, Any]) -> Card:
    return card._replace(
        grade=min(max(_whole(found["grade"], -1), -1), 5),
        easiness=_number(found["easiness"]),
        acquisitions=_whole(found["acq_reps"]),
        retentions=_whole(found["ret_reps"]),
        lapses=_whole(found["lapses"]),
        last_s=_whole(found["last_rep"], -1),
        next_s=_whole(found["next_rep"], -1),
    )


def gap_in(extra: object) -> int | None:
    """Return which gap a card asks for, by what Mnemosyne keeps beside it."""
    index = _INDEX.search(extra) if isinstance(extra, str) else None
    return int(index[1]) if index else None


def _tags(rows: Rows) -> dict[int, list[str]]:
    if not (rows.has("tags", "_id", "name") and rows.has("tags_for_card", "_card_id", "_tag_id")):
        return {}
    names = {number: _text(name) for number, name in rows.rows("tags", ("_id", "name"))}
    found: dict[int, list[str]] = {}
    for card, tag in rows.rows("tags_for_card", ("_card_id", "_tag_id")):
        if tag in names:
            found.setdefault(card, []).append(names[tag])
    return found


def _log(rows: Rows, made: Collected) -> None:
    for row in _repetitions(rows):
        _, _, at_s, card, grade, easiness, planned, taken, next_s, lapses = row
        if _is_whole(at_s) and 0 < at_s < 1 << 33 and _whole(grade, -1) in range(6):
            answer = Answer(
                at_s, grade, _number(easiness), _whole(planned), _number(taken), _whole(next_s),
                _whole(lapses),
            )  # fmt: skip
            made.log.setdefault(_text(card), []).append(answer)


def _repetitions(rows: Rows) -> Iterator[tuple[Any, ...]]:
    return (row for row in rows.rows("log", _LOG, ("_id",)) if row[1] == _REPETITION)


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _is_whole(value: object) -> bool:
    return isinstance(value, int)


def _whole(value: object, otherwise: int = 0) -> int:
    if isinstance(value, float) and value == value and abs(value) < 1 << 40:
        return int(value)
    return value if isinstance(value, int) and abs(value) < 1 << 40 else otherwise


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and abs(value) < 1 << 40 else 0.0
