"""Preferences: what the program has learned from the cards of articles the learner kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from flashcards.settings import Settings
from flashcards.ui.deck_from_article.remembering import learns
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.preferences.parts import explained, group
from flashcards.ui.widgets import button, check_field, column, label
from flashcards.ui.words import numeral, percent, plural, tr

if TYPE_CHECKING:
    from flashcards.articles.ranking import Learned


class ChoicesGroup(QWidget):
    """A switch, how many choices are remembered and how well they predict, and forgetting them."""

    switched = Signal(bool)
    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.learning = check_field(tr("Learn from the cards I &keep"))
        self.figures = label("", wrap=True)
        self.forget = button(tr("Fo&rget choices"), self.forget_wanted.emit, icon="delete")
        explanation = tr(
            "When you add cards from an article, the program remembers which ones you kept and "
            "which you left out: as numbers, without any text, on this computer only. They then "
            "choose and sort the cards of your next articles."
        )
        learning = explained(self.learning, explanation)
        figures = BreakingRow(self.forget, words=self.figures)
        column(self, group(tr("Cards from articles"), learning, figures), gap="none")
        self._learned: Learned | None = None
        self.learning.toggled.connect(self.switched)

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now, without telling it again."""
        blocker = QSignalBlocker(self.learning)
        self.learning.setChecked(learns(settings))
        blocker.unblock()
        self._say()

    def show_learned(self, learned: "Learned") -> None:
        """Show what was learned so far."""
        self._learned = learned
        self._say()

    def _say(self) -> None:
        learned = self._learned
        if learned is not None:
            self.figures.setText(" ".join(_told(learned, used=self.learning.isChecked())))
            self.forget.setEnabled(learned.choices > 0)


def _told(learned: "Learned", *, used: bool) -> list[str]:
    from flashcards.articles.ranking import FEWEST, FEWEST_OF_EACH

    if not learned.choices:
        return [tr("No choices remembered yet.")]
    counts = plural(learned.choices, "{count} choice remembered", "{count} choices remembered")
    said = [
        tr("{choices}: {kept} kept, {left} left out.", choices=counts, kept=numeral(learned.kept),
           left=numeral(learned.left_out))
    ]  # fmt: skip
    if not used:
        said.append(tr("They are not used while this is off."))
    elif learned.choices < FEWEST:
        said.append(tr("They are used from {count} on.", count=FEWEST))
    elif min(learned.kept, learned.left_out) < FEWEST_OF_EACH:
        fewest = FEWEST_OF_EACH
        said.append(tr("They are used once at least {count} of each are known.", count=fewest))
    elif not learned.tested:
        said.append(
            tr("The newest ones are too much alike to test them, so they are not used yet.")
        )
    else:
        said.append(_tested(learned))
    return said


def _tested(learned: "Learned") -> str:
    found = tr(
        "Tested on the newest {count}: of a card you kept and one you left out, they rank the kept "
        "one higher {ours} of the time, the built-in rules {theirs}.",
        count=numeral(learned.tested),
        ours=percent(learned.auc),
        theirs=percent(learned.rules_auc),
    )
    used = tr("So they are used.") if learned.ranker else tr("So the built-in rules are used.")
    return f"{found} {used}"
