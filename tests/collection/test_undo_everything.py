"""Whatever was done in whatever order, undo goes back to the start and redo to the end."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.messages import message
from tests.conftest import FixedClock

DECKS = ["A", "A::B", "a::C", "Ä", "ä::x", "Straße", "STRASSE::y", "C"]
TEXTS = ["sun", "日月", "{{c1::x}} {{c2::y::h}}", "a <b>b</b>", "été", "x, y"]
FACTS = {
    "decks": "id, uid, name, preset_id, description",
    "presets": "id, uid, name, options, version_id",
    "notes": "id, guid, note_type_id, fields, tags, first_key, source_id, source_heading",
    "cards": "id, note_id, deck_id, template_id, ordinal, position, suspended, buried_until, flag,"
    " state, due_at, interval_minutes, ease, repetitions, lapses, last_review_at, drill_day",
    "media": "id, name",
    "plans": "id, uid, kind, name, definition",
    "daily_totals": "day, deck_id, kind, quality, phase, reviews, taken_ms",
    "note_tags": "note_id",
    "bin": "id, kind, name, deleted_ms, decks, notes, cards, reviews",
    "bin_rows": "id, entry, kind, uid, body",
    "revisions": "id, kind, uid, field, value, since_ms, until_ms, device",
}


class Life:
    """A learner who does one thing after another."""

    def __init__(self, collection: Collection, folder: Path, seed: int) -> None:
        self.collection, self.folder = collection, folder
        self.chance = random.Random(seed)

    def some(self, found: list[int]) -> list[int]:
        count = self.chance.randint(1, 3)
        return self.chance.sample(found, min(count, len(found)))

    def cards(self) -> list[int]:
        return self.some(list(self.collection.search("")))

    def notes(self) -> list[int]:
        return list(self.collection.notes_of(self.cards()))

    def add(self) -> None:
        kind = self.chance.choice(["basic", "basic-reverse", "cloze"])
        text = self.chance.choice(TEXTS)
        fields = {"Text": text} if kind == "cloze" else {"Front": text, "Back": "b"}
        tags = self.chance.sample(["t", "u::v", "É"], self.chance.randint(0, 2))
        source = self.chance.choice(["", "A book"])
        self.collection.add_note(fields, self.chance.choice(DECKS), tags, kind, source)

    def edit(self) -> None:
        for note in self.notes()[:1]:
            kind = self.collection.note_type(self.collection.note(note).note_type_id)
            text = self.chance.choice(TEXTS)
            self.collection.update_note(note, {kind.fields[0]: text})

    def retype(self) -> None:
        for note in self.notes()[:1]:
            kind = self.chance.choice(["basic", "basic-reverse", "cloze"])
            self.collection.update_note(note, note_type=kind)

    def study(self) -> None:
        session = self.collection.study(self.chance.choice([None, *self.collection.deck_names()]))
        for _ in range(self.chance.randint(1, 4)):
            if session.next() is None:
                return
            session.answer(self.chance.choice(list(Rating)), taken_ms=self.chance.randint(0, 9_000))

    def import_deck(self) -> None:
        deck = self.folder / f"deck{self.chance.randint(1, 2)}.md"
        word = self.chance.choice(TEXTS[:2])
        reverse = self.chance.choice(["Reverse: yes\n", ""])
        deck.write_text(
            f"---\ndeck: {self.chance.choice(DECKS)}\nid: d\n---\n"
            f"## One {{#one}}\n{word}\n{reverse}\nC: {{{{c1::a}}}} {{{{c2::b}}}} {{#two}}\n"
        )
        self.collection.import_file(deck)

    def import_table(self) -> None:
        table = self.folder / f"{self.chance.choice(['t1', 't2'])}.tsv"
        rows = [f"{self.chance.choice('pqrs')}\t{self.chance.choice('uv')}" for _ in range(3)]
        table.write_text("\n".join(rows) + "\n")
        self.collection.import_file(table)

    def rename(self) -> None:
        deck = self.chance.choice(self.collection.deck_names())
        self.collection.rename_deck(deck, self.chance.choice([*DECKS, "New::Place"]))

    def options(self) -> None:
        deck = self.chance.choice(self.collection.deck_names())
        options: list[dict[str, Any]] = [
            {"profile": "source"}, {"new_per_day": 5}, {"day_start_minutes": 300}, {"drill": False},
        ]  # fmt: skip
        self.collection.set_options(deck, **self.chance.choice(options))

    def presets(self) -> None:
        known = self.collection.presets()
        if len(known) > 2:
            self.collection.delete_preset(self.chance.choice(known).id)
            return
        deck = self.chance.choice(self.collection.deck_names())
        self.collection.assign_preset(deck, self.collection.add_preset("Another"))

    def picture(self) -> None:
        name = self.collection.import_media(
            b"\x89PNG\r\n\x1a\n" + bytes([self.chance.randint(0, 3)])
        )
        for note in self.notes()[: self.chance.randint(0, 1)]:
            first = self.collection.note_type(self.collection.note(note).note_type_id).fields[0]
            self.collection.update_note(note, {first: f"{{{{c1::a}}}} ![]({name})"})

    def reschedule(self) -> None:
        scheduling, low = self.collection.scheduling, self.chance.randint(0, 4)
        match self.chance.randrange(3):
            case 0:
                scheduling.set_due(self.cards(), (low, low + self.chance.randint(0, 9)))
            case 1:
                scheduling.reposition(self.cards(), low, self.chance.randint(1, 3))
            case 2:
                card = self.cards()[0]
                row = self.chance.choice(self.collection.history(card))
                self.chance.choice([scheduling.strike, scheduling.restore])(card, row.id)

    def plan(self) -> None:
        planning, chance = self.collection.planning, self.chance
        deck = chance.choice(self.collection.deck_names())
        first = self.collection.clock().date() + timedelta(days=chance.randint(-1, 6))
        last = first + timedelta(days=chance.randint(0, 9))
        match chance.randrange(5):
            case 0:
                planning.apply_catch_up(chance.choice([None, deck]), chance.randint(1, 5))
            case 1:
                planning.add_holiday(first, last, chance.choice([None, deck]))
            case 2:
                planning.add_exam(deck, last, chance.randint(60, 99))
            case 3 | 4:
                planning.remove_plan(chance.choice(planning.plans()).uid)

    def bin(self) -> None:
        entry = self.chance.choice(self.collection.bin())
        if self.chance.random() < 0.8:
            self.collection.restore_from_bin(entry.id)
        else:
            self.collection.empty_bin(self.chance.choice([None, [entry.id]]))

    def actions(self) -> list[Callable[[], object]]:
        chance, collection = self.chance, self.collection
        return [
            self.add, self.add, self.edit, self.retype, self.study, self.study, self.import_deck,
            self.reschedule, self.reschedule, self.plan, self.plan,
            self.import_table, self.rename, self.options, self.presets, self.picture,
            self.bin, self.bin,
            lambda: collection.delete_notes(self.notes()),
            lambda: collection.delete_deck(chance.choice(collection.deck_names())),
            lambda: collection.move_cards(self.cards(), chance.choice(DECKS)),
            lambda: collection.suspend(self.cards(), chance.random() < 0.5),
            lambda: collection.bury(self.cards()),
            lambda: collection.unbury(),
            lambda: collection.flag(self.cards(), chance.randint(0, 4)),
            lambda: collection.reset_cards(self.cards()),
            lambda: collection.add_tags(self.notes(), ["new", "u"]),
            lambda: collection.remove_tags(self.notes(), ["u"]),
            lambda: collection.undo(),
            lambda: collection.redo(),
        ]  # fmt: skip


def facts(collection: Collection) -> dict[str, list[tuple[object, ...]]]:
    with collection._store.reading() as conn:
        return {
            table: sorted(
                (tuple(row) for row in conn.exec_driver_sql(f"SELECT {columns} FROM {table}")),
                key=repr,
            )
            for table, columns in FACTS.items()
        }


@pytest.mark.parametrize("seed", range(30))
def test_undoing_all_and_doing_all_again(tmp_path: Path, seed: int) -> None:
    now = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    with flashcards.open(tmp_path / "collection.flashcards", lambda: now) as collection:
        life = Life(collection, tmp_path, seed)
        for _ in range(5):
            with suppress(UserError):  # a cloze note without a cloze
                life.add()
        collection._store.forget_undo()
        start = facts(collection)
        for _ in range(45):
            with suppress(UserError, IndexError):  # there may be nothing to do it to
                life.chance.choice(life.actions())()
            now += timedelta(hours=life.chance.choice([0, 0, 1, 7, 30]))
        assert collection.check() == []
        end = facts(collection)
        undone = 0
        while collection.undo():
            undone += 1
        assert facts(collection) == start
        assert collection.check() == []
        assert collection.review_count() == 0
        while undone and collection.redo():
            undone -= 1
        assert facts(collection) == end
        assert collection.check() == []


def test_undo_restores_everything_though_the_clock_stands_before_1970(
    collection_path: Path,
) -> None:
    clock = FixedClock(datetime(1969, 7, 20, 20, 17, tzinfo=UTC))
    with flashcards.open(collection_path, clock) as collection:
        note = collection.add_note({"Front": "first", "Back": "b"}, deck="A")
        collection.update_note(note, {"Front": "second"})
        collection.undo()
        assert collection.note(note).fields[0] == "first"
        collection.delete_notes([note])
        collection.undo()
        assert collection.note(note).fields[0] == "first"


def test_undoing_and_redoing_again_and_again_needs_no_more_room(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    def logged() -> int:
        with collection._store.writing(message("Count"), undoable=False) as conn:
            count = "SELECT count(*) FROM undo_cards"
            return int(conn.exec_driver_sql(count).fetchone()[0])  # type: ignore[index]  # one row

    with flashcards.open(collection_path, fixed_clock) as collection:
        for number in range(5):
            collection.add_note({"Front": f"{number}", "Back": "b"}, deck="A")
        collection.suspend(list(collection.search("")))
        room = []
        for _ in range(4):
            collection.undo()
            collection.redo()
            room.append(logged())
        assert room == room[:1] * 4
