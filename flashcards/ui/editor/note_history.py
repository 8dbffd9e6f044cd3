"""What the fields of a note said before, beside what they say now, and a way back."""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QWidget

from flashcards.model.binned import CardsGoing, Revision
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.model.messages import Translatable
from flashcards.text.list_items import as_lines
from flashcards.text.plain import plain_text
from flashcards.text.template_language import list_fields
from flashcards.ui.dates import time_words
from flashcards.ui.editor import cards_going
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.differences import differences
from flashcards.ui.kept_articles.wording_pane import COME, GONE, PaneRow
from flashcards.ui.statistics.phrases import day_words
from flashcards.ui.stored_names import field_name
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
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, HEIGHT_PX, LIST_HEIGHT_PX = 760, 560, 170
WIDEST_PX: Final = {1: 140, 3: 180}
"""Of the field's name and the computer's, by column: what was said has the room."""
HEADINGS: tuple[Translatable, ...] = ("Changed", "Field", "Said before", "Computer")
_COMPUTER: Final = 3
_SHOWN = 200
"""Characters of a former text in the list."""


class _Said(NamedTuple):
    """A former text as the learner sees it."""

    field: str
    """What the field is called."""
    text: str
    """As its learner writes it."""


class _Former(PlainModel):
    """The former texts, the last first."""

    def __init__(
        self,
        revisions: Sequence[Revision],
        shown: Sequence["_Said"],
        now: datetime,
        parent: QObject,
    ) -> None:
        super().__init__(HEADINGS, parent)
        self.revisions = list(revisions)
        self._shown, self._now = shown, now

    def take(self, revisions: Sequence[Revision], shown: Sequence["_Said"]) -> None:
        """Show others."""
        self.beginResetModel()
        self.revisions, self._shown = list(revisions), shown
        self.endResetModel()

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.revisions)

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.revisions[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(found.device if index.column() == _COMPUTER else "")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            moment_words(found.until, self._now),
            self._shown[index.row()].field,
            plain_text(self._shown[index.row()].text[: 4 * _SHOWN])[:_SHOWN] or tr("nothing"),
            found.device,
        )[index.column()]


def moment_words(moment: datetime, now: datetime) -> str:
    """Return when a text was changed, as one would say it: ``Yesterday, 14:05``."""
    local = moment.astimezone(now.tzinfo)
    day = day_words(local.date().toordinal(), now.date().toordinal())
    return tr("{day}, {time}", day=day, time=time_words(local))


class NoteHistory(QDialog):
    """Choose a former text; what differs from the present one is marked in both."""

    def __init__(
        self,
        window: "MainWindow",
        note_id: NoteId,
        revisions: Sequence[Revision],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or window)
        self._window = window
        self._note_id = note_id
        self.setWindowTitle(tr("History of the note"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        shown = self._said(revisions)
        self._model = _Former(revisions, shown, window.collection.clock(), self)
        self.list = self._table()
        self.texts = PaneRow(2)
        self.go = button(tr("&Restore this text"), self.accept, kind="primary", icon="restore")
        self.go.setDefault(True)
        self.gone = label("", "muted", wrap=True)
        foot = row(None, self.gone, button(tr("Close"), self.reject), self.go)
        foot.setStretch(0, 1)
        layout = column(self, self.list, self.texts, foot, gap="between", margins="around")
        layout.setStretch(0, 1)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        choose_row(self.list, 0)
        window.changes.changed.connect(self._follow)

    def _said(self, revisions: Sequence[Revision]) -> list[_Said]:
        return [
            _Said(self._called(each.field), self._shown(each.field, each.value))
            for each in revisions
        ]

    def _follow(self, changes: Changes) -> None:
        """Show what has come from another computer; what is chosen stays chosen."""
        if not changes.notes:
            return
        chosen = self.chosen()
        with contextlib.suppress(UserError):  # it was deleted: its texts can still be copied
            revisions = self._window.collection.revisions(self._note_id)
            self._model.take(revisions, self._said(revisions))
            fit_columns(self.list, WIDEST_PX)
            choose_row(self.list, revisions.index(chosen) if chosen in revisions else 0)
        self._show_chosen()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        make_plain(table, tr("Former texts"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setWordWrap(False)  # else a cut text ends at a word, far from where its room does
        for capped in WIDEST_PX:
            header.setSectionResizeMode(capped, QHeaderView.ResizeMode.Interactive)
        fit_columns(table, WIDEST_PX)
        table.setMinimumHeight(LIST_HEIGHT_PX)
        table.doubleClicked.connect(lambda _index: self.accept())
        return table

    def chosen(self) -> Revision | None:
        """Return the former text that is chosen."""
        rows = self.list.selectionModel().selectedRows()
        return self._model.revisions[rows[0].row()] if rows else None

    def _called(self, field: str) -> str:
        """Return what a field is called; its stored name where the note is gone."""
        collection = self._window.collection
        try:
            note = collection.note(self._note_id)
        except UserError:
            return field
        return field_name(collection.note_type(note.note_type_id).uid, field)

    def _present(self, field: str) -> str | None:
        """Return what a field says now; None for one that the note's type no longer has."""
        collection = self._window.collection
        try:
            note = collection.note(self._note_id)
        except UserError:
            return None
        names = collection.note_type(note.note_type_id).fields
        return dict(zip(names, note.fields, strict=False)).get(field)

    def _shown(self, field: str, text: str) -> str:
        """Return a text as its learner writes it: the items of a list without their numbers."""
        collection = self._window.collection
        try:
            note_type = collection.note_type(collection.note(self._note_id).note_type_id)
        except UserError:
            return text
        is_list = field in list_fields(note_type.templates)
        return as_lines(text, note_type.markup) if is_list else text

    def _show_chosen(self) -> None:
        found = self.chosen()
        if found is None:
            return
        now = self._present(found.field)
        was, present = (self._shown(found.field, text) for text in (found.value, now or ""))
        gone, come = differences(was, present)
        before, after = self.texts.panes
        before.show_wording(tr("Before"), was, [(GONE, gone)])
        after.show_wording(tr("Now"), present, [(COME, come)])
        self.texts.fit()
        self.go.setEnabled(now is not None and now != found.value)
        self.gone.setText(self._why_not(found.field) if now is None else "")

    def _why_not(self, field: str) -> str:
        """Return why a text cannot be restored."""
        try:
            self._window.collection.note(self._note_id)
        except UserError:
            return tr("This note was deleted. Its text can still be copied from here.")
        return tr("The note has no field “{field}” any more; its text can be copied.", field=field)

    def accept(self) -> None:
        """Let the field say what it did, as one step of undo; answered cards go if agreed to."""
        found = self.chosen()
        if found is None or not self.go.isEnabled():
            return
        super().accept()
        window, note_id = self._window, self._note_id
        going = _going(window, note_id, found)
        if going.reviews:
            write = partial(_write, window, note_id, found)
            cards_going.ask(window, going, write, lambda: None)
        else:
            _write(window, note_id, found)


def _going(window: "MainWindow", note_id: NoteId, found: Revision) -> CardsGoing:
    """Return the cards that restoring would take away."""
    try:
        return window.collection.cards_going(note_id, {found.field: found.value})
    except UserError:  # which restoring will tell in its words
        return CardsGoing(0, 0)


def _write(window: "MainWindow", note_id: NoteId, found: Revision) -> None:
    window.writes.do(partial(_restore, window, note_id, found), then=partial(_told, window, found))


def _restore(window: "MainWindow", note_id: NoteId, found: Revision) -> UserError | None:
    try:
        window.collection.update_note(note_id, {found.field: found.value})
    except UserError as error:
        return error
    return None


def _told(window: "MainWindow", found: Revision, error: UserError | None) -> None:
    if error is not None:
        window.toast(error_words(error))
    else:
        window.toast(
            tr("Restored the text of “{field}”", field=found.field),
            tr("Undo"),
            window.undo_in_collection,
        )


def open_history(
    window: "MainWindow", note_id: NoteId, parent: QWidget | None = None
) -> NoteHistory | None:
    """Show what a note said before; a word about it where it never said anything else."""
    revisions = window.collection.revisions(note_id)
    if not revisions:
        window.toast(tr("This note has not been changed yet"))
        return None
    dialog = NoteHistory(window, note_id, revisions, parent)
    dialog.open()
    dialog.list.setFocus()
    return dialog
