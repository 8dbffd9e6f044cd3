"""The box an answer is typed into."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.words import tr

LONGEST = 2_000
"""Characters that can be typed."""


class AnswerEdit(QLineEdit):
    """One line in the letters of the card; Enter shows the answer."""

    def __init__(self, parent: QWidget | None, entered: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(tr("Type the answer"))
        self.setAccessibleName(tr("Your answer"))
        self.returnPressed.connect(entered)
        self.hide()

    def dress(self, settings: Settings, scale: float = 1.0) -> None:
        """Follow the size and the face of card text."""
        self.setFont(theme.card_font(settings.text_scale * scale, settings.serif))

    def ask(self, typed: str) -> None:
        """Take words; ``typed`` are those of an attempt that is taken up again."""
        if self.text() != typed:
            self.setText(typed)
        self.setReadOnly(False)
        self.show()
