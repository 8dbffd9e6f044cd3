"""Brings note types up to date that came from Anki before: theirs and ours in one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from flashcards.collection.anki import types
from flashcards.collection.cleaning import free_name
from flashcards.collection.note_types.completing import following
from flashcards.collection.note_types.effects import difference
from flashcards.collection.note_types.saving import write_type
from flashcards.model.notes import Field, FieldSettings, NoteType, Template
from flashcards.store import notes
from flashcards.store.store import Connection
from flashcards.text.template_edits import with_fields_renamed


class Theirs(NamedTuple):
    """A note type of Anki's as it is here."""

    note_type: NoteType
    places: tuple[int, ...]
    """Of each of its fields there the place here, -1 where it is no more."""
    templates: tuple[str, ...]
    """Of each of its templates there the uid here, "" where it is no more."""
    own: bool = False
    """Whether it was made here and comes back."""
    whole: str = ""
    """The template (uid) that asks lists all at once, whose card has a place of its own there."""

    @property
    def straight(self) -> bool:
        """Whether its fields are the same here and there, in one order."""
        return self.places == _IN_ORDER[: len(self.note_type.fields)]


_IN_ORDER = tuple(range(100))
Parts = Sequence[tuple[str, str]]
"""(uid, name) of fields or templates."""
_Value = TypeVar("_Value")


def placed_in(mine: NoteType, body: Mapping[str, Any]) -> Theirs:
    """Return where fields and templates of a type of Anki's are in the one here."""
    there = types.as_note_type(body, ())
    uids = _same(_fields(there), _fields(mine))
    known = {uid: place for place, uid in enumerate(mine.field_uids)}
    templates = _same(_templates(there), _templates(mine))
    own = {each.uid for each in mine.templates}
    return Theirs(
        mine,
        tuple(known.get(uid, -1) for uid in uids),
        tuple(uid if uid in own else "" for uid in templates),
    )


def merge(
    conn: Connection, mine: NoteType, before: Mapping[str, Any], now: Mapping[str, Any]
) -> NoteType | None:
    """Take over what changed of a note type from ``before`` to ``now`` there, and return it.

    What was changed here stays. Fields that hold words and templates whose cards were answered
    stay, too, though they have gone there. None where answered cards would go even so.
    """
    was, theirs = types.as_note_type(before, ()), types.as_note_type(now, ())
    if was.kind is not mine.kind or theirs.kind is not mine.kind:
        return mine
    stored = notes.note_types(conn)
    others = [each.name for each in stored.by_id.values() if each.id != mine.id]
    sides = _Sides(mine, was, theirs, others)
    fields, templates = sides.gone_fields, sides.gone_templates
    for without in ((fields, templates), (fields, ()), ((), templates), ((), ())):
        after = sides.merged(*without)
        if after == mine:
            return mine
        found = difference(conn, stored, mine, after)
        if not (found.texts_lost or found.answered or found.bare):
            write_type(conn, stored, mine, after, found)
            return after
    return None


def reordered(texts: Sequence[str], before: Theirs, now: Theirs, new: str) -> list[str]:
    """Return what was kept of each field there, in the order that it has now; ``new`` for others.

    Tags come before the fields and stay first.
    """
    known = dict(zip(before.places, texts[1:], strict=False))
    return [texts[0], *(known.get(place, new) if place >= 0 else new for place in now.places)]


class _Sides:
    """One note type as it is here, as it came last, and as it comes now."""

    def __init__(
        self, mine: NoteType, was: NoteType, theirs: NoteType, others: Iterable[str]
    ) -> None:
        self._mine, self._was, self._theirs, self._others = mine, was, theirs, others
        self._fields_now = _same(_fields(theirs), _fields(mine))
        fields_then = _same(_fields(was), _fields(mine))
        self._fields = (
            _by(fields_then, was.field_list()),
            _by(self._fields_now, theirs.field_list()),
        )
        self._templates_now = _same(_templates(theirs), _templates(mine))
        templates_then = _same(_templates(was), _templates(mine))
        self._templates = (
            _by(templates_then, was.templates),
            _by(self._templates_now, theirs.templates),
        )
        self.gone_fields = set(fields_then) - set(self._fields_now)
        self.gone_templates = set(templates_then) - set(self._templates_now)

    def merged(self, fields: Collection[str], templates: Collection[str]) -> NoteType:
        """Return the type as it is to be, without these of its fields and templates."""
        mine, was, theirs = self._mine, self._was, self._theirs
        kept = self._merged_fields(fields)
        name = _newer(mine.name, was.name, theirs.name)
        made = replace(
            mine,
            name=name if name == mine.name else free_name(name, self._others),
            fields=tuple(each.name for each in kept),
            field_uids=tuple(each.uid for each in kept),
            settings=tuple(each.settings for each in kept)
            if any(each.settings != FieldSettings() for each in kept)
            else (),
            css=_newer(mine.css, was.css, theirs.css),
        )
        if made.field_uids != mine.field_uids:
            made = replace(made, shown=())
        return replace(made, templates=self._merged_templates(made, templates))

    def _merged_fields(self, without: Collection[str]) -> list[Field]:
        was, now = self._fields
        mine, kept = self._mine, list[Field]()
        for place, (uid, name) in enumerate(_fields(mine)):
            if uid in without:
                continue
            own = Field(name, uid, mine.settings_at(place))
            if uid in was and uid in now:
                own = Field(
                    _newer(name, was[uid].name, now[uid].name),
                    uid,
                    _newer(own.settings, was[uid].settings, now[uid].settings),
                )
            kept.append(own)
        known = {each.uid for each in kept}
        kept += [
            replace(each, uid=uid)
            for uid, each in now.items()
            if uid not in known and uid not in was
        ]
        names: list[str] = []
        for each in kept:
            names.append(free_name(each.name, names))
        return [replace(each, name=name) for each, name in zip(kept, names, strict=True)]

    def _merged_templates(self, made: NoteType, without: Collection[str]) -> tuple[Template, ...]:
        was, now = self._templates
        here = dict(zip(made.field_uids, made.fields, strict=True))
        names = {
            name: here[uid]
            for uid, (_, name) in zip(self._fields_now, _fields(self._theirs), strict=True)
            if uid in here and here[uid] != name
        }
        kept: list[Template] = []
        for own in self._mine.templates:
            if own.uid in without:
                continue
            each = following(own, made, self._mine)
            if own.uid in was and own.uid in now:
                old, new = was[own.uid], now[own.uid]
                each = Template(
                    own.uid,
                    _newer(own.name, old.name, new.name),
                    _side(own.question, old.question, new.question, each.question, names),
                    _side(own.answer, old.answer, new.answer, each.answer, names),
                )
            kept.append(each)
        known = {each.uid for each in self._mine.templates}
        for uid, new in now.items():
            if uid not in known and uid not in was:
                question, answer = (
                    with_fields_renamed(side, names) for side in (new.question, new.answer)
                )
                kept.append(Template(uid, new.name, question, answer))
        taken: list[str] = []
        for each in kept:
            taken.append(free_name(each.name, taken))
        return tuple(replace(each, name=name) for each, name in zip(kept, taken, strict=True))


def _side(mine: str, was: str, now: str, followed: str, names: Mapping[str, str]) -> str:
    """Return one side of a template: theirs where it changed there alone."""
    return with_fields_renamed(now, names) if mine == was != now else followed


def _newer(mine: _Value, was: _Value, now: _Value) -> _Value:
    return now if mine == was else mine


def _by(uids: Iterable[str], parts: Iterable[_Value]) -> dict[str, _Value]:
    return dict(zip(uids, parts, strict=True))


def _fields(note_type: NoteType) -> Parts:
    return list(zip(note_type.field_uids, note_type.fields, strict=True))


def _templates(note_type: NoteType) -> Parts:
    return [(each.uid, each.name) for each in note_type.templates]


def _same(theirs: Parts, mine: Parts) -> list[str]:
    """Return of each part there the uid of the same one here, and its own where there is none.

    The same are those of one id; else those of one name; else, where they have no ids, those at
    one place if neither has a namesake.
    """
    own = dict(mine)
    found: dict[int, str] = {}
    by_name = {name: uid for uid, name in mine}
    namesakes = {name for _, name in theirs}
    for place, (uid, name) in enumerate(theirs):
        if _has_id(uid) and uid in own:
            found[place] = uid
        elif name in by_name:
            found[place] = by_name[name]
    for place, (uid, _) in enumerate(theirs):
        free = uid in own and uid not in found.values() and own[uid] not in namesakes
        if place not in found and free:
            found[place] = uid
    taken: set[str] = set()
    uids: list[str] = []
    for place, (uid, name) in enumerate(theirs):
        chosen = found.get(place, uid)
        if chosen in taken or (place not in found and chosen in own):
            chosen = f"{uid}-{name}"
        taken.add(chosen)
        uids.append(chosen)
    return uids


def _has_id(uid: str) -> bool:
    """Whether a part is named by an id of its own, not by its place: places are small."""
    return len(uid.rpartition("-")[2]) > 6
