"""Where a new picture comes from: chosen, pasted or dropped."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from flashcards.ui.widgets import EmptyState, button
from flashcards.ui.words import tr


def start_page(choose: Callable[[], object], paste: Callable[[], object]) -> QWidget:
    """Return the page that stands where no picture is yet."""
    return EmptyState(
        "image",
        tr("Choose a picture"),
        tr(
            "Drop a picture here, paste a screenshot, or choose a file. Then cover what you want "
            "to be asked: each mask is a card."
        ),
        button(tr("C&hoose a picture…"), choose, kind="primary"),
        button(tr("&Paste"), paste),
    )
