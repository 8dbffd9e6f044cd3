"""The decks that ship with the program, as the first launch offers them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.model.messages import Message, plural_message
from flashcards.paths import decks_dir

if TYPE_CHECKING:
    from flashcards.api import Collection

_ORDER = ("genai-llm-terms", "genai-llm-uses", "genai-llm-careers")
"""From the ground up; any other deck follows by name."""


@dataclass(frozen=True, slots=True)
class ShippedDeck:
    """One deck file of the program's own."""

    path: Path
    name: str
    cards: int


def shipped_files(folder: Path | None = None) -> list[Path]:
    """Return the deck files that ship, in the order one would learn them."""
    found = (folder or decks_dir()).glob("*.md")
    last = len(_ORDER)
    place = {stem: number for number, stem in enumerate(_ORDER)}
    return sorted(found, key=lambda path: (place.get(path.stem, last), path.stem))


def shipped_decks(collection: "Collection", folder: Path | None = None) -> list[ShippedDeck]:
    """Return the shipped decks with how many cards each makes; unreadable files are left out."""
    from flashcards.formats import markdown_deck
    from flashcards.text.templates import card_ordinals

    types = {kind.uid: kind for kind in collection.note_types.all()}
    found = []
    for path in shipped_files(folder):
        try:
            parsed = markdown_deck.read_bytes(path.read_bytes(), path.name)
        except OSError:
            continue
        cards = 0
        for note in parsed.notes:
            kind = types.get(note.note_type)
            if kind is not None:
                texts = [note.fields.get(name, "") for name in kind.fields]
                cards += len(card_ordinals(kind, texts))
        found.append(ShippedDeck(path, parsed.name or path.stem, cards))
    return found


def add_decks(
    collection: "Collection", files: Sequence[Path], progress: Callable[[int, int], bool]
) -> int:
    """Import deck files one after the other, for a worker thread; return how many notes came.

    Undo takes all of them back at once.
    """
    added = 0
    with collection.together(_label):
        for path in files:
            added += collection.import_file(path, progress=progress).added
    return added


def _label(count: int) -> Message:
    return plural_message(count, "Add {count} deck", "Add {count} decks")
