"""The cards of an article are found by its title or its number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from tests.collection.coast import ARTICLE
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def accepted(collection: Collection, text: str = ARTICLE, name: str = "coast.md") -> None:
    draft = collection.articles.read(text, name)
    collection.articles.accept(draft, draft.above(0))


def test_the_cards_of_an_article_are_found_by_its_title_or_its_number(
    collection: Collection,
) -> None:
    accepted(collection)
    tides = "# The Órkney *Tides*\n\nEbb\n: The tide going out.\n\nSlack\n: Still water.\n"
    accepted(collection, tides, "https://example.org/tides.md")
    collection.add_note({"Front": "Ebb, by hand", "Back": "Out"}, deck="Other")
    birds = {row.title: row.id for row in collection.articles.sources()}["Birds of the coast"]
    others = [row.id for row in collection.articles.sources() if row.id != birds]
    ebbing = collection.search("ebb deck:*tides*")
    assert len(ebbing) == 1

    found = collection.search('article:"the órkney"')
    assert set(ebbing) < set(found)
    assert len(collection.notes_of(found)) == 2
    assert collection.search("article:ÓRKNEY") == found
    assert collection.search("article:o*tides") == collection.search("article:none-such") == []
    assert collection.search(f"article:{others[0]}") == found
    both = collection.search(f"article:{others[0]},{birds}")
    assert both == collection.search("article:*")
    assert len(collection.search("-article:*")) == 1
    assert set(collection.search("article:birds")) == set(both) - set(found)


def test_an_article_that_was_forgotten_has_no_cards_to_search_for(collection: Collection) -> None:
    accepted(collection)
    row = collection.articles.sources()[0]
    assert collection.search(f"article:{row.id}")
    collection.articles.forget(row.id)
    assert collection.search(f"article:{row.id}") == collection.search("article:birds") == []
    assert collection.search("source:birds")
    collection.undo()
    assert len(collection.search("article:birds")) == len(collection.search("source:birds"))
