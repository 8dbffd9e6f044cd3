"""A short word on what was done, at the foot of the window, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.ui import theme
from flashcards.ui.widgets.boxes import row
from flashcards.ui.widgets.buttons import button
from flashcards.ui.widgets.labels import label

SHOWN_MS = 5000
LONG_MS = 8000
WIDEST_TEXT_PX = 560
"""A longer text is wrapped."""
LEAST_ROOM_PX = 240
"""Beside something that must not be covered; in less room a word could not be read."""


class Toast(QFrame):
    """Floats over its parent's foot; the next word replaces the one before."""

    def __init__(self, parent: QWidget, announce: Callable[[str], object]) -> None:
        """``announce`` says each text to who cannot see it."""
        super().__init__(parent)
        self._announce = announce
        self._over = parent
        self.setProperty("role", "toast")
        self.setAccessibleName("")
        self.text = label("", wrap=False)
        self.action = button("", self._act, kind="toast")
        self.second = button("", self._act_second, kind="toast")
        self._pressed: Callable[[], object] | None = None
        self._second_pressed: Callable[[], object] | None = None
        self._foot = self._beside = 0
        buttons = row(None, self.action, self.second, gap="hair")
        self._parts = row(self, self.text, buttons, gap="between", margins="inside")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._just_said = False
        self._fitted: tuple[object, ...] = ()
        """What the size was worked out from."""
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        action: str = "",
        pressed: Callable[[], object] | None = None,
        second: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a text for a few seconds, longer when there is something to press.

        ``second`` is one more action with what it does, such as the next step beside undo.
        """
        self.text.setText(text)
        self.setAccessibleName(text)
        self._announce(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._pressed = pressed
        other, self._second_pressed = second or ("", None)
        self.second.setText(other)
        self.second.setVisible(bool(other))
        self._fit()
        self.show()
        self.raise_()
        self._just_said = True
        QTimer.singleShot(0, self, self._was_said)
        self._timer.start(LONG_MS if action or len(text) > 80 else SHOWN_MS)

    def _was_said(self) -> None:
        self._just_said = False

    def leave_behind(self) -> None:
        """Go, since another screen comes, whose buttons it could cover.

        What was said just now is said of what comes, and stays.
        """
        if not self._just_said:
            self.hide()

    def leave_free(self, foot: int) -> None:
        """Float so many pixels higher, above what stands at the parent's foot."""
        self._foot = foot
        self._place()

    def leave_beside(self, right: int) -> None:
        """Float left of the last so many pixels of the parent, where something stands.

        Where that leaves too little room it goes, unless there is something to press.
        """
        self._beside = right
        if right and self._room() == self._over.width() and self.action.isHidden():
            self.hide()
        self._fit()
        self._place()

    def _room(self) -> int:
        """Return how much of the parent's width there is to float in, from the left."""
        left = self._over.width() - self._beside
        return left if left >= LEAST_ROOM_PX else self._over.width()

    def _act(self) -> None:
        pressed, self._pressed = self._pressed, None
        self.hide()
        if pressed is not None:
            pressed()

    def _act_second(self) -> None:
        pressed, self._second_pressed = self._second_pressed, None
        self.hide()
        if pressed is not None:
            pressed()

    def _fit(self) -> None:
        """Be as large as the words and buttons need, wrapping what is too long for the window.

        Qt asks again whenever a part is told how wide to be, so that is done once for each need.
        """
        for part in (self.text, self.action, self.second):
            part.ensurePolished()
        needs = self._needs()
        if needs == self._fitted:
            return
        self._fitted = needs
        self._parts.activate()  # else it counts buttons that are hidden by now
        self.text.setWordWrap(False)
        self.text.setMinimumWidth(0)
        room = self._room() - 2 * theme.SPACE.around
        beside = self.sizeHint().width() - self.text.sizeHint().width()
        most = max(1, min(WIDEST_TEXT_PX, room - beside))
        if self.text.sizeHint().width() > most:
            self.text.setWordWrap(True)
            self.text.setMinimumWidth(most)
        size, width = self.sizeHint(), self.text.minimumWidth()
        if self.text.wordWrap():
            size.setWidth(beside + width)
            size.setHeight(max(size.height(), self.heightForWidth(beside + width)))
        self.resize(size)
        self._place()

    def _needs(self) -> tuple[object, ...]:
        """Return all that the size hangs on."""
        buttons = [each.sizeHint() for each in (self.action, self.second) if not each.isHidden()]
        text = self.text.text(), self.text.font()
        return self._over.size(), self._room(), self.contentsMargins(), *text, *buttons

    def event(self, event: QEvent) -> bool:
        """Fit anew once Qt knows better how large the parts are."""
        done = super().event(event)
        known_better = (QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.Show)
        if event.type() in known_better:
            self._fit()
        return done

    def _place(self) -> None:
        parent = self._over
        left = (self._room() - self.width()) // 2
        self.move(left, parent.height() - self.height() - self._foot - theme.SPACE.around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the parent's foot when it changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False
