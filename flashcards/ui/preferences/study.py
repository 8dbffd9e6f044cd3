"""Preferences: what belongs to the learner when studying; the rest is set deck by deck."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.settings import Settings
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.deck_options.option_line import OptionLine
from flashcards.ui.deck_options.option_rows import ROWS
from flashcards.ui.deck_options.preset_actions import deck_path
from flashcards.ui.preferences.article_choices import ChoicesGroup
from flashcards.ui.preferences.parts import explained, group, page, setting
from flashcards.ui.preferences.second_opinion import OpinionGroup
from flashcards.ui.reviewer.card_actions import HIDE_SOURCE
from flashcards.ui.widgets import button, check_field, choice_field, column
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.api import Collection

DAY_START = "day_start_minutes"
DECK_EM = 14


class StudyPage(QWidget):
    """The day, the source under a card, and the way to each deck's options."""

    day_chosen = Signal(int)
    """Minutes after midnight."""
    source_chosen = Signal(bool)
    deck_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.day = OptionLine(ROWS[DAY_START])
        self.source = check_field(tr("Sho&w the source with answers"))
        self.decks = choice_field(tr("Deck"), [])
        self.decks.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.decks.setFixedWidth(DECK_EM * self.fontMetrics().height())
        self.decks.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.opinion = OpinionGroup()
        self.choices = ChoicesGroup()
        self.open = button(tr("Ad&just its options"), self._open)
        self._day_group = group(tr("Day"), self.day, note=tr("Applies to all decks."))
        self._deck_group = self._decks()
        note = tr("Names the text a note was made from, below its answer.")
        source = explained(self.source, note)
        column(
            self,
            page(
                self._day_group,
                group(tr("Cards"), source),
                self._deck_group,
                self.choices,
                self.opinion,
            ),
            gap="none",
        )
        self.day.chosen.connect(lambda _name, value: self.day_chosen.emit(value))
        self.source.toggled.connect(self.source_chosen)

    def _decks(self) -> QWidget:
        return group(
            tr("Set for each deck"),
            setting(
                tr("Deck opt&ions"),
                tr("New cards a day, reviews a day, order, scheduling, rating buttons."),
                BreakingRow(self.decks, self.open),
                self.decks,
            ),
        )

    def _open(self) -> None:
        self.deck_wanted.emit(self.decks.currentData())

    def show_collection(self, collection: "Collection") -> None:
        """Show the decks there are and when the day begins."""
        names = collection.deck_names()
        before = self.decks.currentData()
        self.decks.clear()
        for name in names:
            self.decks.addItem(deck_path(name), name)
        self.decks.setCurrentIndex(names.index(before) if before in names else 0)
        self.day.show_value(collection.presets()[0].options.day_start_minutes)
        self._day_group.setVisible(bool(names))
        self._deck_group.setVisible(bool(names))

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now, without telling it again."""
        blocker = QSignalBlocker(self.source)
        self.source.setChecked(settings.lists.get(HIDE_SOURCE) != "hidden")
        blocker.unblock()
        self.opinion.show_settings(settings)
        self.choices.show_settings(settings)

    def first_focus(self) -> QWidget:
        """Return the first field."""
        return self.source if self._day_group.isHidden() else self.day.edit
