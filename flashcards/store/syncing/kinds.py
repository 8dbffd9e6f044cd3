"""Which rows of the collection other machines hear of, and what their fields are called there."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flashcards.model.cards import card_seed
from flashcards.model.note_types import BUILT_IN
from flashcards.model.presets import Options
from flashcards.store import fields
from flashcards.store.presets import options_to_json
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing import article_facts, deck_limits, plan_parts
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.template_names import travelling
from flashcards.sync.registers import TEXT, stamp_of

Row = Sequence[Any]
Values = dict[str, Any]

TAG: Final = "tag."
_LONGEST_TAG: Final = 1_000
"""Characters of a tag, its case folded, by which it is named; longer ones are named by a hash."""
OPTION: Final = "option."
FIELD: Final = "field_name."
SETTING: Final = "field_setting."
"""Begin the names of fields of which a row has several.

A field of a note type is there as long as it has a name. The uid of the field follows, and in a
setting the name of that."""

UNMADE: Final = "unmade"
"""Says of a card that its note, as the device knew it, had ceased to make it; no row shows it."""

KEPT: Final = "kept"
"""Says of a card that it is there although its note did not make it; no row shows it."""

MADE: Final = "made"
"""When a deck was made, as far as the device says that first told of it; no row shows it."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of row."""

    number: int
    name: str
    columns: tuple[str, ...]
    """The columns that ``read`` asks for, after ``id`` and ``changed_ms``."""
    facts: tuple[str, ...]
    """Those of them that only a new write of a field changes."""
    uid: Callable[[Row, Names], str]
    values: Callable[[Row, Names], Values]
    """What a row says, by field. Its columns: id, changed_ms, and ``columns``."""
    born: Callable[[Row, Names], int] = field(default=lambda row, _: stamp_of(row[1]))
    """The stamp of fields nobody wrote since the row was made."""

    @property
    def selected(self) -> tuple[str, ...]:
        """All columns of a row as the functions take them."""
        return ("id", "changed_ms", *self.columns)


def _plain(*fields: str) -> Callable[[Row, Names], Values]:
    """The columns after the uid, each a field of its own."""
    return lambda row, _: dict(zip(fields, row[3:], strict=True))


def _together(row: Row, _names: Names) -> Values:
    """The columns after the uid, which belong together."""
    return {"all": list(row[3:])}


def _own_uid(row: Row, _names: Names) -> str:
    return str(row[2])


def _learner_uid(_row: Row, _names: Names) -> str:
    return "learner"


def _learner(row: Row, _names: Names) -> Values:
    return {"day_start": row[2]}


def _preset(row: Row, _names: Names) -> Values:
    found = json.loads(row[4])
    options = found.items() if isinstance(found, dict) else ()
    return {"name": row[3], **{OPTION + key: value for key, value in options}}


def _note_type(row: Row, _names: Names) -> Values:
    _, _, _, name, kind, markup, css, stored = row
    return {"name": name, "kind": kind, "markup": markup, "css": css, **fields_apart(stored)}


def fields_apart(stored: str) -> Values:
    """Return what the fields of a note type say, as they are stored."""
    found = json.loads(stored)
    said: Values = {"order": [each["uid"] for each in found]}
    for each in found:
        said[FIELD + each["uid"]] = each.get("name", "")
        for key, value in each.items():
            if key not in ("uid", "at", "name"):
                said[f"{SETTING}{each['uid']}.{key}"] = value
    return said


def field_of(setting: str) -> str:
    """Return the name of the fact that says whether the field of a setting is there."""
    return FIELD + setting.removeprefix(SETTING).rpartition(".")[0]


def _template(row: Row, names: Names) -> Values:
    _, _, _, note_type, name, position, question, answer = row
    uids = {called: uid for uid, called in names.fields(note_type).items()}
    return {
        "type": names.note_type(note_type), "name": name, "position": position,
        "question": travelling(question, uids), "answer": travelling(answer, uids),
    }  # fmt: skip


def _source(row: Row, _names: Names) -> Values:
    _, _, _, title, text, address, digest, structure, read_ms = row
    layout, decided = article_facts.taken_apart(structure)
    return {
        "title": title, "content": [text, digest, layout], "address": address, "read": read_ms,
        **decided,
    }  # fmt: skip


def _deck(row: Row, names: Names) -> Values:
    return {
        "parent": names.deck(row[3]), "own_name": row[4], "preset": names.preset(row[5]),
        "description": row[6], **deck_limits.taken_apart(row[7]),
    }  # fmt: skip


def _note(row: Row, names: Names) -> Values:
    _, _, _, note_type, stored, tags, source, heading, created = row
    found = {"type": names.note_type(note_type), "created": created}
    if source is not None or heading:
        found["source"] = [names.source(source), heading]
    uids = names.field_uids(note_type)
    for uid, text in zip(uids, stored.split(FIELD_SEPARATOR), strict=False):
        found[TEXT + uid] = text
    for tag in tags.split(" ") if tags else ():
        found[tag_field(tag)] = tag
    return found


def tag_field(tag: str) -> str:
    """Return the name of the fact that a note has a tag, however long the tag is."""
    folded = tag.casefold()
    if len(folded) > _LONGEST_TAG or "\0" in folded:
        folded = "#" + hashlib.sha256(folded.encode()).hexdigest()
    return TAG + folded


def _note_born(row: Row, _names: Names) -> int:
    """A note that nobody changed since it was made gives way to every edit made elsewhere."""
    changed, created = row[1], row[8]
    return max(0, int(changed)) if changed <= created else stamp_of(changed)


def _card_uid(row: Row, names: Names) -> str:
    return f"{names.note(row[2])}/{names.template(row[3])}/{row[4]}"


def _card(row: Row, names: Names) -> Values:
    _, _, _, _, ordinal, deck, suspended, buried, flag, position, version, until, seed = row
    found = {
        "deck": names.deck(deck), "suspended": suspended, "buried": buried, "flag": flag,
        "position": position,
    }  # fmt: skip
    if version is not None:
        found["past"] = [names.version(version), until]
    if seed != card_seed(names.note(row[2]), names.template(row[3]) or "", ordinal):
        found["seed"] = seed
    return found


def _passage_uid(row: Row, names: Names) -> str:
    return names.note(row[2])


def _with_source(row: Row, names: Names) -> Values:
    return {"all": [names.source(row[3]), *row[4:]]}


def _plan(row: Row, _names: Names) -> Values:
    _, _, _, kind, name, definition, created = row
    return {"kind": kind, "name": name, "created": created, **plan_parts.taken_apart(definition)}


def _origin(row: Row, _names: Names) -> Values:
    return {"all": [*row[3:7], row[7].hex()]}


def _option_uid(row: Row, _names: Names) -> str:
    return f"{row[2]}/{row[3]}"


def _origin_option(row: Row, _names: Names) -> Values:
    return {"all": row[4]}


def _type_born(row: Row, _names: Names) -> int:
    """What every collection begins with gives way to whatever anybody wrote."""
    begun = BUILT_IN.get(row[2])
    if begun is None or (begun.name, begun.css) != (row[3], row[6]):
        return stamp_of(row[1])
    same = fields_apart(row[7]) == fields_apart(fields.stored(begun))
    return 0 if same else stamp_of(row[1])


def _template_born(row: Row, names: Names) -> int:
    begun = BUILT_IN.get(names.note_type(row[3]) or "")
    begins = {
        (each.uid, each.name, at, each.question, each.answer)
        for at, each in enumerate(begun.templates if begun else ())
    }
    return 0 if (row[2], *row[4:8]) in begins else stamp_of(row[1])


def _preset_born(row: Row, _names: Names) -> int:
    begun = (row[2], row[3], row[4]) == ("default", "Default", options_to_json(Options()))
    return 0 if begun else stamp_of(row[1])


def _learner_born(row: Row, _names: Names) -> int:
    return 0 if row[2] == Options().day_start_minutes else stamp_of(row[1])


LEARNER: Final = RowKind(
    1,
    "learner",
    ("day_start_minutes",),
    ("day_start_minutes",),
    _learner_uid,
    _learner,
    _learner_born,
)
PRESETS: Final = RowKind(
    2, "presets", ("uid", "name", "options"), ("name", "options"), _own_uid, _preset, _preset_born
)
NOTE_TYPES: Final = RowKind(
    3, "note_types", ("uid", "name", "kind", "markup", "css", "fields"),
    ("name", "css", "fields"), _own_uid, _note_type, _type_born,
)  # fmt: skip
TEMPLATES: Final = RowKind(
    4, "templates", ("uid", "note_type_id", "name", "position", "question", "answer"),
    ("name", "position", "question", "answer"), _own_uid, _template, _template_born,
)  # fmt: skip
SOURCES: Final = RowKind(
    5, "sources", ("uid", "title", "text", "address", "digest", "structure", "read_ms"),
    ("title", "text", "address", "digest", "structure", "read_ms"), _own_uid, _source,
)  # fmt: skip
DECKS: Final = RowKind(
    6, "decks", ("uid", "parent_id", "own_name", "preset_id", "description", "limits"),
    ("parent_id", "own_name", "preset_id", "description", "limits"), _own_uid, _deck,
)  # fmt: skip
NOTES: Final = RowKind(
    7, "notes",
    ("guid", "note_type_id", "fields", "tags", "source_id", "source_heading", "created_ms"),
    ("note_type_id", "fields", "tags", "source_id", "source_heading"), _own_uid, _note, _note_born,
)  # fmt: skip
CARDS: Final = RowKind(
    8, "cards",
    ("note_id", "template_id", "ordinal", "deck_id", "suspended", "buried_until", "flag",
     "position", "past_version_id", "past_until_ms", "seed"),
    ("note_id", "template_id", "ordinal", "deck_id", "suspended", "buried_until", "flag",
     "position", "past_version_id", "past_until_ms", "seed"), _card_uid, _card,
)  # fmt: skip
PASSAGES: Final = RowKind(
    9, "passages",
    ("note_id", "source_id", "kind", "term", "heading", "start", "stop", "quote", "made",
     "fresh_look", "former_quote", "former_until_ms"),
    ("source_id", "kind", "term", "heading", "start", "stop", "quote", "made", "fresh_look",
     "former_quote", "former_until_ms"), _passage_uid, _with_source,
)  # fmt: skip
HIGHLIGHTS: Final = RowKind(
    10, "highlights", ("uid", "source_id", "quote", "start", "stop", "made_ms"),
    ("source_id", "quote", "start", "stop", "made_ms"), _own_uid, _with_source,
)  # fmt: skip
READINGS: Final = RowKind(
    11, "readings", ("uid", "priority", "portion", "finished_ms"),
    ("priority", "portion", "finished_ms"), _own_uid, _plain("priority", "portion", "finished"),
)  # fmt: skip
PLANS: Final = RowKind(
    12, "plans", ("uid", "kind", "name", "definition", "created_ms"),
    ("name", "definition"), _own_uid, _plan,
)  # fmt: skip
MEDIA: Final = RowKind(
    13, "media", ("name", "original_name", "size"), ("original_name",), _own_uid, _together
)
ORIGINS: Final = RowKind(
    14, "origins", ("guid", "origin_id", "texts", "cards", "body", "log"),
    ("origin_id", "texts", "cards", "body", "log"), _own_uid, _origin,
)  # fmt: skip
ORIGIN_OPTIONS: Final = RowKind(
    15, "origin_options", ("kind", "uid", "body"), ("body",), _option_uid, _origin_option
)

KINDS: Final = (
    LEARNER, PRESETS, NOTE_TYPES, TEMPLATES, SOURCES, DECKS, NOTES, CARDS, PASSAGES, HIGHLIGHTS,
    READINGS, PLANS, MEDIA, ORIGINS, ORIGIN_OPTIONS,
)  # fmt: skip
"""In the order in which rows can be written: what others name comes first."""

BY_NAME: Final = {kind.name: kind for kind in KINDS}
