"""What goes into a collection's file: everything, or what belongs to one deck."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flashcards.collection.anki import keeping
from flashcards.collection.files.exporting import decks_chosen
from flashcards.collection.whole import entries
from flashcards.collection.whole.entries import Entry, Names, with_json
from flashcards.formats.images import image_targets, sheet_targets
from flashcards.store import carrying, exports, fits
from flashcards.store.media import NAME
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.store import Connection

_BATCH: Final = 500


@dataclass(slots=True)
class Chosen:
    """What of a collection is written; the sets are None where that is all of it."""

    conn: Connection
    names: Names
    deck: str | None
    notes: list[int]
    cards: int
    reviews: int
    decks: set[int] | None = None
    presets: set[int] | None = None
    types: set[int] | None = None
    sources: set[int] | None = None
    uids: set[str] | None = None
    """Of sources, and guids of notes, note types and all else that history is kept of."""
    files: set[str] | None = None
    """Media that what is written names."""

    def section(self, name: str) -> Iterator[Entry]:
        """Yield the entries of one of ``shape.SECTIONS`` but for notes and cards."""
        return _SECTIONS[name](self)

    def batches(self) -> Iterator[Sequence[int]]:
        """Yield the ids of the notes, some at a time."""
        for start in range(0, len(self.notes), _BATCH):
            yield self.notes[start : start + _BATCH]

    def deleted_cards(self) -> Iterator[tuple[Entry, int]]:
        """Yield what is known of cards that are gone, with how many rows of the log each has."""
        if self.deck is not None:
            return
        gone = [row[0] for row in carrying.large(self.conn, "deleted_cards")]
        for start in range(0, len(gone), _BATCH):
            part = gone[start : start + _BATCH]
            yield from entries.deleted_cards(self.conn, self.names, part)


def chosen(conn: Connection, deck: str | None) -> Chosen:
    """Return what of a collection belongs to a deck with its subdecks; all for None."""
    names = Names(conn)
    if deck is None:
        notes = carrying.notes_in(conn, None)
        return Chosen(conn, names, None, notes, *carrying.counts(conn, None))
    below = decks_chosen(conn, deck)
    notes = carrying.notes_in(conn, [each.id for each in below])
    found = Chosen(conn, names, deck, notes, *carrying.counts(conn, notes))
    used = carrying.named_by(conn, "decks", notes) | {each.id for each in below}
    found.decks = _with_parents(conn, used)
    found.presets = {row[4] for row in carrying.small(conn, "decks") if row[0] in found.decks}
    found.types = carrying.named_by(conn, "types", notes)
    found.sources = carrying.named_by(conn, "sources", notes)
    found.sources |= carrying.named_by(conn, "passages", notes)
    found.uids = carrying.named_by(conn, "guids", notes)
    found.uids |= {names.sources[number] for number in found.sources}
    found.uids |= {names.decks[number] for number in found.decks}
    found.uids |= {names.types[number] for number in found.types}
    found.uids |= {names.presets[number] for number in found.presets}
    found.uids |= {row[2] for row in carrying.small(conn, "templates") if row[1] in found.types}
    found.files = _files(found)
    return found


def _with_parents(conn: Connection, used: set[int]) -> set[int]:
    above = {row[0]: row[3] for row in carrying.small(conn, "decks")}
    waiting = set(used)
    while waiting:
        parents = {above[number] for number in waiting} - {None}
        waiting = parents - used
        used = used | parents
    return used


def _files(found: Chosen) -> set[str]:
    """Return the media that notes, note types and decks name, by their names here."""
    named: set[str] = set()
    called: set[str] = set()
    texts: list[str] = []
    for ids in found.batches():
        texts = [row[3] for row in carrying.of(found.conn, "notes", ids)]
        _gather(texts, named, called)
    kinds = found.types or set()
    sheets = [row[5] for row in carrying.small(found.conn, "note_types") if row[0] in kinds]
    texts = [
        text
        for row in carrying.small(found.conn, "templates")
        if row[1] in kinds
        for text in row[5:7]
    ]
    texts += [
        row[5] for row in carrying.small(found.conn, "decks") if row[0] in (found.decks or ())
    ]
    _gather([*texts, *sheets], named, called)
    called |= {name for sheet in sheets for name in sheet_targets(sheet)}
    return named | set(exports.kept_names(found.conn, called).values())


def _gather(texts: Sequence[str], named: set[str], called: set[str]) -> None:
    for text in texts:
        for part in text.split(FIELD_SEPARATOR):
            named |= set(NAME.findall(part))
            called |= {target for _, target in image_targets(part)}


def _devices(found: Chosen) -> Iterator[Entry]:
    for _, uid, name, sequence in carrying.small(found.conn, "devices"):
        yield {"uid": uid, "name": name, "next_sequence": sequence}


def _schedulers(found: Chosen) -> Iterator[Entry]:
    members = ("scheduler", "parameters", "day_start_minutes")
    for _, *row, replaced in carrying.small(found.conn, "schedulers"):
        entry = with_json("scheduler", members, row)
        if replaced is not None:
            entry["replaced_by"] = found.names.schedulers[replaced]
        yield entry


def _presets(found: Chosen) -> Iterator[Entry]:
    fitted = fits.days(found.conn)
    for number, *row, version, changed in carrying.small(found.conn, "presets"):
        if found.presets is None or number in found.presets:
            entry = with_json("preset", ("uid", "name", "options"), row)
            entry |= {"scheduler": found.names.schedulers[version], "changed_ms": changed}
            if row[0] in fitted:
                entry["fitted_day"] = fitted[row[0]]
            yield entry


def _decks(found: Chosen) -> Iterator[Entry]:
    members = ("description", "limits", "changed_ms")
    for number, uid, name, parent, preset, *row in carrying.small(found.conn, "decks"):
        if found.decks is None or number in found.decks:
            yield {
                "uid": uid,
                "name": name,
                "parent": None if parent is None else found.names.decks[parent],
                "preset": found.names.presets[preset],
                **with_json("deck", members, row),
            }


def _note_types(found: Chosen) -> Iterator[Entry]:
    members = ("uid", "name", "kind", "markup", "css", "fields", "changed_ms")
    inner = ("uid", "name", "position", "question", "answer", "changed_ms")
    owned: dict[int, list[Entry]] = {}
    for row in carrying.small(found.conn, "templates"):
        owned.setdefault(row[1], []).append(dict(zip(inner, row[2:], strict=True)))
    for number, *columns in carrying.small(found.conn, "note_types"):
        if found.types is None or number in found.types:
            entry = with_json("note_type", members, columns)
            yield {**entry, "templates": owned.get(number, [])}


def _articles(found: Chosen) -> Iterator[Entry]:
    members = (
        "uid", "title", "text", "address", "digest", "structure", "read_ms", "changed_ms"
    )  # fmt: skip
    for number, *columns in carrying.large(found.conn, "articles"):
        if found.sources is None or number in found.sources:
            yield with_json("article", members, columns)


def _highlights(found: Chosen) -> Iterator[Entry]:
    members = ("uid", "article", "quote", "start", "stop", "made_ms", "changed_ms")
    for row in carrying.large(found.conn, "highlights"):
        if found.uids is None or row[1] in found.uids:
            yield dict(zip(members, row, strict=True))


def _of_articles(name: str, members: tuple[str, ...]) -> Callable[[Chosen], Iterator[Entry]]:
    def made(found: Chosen) -> Iterator[Entry]:
        for row in carrying.small(found.conn, name):
            if found.uids is None or row[0] in found.uids:
                yield with_json(name.removesuffix("s"), members, row)

    return made


def _plans(found: Chosen) -> Iterator[Entry]:
    members = ("uid", "kind", "name", "definition", "created_ms", "changed_ms")
    if found.deck is None:
        for _, *row in carrying.small(found.conn, "plans"):
            yield with_json("plan", members, row)


def _media(found: Chosen) -> Iterator[Entry]:
    members = ("name", "original_name", "size", "changed_ms")
    for row in carrying.small(found.conn, "media"):
        if found.files is None or row[0] in found.files:
            yield dict(zip(members, row, strict=True))


def _revisions(found: Chosen) -> Iterator[Entry]:
    members = ("kind", "uid", "field", "value", "since_ms", "until_ms")
    for *row, device in carrying.large(found.conn, "revisions"):
        if found.uids is None or row[1] in found.uids:
            entry: dict[str, Any] = dict(zip(members, row, strict=True))
            yield {**entry, "device": found.names.devices.get(device)}


def _origins(found: Chosen) -> Iterator[Entry]:
    members = ("guid", "origin_id", "texts", "cards", "body", "changed_ms")
    for *row, log in carrying.large(found.conn, "origins"):
        if found.uids is None or row[0] in found.uids:
            entry = with_json("origin", members, row)
            yield {**entry, "log": keeping.unpacked_log(log)} if log else entry


def _origin_options(found: Chosen) -> Iterator[Entry]:
    members = ("kind", "uid", "body", "changed_ms")
    for row in carrying.small(found.conn, "origin_options"):
        if found.uids is None or row[1] in found.uids:
            yield with_json("origin_options", members, row)


def _deletions(found: Chosen) -> Iterator[Entry]:
    members = ("decks", "notes", "cards", "reviews")
    if found.deck is None:
        for _, kind, name, at_ms, device, *row in carrying.small(found.conn, "deletions"):
            entry = {"kind": kind, "name": name, "deleted_ms": at_ms}
            entry["device"] = found.names.devices.get(device)
            yield {**entry, **dict(zip(members, row, strict=True))}


def _deleted_rows(found: Chosen) -> Iterator[Entry]:
    if found.deck is None:
        places = {row[0]: at for at, row in enumerate(carrying.small(found.conn, "deletions"))}
        for row in carrying.large(found.conn, "deleted_rows"):
            yield entries.deleted_row(found.names, places, row)


def _tombstones(found: Chosen) -> Iterator[Entry]:
    if found.deck is None:
        for row in carrying.large(found.conn, "tombstones"):
            yield dict(zip(("kind", "uid", "deleted_ms"), row, strict=True))


_SECTIONS: Final[dict[str, Callable[[Chosen], Iterator[Entry]]]] = {
    "devices": _devices,
    "schedulers": _schedulers,
    "presets": _presets,
    "decks": _decks,
    "note_types": _note_types,
    "articles": _articles,
    "highlights": _highlights,
    "readings": _of_articles(
        "readings", ("uid", "priority", "portion", "finished_ms", "changed_ms")
    ),
    "reading_places": _of_articles(
        "reading_places",
        ("uid", "position", "top", "spans", "week", "week_before", "read_ms"),
    ),
    "plans": _plans,
    "media": _media,
    "revisions": _revisions,
    "origins": _origins,
    "origin_options": _origin_options,
    "deletions": _deletions,
    "deleted_rows": _deleted_rows,
    "tombstones": _tombstones,
}
