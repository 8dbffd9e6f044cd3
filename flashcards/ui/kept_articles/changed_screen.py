"""Article changes: what became of each passage, and what the learner wants done about it."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from flashcards.model.articles import Decision, PassageState
from flashcards.model.changes import Changes
from flashcards.model.errors import OutdatedError, UserError
from flashcards.model.parsed import ImportReport
from flashcards.ui import messages, theme
from flashcards.ui.answering.buttons import KeyButton
from flashcards.ui.commands import Command
from flashcards.ui.editor.shortcuts import first_key
from flashcards.ui.kept_articles.change_list import ChangeList, in_state
from flashcards.ui.kept_articles.change_words import (
    ORDER,
    certainty,
    decided_words,
    left_out_words,
    outcome_words,
    state_name,
)
from flashcards.ui.kept_articles.changed_commands import rows
from flashcards.ui.kept_articles.choices import Choices, carried, suggested, taken
from flashcards.ui.kept_articles.compare_page import ComparePage
from flashcards.ui.kept_articles.splitter_sizes import keep_sizes, restore_sizes
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import ElidedLabel, EmptyState, button, column, line, row
from flashcards.ui.widgets.buttons import make_choice
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.collection.articles.comparing import Change
    from flashcards.ui.main_window import MainWindow

FOOT_PX = 64
SIZES = "article_changed.sizes"


class ChangedScreen(Screen):
    """Counts, a list, the passage at hand; nothing is written before the one button is pressed."""

    name = "article_changed"
    rail_name = "articles"
    search_box = False
    foot_px = FOOT_PX

    def __init__(self, window: "MainWindow") -> None:
        self.change: Change | None = None
        super().__init__(window)
        self.choices = Choices()
        self._certainties: dict[int, str] = {}
        self.state: PassageState | None = None
        self._deck: str | None = None
        self.list = ChangeList()
        self.page = ComparePage(self.decide)
        self.outcome = ElidedLabel("", "muted")
        self.left_out = ElidedLabel("", "caption")
        self.suggested_button = KeyButton("", self.take_suggested)
        self.apply_button = KeyButton(tr("Update the cards"), self.apply, kind="primary")
        self.filters: dict[PassageState | None, QPushButton] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full())
        back = button(tr("Go to a&rticles"), partial(window.go, "articles"), kind="primary",
                      icon="articles")  # fmt: skip
        self.empty = EmptyState(
            "articles",
            tr("Nothing to compare"),
            tr("Open a newer version of an article to see what changed."),
            back,
        )
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        column(self, self._stack, gap="none")
        self.list.turned.connect(self._turned)
        window.theme.changed.connect(self.page.restyle)

    def _full(self) -> QWidget:
        edge, page, group = theme.SPACE, QWidget(), QButtonGroup(self)
        page.setProperty("role", "bare")
        for state in (None, *ORDER):
            push = button("", partial(self.show_state, state), kind="quiet")
            make_choice(push)
            group.addButton(push)
            self.filters[state] = push
        bar = row(None, *self.filters.values(), None, gap="hair")
        bar.setContentsMargins(edge.around, 0, edge.around, edge.inside)
        self.splitter = Splitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        right = QWidget()
        right.setProperty("role", "bare")
        column(right, self.page, gap="none")
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([320, 680])
        restore_sizes(self.window_, SIZES, self.splitter)
        self.list.setMinimumWidth(220)
        pushes = (self.suggested_button, self.apply_button)
        told = column(None, None, self.outcome, self.left_out, None, gap="none")
        foot = row(None, told, *pushes, gap="between", margins="between")
        foot.setContentsMargins(edge.around, edge.between, edge.around, edge.between)
        foot.setStretch(0, 1)
        column(page, bar, line(), self.splitter, line(), foot, gap="none").setStretch(2, 1)
        return page

    # The screen

    def title(self) -> str:
        """Return which article changed."""
        if self.change is None:
            return tr("Article changes")
        return tr("Changed: {title}", title=self.change.draft.title)

    def shown(self, **arguments: Any) -> None:
        """Show what became of an article; ``change`` is the comparison."""
        self.suggested_button.set_key(first_key(self.window_, "changed.take_suggested"))
        self.apply_button.set_key(first_key(self.window_, "changed.apply"))
        change = arguments.get("change")
        if change is not None:
            self._show(change)

    def _show(self, change: "Change", earlier: Mapping[int, Decision] | None = None) -> None:
        same = self.change is not None and self.change.passages == change.passages
        self.change = change
        if not same:  # else the learner has come back to what was decided
            self.choices = Choices(change.passages, earlier)
            told = ((n, certainty(each, change.draft)) for n, each in enumerate(change.passages))
            self._certainties = {place: words for place, words in told if words}
        for state, push in self.filters.items():
            count = len(change.passages) if state is None else change.counts.get(state, 0)
            name = tr("All") if state is None else state_name(state)
            push.setText(f"{name}  {count:,}")
            push.setVisible(state is None or count > 0)
        self._stack.setCurrentIndex(0)
        self.show_state(None)
        self.title_changed.emit()

    def left(self) -> None:
        """Remember how wide the parts are."""
        keep_sizes(self.window_, SIZES, self.splitter)

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.list if self.change is not None else None

    def changed(self, changes: Changes) -> None:
        """The comparison stays as it was made; applying looks at text and notes again."""

    def commands(self) -> list[Command]:
        """Return what can be decided."""
        return rows(self)

    # Looking

    def is_open(self) -> bool:
        """Whether there is a comparison."""
        return self.change is not None

    def show_state(self, state: PassageState | None) -> None:
        """Show the passages in a state; all of them for None, what asks for a decision first."""
        change = self.change
        if change is None:
            return
        self.state = state
        self.filters[state].setChecked(True)
        states = ORDER if state is None else (state,)
        places = [place for each in states for place in in_state(change.passages, each)]
        now, sure = self.choices.now, self._certainties
        self.list.show_changes(change.passages, places, now, sure)
        self._turned()
        self._say_outcome()

    def _turned(self) -> None:
        place = self.list.place()
        if self.change is None or place is None:
            self.page.show_passage(None, None)
        else:
            decided, sure = self.choices.now.get(place), self._certainties.get(place, "")
            self.page.show_passage(self.change.passages[place], decided, sure)
        self.window_.commands.refresh()

    def _say_outcome(self) -> None:
        assert self.change is not None
        self.outcome.set_text(outcome_words(self.change.passages, self.choices.now))
        stays_out = left_out_words(len(self.change.left_out))
        self.left_out.set_text(stays_out)
        self.left_out.setVisible(bool(stays_out))
        count = len(self._suggested_left())
        self.suggested_button.setText(
            plural(count, "Take the suggested card", "Take the {count} suggested cards")
        )
        self.suggested_button.setVisible(count > 0)

    # Deciding

    def possible(self) -> tuple[Decision, ...]:
        """Return what can be decided about the passage at hand."""
        place = self.list.place()
        return () if self.change is None or place is None else self.change.passages[place].decisions

    def decide(self, decision: Decision) -> None:
        """Decide about the passage at hand, and go to the next one."""
        place = self.list.place()
        if place is None or decision not in self.possible():
            return
        self._set(place, decision)
        self.list.go_to(self.list.row() + 1)
        self.list.setFocus()

    def choose_other(self) -> None:
        """Turn the decision about the passage at hand round, and stay."""
        place, possible = self.list.place(), self.possible()
        if place is not None and possible:
            at = possible.index(self.choices.now[place])
            self._set(place, possible[(at + 1) % len(possible)])

    def _set(self, place: int, decision: Decision) -> None:
        self.choices.take({place: decision})
        self._show_decided()

    def _show_decided(self) -> None:
        self.list.redraw()
        self._turned()
        self._say_outcome()

    def decide_all(self, wanted: tuple[Decision, ...]) -> None:
        """Decide alike about all passages in the list; none is suspended by that."""
        assert self.change is not None
        chosen = {}
        for place in self.list.changes.rows:
            fitting = [d for d in self.change.passages[place].decisions if d in wanted]
            if fitting:
                chosen[place] = fitting[0]
        self._decide_many(chosen)

    def take_suggested(self) -> None:
        """Take all new cards that are suggested, whether they are shown or not."""
        self._decide_many(dict.fromkeys(self._suggested_left(), Decision.TAKE))

    def _suggested_left(self) -> list[int]:
        """Return the places of the suggested cards that are not taken."""
        found = [] if self.change is None else suggested(self.change)
        return [place for place in found if self.choices.now[place] is not Decision.TAKE]

    def _decide_many(self, chosen: dict[int, Decision]) -> None:
        count = self.choices.take(chosen)
        self._show_decided()
        if count:
            self.window_.toast(decided_words(count, set(chosen.values())), tr("Undo"), self.undo)

    def next_state(self, step: int) -> None:
        """Show the passages of the next state there are any of, or of the one before."""
        states = [state for state, push in self.filters.items() if not push.isHidden()]
        at = states.index(self.state) + step
        self.show_state(states[at % len(states)])

    def undo_name(self) -> str | None:
        """Return that the last step was a decision."""
        return tr("Decision") if self.is_open() and self.choices.can_undo else None

    def redo_name(self) -> str | None:
        """Return that a decision was taken back."""
        return tr("Decision") if self.is_open() and self.choices.can_redo else None

    def undo(self) -> None:
        """Take the last decision back, and stand on its passage where it was about one."""
        self._turn_back(self.choices.undo())

    def redo(self) -> None:
        """Bring the decision back that was taken back last."""
        self._turn_back(self.choices.redo())

    def _turn_back(self, places: list[int]) -> None:
        if len(places) == 1:
            self.list.go_to_place(places[0])
        self._show_decided()

    # Writing

    def apply(self) -> None:
        """Bring the cards up to date in the background, as one step that can be undone."""
        change, decisions = self.change, dict(self.choices.now)
        if change is None:
            return
        self.apply_button.setEnabled(False)
        articles = self.collection.articles
        self.window_.jobs.run(
            tr("Updating the cards"),
            lambda progress: articles.apply_update(change, decisions, progress=progress),
            on_done=partial(self._applied, change, list(decisions.values())),
            on_error=partial(self._failed, change),
            writes=True,
        )

    def _failed(self, change: "Change", error: UserError) -> None:
        self.apply_button.setEnabled(True)
        if isinstance(error, OutdatedError):
            self._compare_anew(change)
        else:
            messages.show_error(self.window_, error)

    def _compare_anew(self, before: "Change") -> None:
        """Compare with the text that came meanwhile; what was decided stands where it still can."""
        articles, wanted = self.collection.articles, taken(before, self.choices.now)

        def compared(change: "Change | None") -> None:
            if change is not None and self.change is before:
                self._show(change, carried(before, self.choices.now, change))
                self.window_.toast(
                    tr("Changed elsewhere meanwhile. Look once more: what you decided stands")
                )

        self.window_.jobs.run(
            tr("Reading the article again"),
            lambda _: articles.change_of(before.draft, wanted),
            on_done=compared,
        )

    def _applied(self, change: "Change", decisions: list[Decision], report: ImportReport) -> None:
        self.apply_button.setEnabled(True)
        self.change = None
        self._stack.setCurrentIndex(1)
        self.title_changed.emit()
        updated, added = report.updated, report.added
        asleep = decisions.count(Decision.SUSPEND)
        parts = [
            plural(updated, "{count} note updated", "{count} notes updated") if updated else "",
            plural(added, "{count} note added", "{count} notes added") if added else "",
            plural(asleep, "{count} note suspended", "{count} notes suspended") if asleep else "",
        ]
        said = ", ".join(filter(None, parts)) or tr("The newer text is kept")
        if report.problems:
            said = tr("{said}. {problem}", said=said, problem=report.problems[0].message)
        if self.window_.front() == self.name:
            self.window_.back()
            if self.window_.front() not in ("articles", "article_map"):
                self.window_.go("article_map", source_id=change.source_id)
        self.window_.toast(said, tr("Undo"), self.window_.undo)
