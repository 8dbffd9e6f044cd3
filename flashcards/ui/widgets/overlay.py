"""A panel that lies over the window: the palette and the help page are such panels."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from flashcards.ui import theme
from flashcards.ui.roles import Role, set_accessible_role


class Overlay(QWidget):
    """Dims its parent and holds one panel; Escape or a click beside it closes it."""

    def __init__(self, parent: QWidget, width: int, height: int) -> None:
        super().__init__(parent)
        self._over = parent
        self._wanted = (width, height)
        self._focus_before: QWidget | None = None
        set_accessible_role(self, Role.Dialog)
        self.panel = QFrame(self)
        self.panel.setProperty("role", "overlay")
        self.body = QVBoxLayout(self.panel)
        inside = theme.SPACE.inside
        self.body.setContentsMargins(inside, inside, inside, inside)
        self.body.setSpacing(inside)
        parent.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_keyboard)
        self.hide()

    def open_over(self, focus: QWidget) -> None:
        """Show over the parent and give ``focus`` the keyboard."""
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_over(self) -> None:
        """Hide and give the keyboard back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QWidget, QWidget)
    def _keep_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        """Take the keyboard back from what lies beneath: it gets it once the panel is closed."""
        if self.isHidden() or now is None or before is None or not isValid(before):
            return
        if not self.isAncestorOf(before):
            return
        if self._over.isAncestorOf(now) and not _is_over(now):
            self._focus_before = now
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Let Tab go round inside the panel."""
        parts, here = list(self._tab_order()), QApplication.focusWidget()
        if parts and here is not None:
            at = parts.index(here) if here in parts else 0
            tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
            to = parts[(at + (1 if onward else -1)) % len(parts)]
            to.setFocus(tab if onward else back)
        return True

    def _tab_order(self) -> Iterator[QWidget]:
        for part in self.findChildren(QWidget):
            if part.isVisible() and part.isEnabled() and _takes_tab(part):
                yield part

    def set_height(self, height: int) -> None:
        """Ask for another height of the panel; the parent's own is the limit."""
        self._wanted = (self._wanted[0], height)
        self._place()

    def _place(self) -> None:
        parent = self._over
        self.setGeometry(parent.rect())
        edge = theme.SPACE.around
        width = min(self._wanted[0], parent.width() - 2 * edge)
        height = min(self._wanted[1], parent.height() - 4 * edge)
        self.panel.setGeometry((parent.width() - width) // 2, 3 * edge, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the parent when it changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Keep every key from the commands beneath while the panel is open."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies beneath."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(0, 0, 0, 70))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_over()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; other keys stay inside."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        event.accept()


def _takes_tab(part: QWidget) -> bool:
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _is_over(part: QWidget | None) -> bool:
    """Whether a part belongs to a panel that lies over the window."""
    while part is not None and not isinstance(part, Overlay):
        part = part.parentWidget()
    return part is not None
