"""Preferences: every command with its keys, and a field that records another one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget

from flashcards.ui import theme
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.preferences import key_actions
from flashcards.ui.preferences.key_field import KeyField
from flashcards.ui.preferences.key_rows import (
    COMMAND,
    KEYS,
    WHERE,
    KeyRow,
    KeysModel,
    key_rows,
    matching,
)
from flashcards.ui.preferences.parts import bare
from flashcards.ui.widgets import (
    button,
    column,
    label,
    make_plain,
    panel,
    row,
    scrolled,
    set_role,
    text_field,
)
from flashcards.ui.widgets.fields import with_clear_button
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class KeysPage(QWidget):
    """Choose a command, press a key, and it listens to it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._rows: list[KeyRow] = []
        self._chosen = ""
        self.filter = text_field(
            tr("Find a command"), hint=tr("Find a command by its name, its place or its shortcut")
        )
        with_clear_button(self.filter)
        self.model = KeysModel(self)
        self.table = self._table()
        self.nothing = label(tr("No command has that name."), "muted")
        self.name = label("", "heading", wrap=True)
        self.verdict = label("", "muted", wrap=True)
        self.field = KeyField()
        self.use = button(tr("Use this shor&tcut"), self._use, kind="primary")
        self.extra = button(tr("Add as e&xtra shortcut"), self._add)
        self.none = button(tr("Remove shortcut"), self._take_away)
        self.back = button(tr("Reset to default"), self._reset, icon="reset")
        self.all_back = button(tr("&Reset all to defaults"), self._reset_all, icon="reset")
        self.editor = self._editor()
        self._lay_out()
        self._connect()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        make_plain(table, tr("Keys of all commands"))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(COMMAND, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(WHERE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(KEYS, QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight(4 * table.verticalHeader().defaultSectionSize())
        return table

    def _editor(self) -> QFrame:
        caption = label(tr("Ne&w shortcut"))
        caption.setBuddy(self.field)
        record = row(None, caption, self.field)
        record.setStretch(1, 1)
        return panel(
            BreakingRow(self.back, words=self.name),
            record,
            self.verdict,
            BreakingRow(self.use, self.extra, self.none),
            gap="inside",
        )

    def _lay_out(self) -> None:
        find = label(tr("F&ind"))
        find.setBuddy(self.filter)
        search = bare()
        row(search, find, self.filter, gap="inside").setStretch(1, 1)
        inside = bare()
        layout = column(
            inside,
            BreakingRow(self.all_back, words=search),
            self.table,
            self.nothing,
            self.editor,
            gap="between",
        )
        edge = theme.SPACE
        layout.setContentsMargins(edge.around, edge.between, edge.around, edge.around)
        layout.setStretch(1, 1)
        column(self, scrolled(inside), gap="none")

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._find)
        self.filter.returnPressed.connect(self._go_to_table)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(lambda _index: self.record())
        self.field.keySequenceChanged.connect(lambda _keys: self._judge())
        self.field.recorded.connect(self._recorded)
        self.field.given_up.connect(self.table.setFocus)
        # Rows come and go with the screens; keys change from here and from elsewhere.
        self._window.commands.changed.connect(self.show_keys)

    # What is shown

    def show_keys(self) -> None:
        """Read the keys of every command again."""
        if not self.isVisible():
            return
        self._rows = key_rows(self._window.commands)
        self._find()
        self.all_back.setEnabled(bool(self._window.settings.shortcuts))

    def _find(self) -> None:
        found = matching(self._rows, self.filter.text())
        blocker = QSignalBlocker(self.table.selectionModel())
        self.model.show_rows(found)
        blocker.unblock()
        self.nothing.setVisible(not found)
        place = max(0, self.model.place_of(self._chosen))
        if found:
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))
        self._choose(self.model.index(place, 0))

    def chosen(self) -> KeyRow | None:
        """Return the command chosen in the table."""
        at = self.model.place_of(self._chosen)
        return self.model.rows[at] if at >= 0 else None

    def choose(self, command_id: str) -> None:
        """Choose a command in the table."""
        at = self.model.place_of(command_id)
        if at >= 0:
            self.table.selectRow(at)

    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        found = self.model.rows[index.row()] if index.isValid() else None
        if found is None or found.id != self._chosen:
            self.field.clear()
        self._chosen = found.id if found is not None else ""
        self.editor.setVisible(found is not None)
        if found is not None:
            self.name.setText(found.text)
            self.none.setEnabled(bool(found.keys))
            self.back.setVisible(found.changed)
            first = found.first_keys or tr("no shortcut")
            self.back.setText(tr("Reset to {key}", key=first))
        self._judge()

    def _judge(self) -> None:
        """Say who has the key that was recorded, before it is given away."""
        key, found = self.field.key(), self.chosen()
        ready = bool(key) and found is not None
        self.use.setEnabled(ready)
        self.extra.setEnabled(ready and found is not None and bool(found.keys))
        set_role(self.verdict, "muted")
        if not ready or found is None:
            said = tr("Press Enter in the table to come here. Esc cancels.")
            self.verdict.setText(said)
            return
        verdict = key_actions.verdict(self._window, found, key)
        set_role(self.verdict, "warning" if verdict.warning else "muted")
        self.verdict.setText(verdict.text)
        self.use.setEnabled(verdict.possible)
        self.extra.setEnabled(verdict.possible and bool(found.keys))

    # Actions

    def record(self) -> None:
        """Put the keyboard into the field that records."""
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recorded(self, _key: str) -> None:
        if self.field.hasFocus() and self.use.isEnabled():
            self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self) -> None:
        self._give([self.field.key()])

    def _add(self) -> None:
        self._give([*self._window.commands.shortcuts(self._chosen), self.field.key()])

    def _give(self, keys: list[str]) -> None:
        self.field.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        key_actions.give_keys(self._window, self._chosen, list(dict.fromkeys(keys)))

    def _take_away(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        key_actions.give_keys(self._window, self._chosen, [])

    def _reset(self) -> None:
        first = self._window.commands.first_keys(self._chosen)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        key_actions.give_keys(self._window, self._chosen, first)

    def _reset_all(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        key_actions.reset_all(self._window)

    def _go_to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        """Let go of what was typed to find a command."""
        if not self.filter.text():
            return False
        self.filter.clear()
        return True

    def first_focus(self) -> QWidget:
        """Return the field one finds a command with."""
        return self.filter
