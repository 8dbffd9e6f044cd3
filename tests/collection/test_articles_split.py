"""Cards that one card of an article was split into are each a note of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.articles import DraftCard
from tests.conftest import FixedClock

BOGS = """# Bogs

**Peat**: Plants that did not rot. It holds the water of a hundred years.

**Sphagnum**: A moss that drinks like a sponge.
"""


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def _halves(card: DraftCard) -> tuple[DraftCard, DraftCard]:
    first, second = card.back.split(". ")
    return replace(card, back=f"{first}.", part=1), replace(card, back=second, part=2)


def test_halves_are_told_apart_whichever_is_added_first(collection: Collection) -> None:
    face = collection.articles
    draft = face.read(BOGS, "bogs.md")
    first, second = _halves(draft.card(0))
    assert face.notes_added(draft, [first, second]) == [None, None]
    assert face.accept(draft, [second]).added == 1
    draft = face.refreshed(draft)
    assert [note is None for note in face.notes_added(draft, [first, second])] == [True, False]
    assert face.accept(draft, [first]).added == 1
    assert face.accept(draft, [first, second]).added == 0
    draft = face.refreshed(draft)
    one, other = face.notes_added(draft, [first, second])
    assert one is not None
    assert other is not None
    assert collection.note(one).fields[1] == "Plants that did not rot."
    assert collection.note(other).fields[1] == "It holds the water of a hundred years."


def test_the_whole_card_is_known_once_some_of_it_is_a_note(collection: Collection) -> None:
    face = collection.articles
    draft = face.read(BOGS, "bogs.md")
    face.accept(draft, [_halves(draft.card(0))[1]])
    draft = face.refreshed(draft)
    peat, sphagnum = face.notes_added(draft, [draft.card(0), draft.card(1)])
    assert peat is not None
    assert sphagnum is None
    assert face.accept(draft, [draft.card(0)]).added == 0


def test_a_card_of_ones_own_is_known_by_what_it_asks(collection: Collection) -> None:
    face = collection.articles
    draft = face.read(BOGS, "bogs.md")
    own = DraftCard("What holds water?", "Peat", span=(8, 12))
    other = replace(own, front="What burns?")
    face.accept(draft, [own])
    draft = face.refreshed(draft)
    assert [note is None for note in face.notes_added(draft, [own, other])] == [False, True]
    assert face.notes_added(draft, [DraftCard()]) == [None]


def test_a_forgotten_article_has_no_cards_added(collection: Collection) -> None:
    face = collection.articles
    draft = face.read(BOGS, "bogs.md")
    face.accept(draft, [draft.card(0)])
    draft = face.refreshed(draft)
    face.forget(face.sources()[0].id)
    assert face.notes_added(draft, [replace(draft.card(0), part=1)]) == [None]
