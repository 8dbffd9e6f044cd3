"""What stands below the picture: what is hidden, and for a new note its words, deck and tags."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from flashcards.ui import theme
from flashcards.ui.editor.deck_field import DeckField
from flashcards.ui.editor.tag_field import TagField
from flashcards.ui.occlusion.work import Work
from flashcards.ui.widgets import choice_field, column, label, text_field
from flashcards.ui.words import tr


class Fields(QWidget):
    """Fields in two columns, each with its name before it."""

    edited = Signal()
    hiding = Signal(bool)
    """The learner chose whether each card hides all masks."""

    def __init__(self, for_new: bool) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._for_new = for_new
        self.hides = choice_field(
            tr("On each card"),
            [(tr("Hide all masks"), True), (tr("Hide only what is asked"), False)],
        )
        self.hides.activated.connect(lambda: self.hiding.emit(bool(self.hides.currentData())))
        self.header = text_field(tr("Header"), hint=tr("Above the picture"))
        self.extra = text_field(tr("Back Extra"), hint=tr("Below the answer"))
        self.deck = DeckField()
        self.tags = TagField()
        rows: list[list[tuple[str, QWidget]]] = [[(tr("On eac&h card"), self.hides)]]
        if for_new:
            rows[0].append((tr("&Deck"), self.deck))
            rows.append([(tr("H&eader"), self.header), (tr("Back E&xtra"), self.extra)])
            rows.append([(tr("Ta&gs"), self.tags)])
            self.header.textEdited.connect(self.edited)
            self.extra.textEdited.connect(self.edited)
            self.tags.textEdited.connect(self.edited)
            self.deck.settled.connect(self.edited)
        self._lay_out(rows)

    def _lay_out(self, rows: list[list[tuple[str, QWidget]]]) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE.inside)
        for number, parts in enumerate(rows):
            for place, (name, field) in enumerate(parts):
                words = label(name, "caption")
                words.setBuddy(field)
                grid.addWidget(words, number, place * 2)
                span = 1 if len(parts) > 1 or not self._for_new else 3
                grid.addWidget(field, number, place * 2 + 1, 1, span)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column(self, grid, gap="none")
        for field in (self.header, self.extra, self.deck, self.tags):
            if not self._for_new:
                field.setParent(self)
                field.hide()

    def set_names(self, decks: Sequence[str], chosen: str, tags: Sequence[str]) -> None:
        """Offer decks and tags."""
        self.deck.set_decks(decks, chosen)
        self.tags.set_names(tags)

    def show_hiding(self, hides_all: bool) -> None:
        """Show what is hidden."""
        self.hides.setCurrentIndex(0 if hides_all else 1)

    def show_work(self, work: Work) -> None:
        """Show what is written; what stands there already keeps its cursor."""
        for field, text in ((self.header, work.header), (self.extra, work.extra)):
            if field.text() != text:
                field.setText(text)
        if tuple(self.tags.tags()) != work.tags:
            self.tags.set_tags(work.tags)

    def written(self, work: Work) -> Work:
        """Return the work with what is written here."""
        if not self._for_new:
            return work
        return replace(
            work,
            header=self.header.text(),
            extra=self.extra.text(),
            deck=self.deck.deck(),
            tags=tuple(self.tags.tags()),
        )
