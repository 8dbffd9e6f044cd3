"""A row of parts that goes on in another line where there is no room, as words do."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from flashcards.ui import theme
from flashcards.ui.widgets.boxes import row


class FlowRow(QWidget):
    """Lays parts out from the reading side on, each as wide as it would like to be.

    ``last_at_end``: the last part stands at the far end while all are in one line.
    """

    def __init__(self, *parts: QWidget, last_at_end: bool = False, gap: int | None = None) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._parts = parts
        self._last_at_end = last_at_end
        self._gap = theme.SPACE.inside if gap is None else gap
        for part in parts:
            part.setParent(self)
            part.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _boxes(self, width: int) -> list[QRect]:
        """Return where the parts that are shown lie, read from the left."""
        lines: list[list[QRect]] = [[]]
        left = top = 0
        for part in self._shown():
            size = part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
            wide = min(size.width(), max(width, part.minimumSizeHint().width()))
            if lines[-1] and left + wide > width:
                top += max(box.height() for box in lines[-1]) + theme.SPACE.hair
                left = 0
                lines.append([])
            lines[-1].append(QRect(left, top, wide, size.height()))
            left += wide + self._gap
        if self._last_at_end and len(lines) == 1 and len(lines[0]) > 1:
            lines[0][-1].moveLeft(max(lines[0][-1].left(), width - lines[0][-1].width()))
        for line in lines:  # all in the middle of the highest of their line
            high = max((box.height() for box in line), default=0)
            for box in line:
                box.translate(0, (high - box.height()) // 2)
        return [box for line in lines for box in line]

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return max((box.bottom() + 1 for box in self._boxes(width)), default=0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def sizeHint(self) -> QSize:
        """All parts in one line."""
        sizes = [part.sizeHint() for part in self._shown()]
        width = sum(size.width() + self._gap for size in sizes) - self._gap
        return QSize(max(width, 0), max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """No wider than the widest part needs."""
        widest = max((part.minimumSizeHint().width() for part in self._shown()), default=0)
        return QSize(widest, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, _part: QObject, event: QEvent) -> bool:
        """Close up behind a part that goes, and make room for one that comes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.updateGeometry()
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Follow parts that want another size, come or go."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()
        return done

    def _place(self) -> None:
        for part, box in zip(self._shown(), self._boxes(self.width()), strict=True):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))


def beside(*parts: QWidget) -> QWidget:
    """Return parts that stay side by side, to be put into a row that breaks."""
    whole = QWidget()
    whole.setProperty("role", "bare")
    row(whole, *parts)
    return whole
