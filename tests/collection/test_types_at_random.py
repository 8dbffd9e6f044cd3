"""Note types changed in any order and way: all stays sound, and undo goes back to the start."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.ids import CardId, NoteId
from flashcards.model.notes import Field, FieldSettings, NoteType, Template
from flashcards.model.type_effects import Part, TypeMap, UnagreedError
from tests.collection.test_undo_everything import FACTS, Life

NAMES = ("Front", "Back", "Text", "Hint", "Käse", "A", "B", "Extra")
SIDES = (
    "{{A}}", "{{Front}} {{Hint}}", "{{#Hint}}{{Front}}{{/Hint}}", "{{^Hint}}{{Back}}{{/Hint}}",
    "{{Text}}", "{{Käse}}{{B}}", "{{Back}}",
)  # fmt: skip
OWN_FACTS = {
    **FACTS,
    "note_types": "id, uid, name, kind, fields, css, markup",
    "templates": "id, note_type_id, uid, name, position, question, answer",
}


class TypesLife(Life):
    """A learner who mostly changes note types."""

    def a_type(self) -> NoteType:
        types = self.collection.note_types.all()
        return self.chance.choice(
            [
                kind
                for kind in types
                if kind.uid in ("basic", "cloze")
                or len(kind.uid) == 12
                or self.chance.random() < 0.2
            ]
        )

    def create(self) -> None:
        cloze = self.chance.random() < 0.3
        new = self.collection.note_types.new(self.chance.choice(["Own", "Other"]), cloze=cloze)
        made = self.collection.note_types.create(new)
        self.fill(made)

    def fill(self, kind: NoteType) -> None:
        texts = ["{{c1::x}} {{c3::y}}", "a", "", "b"]
        fields = {name: self.chance.choice(texts) for name in kind.fields}
        self.collection.add_note(fields, "Own", note_type=kind.uid)

    def fill_any(self) -> None:
        self.fill(self.a_type())

    def edited(self, kind: NoteType) -> NoteType:
        """The type with one to three things changed."""
        chance = self.chance
        for _ in range(chance.randint(1, 3)):
            fields, templates = list(kind.field_list()), list(kind.templates)
            match chance.randrange(8):
                case 0:
                    fields.insert(chance.randint(0, len(fields)), Field(chance.choice(NAMES)))
                case 1:
                    at = chance.randrange(len(fields))
                    fields = [*fields[:at], *fields[at + 1 :]] or fields
                case 2:
                    at = chance.randrange(len(fields))
                    fields[at] = replace(fields[at], name=chance.choice(NAMES))
                case 3:
                    chance.shuffle(fields)
                case 4:
                    name = chance.choice(["One", "Two", "Three"])
                    templates.append(Template("", name, chance.choice(SIDES), "{{B}}"))
                case 5:
                    chance.shuffle(templates)
                    templates = templates[1:] or templates
                case 6:
                    at = chance.randrange(len(templates))
                    templates[at] = replace(templates[at], question=chance.choice(SIDES))
                case 7:
                    at = chance.randrange(len(fields))
                    settings = FieldSettings(chance.random() < 0.5, language="de")
                    fields[at] = replace(fields[at], settings=settings)
            kind = replace(kind.with_fields(fields), templates=tuple(templates))
        return kind

    def save(self) -> None:
        """Save a change; what it was said to do is what it does."""
        types = self.collection.note_types
        edited = self.edited(self.a_type())
        effect = types.effect_of(edited)
        before = len(self.collection.search(""))
        if effect.loses and not effect.bare:
            with pytest.raises(UnagreedError):
                types.save(edited)
            assert len(self.collection.search("")) == before
        types.save(edited, effect)
        after = len(self.collection.search(""))
        assert after - before == effect.cards_new - effect.cards_gone

    def change(self) -> None:
        types, chance = self.collection.note_types, self.chance
        chosen, kind, mapped = self.notes(), self.a_type(), None
        if chance.random() < 0.5:
            old = self.collection.note_type(self.collection.note(chosen[0]).note_type_id)
            whole = types.suggested_map(old, kind)
            kept = {one: other for one, other in whole.cards.items() if chance.random() < 0.6}
            taken = {one: other for one, other in whole.fields.items() if chance.random() < 0.8}
            mapped = TypeMap(taken, kept)
        effect = types.effect_of_change(chosen, kind.uid, mapped)
        assert types.change_type(chosen, kind.uid, mapped, effect) == effect

    def split(self) -> None:
        note = self.notes()[0]
        parts = self.collection.note_types.proposed_split(NoteId(note))
        if self.chance.random() < 0.3:
            parts = [replace(part, inherits={}) for part in parts]
        effect = self.collection.note_types.effect_of_parts([note], parts)
        self.collection.note_types.split(note, parts, effect)

    def merge(self) -> None:
        chosen = self.notes()
        part: Part = self.collection.note_types.proposed_merge(chosen)
        effect = self.collection.note_types.effect_of_parts(chosen, [part])
        self.collection.note_types.merge(chosen, part, effect)

    def copy(self) -> None:
        self.collection.note_types.duplicate(self.a_type().id)

    def delete(self) -> None:
        self.collection.note_types.delete(self.a_type().id)

    def actions(self) -> list[Callable[[], object]]:
        return [
            self.save, self.save, self.save, self.save, self.change, self.change, self.split,
            self.merge, self.copy, self.delete, self.create, self.fill_any, self.fill_any,
            self.add, self.study, self.study, self.retype, self.bin,
            lambda: self.collection.delete_notes(self.notes()),
            lambda: self.collection.undo(),
            lambda: self.collection.redo(),
        ]  # fmt: skip


def facts(collection: Collection) -> dict[str, list[tuple[object, ...]]]:
    with collection._store.reading() as conn:
        return {
            table: sorted(
                (tuple(row) for row in conn.exec_driver_sql(f"SELECT {columns} FROM {table}")),
                key=repr,
            )
            for table, columns in OWN_FACTS.items()
        }


def logs(collection: Collection) -> dict[CardId, int]:
    return {card: len(collection.history(card)) for card in collection.search("")}


@pytest.mark.parametrize("seed", range(8))
def test_types_changed_at_random_stay_sound_and_come_back(tmp_path: Path, seed: int) -> None:
    now = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    with flashcards.open(tmp_path / "collection.flashcards", lambda: now) as collection:
        life = TypesLife(collection, tmp_path, seed)
        for deed in (*[life.add] * 5, life.create, life.fill_any):
            with suppress(UserError):  # a cloze note without a cloze
                deed()
        collection._store.forget_undo()
        start = facts(collection)
        for number in range(30):
            with suppress(UserError, IndexError):  # there may be nothing to do it to
                life.chance.choice(life.actions())()
            if not number % 6:
                assert collection.check() == []
            now += timedelta(hours=life.chance.choice([0, 0, 1, 7, 30]))
        assert collection.check() == []
        end, known = facts(collection), logs(collection)
        undone = 0
        while collection.undo():
            undone += 1
        assert facts(collection) == start
        assert collection.check() == []
        while undone and collection.redo():
            undone -= 1
        assert facts(collection) == end
        assert collection.check() == []
    with flashcards.open(tmp_path / "collection.flashcards", lambda: now) as collection:
        assert logs(collection).keys() == known.keys()
        assert collection.check() == []
