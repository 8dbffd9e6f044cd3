"""What a finished operation touched: the one signal every screen listens to."""

from dataclasses import dataclass

from flashcards.model.messages import Message


@dataclass(frozen=True, slots=True)
class Changes:
    """The areas one operation touched; ``label`` is the name of its undo step."""

    label: Message | None = None
    cards: bool = False
    notes: bool = False
    decks: bool = False
    presets: bool = False
    reviews: bool = False
    media: bool = False
    plans: bool = False
    bin: bool = False
    reading: bool = False
    """Highlights, and what is decided about reading articles."""
    former: bool = False
    """What was said before, or lost against what another computer said."""
    undone: bool = False
    """Whether the operation was taken back."""
    merged: bool = False
    """Whether it took in what another computer wrote."""

    def any(self) -> bool:
        """Whether anything changed at all."""
        learning = self.cards or self.notes or self.decks or self.presets or self.reviews
        return learning or self.media or self.plans or self.bin or self.reading or self.former
