"""A term that an article explains in a paragraph and in its glossary keeps its two notes apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.articles import Decision, PassageState
from tests.conftest import FixedClock

S = PassageState

ABOVE = "Moult\n: The change of feathers that birds go through every year.\n"
SLOWER = "Moult\n: The slow shedding of old feathers, which takes a bird all of a summer.\n"
SHORTER = "Moult\n: New feathers.\n"
GLOSSARY = "## Glossary\n\nMoult: New feathers for old ones.\n\nTern: A light gull.\n"


def article(*parts: str) -> str:
    return "\n\n".join(("# Birds of the coast", *parts))


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def accept(collection: Collection, text: str) -> None:
    draft = collection.articles.read(text, "coast.md")
    collection.articles.accept(draft, draft.above(0))


def update(collection: Collection, text: str) -> list[tuple[str, PassageState]]:
    """Bring the article up to date, taking all that is new; return what became of its passages."""
    change = collection.articles.update(1, text)
    new = {n: Decision.TAKE for n, each in enumerate(change.passages) if each.state is S.NEW}
    collection.articles.apply_update(change, new)
    return [(each.old_quote or each.new_quote, each.state) for each in change.passages]


def answers(collection: Collection) -> list[str]:
    notes = collection.notes_of(collection.search(""))
    return [collection.note(note).fields[1] for note in notes]


@pytest.mark.parametrize("said", [SLOWER, SHORTER])
@pytest.mark.parametrize("glossary_first", [False, True])
def test_the_rewording_of_one_is_shown_and_the_other_stays(
    collection: Collection, said: str, glossary_first: bool
) -> None:
    text = "Some words on birds stand in between."
    accept(collection, article(ABOVE, text, GLOSSARY))
    assert len(answers(collection)) == 3
    parts = (GLOSSARY, "## More", said) if glossary_first else (said, text, GLOSSARY)
    found = update(collection, article(*parts))
    assert [state for quote, state in found if quote.startswith("Moult\n")] == [S.REWORDED]
    after = answers(collection)
    assert len(set(after)) == len(after) == 3
    assert "New feathers for old ones." in after
    assert said.partition(": ")[2].strip() in after


def test_one_that_goes_is_gone_and_does_not_become_the_other(collection: Collection) -> None:
    accept(collection, article(ABOVE, GLOSSARY))
    found = update(collection, article("Some words on birds.", GLOSSARY))
    assert [state for _, state in found] == [S.GONE, S.UNCHANGED, S.UNCHANGED]
    assert len(set(answers(collection))) == 3


def test_a_glossary_that_comes_is_no_rewording_of_a_paragraph_that_stays(
    collection: Collection,
) -> None:
    paragraph = "Moult is the change of feathers that birds go through every year."
    accept(collection, article(paragraph))
    before = answers(collection)
    found = update(collection, article(paragraph, GLOSSARY))
    assert dict(found) == {
        paragraph: S.UNCHANGED,
        "Tern: A light gull.": S.NEW,
    }
    assert answers(collection) == [*before, "A light gull."]
