"""An article for the tests of what a collection does with articles, and what becomes of it."""

from flashcards import Collection
from flashcards.collection.articles.comparing import Change
from flashcards.model.articles import PassageChange
from flashcards.model.notes import Note

ARTICLE = """# Birds of the coast

Some words on birds that come first.

## Terms

Guillemot
: A black and white bird that breeds on cliffs.

Moult
: The yearly change of feathers.

## Why do gulls follow ploughs?

They eat the worms that the plough turns up.

## What they need

Sea birds need three things:

- cliffs to breed on
- fish to eat
- calm water to moult on
"""
"""Two terms, a question and a list: four candidates, six cards."""

MOULT = "The yearly change of feathers."
SLOW = "The shedding of old feathers, every second year."


def changed(collection: Collection, *replaced: tuple[str, str], text: str = ARTICLE) -> Change:
    """Return what becomes of the collection's first article when its text reads otherwise."""
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return collection.articles.update(1, text)


def of(change: Change, term: str) -> PassageChange:
    """Return the passage about a term."""
    return next(each for each in change.passages if term in each.term)


def place_of(change: Change, term: str) -> int:
    """Return the place of the passage about a term."""
    return next(n for n, each in enumerate(change.passages) if term in each.term)


def note_of(collection: Collection, term: str) -> Note:
    """Return the note on a term of the first article."""
    found = next(p for p in collection.articles.passages(1) if term in p.term)
    return collection.note(found.note_id)
