"""A page over the window that shows how to search, word by word."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.widgets.overlay import Overlay
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH, HEIGHT = 940, 450
SAMPLE_PX = 150

_SECTIONS: tuple[tuple[Translatable, tuple[tuple[str, Translatable], ...]], ...] = (
    (
        "Words",
        (
            ("gen net", "both, as beginnings of words, anywhere in the note"),
            ("gen or net", "either"),
            ("-gen", "without this word"),
            ("(gen or net) -rain", "brackets group words"),
            ('"neural net"', "these words, in this order"),
            ("*ration", "* stands for anything"),
            ("nc:uber  re:h[ae]t", "whatever accents; a regular expression"),
            ("anki: dog front:c_t", "the whole search as Anki reads it"),
        ),
    ),
    (
        "Where and what",
        (
            ('deck:"AI::Terms"', "a deck with its subdecks"),
            ("tag:biology", "a tag and those below it; tag:none for notes without"),
            ("note:cloze", "a note type"),
            ("front:gan", "a field that holds this text"),
            ("card:2  has:picture", "a card type or cloze; also has:sound, formula, link, code"),
            ("dupe:front", "reads like another note in this field"),
            ("source:gan", "made from a text or heading with these words"),
            ('article:"the moon"', "made from a kept article, by its title"),
        ),
    ),
    (
        "States",
        (
            ("is:due", "waiting today"),
            ("is:new  is:review", "never answered; learned and scheduled"),
            ("is:learning", "being learned or relearned, or to be repeated today"),
            ("is:suspended  is:buried", "put aside; put aside until tomorrow"),
            ("is:young  is:mature", "interval below 21 days; of 21 days or more"),
            ("is:flagged  flag:red", "any flag; this flag (or orange, green, blue)"),
        ),
    ),
    (
        "Numbers and days",
        (
            ("interval>=21", "also ease<2.0, lapses>3, reviews>5"),
            ("retrievability<80%", "remembered by now; also stability, difficulty"),
            ("added:7", "in the last 7 days; also reviewed, edited, introduced, resched"),
            ("rated:7:again", "rated Again in the last 7 days"),
            ("due:7  due<0", "due in the coming 7 days; overdue"),
            ("added>=2026-01-31", "on this day or later"),
        ),
    ),
)


class SearchHelp(Overlay):
    """How to search, on one page."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH, HEIGHT)
        self.setAccessibleName(tr("Search help"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Search help"))
        page = QWidget()
        page.setProperty("role", "bare")
        sections = [_section(title, rows) for title, rows in _SECTIONS]
        left = column(None, *sections[:2], None, gap="between")
        right = column(None, *sections[2:], None, gap="between")
        halves = row(page, left, right, gap="around", margins="inside")
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        area.setWidget(page)
        self._area = area
        close = icon_button("close", tr("Close"), self.close_over)
        title = label(tr("Search help"), "heading")
        head = row(None, title, None, close, gap="inside")
        head.setContentsMargins(theme.SPACE.inside, 0, 0, 0)  # above the words beneath
        self.body.addLayout(head)
        self.body.addWidget(area)

    def open_help(self) -> None:
        """Show the page."""
        self.open_over(self._area)


def _section(title: Translatable, rows: tuple[tuple[str, str], ...]) -> QWidget:
    box = QWidget()
    box.setProperty("role", "bare")
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE.between)
    grid.setVerticalSpacing(theme.SPACE.hair)
    grid.addWidget(label(tr(title), "muted"), 0, 0, 1, 2)
    for number, (words, meaning) in enumerate(rows, 1):
        sample = label(words)
        sample.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sample.setMinimumWidth(SAMPLE_PX)
        grid.addWidget(sample, number, 0)
        grid.addWidget(label(tr(meaning), "muted", wrap=True), number, 1)
    grid.setColumnStretch(1, 1)
    return box
