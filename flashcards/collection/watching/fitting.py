"""Says whether a note of a file can be taken over, before anything is noted as agreed upon."""

from flashcards.collection.cleaning import clean_deck_name
from flashcards.collection.decks.cards_of import places
from flashcards.collection.decks.editing import no_cards
from flashcards.collection.watching.three_way import State, text
from flashcards.model.errors import UserError
from flashcards.store.notes import StoredTypes
from flashcards.text.list_items import with_numbers


def why_unfit(types: StoredTypes, wanted: State, deck: str | None) -> UserError | None:
    """Return why a note that is to say this, of the ``deck`` its file names, cannot come."""
    note_type = types.by_uid[wanted.type]
    texts = tuple(text(wanted, at) for at in range(len(note_type.fields)))
    try:
        if deck:
            clean_deck_name(deck)
    except UserError as error:
        return error
    made = places(types, note_type, with_numbers(note_type, texts, {}))
    return None if next(iter(made), None) is not None else no_cards(note_type)
