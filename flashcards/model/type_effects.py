"""What a change of note types does to notes and cards, told before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.model.errors import UserError
from flashcards.model.ids import CardId
from flashcards.model.messages import message


@dataclass(frozen=True, slots=True)
class TypeEffect:
    """What comes and goes when a note type is saved, or notes become ones of another type."""

    notes: int = 0
    """Notes the change concerns: those of the type, or those that change theirs."""
    cards_new: int = 0
    cards_kept: int = 0
    """Cards that stay, with all that was learnt."""
    cards_gone: int = 0
    answered: int = 0
    """Of the cards that go, how many were answered."""
    reviews: int = 0
    """Answers of these that count."""
    texts_lost: int = 0
    """Notes that lose text with a field."""
    bare: int = 0
    """Notes that would be left without any card. They are refused."""
    examples: tuple[str, ...] = ()
    """The first fields of the first notes that lose text or answered cards, without markup."""

    @property
    def loses(self) -> bool:
        """Whether something goes that the learner must agree to."""
        return bool(self.answered or self.texts_lost)

    def covers(self, other: "TypeEffect") -> bool:
        """Whether who agreed to this has agreed to all that ``other`` takes."""
        return self.answered >= other.answered and self.texts_lost >= other.texts_lost


CardPlace = tuple[str, int]
"""(template uid, cloze number): which card of a note; 0 where it asks for no cloze."""


@dataclass(frozen=True, slots=True)
class TypeMap:
    """How notes of one type become notes of another."""

    fields: Mapping[str, str]
    """Uid of a field of the new type -> uid of the field whose text it gets."""
    cards: Mapping[CardPlace, CardPlace]
    """Card of the old type -> card of the new one that has its history.

    Between cloze types, number 0 stands for every cloze: it keeps its number.
    """
    plain: bool = False
    """Whether the marks of gaps are taken out of texts where the new type has no gaps."""


@dataclass(frozen=True, slots=True)
class Part:
    """A note that comes out of a split or a merge."""

    fields: Mapping[str, str]
    """Texts by the names of the fields; those not given are empty."""
    note_type: str
    """Uid of its type."""
    inherits: Mapping[CardPlace, CardId]
    """Which of its cards has the history of which card there is. The others begin anew."""
    tags: tuple[str, ...] | None = None
    """None for those of the first of the notes it comes from, or of all that are merged."""


class UnagreedError(UserError):
    """A change would take answered cards or texts that the learner was not told of.

    ``effect`` is what to tell; who passes it on agrees.
    """

    def __init__(self, effect: TypeEffect) -> None:
        super().__init__(
            message("More would go than you were told."),
            message("Look at what goes, and save again if you agree."),
        )
        self.effect = effect
