"""One passage of a changed article: its wordings side by side, and what can be decided."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from flashcards.model.articles import Decision, PassageChange, PassageState
from flashcards.ui import icons
from flashcards.ui.kept_articles.change_list import named
from flashcards.ui.kept_articles.change_words import decision_name, reason
from flashcards.ui.kept_articles.differences import differences
from flashcards.ui.kept_articles.wording_pane import COME, GONE, PaneRow, wording
from flashcards.ui.kept_articles.words import path_words
from flashcards.ui.widgets import ElidedLabel, button, column, label, row
from flashcards.ui.words import tr

S = PassageState


class ComparePage(QWidget):
    """Three panes at most."""

    def __init__(self, decide: Callable[[Decision], None]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.term = ElidedLabel("", "heading")
        self.heading = ElidedLabel("", "caption")
        self.reason = label("", "muted", wrap=True)
        self.fresh = label("", "warning", wrap=True)
        self.texts = PaneRow(3)
        self.panes = self.texts.panes
        self.buttons: dict[Decision, QPushButton] = {
            each: button("", partial(decide, each), kind="quiet") for each in Decision
        }
        for push in self.buttons.values():
            push.setCheckable(True)
        choices = row(None, *self.buttons.values(), None, gap="inside")
        layout = column(
            self, self.heading, self.term, self.reason, self.texts, self.fresh, choices,
            gap="inside", margins="between",
        )  # fmt: skip
        layout.setStretch(3, 1)

    def show_passage(
        self, change: PassageChange | None, decided: Decision | None, certainty: str = ""
    ) -> None:
        """Show a passage; None shows nothing. ``certainty`` is told of a new one."""
        self.setVisible(change is not None)
        if change is None:
            return
        self.term.set_text(named(change))
        self.heading.set_text(path_words(change.heading))
        self.reason.setText("  ".join(filter(None, (reason(change), certainty))))
        self._show_wordings(change)
        for decision, push in self.buttons.items():
            push.setVisible(decision in change.decisions)
            push.setText(decision_name(change.state, decision))
        self.show_decision(change, decided)

    def show_decision(self, change: PassageChange, decided: Decision | None) -> None:
        """Mark what was decided."""
        for decision, push in self.buttons.items():
            chosen = decision is decided
            push.setChecked(chosen)
            push.setIcon(
                icons.icon("check" if chosen else "circle", "accent" if chosen else "muted")
            )
            push.setAccessibleDescription(tr("chosen") if chosen else "")
        takes = decided is Decision.THEIRS
        words = [
            tr("The new words would take away a card you have answered.") if change.spends else "",
            tr("It will be listed under Cards to check.") if takes and change.material else "",
        ]
        self.fresh.setText(" ".join(filter(None, words)))
        self.fresh.setVisible(any(words))

    def _show_wordings(self, change: PassageChange) -> None:
        made, mine, theirs = (wording(each) for each in (change.made, change.mine, change.theirs))
        shown: list[tuple[str, str, list[tuple[str, list[tuple[int, int]]]]]] = []
        if change.state is S.CONFLICT:
            shown = [
                (tr("As it was made"), made, [(GONE, differences(made, theirs)[0])]),
                (tr("Mine"), mine, [(COME, differences(made, mine)[1])]),
                (tr("Theirs: the article now"), theirs, [(COME, differences(made, theirs)[1])]),
            ]
        elif change.state is S.REWORDED:
            gone, come = differences(mine, theirs)
            shown = [
                (tr("The card"), mine, [(GONE, gone)]),
                (tr("The article now"), theirs, [(COME, come)]),
            ]
        elif change.state is S.NEW:
            shown = [
                (tr("The card it would become"), theirs, []),
                (tr("In the article"), change.new_quote, []),
            ]
        elif change.state is S.GONE:
            shown = [
                (tr("The card"), mine, []),
                (tr("The article said"), change.old_quote, []),
            ]
        else:
            shown = [(tr("The card"), mine, []), (tr("In the article"), change.new_quote, [])]
        for number, pane in enumerate(self.panes):
            pane.setVisible(number < len(shown))
            if number < len(shown):
                pane.show_wording(*shown[number])
        self.texts.fit()

    def restyle(self) -> None:
        """Mark what differs in the colours of the moment."""
        for pane in self.panes:
            pane.mark()
