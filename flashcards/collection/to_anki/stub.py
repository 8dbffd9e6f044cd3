"""The collection that old versions of Anki find in a package which only newer ones can read."""

from pathlib import Path
from typing import Final

from flashcards.collection.to_anki.columns import col_row, note_row
from flashcards.collection.to_anki.decks import as_preset_untouched, default_deck
from flashcards.collection.to_anki.note_types import stub_type
from flashcards.store.foreign_writing import OLDER, new_anki_file

_SAYS: Final = "This package needs a newer version of Anki. Update Anki, then import it again."
_AT_S: Final = 1_200_000_000


def write_stub(target: Path) -> None:
    """Write a collection with one note that says what to do."""
    body = stub_type()
    with new_anki_file(target, OLDER) as file:
        number = _AT_S * 1_000
        fields = [_SAYS, ""]
        file.add("notes", [note_row(number, "flashcards", (body["id"], 0), _AT_S, "", fields)])
        file.add("cards", [(number, number, 1, 0, _AT_S, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, "{}")])
        deck, preset = default_deck(), as_preset_untouched()
        file.add("col", [col_row(_AT_S, OLDER, {}, [[body], [deck], [preset]], (), number)])
        file.finish(whole=True)
