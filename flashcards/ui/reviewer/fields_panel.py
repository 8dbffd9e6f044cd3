"""All fields: everything a note holds, in a calm panel over a card that does not show it all."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.ui import theme
from flashcards.ui.rich_text import CardView
from flashcards.ui.stored_names import field_names
from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_EM = 30
"""How wide the panel is, in heights of a line."""
TEXT_SCALE = 0.75
"""The size of its text, as a share of that of cards."""


class FieldsPanel(QFrame):
    """Lies over the right of ``over``; opened and closed by the screen."""

    def __init__(self, window: "MainWindow", over: QWidget) -> None:
        super().__init__(over)
        self._window = window
        self._over = over
        self.setProperty("role", "overlay")
        self.setAccessibleName(tr("All fields"))
        self.view = CardView(window, scale=TEXT_SCALE)
        self.view.setAccessibleName(tr("All fields"))
        close = icon_button("close", tr("Close"), self.close_panel)
        top = row(None, label(tr("All fields"), "heading"), None, close)
        column(self, top, self.view, gap="inside", margins="between").setStretch(1, 1)
        over.installEventFilter(self)
        self.hide()

    def open_note(self, note_id: int) -> None:
        """Show every field of a note, and let the arrow keys go through them."""
        from flashcards.text.all_fields import all_fields_html

        note = self._window.collection.note(note_id)
        note_type = self._window.collection.note_type(note.note_type_id)
        names = field_names(note_type)
        self.view.set_html(all_fields_html(names, note.fields, note_type.markup))
        self._place()
        self.show()
        self.raise_()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """Go away, and give the keyboard back to the card."""
        used = self.is_used()
        self.hide()
        if used:
            self._over.setFocus(Qt.FocusReason.PopupFocusReason)

    def is_used(self) -> bool:
        """Whether the keyboard is in the panel."""
        focused = self.focusWidget()
        return self.isVisible() and focused is not None and focused.hasFocus()

    def _place(self) -> None:
        edge = theme.SPACE.between
        room = self._over.rect().adjusted(edge, edge, -edge, -edge)
        width = min(WIDTH_EM * self.fontMetrics().height(), room.width())
        self.setGeometry(room.right() - width + 1, room.top(), width, room.height())
        self._window.toasts.leave_beside(width + edge)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let toasts stand in the middle again."""
        super().hideEvent(event)
        self._window.toasts.leave_beside(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the card changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
