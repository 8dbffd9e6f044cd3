"""What the learner typed or chose for a card, kept while the card may come back to be answered."""

from dataclasses import dataclass, field

from flashcards.study.session import StudyCard

_MOST = 100
"""How many cards back an undo finds what was typed."""


@dataclass(slots=True)
class Attempt:
    """What was done for one card since it was asked."""

    typed: str = ""
    chosen: set[int] = field(default_factory=set)
    """Which options were chosen, by their place among those of the note."""


class Attempts:
    """The attempts of a sitting; each time a card is asked has one of its own.

    A card that an undo brings back is asked for the same time, so its attempt is there again.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], Attempt] = {}

    def of(self, card: StudyCard) -> Attempt:
        """Return the attempt at a card as it is asked now."""
        key = card.asked_as, card.times_asked
        found = self._kept.pop(key, None) or Attempt()
        self._kept[key] = found  # the newest last
        while len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return found

    def clear(self) -> None:
        """Forget all of them."""
        self._kept.clear()
