"""What goes into the bin, and for how long."""

from enum import StrEnum
from typing import Final

DAYS_KEPT: Final = 30
"""How long the bin keeps what was deleted."""


class BinKind(StrEnum):
    """What was deleted; the text is what the collection file stores."""

    DECK = "deck"
    """A deck with its subdecks, their cards, and the notes left without a card."""
    NOTE = "note"
    """One note or several, with their cards."""
    MEDIA = "media"
    """Pictures, sounds and other files that nothing named."""
    PART = "part"
    """Cards that their note no longer made, or a preset; not listed, as they return by themselves
    with the edit, or the deck, that asks for them again."""
