"""Parts side by side that go on in another line where there is no more room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.ui import theme


class Wrapping(QWidget):
    """Lays its parts out like words, each as wide as it asks to be.

    With ``one_line`` those without room are not shown, the last ones first.
    """

    def __init__(
        self, parts: Sequence[QWidget], gap: int = theme.SPACE.hair, *, one_line: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts = list(parts)
        self._gap = gap
        self._one_line = one_line
        for part in self._parts:
            part.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew in another width."""
        super().resizeEvent(event)
        self.lay_out()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when a part wants another size, or comes or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.lay_out()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(200, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(80, self.minimumHeight())

    def lay_out(self) -> None:
        """Give each part its place, and the whole the height they take."""
        x, y, high = 0, 0, 0
        leftward = self.isRightToLeft()
        for part in self._parts:
            size = part.sizeHint()
            if self._one_line:
                part.setVisible(x == 0 or x + size.width() <= self.width())
            if part.isHidden():
                continue
            if x > 0 and x + size.width() > self.width():
                x, y, high = 0, y + high + self._gap, 0
            left = self.width() - x - size.width() if leftward else x
            part.setGeometry(left, y, size.width(), size.height())
            x += size.width() + self._gap
            high = max(high, size.height())
        if self.minimumHeight() != y + high:
            self.setFixedHeight(y + high)
