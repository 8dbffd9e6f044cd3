"""The ratings a learner can give: their words, keys' numbers and colours, in the order shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.model.enums import Quality, Rating
from flashcards.model.messages import Translatable
from flashcards.ui.words import tr


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One button; ``number`` is the key that gives it."""

    number: int
    rating: Rating | Quality
    word: Translatable
    kind: str
    """Which of the theme's rating colours it wears."""


FOUR = (
    RatingRow(1, Rating.AGAIN, "Again", "again"),
    RatingRow(2, Rating.HARD, "Hard", "hard"),
    RatingRow(3, Rating.GOOD, "Good", "good"),
    RatingRow(4, Rating.EASY, "Easy", "easy"),
)
SIX = (
    RatingRow(0, Quality.BLACKOUT, "Blackout", "again"),
    RatingRow(1, Quality.WRONG, "Again", "again"),
    RatingRow(2, Quality.WRONG_EASY, "Almost", "again"),
    RatingRow(3, Quality.HARD, "Hard", "hard"),
    RatingRow(4, Quality.GOOD, "Good", "good"),
    RatingRow(5, Quality.PERFECT, "Easy", "easy"),
)
NUMBERS = range(6)

_KIND_OF = {row.rating: row.kind for row in SIX}
_WORD_OF = {row.rating: row.word for row in SIX}


def rows_of(ratings: Sequence[Rating | Quality]) -> tuple[RatingRow, ...]:
    """Return the rows of the ratings a deck asks for: all six qualities, or four."""
    # By kind, since Rating.GOOD and Quality.HARD are the same number.
    return SIX if isinstance(ratings[0], Quality) else FOUR


def row_called(rows: tuple[RatingRow, ...], word: str) -> RatingRow:
    """Return the row with a word that four buttons and six both have."""
    # By word, since Rating.GOOD and Quality.HARD are the same number.
    return next(row for row in rows if row.word == word)


def kind_of(quality: Quality) -> str:
    """Return the theme's colour for a quality."""
    return _KIND_OF[quality]


def word_of(quality: Quality) -> str:
    """Return the word for a quality."""
    return tr(_WORD_OF[quality])
