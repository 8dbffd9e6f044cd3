"""A small dialog that asks where cards shall stand among the new ones."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSpinBox, QWidget

from flashcards.ui.widgets import button, column, label, number_field, row
from flashcards.ui.words import numeral, plural, tr

WIDTH_PX = 440
LAST_PLACE = 9_999_999


class PlaceDialog(QDialog):
    """The first place, and how far the next ones are apart."""

    def __init__(
        self, parent: QWidget, new: int, count: int, on_done: Callable[[int, int], object]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Reposition"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        self._on_done = on_done
        self._new = new
        self.start = number_field(tr("First place"), 0, 0, LAST_PLACE)
        self.step = number_field(tr("Step"), 1, 1, 10_000)
        captions = (label(tr("&First place")), label(tr("&Step from one card to the next")))
        for caption, field in zip(captions, (self.start, self.step), strict=True):
            caption.setBuddy(field)
            field.setKeyboardTracking(True)
            field.valueChanged.connect(self._tell)
        self.meaning = label("", "muted", wrap=True)
        parts: list[QWidget | QSpinBox] = [captions[0], self.start, captions[1], self.step]
        if new < count:
            many = plural(count - new, "1 card is not new", "{count} cards are not new")
            parts.append(label(tr("{many}: only new cards have a place.", many=many), "caption"))
        done = button(tr("Reposition"), self.accept, kind="primary")
        done.setDefault(True)
        buttons = row(None, None, button(tr("Cancel"), self.reject), done)
        asked = column(None, *parts, self.meaning)
        column(self, asked, buttons, gap="between", margins="around")
        self.accepted.connect(lambda: self._on_done(self.start.value(), self.step.value()))
        self._tell()
        self.start.setFocus()
        self.start.selectAll()

    def _tell(self) -> None:
        first = self.start.value()
        if self._new == 1:
            self.meaning.setText(tr("The card gets place {first}.", first=numeral(first)))
            return
        last = first + (self._new - 1) * self.step.value()
        self.meaning.setText(
            tr("{count} new cards get the places {first} to {last}, in the order of the table.",
               count=numeral(self._new), first=numeral(first), last=numeral(last))
        )  # fmt: skip
