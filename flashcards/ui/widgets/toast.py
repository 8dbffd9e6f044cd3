"""A short word on what was done, at the foot of the window, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.ui import theme
from flashcards.ui.widgets.boxes import row
from flashcards.ui.widgets.buttons import button
from flashcards.ui.widgets.labels import label

SHOWN_MS = 6000
LONG_MS = 12000


class Toast(QFrame):
    """Floats over its parent's foot; the next word replaces the one before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "toast")
        self.setAccessibleName("")
        self.text = label("", wrap=False)
        self.action = button("", self._act, kind="toast")
        self.second = button("", self._act_second, kind="toast")
        self._deed: Callable[[], object] | None = None
        self._second_deed: Callable[[], object] | None = None
        self._foot = 0
        buttons = row(None, self.action, self.second, gap="hair")
        row(self, self.text, buttons, gap="between", margins="inside")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        action: str = "",
        deed: Callable[[], object] | None = None,
        second: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a text for a few seconds, longer when there is something to press.

        ``second`` is one more action with its deed, such as the next step beside undo.
        """
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._deed = deed
        other, self._second_deed = second or ("", None)
        self.second.setText(other)
        self.second.setVisible(bool(other))
        room = self._over.width() - 2 * theme.SPACE.around
        self.text.setWordWrap(False)
        if self.sizeHint().width() > room:
            self.text.setWordWrap(True)
            beside = self.action.sizeHint().width()
            beside += self.second.sizeHint().width() if other else 0
            self.text.setMinimumWidth(min(560, room - beside - 64))
        else:
            self.text.setMinimumWidth(0)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(LONG_MS if action or len(text) > 80 else SHOWN_MS)

    def leave_free(self, foot: int) -> None:
        """Float so many pixels higher, above what stands at the parent's foot."""
        self._foot = foot
        self._place()

    def _act(self) -> None:
        deed, self._deed = self._deed, None
        self.hide()
        if deed is not None:
            deed()

    def _act_second(self) -> None:
        deed, self._second_deed = self._second_deed, None
        self.hide()
        if deed is not None:
            deed()

    def _place(self) -> None:
        parent = self._over
        left = (parent.width() - self.width()) // 2
        self.move(left, parent.height() - self.height() - self._foot - theme.SPACE.around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the parent's foot when it changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
