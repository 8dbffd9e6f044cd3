"""What is kept of presets and note types is never older than what stands, whoever writes."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from flashcards import Collection
from flashcards.model.note_types import BASIC
from flashcards.store import decks
from flashcards.store.store import Connection, Store
from flashcards.study.catalogue import Catalogue


class _Meanwhile:
    """The store to a catalogue; once it has read, somebody writes before it can keep that."""

    def __init__(self, store: Store, write: Callable[[], object]) -> None:
        self._store = store
        self._write: Callable[[], object] | None = write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read from the store."""
        with self._store.reading() as conn:
            yield conn
        if self._write is not None:
            write, self._write = self._write, None
            write()


class _Untold:
    """The store to a catalogue that has not been told yet what was written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def subscribe(self, _listener: Callable[[Any], None]) -> None:
        """Tell nothing."""


@pytest.fixture
def deck(collection: Collection) -> Collection:
    collection.add_note({"Front": "a", "Back": "b"}, deck="Bio")
    return collection


def catalogue(collection: Collection, write: Callable[[], object]) -> Catalogue:
    """Return a catalogue of a collection in which ``write`` is done while it reads."""
    store: Any = _Meanwhile(collection._store, write)
    return Catalogue(store)


def test_options_that_change_while_they_are_read_are_read_again(deck: Collection) -> None:
    known = catalogue(deck, lambda: deck.set_options("Bio", new_per_day=3))
    preset = deck.preset_of("Bio").id
    assert known.presets[preset].options.new_per_day != 3
    assert known.presets[preset].options.new_per_day == 3


def test_note_types_that_change_while_they_are_read_are_read_again(deck: Collection) -> None:
    types = deck.note_types
    basic = next(each for each in types.all() if each.uid == BASIC.uid)
    known = catalogue(deck, lambda: types.save(replace(basic, name="Plain")))
    assert known.note_type(BASIC.uid).name == basic.name
    assert known.note_type(BASIC.uid).name == "Plain"


def test_a_deck_whose_preset_has_just_come_has_its_options(deck: Collection) -> None:
    untold: Any = _Untold(deck._store)
    known = Catalogue(untold)
    assert known.presets
    deck.assign_preset("Bio", deck.add_preset("Strict"))
    deck.set_options("Bio", new_per_day=3)
    with deck._store.reading() as conn:
        options = known.options_of(decks.all_decks(conn))
    assert options[int(deck.preset_of("Bio").id)].new_per_day == 3


def test_a_deck_that_goes_after_the_tree_was_read_takes_no_time(deck: Collection) -> None:
    deck.add_note({"Front": "c", "Back": "d"}, deck="Going")
    tree = deck.deck_tree()
    alone = deck.overview(tree).estimate_seconds
    deck.delete_deck("Going")
    assert 0 < deck.overview(tree).estimate_seconds < alone
