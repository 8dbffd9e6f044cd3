"""Lists and multiple choice that an article gave become notes of the types made for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.articles import PassageState
from flashcards.model.ids import SourceId
from flashcards.text.conversions import as_fields
from tests.conftest import FixedClock

ARTICLE = """# Birds

## Quiz

Which bird is extinct?

a) The puffin
b) The great auk
c) The guillemot

Answer: b

## Members

The auk family has these members:

- puffins
- guillemots
- razorbills

**Auk**: a black and white bird of the sea.
"""


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def source(collection: Collection) -> SourceId:
    """The article with all its cards, each of them answered."""
    draft = collection.articles.read(ARTICLE)
    collection.articles.accept(draft, draft.above(0))
    session = collection.study()
    while session.next() is not None:
        session.answer(Rating.GOOD)
    session.close()
    [row] = collection.articles.sources()
    return row.id


def noted(collection: Collection) -> dict[str, tuple[str, ...]]:
    """The texts of each note by the name of its type."""
    found = [collection.note(note) for note in collection.search_notes("")]
    return {collection.note_type(note.note_type_id).name: note.fields for note in found}


def test_notes_of_an_article_become_lists_and_choices_with_their_history(
    collection: Collection, source: SourceId
) -> None:
    before = {card: len(collection.history(card)) for card in collection.search("")}
    offered = collection.articles.conversions(source)
    assert [each.part.note_type for each in offered] == ["choice", "list"]
    effect = collection.articles.convert(offered)
    assert (effect.notes, effect.cards_new, effect.cards_gone) == (2, 0, 0)
    found = noted(collection)
    assert found["Multiple choice"] == (
        "Which bird is extinct?",
        "The great auk",
        "- The puffin\n- The guillemot",
        "",
    )
    assert found["List"][:2] == (
        "The auk family has these members:",
        "{{c1::puffins}}\n{{c2::guillemots}}\n{{c3::razorbills}}",
    )
    assert {card: len(collection.history(card)) for card in collection.search("")} == before
    assert len(collection.articles.passages(source)) == 2
    assert collection.articles.conversions(source) == []
    assert collection.check() == []
    collection.undo()
    assert "List" not in noted(collection)
    assert collection.check() == []


def test_an_article_that_changes_is_followed_by_converted_notes(
    collection: Collection, source: SourceId
) -> None:
    collection.articles.convert(collection.articles.conversions(source))
    newer = ARTICLE.replace("- razorbills\n", "- razorbills\n- murres\n")
    newer = newer.replace("c) The guillemot", "c) The dovekie")
    change = collection.articles.update(source, newer)
    states = {each.term: each.state for each in change.passages}
    assert states["Which bird is extinct?"] is PassageState.REWORDED
    assert PassageState.CONFLICT not in states.values()
    collection.articles.apply_update(change)
    found = noted(collection)
    assert found["Multiple choice"][2] == "- The puffin\n- The dovekie"
    assert found["List"][1].endswith("{{c3::razorbills}}\n{{c4::murres}}")
    assert collection.check() == []


@pytest.mark.parametrize(
    ("kind", "front", "back", "fields"),
    [
        ("choice", "Q?\n\n- a\n- b\n  more\n- c", "- a\n- c",
         ("Q?", "- a\n- c", "- b\n  more", "")),
        ("choice", "Q?\n\n- a\n- b", "c", None),
        ("choice", "Q?\n\n- a\n- b", "- a\n- b", None),
        ("choice", "Q?", "a", None),
        ("list", "Q: {{c1::a}}, {{c2::b::h}} and {{c3::c}}.", "x",
         ("Q:", "{{c1::a}}\n{{c2::b::h}}\n{{c3::c}}", "x")),
        ("list", "Q:\n\n1. {{c1::a}} or so\n2. {{c2::b}}", "",
         ("Q:", "{{c1::a}} or so\n{{c2::b}}", "")),
        ("list", "The {{c1::a}} is {{c2::b}} of three.", "", None),
        ("list", "Q:\n\n- {{c1::a}}\n- b", "", None),
        ("list", "{{c1::a}}, {{c2::b}}", "", None),
        ("list", "Q: {{c1::a {{c2::b}}}}, {{c3::c}}", "", None),
        ("basic", "Q?\n\n- a\n- b", "a", None),
    ],
)  # fmt: skip
def test_a_card_is_taken_apart_only_where_it_has_the_form(
    kind: str, front: str, back: str, fields: tuple[str, ...] | None
) -> None:
    assert as_fields(kind, front, back) == fields
