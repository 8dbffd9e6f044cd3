"""The deck options: which preset a deck uses, what is in it, and what that leads to."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.ids import DeckId, VersionId
from flashcards.model.messages import message
from flashcards.model.presets import Preset
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.deck_choice import now_called
from flashcards.ui.deck_options import preset_actions
from flashcards.ui.deck_options.board import OptionsBoard
from flashcards.ui.deck_options.deck_limits import DeckLimitsGroup, LimitField
from flashcards.ui.deck_options.dock import SampleDock
from flashcards.ui.deck_options.following import OPTIMISE, FollowingNote, knows
from flashcards.ui.deck_options.making import stops_of
from flashcards.ui.deck_options.option_line import OptionLine
from flashcards.ui.deck_options.preset_panel import PresetPanel
from flashcards.ui.deck_options.screen_commands import MENU, rows
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import EmptyState, button, column, row
from flashcards.ui.words import deck_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDE_EM = 72
"""From this width on, in heights of a line, the preset and the samples stand beside the options."""
READING_EM, BESIDE_EM = 50, 25
TALL_EM = 30
"""From this height on there is room for a sample at the foot."""
LAST_OF_LIMITS = "new_within_reviews"
"""The option after which the deck's own limits stand."""
PAST_APPLIED = message("Reschedule past reviews")
"""What the step is called after which the past follows the options shown."""


class Where(Enum):
    """Where the samples stand."""

    BESIDE = auto()
    DOCKED = auto()
    """One of them at the foot."""
    AMONG = auto()
    """Among the options."""


class DeckOptionsScreen(Screen):
    """The options of one deck; every change is stored as it is made and can be taken back."""

    name = "options"

    def __init__(self, window: "MainWindow") -> None:
        self._deck = ""
        self._uses: Mapping[str, Preset] = {}
        self._listed: Mapping[str, DeckId] = {}
        super().__init__(window)
        self.panel = PresetPanel()
        self.board = OptionsBoard()
        self.limits = DeckLimitsGroup()
        self.board.column.insertWidget(1, self.limits)
        self.dock = SampleDock()
        self.following = FollowingNote(window)
        self._version: VersionId | None = None
        self._where: Where | None = None
        self._stack = QStackedWidget(self)
        column(self, self._stack, gap="none")
        self._add_full_page()
        self._stack.addWidget(self._empty_page())
        self._place(Where.AMONG)
        self.panel.deck_chosen.connect(self.show_deck)
        self.panel.preset_chosen.connect(self._assign)
        self.panel.own_wanted.connect(self.new_preset)
        self.panel.menu_wanted.connect(self._open_menu)
        self.board.chosen.connect(self._set_option)
        self.board.sample.worked_out.connect(self.dock.show_samples)
        self.board.parameters.fit_wanted.connect(self._fit)
        self.dock.resized.connect(self._leave_foot)
        self.following.came.connect(lambda _shown: self._show_dock_notes())
        self.limits.chosen.connect(self._set_limit)
        window.writes.failed.connect(self._refused)

    # Building

    def _add_full_page(self) -> None:
        """Build from the outside in: a widget that moves has all that is in it styled anew."""
        em, edge = self.fontMetrics().height(), theme.SPACE
        page, across, both, self._side, self._page = (QWidget() for _ in range(5))
        for part in (page, across, both, self._side, self._page):
            part.setProperty("role", "bare")
        self._stack.addWidget(page)
        self._foot = column(None)
        self._foot.setContentsMargins(edge.around, 0, edge.around, edge.inside)
        column(page, across, self._foot, gap="none").setStretch(0, 1)
        outside = row(across, both, None, gap="none")
        outside.setStretch(0, 10_000)  # what is left over stands at the right, under no title
        outside.setContentsMargins(edge.around, 0, edge.between, 0)
        both.setMaximumWidth((READING_EM + BESIDE_EM) * em)
        self.area = area = QScrollArea()
        row(both, area, self._side, gap="between")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._page)
        self._side.setFixedWidth(BESIDE_EM * em)
        self._beside = column(self._side, None, gap="between")
        self._beside.setContentsMargins(0, edge.hair, edge.inside, edge.around)
        self._page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._inside: QVBoxLayout = column(self._page, self.board, gap="around")
        self._inside.setContentsMargins(0, edge.hair, edge.inside, edge.around)
        self._inside.addStretch(1)
        self._foot.addWidget(self.dock)

    def _empty_page(self) -> QWidget:
        start = button(tr("Go to &Today"), lambda: self.window_.go("today"), kind="primary")
        return EmptyState(
            "deck",
            tr("There is no deck yet"),
            tr("Options belong to decks: how many new cards a day, in which order, and when next."),
            start,
        )

    def _place(self, where: Where) -> None:
        """Lay the parts out for the room there is."""
        if where == self._where:
            return
        self._where = where
        wide = where is Where.BESIDE
        if wide:
            self._beside.insertWidget(0, self.panel)
            self._beside.insertWidget(1, self.board.sample)
        else:
            self._inside.insertWidget(0, self.panel)
            self.board.insert_sample()
        if where is Where.DOCKED:
            self.dock.heads.addWidget(self.following, 2)
        else:
            self.board.sample.place(self.following)
        self._show_dock_notes()
        self._side.setVisible(wide)
        self.board.sample.setVisible(where is not Where.DOCKED)
        self.dock.setVisible(where is Where.DOCKED)
        self._leave_foot()
        for first, second in zip(self._tab_order()[:-1], self._tab_order()[1:], strict=True):
            self.setTabOrder(first, second)

    def _show_dock_notes(self) -> None:
        self.dock.notes.setVisible(self.following.isHidden())

    def _leave_foot(self) -> None:
        """Let no toast cover the sample at the foot."""
        docked = self._where is Where.DOCKED
        self.foot_px = self.dock.height() + theme.SPACE.inside if docked else 0
        if self.isVisible():
            self.window_.toasts.leave_free(self.foot_px)

    def _tab_order(self) -> list[QWidget]:
        panel = self.panel
        order: list[QWidget] = [panel.decks, panel.presets, panel.more, panel.own]
        for name, option in self.board.lines.items():
            order += [*stops_of(option.edit), option.reset]
            if name == LAST_OF_LIMITS:
                for field in self.limits.fields.values():
                    order += [field.edit, field.reset]
        return order

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where the size asks for it."""
        super().resizeEvent(event)
        em = self.fontMetrics().height()
        if event.size().width() >= WIDE_EM * em:
            self._place(Where.BESIDE)
        else:
            roomy = event.size().height() >= TALL_EM * em
            self._place(Where.DOCKED if roomy else Where.AMONG)

    # The screen

    def title(self) -> str:
        """Return which deck's options these are."""
        if not self._deck:
            return tr("Deck options")
        return tr("Options for {deck}", deck=preset_actions.deck_path(self._deck))

    def shown(self, **arguments: Any) -> None:
        """Come to the front, for a deck when one is named."""
        deck = arguments.get("deck")
        if deck is not None and deck != self._deck:
            self.show_deck(deck)

    def left(self) -> None:
        """Take what was typed and not yet settled."""
        for option in self._pending():
            option.settle()

    def changed(self, changes: Changes) -> None:
        """Read again where decks or presets were touched."""
        if changes.presets or changes.decks or changes.undone:
            self.reload()

    def reload(self) -> None:
        """Read decks, presets and options again."""
        self._uses = preset_actions.preset_uses(self.collection)
        before, listed = self._deck, self.collection.deck_ids()
        now = now_called(before, self._listed, listed)
        self._deck, self._listed = now or next(iter(self._uses), ""), listed
        if before and now is None:
            self._take_leave(before)
        self._stack.setCurrentIndex(0 if self._deck else 1)
        if self._deck:
            self.panel.show_uses(self._deck, self._uses, self.collection.presets())
            self._show_preset()
        self.title_changed.emit()

    def _take_leave(self, gone: str) -> None:
        """Give up what was typed for a deck that is gone: it is not the next deck's."""
        self.step_back()
        self._version = None
        if self.isVisible():
            if self._deck and self.isAncestorOf(QApplication.focusWidget() or self):
                self.panel.decks.setFocus()
            self.window_.toast(tr("The deck “{deck}” is gone", deck=deck_words(gone)))

    def _show_preset(self) -> None:
        preset = self.preset()
        self.board.show_options(preset.options, dict(preset.unknown))
        limits = self.collection.scheduling.deck_limits(self._deck)
        self.limits.show_limits(self._deck, limits, preset.options)
        if self._version is None or self.collection.undo_name == PAST_APPLIED:
            self._version = preset.version_id
        self.following.offer(changed=preset.version_id != self._version)
        self.board.parameters.offer_fit(knows(self.window_, OPTIMISE))

    def _pending(self) -> list[OptionLine | LimitField]:
        return [*self.board.pending(), *self.limits.pending()]

    def first_focus(self) -> QWidget | None:
        """Return the choice of the deck."""
        return self.panel.decks if self._deck else None

    def step_back(self) -> bool:
        """Bring the stored values back where something was typed and not settled."""
        pending = self._pending()
        for option in pending:
            option.revert()
        return bool(pending)

    def commands(self) -> list[Command]:
        """Return what one does here."""
        return rows(self)

    # What is shown

    def current_deck(self) -> str | None:
        """Return the deck shown."""
        return self._deck or None

    def deck(self) -> str:
        """Return the full name of the deck shown; empty when there is none."""
        return self._deck

    def preset(self) -> Preset:
        """Return the preset of the deck shown."""
        return self._uses[self._deck]

    def has_deck(self) -> bool:
        """Whether there is a deck to set options of."""
        return bool(self._deck)

    def has_several_presets(self) -> bool:
        """Whether one of the presets can go."""
        return bool(self._deck) and self.panel.presets.count() > 1

    def show_deck(self, deck: str) -> None:
        """Show the options of a deck."""
        self.left()
        self.step_back()  # what could not be taken is not the next deck's
        self._deck = deck
        self._version = None
        self.reload()
        self.window_.commands.refresh()

    def next_deck(self) -> None:
        """Show the deck that follows."""
        self._go_on(1)

    def previous_deck(self) -> None:
        """Show the deck before."""
        self._go_on(-1)

    def next_group(self) -> None:
        """Bring the keyboard to the group of options that follows."""
        self._go_to_group(1)

    def previous_group(self) -> None:
        """Bring the keyboard to the group of options before."""
        self._go_to_group(-1)

    def _go_to_group(self, step: int) -> None:
        groups = [*self.board.groups(), (self.limits, self.limits.fields["new_per_day"].edit)]
        groups.sort(key=lambda group: self.board.column.indexOf(group[0]))
        focused = self.focusWidget()
        inside = [
            at
            for at, (whole, _) in enumerate(groups)
            if focused is not None and whole.isAncestorOf(focused)
        ]
        at = inside[0] + step if inside else 0
        if 0 <= at < len(groups):
            whole, field = groups[at]
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            top = whole.mapTo(self._page, QPoint(0, 0)).y()
            self.area.verticalScrollBar().setValue(top - theme.SPACE.inside)

    def _go_on(self, step: int) -> None:
        names = list(self._uses)
        at = names.index(self._deck) + step
        if 0 <= at < len(names):
            self.show_deck(names[at])

    # Actions

    def _set_option(self, name: str, value: object) -> None:
        if self._deck:
            preset_actions.set_option(self.window_, self._deck, name, value)

    def _set_limit(self, name: str, value: object) -> None:
        if self._deck:
            preset_actions.set_limit(self.window_, self._deck, name, value)

    def _fit(self) -> None:
        self.window_.commands.trigger(OPTIMISE)

    def _assign(self, preset_id: object) -> None:
        for preset in self.collection.presets():
            if preset.id == preset_id and preset.id != self.preset().id:
                preset_actions.assign_preset(self.window_, self._deck, preset)

    def new_preset(self) -> None:
        """Give the deck shown a preset of its own."""
        preset_actions.ask_new_preset(self.window_, self._deck)

    def rename_preset(self) -> None:
        """Give the preset shown another name."""
        preset_actions.ask_new_name(self.window_, self.preset())

    def delete_preset(self) -> None:
        """Delete the preset shown."""
        preset_actions.delete_preset(self.window_, self.preset())

    def reset_all(self) -> None:
        """Put the options of the preset shown back to their defaults."""
        preset_actions.reset_options(self.window_, self._deck)

    def study(self) -> None:
        """Study the deck shown."""
        self.window_.study(self._deck)

    def _open_menu(self, spot: QPoint) -> None:
        menu = self.window_.commands.context_menu(MENU, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(spot)

    def _refused(self, _error: UserError) -> None:
        """Show what is stored where a change was not taken."""
        if self.isVisible():
            self.reload()
