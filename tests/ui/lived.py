"""A collection with something of everything: answers, an article, a backup, a note in the bin."""

from typing import TYPE_CHECKING

from flashcards import Rating

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

ARTICLE = """# Zorfs

**Plim**: a zorf of glims that zorfles the quum.

## What zorfles a quum?

Glims zorfle a quum.
"""


def live(collection: "Collection", fixed_clock: "FixedClock") -> None:
    """Use a collection for a while, and come back two days later."""
    for number in range(6):
        collection.add_note({"Front": f"αβ {number}", "Back": "γδ"}, deck="ΔΕ::ΖΗ", tags=("θι",))
    collection.add_note({"Text": "{{c1::κλ}} μν"}, note_type="cloze", deck="ΔΕ")
    draft = collection.articles.read(ARTICLE)
    collection.articles.accept(draft, draft.above(0))
    session = collection.study("ΔΕ")
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY):
        session.next()
        session.answer(rating)
    session.close()
    gone = collection.add_note({"Front": "ξο", "Back": "πρ"}, deck="ΣΤ")
    collection.delete_notes([gone])
    collection.backup()
    fixed_clock.advance(days=2)
