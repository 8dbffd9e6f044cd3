"""What Anki and this program hold after one package came into both, brought to one form."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from flashcards import Collection
from flashcards.model import fonts, pictures, recordings
from flashcards.model.cards import DAYS_PLACE, MINUTES_PER_DAY
from flashcards.model.enums import ReviewKind
from flashcards.scheduling.days import day_of_ms, learner_day, offset_minutes_of
from flashcards.text.file_names import ways

_KEPT: Final = frozenset(
    (*pictures.ENDINGS, *recordings.ENDINGS, *(f".{kind}" for kind in fonts.FONTS))
)
_NAMED: Final = re.compile(r"""\[sound:([^\]]+)\]|<img[^>]*?\bsrc\s*=\s*["']([^"'<>]+)["']""", re.I)
_DIFFICULTIES: Final = range(100, 1_101)
_EPOCH_FROM: Final = 1_000_000_000

Name = tuple[str, int]
"""A card: the guid of its note and the place of its template, or its cloze number less one."""


class Stands(NamedTuple):
    """How a card stands: all that both programs know of it."""

    deck: str
    """Without what either program puts behind a name that is taken."""
    state: str
    aside: str
    """Whether it is suspended or buried."""
    flag: int
    due: int | tuple[int, int]
    """Days from today, or the place of a new card; of one at a step here the moment (UTC s), too.

    Anki says one of both.
    """
    interval: int
    """Days; 0 where it is none."""
    ease: int
    """Percent; 0 where it counts for nothing."""
    lapses: int
    stability: float


class Wrote(NamedTuple):
    """A note."""

    type: str
    """Without what either program puts behind a name that is taken."""
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class Side(NamedTuple):
    """All that one program holds."""

    notes: dict[str, Wrote]
    cards: dict[Name, Stands]
    log: dict[Name, Counter[int]]
    """The moments (UTC ms) of answers."""
    media: set[str]
    """Digests of the files that notes name."""


def names_here(collection: Collection) -> dict[int, Name]:
    """Return what our cards are called, by id."""
    with collection._store.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT c.id, n.guid, CASE WHEN c.ordinal THEN c.ordinal - 1 ELSE t.position END "
            "FROM cards c JOIN notes n ON n.id = c.note_id JOIN templates t ON t.id = c.template_id"
        ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def here(collection: Collection) -> Side:
    """Return what this program holds."""
    names = names_here(collection)
    with collection._store.reading() as conn:
        run = conn.exec_driver_sql
        notes = {
            row[0]: Wrote(_own_name(row[1]), _tags(row[2]), tuple(row[3].split("\x1f")))
            for row in run(
                "SELECT n.guid, t.name, n.tags, n.fields FROM notes n"
                " JOIN note_types t ON t.id = n.note_type_id"
            )
        }
        rows = run(
            "SELECT c.id, d.name, c.state, c.suspended, c.buried_until, c.flag, c.due_at,"
            " c.interval_minutes, c.ease, c.lapses, c.step, c.position, c.stability"
            " FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = c.deck_id"
            " JOIN templates t ON t.id = c.template_id"
        ).fetchall()
        log: dict[Name, Counter[int]] = {}
        for card_id, at_ms in run(
            "SELECT card_id, at_ms FROM reviews WHERE kind != ?", (int(ReviewKind.IMPORTED),)
        ):
            if card_id in names:
                log.setdefault(names[card_id], Counter())[at_ms] += 1
    cards = {names[row[0]]: _ours(collection, row[1:]) for row in rows}

    def content(name: str) -> str:
        try:
            return _digest(collection.media_path(name))
        except OSError:
            return ""

    notes, media = _by_content(notes, content)
    return Side(notes, cards, log, media)


def _ours(collection: Collection, row: Any) -> Stands:
    deck, state, suspended, buried, flag, due, minutes, ease, lapses, step, place, stable = row
    now, start = collection._store.now(), collection._day_start
    today = learner_day(now, start)
    interval = 0
    if state == 0:
        due = place
    elif state == 2:
        interval = minutes // MINUTES_PER_DAY
        due = day_of_ms(due, offset_minutes_of(now), start) - today
    else:
        interval = step // DAYS_PLACE if state == 3 else 0
        due = due // 1_000, day_of_ms(due, offset_minutes_of(now), start) - today
    return Stands(
        deck.rstrip("_"),
        ("new", "learning", "review", "relearning")[state],
        "suspended" if suspended else "buried" if (buried or 0) > today else "",
        flag,
        due,
        interval,
        ease if state == 2 else 0,
        lapses if state > 1 else 0,
        round(stable or 0, 2),
    )


def there(anki: Any) -> Side:
    """Return what Anki holds."""
    anki.sched.deck_due_tree()  # brings back what was buried before today
    types = {each.id: each.name for each in anki.models.all_names_and_ids()}
    guids = _guids(anki)
    notes = {
        guids[row[0]]: Wrote(
            _own_name(types.get(row[1], "")), _tags(row[2]), tuple(row[3].split("\x1f"))
        )
        for row in anki.db.all("select id, mid, tags, flds from notes")
    }
    decks = {each.id: each.name for each in anki.decks.all_names_and_ids()}
    rows = anki.db.all(
        "select c.id, n.id, c.ord, c.did, c.odid, c.type, c.queue, c.flags, c.due, c.odue,"
        " c.ivl, c.factor, c.lapses, c.data from cards c join notes n on n.id = c.nid"
    )
    names = {row[0]: (guids[row[1]], row[2]) for row in rows}
    log: dict[Name, Counter[int]] = {}
    for at_ms, card_id in anki.db.all("select id, cid from revlog"):
        if card_id in names:
            log.setdefault(names[card_id], Counter())[at_ms] += 1
    cards = {names[row[0]]: _theirs(anki, decks, row[3:]) for row in rows}
    folder = Path(anki.media.dir())

    def content(name: str) -> str:
        found = [folder / way for way in ways(name) if (folder / way).is_file()]
        kept = bool(found) and Path(f"x{found[0].name}").suffix.lower() in _KEPT
        return _digest(found[0]) if kept and found[0].stat().st_size else ""

    notes, media = _by_content(notes, content)
    return Side(notes, cards, log, media)


def _guids(anki: Any) -> dict[int, str]:
    """Return what notes are called here, by their ids: no two alike."""
    found: dict[int, str] = {}
    met: set[str] = set()
    for number, guid in anki.db.all("select id, guid from notes order by id"):
        found[number] = f"{guid}~{number}" if guid in met else guid
        met.add(guid)
    return found


def _theirs(anki: Any, decks: Mapping[int, str], row: Any) -> Stands:
    deck, home, kind, queue, flags, due, home_due, interval, factor, lapses, data = row
    due = home_due if home and home_due else due
    if kind == 2 and queue in (1, 3):
        kind = 3
    known = _numbers(data)
    if kind == 2 or (kind and due < _EPOCH_FROM):
        due -= anki.sched.today
    ease = (
        0 if factor in _DIFFICULTIES and "d" in known else min(max(round(factor / 10), 130), 10_000)
    )
    return Stands(
        decks.get(home or deck, "Anki").rstrip("_"),
        ("new", "learning", "review", "relearning")[kind],
        {-1: "suspended", -2: "buried", -3: "buried"}.get(queue, ""),
        flags & 7,
        due,
        max(1, interval) if kind > 1 else 0,
        (ease if factor else 0) or 250 if kind == 2 else 0,
        lapses if kind > 1 else 0,
        round(known.get("s", 0), 2) if kind else 0,
    )


def _numbers(data: str) -> dict[str, float]:
    found = json.loads(data) if data.startswith("{") else {}
    return {key: value for key, value in found.items() if isinstance(value, int | float)}


def _own_name(name: str) -> str:
    return re.sub(r"(?: \(Anki\)(?: \d+)?|[+_]+| \d+)$", "", name)


def _tags(written: str) -> tuple[str, ...]:
    return tuple(sorted(set(written.split())))


def _by_content(
    notes: Mapping[str, Wrote], content: Callable[[str], str]
) -> tuple[dict[str, Wrote], set[str]]:
    """Return notes that name files by their content, and all these contents.

    One file may have two names there, and has one here.
    """
    met: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in met:
            met[name] = content(name)
        return found[0].replace(name, met[name]) if met[name] else found[0]

    changed = {
        guid: note._replace(fields=tuple(_NAMED.sub(named, text) for text in note.fields))
        for guid, note in notes.items()
    }
    return changed, {each for each in met.values() if each}


def _digest(path: Path) -> str:
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def differences(ours: Side, theirs: Side) -> list[str]:
    """Return in words what differs; nothing where both hold the same."""
    found: list[str] = []
    for what, own, their in (
        ("note", ours.notes, theirs.notes),
        ("card", ours.cards, theirs.cards),
        ("log", ours.log, theirs.log),
    ):
        found += [f"{what} only in Anki: {key}" for key in their if key not in own]
        found += [f"{what} only here: {key}" for key in own if key not in their]
    found += [f"media only in Anki: {key}" for key in theirs.media - ours.media]
    found += [f"media only here: {key}" for key in ours.media - theirs.media]
    for key in ours.notes.keys() & theirs.notes.keys():
        found += _apart(key, ours.notes[key], theirs.notes[key])
    for name in ours.cards.keys() & theirs.cards.keys():
        found += _apart(name, ours.cards[name], theirs.cards[name])
    found += [f"log of {key}" for key in ours.log if ours.log[key] != theirs.log.get(key)]
    return found


def _apart(what: object, own: Wrote | Stands, their: Wrote | Stands) -> Iterator[str]:
    for name, mine, other in zip(own._fields, own, their, strict=True):
        if name == "due" and isinstance(mine, tuple) and isinstance(other, int):
            same = mine[0] == other or (other < _EPOCH_FROM and mine[1] == max(0, other))
        else:
            same = _normal(mine) == _normal(other)
        if not same:
            yield f"{what}: {name} {mine!r} here, {other!r} in Anki"


def _normal(value: Any) -> Any:
    """Return a value as packages bring it to Anki; bare collections it reads as they are."""
    if isinstance(value, tuple):
        return tuple(map(_normal, value))
    if isinstance(value, str):
        return re.sub("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]", "", unicodedata.normalize("NFC", value))
    return value
