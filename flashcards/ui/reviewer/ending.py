"""What stands where no card is left: a quiet summary, or when the next card is due."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QScrollArea, QWidget

from flashcards.ui import icons
from flashcards.ui.answering.numbers import numbers_row, ratings_panel
from flashcards.ui.answering.tally import Tally
from flashcards.ui.editor.shortcuts import first_key
from flashcards.ui.hints import set_hint
from flashcards.ui.planning.starting import ask_more_new, more_new_words, start_minutes
from flashcards.ui.reviewer.facts import Facts
from flashcards.ui.roles import pass_over
from flashcards.ui.widgets import button, column, label, row, spacer
from flashcards.ui.words import deck_words, numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX = 620
ICON_PX = 40


class Ending(QScrollArea):
    """The page after the last card. Filled anew each time it is shown."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self._window = window
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.next_button: QPushButton | None = None
        self.title = ""
        self.said = ""
        """What is said of it to who cannot see it."""

    def show_summary(
        self,
        deck: str | None,
        tally: Tally,
        facts: Facts,
        left: int = 0,
        minutes: int | None = None,
    ) -> None:
        """Say what was done and what comes; ``left`` were left out for want of ``minutes``."""
        numbers = numbers_row(tally, (numeral(facts.tomorrow), tr("due tomorrow")))
        ratings = ratings_panel(tally)
        done = tr("Nothing left to study today.")
        if deck is not None:
            done = tr("{deck}: nothing left to study today.", deck=deck_words(deck))
        title = tr("Done for today")
        if minutes is not None:
            spent = min(minutes, max(1, round(tally.time_ms / 60_000)))  # the last card counts, too
            title = tr(
                "{minutes}: {cards}",
                minutes=plural(spent, "{count} minute", "{count} minutes"),
                cards=plural(tally.cards, "{count} card", "{count} cards"),
            )
            done = plural(left, "{count} card left today.", "{count} cards left today.")
            facts = replace(facts, other_deck="")  # nothing but a rest is proposed
        self._fill(title, done, "check", numbers, ratings, facts=facts, minutes=minutes)

    def go_on(self) -> None:
        """Press the button that has the keyboard, else the likeliest one."""
        focused = self.focusWidget()
        chosen = focused if isinstance(focused, QPushButton) and focused.hasFocus() else None
        chosen = chosen or self.next_button
        if chosen is not None:
            chosen.click()

    def show_waiting(self, when: str, facts: Facts) -> None:
        """Say when the next card at a learning step comes; it is asked by itself then."""
        text = tr("A card being learned comes back {when}. Stay, and it is asked then.", when=when)
        self._fill(tr("Nothing more just now"), text, "clock", facts=facts)

    def show_nothing(self, deck: str | None, facts: Facts) -> None:
        """Say that there is nothing to ask, why, and what could be done instead."""
        if not facts.cards:
            self._fill(
                tr("There are no cards here yet"),
                tr("Add a note or import a deck to study it straight away."),
                "deck",
                facts=facts,
                empty=True,
            )
            return
        title = tr("Nothing is due")
        if deck is not None:
            title = tr("Nothing is due in {deck}", deck=deck_words(deck))
        text = tr("None of its cards has a due date yet.")
        if facts.next_due:
            text = tr("The next card is due {when}.", when=facts.next_due)
        self._fill(title, text, "check", facts=facts)

    def show_gone(self, what: str, facts: Facts) -> None:
        """Say that the deck studied is no longer there."""
        self._fill(what, tr("Choose another deck to continue."), "info", facts=facts)

    def _fill(
        self,
        title: str,
        text: str,
        icon: str,
        *parts: QWidget | QLayout,
        facts: Facts,
        empty: bool = False,
        minutes: int | None = None,
    ) -> None:
        self.title = title
        picture = QLabel()
        pass_over(picture)
        picture.setPixmap(icons.pixmap(icon, "muted", ICON_PX, self.devicePixelRatioF()))
        heading = label(title, "title", wrap=True)
        sentence = label(text, "muted", wrap=True)
        for each in (picture, heading, sentence):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        inner.setProperty("role", "bare")
        inner.setMaximumWidth(WIDTH_PX)
        between = [piece for part in parts for piece in (part, spacer("inside"))]
        column(
            inner, None, picture, heading, sentence, spacer("inside"),
            *between, self._buttons(facts, empty=empty, minutes=minutes), None,
            gap="inside", margins="around",
        )  # fmt: skip
        page = QWidget()
        page.setProperty("role", "bare")
        layout = row(page, None, inner, None, gap="none")
        layout.setStretch(1, 100)
        self.setWidget(page)
        self.setAccessibleName(title)
        self.said = f"{title}. {text}"

    def _buttons(self, facts: Facts, *, empty: bool, minutes: int | None) -> QLayout:
        """Return the next steps, the likeliest one first and in the accent colour."""
        window = self._window
        made: list[QWidget] = []
        if facts.other_deck:
            words = tr("Study {deck}", deck=deck_words(facts.other_deck))
            made.append(button(words, lambda: window.study(facts.other_deck), kind="primary"))
        if empty:
            made.append(button(tr("Add a note"), window.add_note, kind="" if made else "primary"))
            made.append(button(tr("Import a deck"), lambda: window.go("import")))
        kind = "" if made else "primary"
        made.append(button(tr("Back to Today"), lambda: window.go("today"), kind=kind))
        if minutes is not None:
            words = plural(minutes, "{count} more &minute", "{count} more &minutes")
            made.append(button(words, lambda: start_minutes(window, minutes, facts.deck)))
        if facts.more_new:  # never the first: more than the limits allow is not begun by Enter
            made += self._more_new(facts)
        if not empty:
            made.append(button(tr("Add a note"), window.add_note))
        first = made[0]
        self.next_button = first if isinstance(first, QPushButton) else None
        layout = row(None, None, *made, None, gap="inside")
        for each in made:
            layout.setAlignment(each, Qt.AlignmentFlag.AlignVCenter)
        return layout

    def _more_new(self, facts: Facts) -> list[QWidget]:
        words = more_new_words(facts.more_new)
        made = button(words, lambda: ask_more_new(self._window, facts.deck), icon="add")
        set_hint(made, tr("For today only; the deck’s limit stays as it is"))
        key = first_key(self._window, "planning.more_new")
        return [label(key, "key"), made] if key else [made]
