"""What stands in a collection and cannot be used is told by the check, and stops nothing else."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.study.custom import CustomKind, CustomStudy
from tests.reliability.using import study, try_each

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

NOT_OBJECTS = ("[]", "null", "7", '"x"', "true", "{", "", "[[[]]]", "{}", '{"a": 1e999}')
ODD_OPTIONS = tuple(
    json.dumps({name: value})
    for name, value in (
        ("new_per_day", "many"), ("new_per_day", 10**30), ("new_per_day", -5), ("drill", "maybe"),
        ("new_order", "sideways"), ("scheduler", "newer"), ("learning_steps", [None]),
        ("learning_steps", 5), ("easy_days", [0] * 7), ("easy_days", []), ("leech_action", [1]),
        ("fsrs_parameters", ["x"] * 21), ("desired_retention", 0),
    )
)  # fmt: skip
ODD: dict[str, tuple[str, ...]] = {
    "decks.limits": ('[]', '{"new_per_day": "x"}', '{"today": []}', "null", "{", '{"today": 7}',
                     '{"reviews_per_day": 1e40}', '{"new_per_day": 1000000000000000000000}'),
    "presets.options": (*NOT_OBJECTS, *ODD_OPTIONS),
    "learner.day_start_minutes": ("-1", "1440", "noon"),
    "note_types.fields": NOT_OBJECTS,
    "note_types.kind": ("sideways", ""),
    "scheduler_versions.parameters": (*NOT_OBJECTS, '{"profile": "x"}'),
    "scheduler_versions.scheduler": ("sideways", ""),
    "review_memories.memory": (*NOT_OBJECTS, '{"state": 9}', '{"state": 1, "x": 2}'),
    "plans.definition": (*NOT_OBJECTS, '{"first": "x"}', '{"kind": "x", "order": "y"}'),
    "passages.heading": NOT_OBJECTS,
    "sources.structure": NOT_OBJECTS[:7],
    "bin.kind": ("sideways", ""),
    "bin_rows.body": NOT_OBJECTS,
}  # fmt: skip
CASES = [(place, value) for place, values in ODD.items() for value in values]

FINE = {("decks.limits", ""), ("sources.structure", ""), ("passages.heading", "[]"),
        ("presets.options", "{}"), ("scheduler_versions.parameters", "{}"),
        ("presets.options", '{"a": 1e999}')}  # fmt: skip
"""What says nothing but that all is as usual."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection in which each of these places is in use."""
    path = tmp_path_factory.mktemp("everything") / "collection.flashcards"
    now = NOW
    with flashcards.open(path, lambda: now) as collection:
        for number in range(8):
            collection.add_note({"Front": f"What is {number}?", "Back": "b"}, deck="A::B")
        collection.add_note({"Text": "A {{c1::b}} c"}, deck="C", note_type="cloze")
        draft = collection.articles.read("# Birds\n\nFinch\n: A small bird.\n", "b.md")
        collection.articles.accept(draft, draft.above(0), deck="C")
        session = collection.study()
        for rating in Rating:
            session.next()
            now += timedelta(seconds=9)
            session.answer(rating)
        collection.reset_cards(collection.search()[:1])
        collection.scheduling.set_deck_limits("A", new_per_day=5)
        collection.planning.save_session("weak", CustomStudy(CustomKind.FORGOTTEN))
        first = now.date() + timedelta(days=3)
        collection.planning.add_holiday(first, first + timedelta(days=2))
        collection.add_note({"Front": "gone", "Back": "b"}, deck="A::Gone")
        collection.delete_deck("A::Gone")
    return path


def try_everything(collection: Collection) -> None:
    """Do what a window does on its screens; each of it may be refused, in words."""
    cards: list[int] = []
    with contextlib.suppress(UserError):
        cards = list(collection.search())
    articles = collection.articles
    actions: tuple[Callable[[], object], ...] = (
        collection.deck_tree,
        collection.overview,
        lambda: collection.card_rows(cards),
        lambda: [collection.note(note) for note in collection.notes_of(cards)],
        collection.statistics,
        lambda: [collection.why(card) for card in cards],
        lambda: [collection.options(deck) for deck in collection.deck_names()],
        lambda: collection.search("deck:A prop:ivl>0 What"),
        lambda: collection.search('"in the" or finch'),
        lambda: study(collection),
        lambda: collection.add_note({"Front": "new", "Back": "b"}, deck="A"),
        collection.undo,
        lambda: [entry.name for entry in collection.bin()],
        lambda: [collection.restore_from_bin(entry.id) for entry in collection.bin()],
        collection.planning.saved_sessions,
        collection.planning.plans,
        lambda: [articles.layout(row.id) for row in articles.sources()],
        lambda: [articles.coverage(row.id) for row in articles.sources()],
        lambda: [articles.passages(row.id) for row in articles.sources()],
        lambda: articles.read("# Birds\n\nA **finch** is a tiny bird.\n", "b.md"),
        lambda: collection.scheduling.deck_limits("A"),
        lambda: collection.set_options("A", new_per_day=7),
        lambda: collection.scheduling.set_deck_limits("A", new_per_day=6),
        lambda: collection.planning.exam_preview("C", NOW.date() + timedelta(days=9)),
        lambda: collection.export(collection.path.with_name("out.md")),
        collection.backup,
    )
    try_each(actions)


def put(everything: Path, folder: Path, place: str, value: str) -> Path:
    """Make a copy in which all rows have ``value`` there."""
    path = folder / "collection.flashcards"
    shutil.copy(everything, path)
    table, column = place.split(".")
    with closing(sqlite3.connect(path)) as raw:
        changed = raw.execute(f"UPDATE {table} SET {column} = ?", (value,)).rowcount
        raw.commit()
    assert changed
    return path


def test_what_is_in_use_everywhere_is_sound(everything: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.flashcards"
    shutil.copy(everything, path)
    with flashcards.open(path, lambda: NOW + timedelta(days=2)) as collection:
        assert collection.check() == []


@pytest.mark.parametrize(("place", "value"), CASES)
def test_an_odd_value_is_told_and_raises_nothing_raw(
    everything: Path, tmp_path: Path, place: str, value: str
) -> None:
    path = put(everything, tmp_path, place, value)
    try:
        collection = flashcards.open(path, lambda: NOW + timedelta(days=2))
    except UserError:
        return
    try:
        found = [str(each) for each in collection.check()]
        assert bool(found) != ((place, value) in FINE), found
        assert not any("Error" in each for each in found), found
        try_everything(collection)
    finally:
        with contextlib.suppress(UserError):
            collection.close()
