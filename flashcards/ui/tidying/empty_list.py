"""The list of cards that show nothing and notes without any: what each says, and why it is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView

from flashcards.model.empty_cards import EmptyCard, Reason
from flashcards.model.messages import Translatable
from flashcards.text.plain import plain_text
from flashcards.ui.tidying.lists import TwoLineList, TwoLines
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection

MOST_LISTED = 2_000
"""More are counted, and deleted with the rest."""
REASONS: dict[Reason, Translatable] = {
    Reason.NOTHING_SHOWN: "its question shows nothing: the fields it asks are empty",
    Reason.NUMBER_GONE: "the text has no gap or item of this number any more",
    Reason.OTHER_TYPE: "it belongs to another note type",
    Reason.NO_CARD: "the note has no card, and its text makes none",
    Reason.CARDS_MISSING: "the note has no card, though its text makes some",
}
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ToldCard:
    """One of them, with what its note says."""

    empty: EmptyCard
    texts: tuple[str, ...]


def told_cards(collection: "Collection", found: Sequence[EmptyCard]) -> list[ToldCard]:
    """Return as many of these as are listed; for a thread of its own."""
    listed = found[:MOST_LISTED]
    texts = collection.browsing.texts_of([each.note_id for each in listed])
    return [ToldCard(each, texts.get(each.note_id, ())) for each in listed]


class _Cards(TwoLines):
    def lines(self, row: ToldCard) -> tuple[str, str]:
        empty = row.empty
        says = " · ".join(filter(None, map(plain_text, row.texts)))[:_LONGEST]
        parts = [empty.card, tr(REASONS[empty.reason])]
        if empty.answers:
            parts.append(plural(empty.answers, "{count} review", "{count} reviews"))
        if empty.card_id and empty.last:
            parts.append(tr("the note has no other card"))
        return says or tr("(empty note)"), " · ".join(filter(None, parts))


class EmptyList(TwoLineList):
    """Several can be selected."""

    def __init__(self) -> None:
        super().__init__(tr("Empty cards"), _Cards())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def selected(self) -> list[EmptyCard]:
        """Return those that are selected."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.rows[row].empty for row in rows]

    def current(self) -> EmptyCard | None:
        """Return the one the keyboard is on."""
        return self.rows.rows[self.row()].empty if self.row() >= 0 else None
