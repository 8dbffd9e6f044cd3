"""What decks, plans and presets were to say on another computer, beside what stands; a way back."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView
from shiboken6 import isValid

from flashcards.collection.decks.options import checked
from flashcards.collection.syncing import overruled
from flashcards.collection.syncing.overruled import LIMIT, OPTION, subject
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, Translatable
from flashcards.model.presets import Options
from flashcards.model.syncing import Overruled
from flashcards.ui import taking_back
from flashcards.ui.deck_options.limit_rows import LIMITS
from flashcards.ui.deck_options.option_rows import ROWS
from flashcards.ui.deck_options.option_words import value_words
from flashcards.ui.editor.note_history import moment_words
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.differences import differences
from flashcards.ui.kept_articles.wording_pane import COME, GONE, PaneRow
from flashcards.ui.planning.custom_words import described
from flashcards.ui.stored_names import preset_name
from flashcards.ui.widgets import (
    PlainModel,
    TableIndex,
    button,
    choose_row,
    column,
    fit_columns,
    label,
    make_plain,
    row,
)
from flashcards.ui.words import error_words, tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, HEIGHT_PX, LIST_HEIGHT_PX = 880, 560, 170
HEADINGS: Final[tuple[Translatable, ...]] = ("What", "Lost", "Now", "Computer", "Typed")
WIDEST_PX: Final = {0: 270, 3: 170}
"""Of what it is and the computer, by column; what is chosen is named in full beneath."""
_COMPUTER: Final = 3
_SHOWN: Final = 100
"""Characters of a text in the list."""


def subject_words(each: Overruled) -> str:
    """Say of what it is, and which part."""
    name = overruled.plain_name(each)
    name = preset_name(name) if each.kind == "preset" else name
    return worded(subject(each, name, _option_words(each.field)))


def _option_words(field: str) -> str:
    option = ROWS.get(field.removeprefix(LIMIT).removeprefix(OPTION))
    return "" if option is None else tr(option.text).replace("&", "")


class _Lost(PlainModel):
    """What lost, the last first."""

    def __init__(self, window: "MainWindow", parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
        self.lost: list[Overruled] = []
        self._window = window
        self._now: datetime = window.collection.clock()

    def take(self, lost: Sequence[Overruled]) -> None:
        """Show others."""
        self.beginResetModel()
        self.lost = list(lost)
        self.endResetModel()

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lost)

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        each = self.lost[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(each.device if index.column() == _COMPUTER else "")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            subject_words(each),
            " ".join(self.words(each, each.value)[:_SHOWN].split()) or tr("nothing"),
            " ".join(self.words(each, each.now)[:_SHOWN].split()) or tr("nothing"),
            each.device,
            moment_words(each.typed, self._now),
        )[index.column()]

    def words(self, each: Overruled, value: str) -> str:
        """Return what lost, or what stands, as the program shows it elsewhere."""
        if each.field.startswith(LIMIT):
            found = json.loads(value)
            limit = LIMITS[each.field.removeprefix(LIMIT)]
            return tr("none of its own") if found is None else value_words(limit, found)
        if each.field.startswith(OPTION):
            return _value_of_option(each.field.removeprefix(OPTION), value)
        if each.field == "definition" and each.plan == "session":
            study = self._window.collection.planning.session_in(value)
            return value if study is None else described(study)
        return preset_name(value) if each.kind == "preset" else overruled.plain_value(each, value)


def _value_of_option(name: str, value: str) -> str:
    with suppress(UserError):
        fit = getattr(checked(Options(), {name: json.loads(value)}), name)
        return value_words(ROWS[name], fit)
    return value


class LostSettings(QDialog):
    """Choose what lost; what differs from what stands is marked in both."""

    def __init__(self, window: "MainWindow", lost: Sequence[Overruled]) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(tr("Changed on two computers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.model = _Lost(window, self)
        self.list = self._table()
        self.what = label("", wrap=True)
        self.texts = PaneRow(2)
        self.said = label("", "muted", wrap=True)
        self.undo = button(tr("&Undo"), self._undo, icon="undo")
        self.undo.setEnabled(False)
        self.keep = button(tr("&Keep what stands"), self._keep)
        self.back = button(tr("&Take back what lost"), self.accept, kind="primary", icon="restore")
        self.back.setDefault(True)
        foot = row(
            None, self.undo, None, button(tr("Close"), self.reject), self.keep, self.back
        )  # fmt: skip
        layout = column(self, self.list, self.what, self.texts, self.said, foot, gap="between",
                        margins="around")  # fmt: skip
        layout.setStretch(0, 1)
        self._decided: list[str] = []
        """What was decided here, in words."""
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self._show(lost)
        window.changes.changed.connect(self._follow)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        make_plain(table, tr("Names and settings that lost"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setWordWrap(False)  # else a cut text ends at a word, far from where its room does
        for capped in WIDEST_PX:
            header.setSectionResizeMode(capped, QHeaderView.ResizeMode.Interactive)
        for long in (1, 2):
            header.setSectionResizeMode(long, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(LIST_HEIGHT_PX)
        return table

    def chosen(self) -> Overruled | None:
        """Return what is chosen."""
        rows = self.list.selectionModel().selectedRows()
        return self.model.lost[rows[0].row()] if rows else None

    def _show(self, lost: Sequence[Overruled]) -> None:
        """Show what lost; what is chosen stays chosen, or else what comes to its place."""
        row, chosen = self.list.currentIndex().row(), self.chosen()
        numbers = [each.number for each in lost]
        self.model.take(lost)
        fit_columns(self.list, WIDEST_PX)
        if chosen is not None and chosen.number in numbers:
            row = numbers.index(chosen.number)
        choose_row(self.list, min(max(row, 0), len(lost) - 1))
        self._show_chosen()

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        """Show what is left, and what came from another computer."""
        if changes.former or changes.decks or changes.presets or changes.plans:
            self._show(self._syncing.overruled())
            if self._decided and not self.model.lost:
                self.reject()
                last = self._decided[-1]
                self._window.toast(last, tr("Undo"), self._window.undo_in_collection)

    def _show_chosen(self) -> None:
        found = self.chosen()
        for each in (self.keep, self.back):
            each.setEnabled(found is not None)
        self.texts.setVisible(found is not None)
        self.what.setText("" if found is None else subject_words(found))
        if found is None:
            return
        lost, now = (self.model.words(found, text) for text in (found.value, found.now))
        gone, come = differences(lost, now)
        before, after = self.texts.panes
        before.show_wording(tr("Lost"), lost, [(GONE, gone)])
        after.show_wording(tr("Now"), now, [(COME, come)])
        self.texts.fit()

    # Deciding

    def accept(self) -> None:
        """Let what lost stand, as one step of undo."""
        found = self.chosen()
        if found is not None:
            taken = tr("Taken back: {what}", what=subject_words(found))
            self._decide(partial(self._syncing.take_back, found.number), taken)

    def _keep(self) -> None:
        found = self.chosen()
        if found is not None:
            kept = tr("Kept as it is: {what}", what=subject_words(found))
            self._decide(partial(self._syncing.let_stand, found.number), kept)

    @property
    def _syncing(self) -> Any:
        return self._window.collection.syncing

    def _decide(self, write: Callable[[], None], said: str) -> None:
        def work() -> UserError | None:
            try:
                write()
            except UserError as error:
                return error
            return None

        def told(error: UserError | None) -> None:
            if error is not None:
                self._decided.remove(said)
            self._say("" if error is None else error_words(error))

        self._decided.append(said)
        self._window.writes.do(work, told)

    def _undo(self) -> None:
        taking_back.take(self._window, tr("Undoing"), self._window.collection.undo, self._undone)

    def _undone(self, step: Message | None) -> None:
        """Say what is left to undo; where it could not be undone, that is told, and stays here."""
        if step is not None and self._decided:
            self._decided.pop()
        if isValid(self):  # it may have been closed meanwhile
            self._say("")

    def _say(self, error: str) -> None:
        """Say what is wrong, or else what was decided last and can be undone."""
        self.said.setText(error or (self._decided[-1] if self._decided else ""))
        self.undo.setEnabled(bool(self._decided))
        self.list.setFocus()


def open_lost_settings(window: "MainWindow") -> LostSettings:
    """Show what lost and is not decided yet."""
    dialog = LostSettings(window, window.collection.syncing.overruled())
    dialog.open()
    dialog.list.setFocus()
    return dialog
