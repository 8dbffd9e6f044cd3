"""A card as a screen reader finds it: a document with a paragraph for each thing to be read."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from flashcards.ui.roles import Role
from flashcards.ui.spoken import Paragraph, sentence

if TYPE_CHECKING:
    from flashcards.ui.rich_text import CardView

_NAME, _DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


class CardDocument(QAccessibleWidget):
    """Stands for a ``CardView``. Its parts are made once, and tell of the text of the moment."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view, Role.Document, "")
        self._view: CardView = view  # type: ignore[assignment]  # it is made for no other
        self._parts: list[_Part] = []
        self._found: list[Paragraph] | None = None
        """What there is to read, until the text changes: each part of it asks again and again."""
        self._view.document().contentsChanged.connect(self._tell)
        view.destroyed.connect(lambda: _take_down([each.number for each in self._parts]))

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name of the view, and as its description all there is to read.

        That is left out where it is announced: it would be said twice.
        """
        if kind == _DESCRIPTION:
            return "" if self._view.is_announced else sentence(self.paragraphs())
        return super().text(kind)

    def paragraphs(self) -> list[Paragraph]:
        """Return what there is to read now."""
        if self._found is None:
            self._found = self._view.paragraphs()
        return self._found

    def state(self) -> Any:
        """Return the state of the view, as one that is read."""
        state = super().state()
        state.readOnly = state.multiLine = True
        return state

    def childCount(self) -> int:
        """Return how many paragraphs there are."""
        return len(self.paragraphs())

    def child(self, index: int) -> Any:
        """Return what stands for a paragraph; None for one that is not there."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._parts) <= index:
            self._parts.append(_Part(self, len(self._parts)))
        return self._parts[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of a paragraph, -1 for anything else."""
        return child.index if isinstance(child, _Part) else -1

    def childAt(self, x: int, y: int) -> Any:
        """Return the paragraph at a place of the screen."""
        boxes = (self.box_of(each) for each in self.paragraphs())
        at = next((at for at, box in enumerate(boxes) if box.contains(x, y)), -1)
        return self.child(at)

    def focusChild(self) -> Any:
        """Return what has the keyboard: the document, never what Qt puts it together of."""
        return self if self._view.hasFocus() else None

    def box_of(self, paragraph: Paragraph) -> QRect:
        """Return where a paragraph stands, in pixels of the screen."""
        view, document = self._view, self._view.document()
        layout = document.documentLayout()
        first = layout.blockBoundingRect(document.findBlock(paragraph.first))
        box = first.united(layout.blockBoundingRect(document.findBlock(paragraph.last)))
        scrolled = QPoint(view.horizontalScrollBar().value(), view.verticalScrollBar().value())
        return box.toRect().translated(view.viewport().mapToGlobal(QPoint(0, 0)) - scrolled)

    def _tell(self) -> None:
        """Tell who reads that the paragraphs are others now."""
        self._found = None
        if not QAccessible.isActive():
            return
        found = self.paragraphs()
        for part in self._parts:
            if part.is_news(found[part.index].text if part.index < len(found) else ""):
                QAccessible.updateAccessibility(
                    QAccessibleEvent(part, QAccessible.Event.NameChanged)
                )


class _Part(QAccessibleInterface):
    """One paragraph, by its place in the text."""

    def __init__(self, document: CardDocument, index: int) -> None:
        super().__init__()
        self._document = document
        self.index = index
        self._told = self.text(_NAME)
        self.number = QAccessible.registerAccessibleInterface(self)
        """By which Qt knows it."""

    def isValid(self) -> bool:
        """Whether the view is still there."""
        return self._document.isValid()

    def object(self) -> Any:
        """Return nothing: no object of Qt's is a paragraph."""
        return None

    def window(self) -> Any:
        """Return the window it is in."""
        return self._document.window()

    def role(self) -> QAccessible.Role:
        """Return what it is."""
        return Role.Paragraph

    def text(self, kind: QAccessible.Text) -> str:
        """Return its words as its name."""
        found = self._found() if kind == _NAME else None
        return "" if found is None else found.text

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Change nothing: it is read alone."""

    def state(self) -> Any:
        """Return whether it is there and in sight."""
        state = QAccessible.State()
        found = self._found()
        state.readOnly = True
        state.invisible = found is None or self._document.state().invisible
        state.offscreen = not state.invisible and not self.rect().intersects(self._document.rect())
        return state

    def rect(self) -> QRect:
        """Return where it stands, in pixels of the screen."""
        found = self._found()
        return QRect() if found is None else self._document.box_of(found)

    def parent(self) -> QAccessibleInterface:
        """Return the document."""
        return self._document

    def child(self, index: int) -> Any:
        """Return nothing: it has no parts."""
        return None

    def childCount(self) -> int:
        """Return that it has no parts."""
        return 0

    def childAt(self, x: int, y: int) -> Any:
        """Return nothing: it has no parts."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return that nothing is a part of it."""
        return -1

    def is_news(self, words: str) -> bool:
        """Whether it says something else than was told of it before."""
        before, self._told = self._told, words
        return before != words

    def _found(self) -> Paragraph | None:
        found = self._document.paragraphs()
        return found[self.index] if self.index < len(found) else None


def _take_down(numbers: list[int]) -> None:
    for number in numbers:
        QAccessible.deleteAccessibleInterface(number)
