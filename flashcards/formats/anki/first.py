"""Reads decks of Anki 1 (.anki) as collections of its later versions.

A fact there is a note, a model a note type, a card model a template. All moments are seconds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from flashcards.formats.anki.collection import AnkiCollection, Rows
from flashcards.formats.wording import Problems

_DAY_S: Final = 86_400
_USUAL_WEST: Final = 4 * 3_600
_MOST_WEST: Final = 20 * 3_600
_UNSET: Final = (-1, -2)
_SCHEMA: Final = 11
_CSS: Final = ".card { font-family: arial; font-size: 20px; text-align: center; }"
_NEEDED: Final = {
    "decks": ("created", "modified"),
    "facts": ("id", "modelId", "modified", "tags"),
    "fields": ("factId", "ordinal", "value"),
    "models": ("id", "name"),
    "fieldModels": ("modelId", "ordinal", "name"),
    "cardModels": ("id", "modelId", "ordinal", "name", "qformat", "aformat", "questionInAnswer"),
    "cards": (
        "id", "factId", "cardModelId", "created", "modified", "ordinal", "interval", "due",
        "factor", "reps", "yesCount", "noCount", "type",
    ),
}  # fmt: skip
_HISTORY: Final = (
    "cardId", "time", "lastInterval", "nextInterval", "ease", "nextFactor", "thinkingTime",
)  # fmt: skip
_FAILED, _REVIEW, _NEW = range(3)
"""Types of a card; three less for a suspended one, three or six more for one put off."""
_OLD_PLACE: Final = re.compile(r"%\(([^)]*)\)s")
_SPECIAL: Final = {"tags": "Tags", "modelTags": "Type", "cardModel": "Card"}
_LONGEST_S: Final = 1 << 33


def is_first(rows: Rows) -> bool:
    """Whether a database is a deck of Anki 1."""
    return all(rows.has(table, *columns) for table, columns in _NEEDED.items())


def read(rows: Rows, file: str) -> AnkiCollection:
    """Return a deck of Anki 1 as a collection; ``file`` is called so, and its deck like it."""
    created, changed = next(rows.rows("decks", _NEEDED["decks"]), (0, 0))
    start, west = _seconds(created), _west(rows)
    made = AnkiCollection(
        _Rows(rows, start, west, start * 1_000 + 1),
        _SCHEMA,
        start,
        _seconds(changed) * 1_000,
        problems=Problems(file),
    )
    identity = start * 1_000 + 1
    name = file.rpartition(".")[0] or file
    made.config = {"schedVer": 1, "creationOffset": west // 60}
    made.decks = {identity: {"id": identity, "name": name, "conf": 1, "dyn": 0, "desc": ""}}
    made.note_types = _note_types(rows)
    return made


def _west(rows: Rows) -> int:
    """Return the seconds by which a day begins later there than in Greenwich at midnight.

    It is what Anki 1 noted down: west of Greenwich, and four hours more.
    """
    if not rows.has("decks", "utcOffset"):
        return _USUAL_WEST
    [found] = next(rows.rows("decks", ("utcOffset",)), (None,))
    west = _whole(found)
    return west if abs(west) <= _MOST_WEST and west not in _UNSET else _USUAL_WEST


class _Rows:
    """The tables of a collection, made from those of Anki 1."""

    def __init__(self, rows: Rows, start: int, west: int, deck: int) -> None:
        self._rows, self._start, self._deck = rows, start, deck
        self._west, self._first_day = west, (start - west) // _DAY_S

    def has(self, table: str, *_columns: str) -> bool:
        """Whether there is such a table."""
        if table == "revlog":
            return self._rows.has("reviewHistory", *_HISTORY)
        return table in ("notes", "cards")

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        found = {"notes": "facts", "cards": "cards", "revlog": "reviewHistory"}.get(table, "")
        return self._rows.count(found)

    def rows(
        self, table: str, _columns: Sequence[str], _order: Sequence[str] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table as ``AnkiCollection`` asks for them."""
        return {"notes": self._notes, "cards": self._cards, "revlog": self._log}[table]()

    def _notes(self) -> Iterator[tuple[Any, ...]]:
        found = self._rows.rows("fields", _NEEDED["fields"], ("factId", "ordinal"))
        fields = groupby((row for row in found if isinstance(row[0], int)), itemgetter(0))
        owner, group = next(fields, (None, iter(())))
        for fact, model, modified, tags in self._rows.rows("facts", _NEEDED["facts"], ("id",)):
            if not isinstance(fact, int):
                continue
            while owner is not None and owner < fact:
                owner, group = next(fields, (None, iter(())))
            texts = [str(row[2]) for row in group] if owner == fact else [""]
            said = str(tags or "").replace(",", " ")
            yield (
                fact, f"anki1-{fact}", model, _seconds(modified), said, "\x1f".join(texts), 0, "",
            )  # fmt: skip

    def _cards(self) -> Iterator[tuple[Any, ...]]:
        places = {row[0]: row[2] for row in self._rows.rows("cardModels", _NEEDED["cardModels"])}
        order = ("factId", "ordinal", "id")
        for row in self._rows.rows("cards", _NEEDED["cards"], order):
            number, fact, template, created, modified, place, interval, due, factor, *counts = row
            reps, right, wrong, kind = map(_whole, counts)
            stood = kind % 3 if reps else _NEW
            known = 2 if stood == _REVIEW else 0
            if stood == _FAILED:
                known = 3 if right else 1
            days = max(1, round(_number(interval))) if known > 1 else 0
            if stood == _NEW:
                when = max(0, _seconds(created) - self._start)
            elif stood == _REVIEW:
                when = (_seconds(due) - self._west) // _DAY_S - self._first_day
            else:
                when = _seconds(due)
            queue = -1 if kind < 0 else {0: 0, 1: 1, 2: 2, 3: 1}[known]
            yield (
                number, fact, self._deck, places.get(template, _whole(place)), _seconds(modified),
                known, queue, when, days, round(_number(factor) * 1_000) if known else 0, reps,
                wrong if known > 1 else 0, 1_001 if known in (1, 3) else 0, 0, 0, 0, "",
            )  # fmt: skip

    def _log(self) -> Iterator[tuple[Any, ...]]:
        for card, at, last, then, ease, factor, taken in self._rows.rows(
            "reviewHistory", _HISTORY, ("cardId", "time")
        ):
            yield (
                round(_number(at) * 1_000), card, min(max(1, _whole(ease)), 4), _interval(then),
                _interval(last), round(_number(factor) * 1_000),
                round(min(max(0.0, _number(taken)), 3_600.0) * 1_000), 1,
            )  # fmt: skip


def _note_types(rows: Rows) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {
        number: {"id": number, "name": str(name), "type": 0, "css": _CSS, "flds": [], "tmpls": []}
        for number, name in rows.rows("models", _NEEDED["models"])
        if isinstance(number, int)
    }
    for model, place, name in rows.rows(
        "fieldModels", _NEEDED["fieldModels"], ("modelId", "ordinal")
    ):
        if model in found:
            found[model]["flds"].append({"name": str(name), "ord": _whole(place)})
    for _, model, place, name, question, answer, whole in rows.rows(
        "cardModels", _NEEDED["cardModels"], ("modelId", "ordinal")
    ):
        if model in found:
            found[model]["tmpls"].append(_template(place, name, question, answer, whole))
    return found


def _template(
    place: object, name: object, question: object, answer: object, whole: object
) -> Mapping[str, Any]:
    """Return a template; the answer stood below the question, unless it was ``whole`` by itself."""
    back = _side(answer)
    if not _whole(whole):
        back = f"{{{{FrontSide}}}}\n\n<hr id=answer>\n\n{back}"
    return {"name": str(name), "ord": _whole(place), "qfmt": _side(question), "afmt": back}


def _side(text: object) -> str:
    """Return one side of a template in the language of later versions."""
    said = _OLD_PLACE.sub(
        lambda found: f"{{{{{_SPECIAL.get(found[1], found[1])}}}}}", str(text or "")
    )
    return said.replace("{{{", "{{").replace("}}}", "}}")


def _interval(days: object) -> int:
    """Return an interval as the log keeps it: days, or negative seconds below one."""
    found = min(max(0.0, _number(days)), 36_500.0)
    return round(found) if found >= 1 else -round(found * _DAY_S)


def _number(value: object) -> float:
    """Return a number that is one; SQLite's infinities are none."""
    fits = isinstance(value, int | float) and abs(value) < 1e15
    return float(value) if fits and isinstance(value, int | float) else 0.0


def _whole(value: object) -> int:
    return int(_number(value))


def _seconds(value: object) -> int:
    return min(max(0, _whole(value)), _LONGEST_S)
