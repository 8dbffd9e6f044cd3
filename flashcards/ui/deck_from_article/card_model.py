"""The cards of an article as the rows of a list: in its order, the uncertain ones last."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from flashcards.ui.deck_from_article.deciding import ReviewCard
from flashcards.ui.deck_from_article.words import fits, spoken
from flashcards.ui.words import numeral, tr

CARD = int(Qt.ItemDataRole.UserRole)
"""The ``ReviewCard`` of a row; None for the line above a group."""
_TOP = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """Shows the cards of one kind, or all."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        """Empty for all."""
        self._cards: dict[int, ReviewCard] = {}
        self._keys: list[int | None] = []
        """What each row shows; None for the line above the uncertain ones."""
        self._row_of: dict[int, int] = {}
        self._uncertain = 0

    def show(self, cards: Sequence[ReviewCard], kind: str, *, ranked: bool = False) -> None:
        """Show other cards; only what changed is drawn anew where the rows stay the same.

        Where they are ``ranked`` by the learner's choices, the likeliest of the uncertain ones is
        the first of these.
        """
        found = [card for card in cards if fits(card, kind)]
        sure: list[int | None] = [card.key for card in found if not card.uncertain]
        uncertain = [card for card in found if card.uncertain]
        if ranked:
            uncertain.sort(key=lambda card: -card.confidence)
        last = [card.key for card in uncertain]
        keys = [*sure, None, *last] if last else sure
        before, self._cards = self._cards, {card.key: card for card in found}
        if keys == self._keys and kind == self.kind:
            self._tell(before)
            return
        self.beginResetModel()
        self.kind, self._keys, self._uncertain = kind, keys, len(last)
        self._row_of = {key: row for row, key in enumerate(keys) if key is not None}
        self.endResetModel()

    def _tell(self, before: dict[int, ReviewCard]) -> None:
        rows = [
            self._row_of[key] for key, card in self._cards.items() if before.get(key) is not card
        ]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))

    def keys(self) -> list[int]:
        """Return the cards shown, from top to bottom."""
        return [key for key in self._keys if key is not None]

    def row_of(self, key: int) -> int:
        """Return the row of a card; -1 when it is not shown."""
        return self._row_of.get(key, -1)

    def key_at(self, row: int) -> int | None:
        """Return the card of a row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def card_at(self, row: int) -> ReviewCard | None:
        """Return what a row shows."""
        key = self.key_at(row)
        return None if key is None else self._cards[key]

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a card, or what a screen reader says of it."""
        card = self.card_at(index.row())
        if role == CARD:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.heading() if card is None else spoken(card)
        return None

    def heading(self) -> str:
        """Return the line above the uncertain cards."""
        return tr("Uncertain: {count}", count=numeral(self._uncertain))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The line above a group cannot be selected."""
        if self.key_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
