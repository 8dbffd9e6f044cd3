"""The tables of a collection file, as undo and the check know them; migrations/ creates them."""

from typing import Final, Literal, NamedTuple

APPLICATION_ID = 0x464C5348
"""Marks a SQLite file as a collection of this program ("FLSH")."""

LATEST = 16
"""The number of the layout these tables have: how many steps there are in migrations/."""

FIELD_SEPARATOR = "\x1f"
"""Stands between the fields of a note in ``notes.fields``."""

DELETED_DECK = 0
"""Deck id under which daily totals keep the reviews of deleted cards."""

STAMPED = "changed_ms = max(?, changed_ms + 1)"
"""Sets the stamp of a row, given the moment in UTC ms: later than what it overwrites whatever the
clock says, so that a merge of two copies and an undo can tell that there was a change."""

Kind = Literal["integer", "real", "text", "blob"]
"""What the values of a column are."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    kind: Kind


class Table(NamedTuple):
    """A table, its columns in the order they have in the file."""

    name: str
    columns: tuple[Column, ...]


TABLES: Final[dict[str, Table]] = {}
"""Every table by its name."""


def _table(name: str, *columns: Column) -> Table:
    TABLES[name] = Table(name, columns)
    return TABLES[name]


def _key() -> Column:
    return Column("id", "integer")


def _int(*names: str) -> list[Column]:
    return [Column(name, "integer") for name in names]


def _text(*names: str) -> list[Column]:
    return [Column(name, "text") for name in names]


collection = _table("collection", *_text("key", "value"))
devices = _table("devices", _key(), *_text("uid", "name"), *_int("next_sequence"))
note_types = _table(
    "note_types",
    _key(),
    *_text("uid", "name", "kind", "fields", "css", "markup"),
    *_int("changed_ms"),
)
templates = _table(
    "templates",
    _key(),
    *_int("note_type_id"),
    *_text("uid", "name"),
    *_int("position"),
    *_text("question", "answer"),
    *_int("changed_ms"),
)
sources = _table(
    "sources",
    _key(),
    *_text("uid", "title", "text", "address", "digest", "structure"),
    *_int("read_ms", "changed_ms"),
)
passages = _table(
    "passages",
    _key(),
    *_int("note_id", "source_id"),
    *_text("kind", "term", "heading"),
    *_int("start", "stop"),
    *_text("quote", "made"),
    *_int("fresh_look", "changed_ms"),
    *_text("former_quote"),
    *_int("former_until_ms"),
)
highlights = _table(
    "highlights",
    _key(),
    *_text("quote"),
    *_int("start", "stop", "made_ms", "changed_ms"),
    *_text("uid"),
    *_int("source_id"),
)
readings = _table(
    "readings", _key(), *_int("priority", "portion", "finished_ms", "changed_ms"), *_text("uid")
)
reading_places = _table(
    "reading_places",
    *_text("uid"),
    *_int("position", "top"),
    *_text("spans"),
    *_int("week", "week_before", "read_ms"),
)
plans = _table(
    "plans", _key(), *_text("uid", "kind", "name", "definition"), *_int("created_ms", "changed_ms")
)
scheduler_versions = _table(
    "scheduler_versions",
    _key(),
    *_text("scheduler", "parameters"),
    *_int("day_start_minutes", "replaced_by"),
)
presets = _table(
    "presets", _key(), *_text("uid", "name", "options"), *_int("version_id", "changed_ms")
)
learner = _table("learner", _key(), *_int("day_start_minutes", "changed_ms"))
decks = _table(
    "decks",
    _key(),
    *_text("uid", "name"),
    *_int("preset_id"),
    *_text("description", "limits"),
    *_int("changed_ms", "parent_id"),
    *_text("own_name"),
)
notes = _table(
    "notes",
    _key(),
    *_text("guid"),
    *_int("note_type_id"),
    *_text("fields", "tags"),
    *_int("first_key", "source_id"),
    *_text("source_heading"),
    *_int("created_ms", "changed_ms"),
)
cards = _table(
    "cards",
    _key(),
    *_int("note_id", "deck_id", "template_id", "ordinal", "position", "suspended"),
    *_int("buried_until", "flag", "state", "due_at", "interval_minutes", "ease"),
    *_int("repetitions", "lapses", "step"),
    Column("stability", "real"),
    Column("difficulty", "real"),
    *_int("last_review_at", "drill_day", "changed_ms", "answers"),
    *_int("past_version_id", "past_until_ms", "seed"),
)
media = _table("media", _key(), *_text("name", "original_name"), *_int("size", "changed_ms"))
reviews = _table(
    "reviews",
    *_int("card_id"),
    _key(),
    *_int("at_ms", "offset_minutes", "kind", "quality", "taken_ms", "version_id"),
    *_int("interval_minutes", "target"),
)
review_memories = _table("review_memories", *_int("review_id"), *_text("memory"))
tombstones = _table(
    "tombstones",
    *_text("kind", "uid"),
    *_int("deleted_ms"),
)
bin_entries = _table(
    "bin",
    _key(),
    *_text("kind", "name"),
    *_int("deleted_ms", "device", "decks", "notes", "cards", "reviews"),
)
bin_rows = _table("bin_rows", _key(), *_text("body", "kind"), *_int("entry"), *_text("uid"))
revisions = _table(
    "revisions",
    _key(),
    *_text("value"),
    *_int("since_ms", "until_ms", "device"),
    *_text("kind", "uid", "field"),
)
origins = _table(
    "origins",
    _key(),
    *_text("guid"),
    *_int("origin_id"),
    *_text("texts", "cards", "body"),
    *_int("changed_ms"),
    Column("log", "blob"),
)
origin_options = _table(
    "origin_options", _key(), *_text("kind", "uid", "body"), *_int("changed_ms")
)
watched = _table(
    "watched",
    *_text("folder", "kind", "name"),
    *_int("stamp"),
    *_text("body"),
)
card_names = _table(
    "card_names",
    _key(),
    *_text("guid", "template"),
    *_int("ordinal"),
)
daily_totals = _table(
    "daily_totals",
    *_int("day", "deck_id", "kind", "quality", "phase", "reviews", "taken_ms"),
)
tags = _table("tags", _key(), *_text("name"))
note_tags = _table("note_tags", *_int("tag_id", "note_id"))

TRACKED: tuple[Table, ...] = (
    note_types,
    templates,
    sources,
    learner,
    presets,
    decks,
    notes,
    cards,
    media,
    passages,
    highlights,
    readings,
    plans,
    bin_entries,
    bin_rows,
    revisions,
    origins,
    origin_options,
)
"""Tables whose rows undo restores; parents before children."""
