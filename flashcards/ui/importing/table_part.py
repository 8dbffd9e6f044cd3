"""A table before it is imported: how it is read, what its columns become, and its first cards."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from flashcards.model.errors import UserError
from flashcards.model.notes import NoteType
from flashcards.ui import messages
from flashcards.ui.importing.cards_part import CardsPart
from flashcards.ui.importing.column_table import ColumnTable
from flashcards.ui.importing.looking import FileLook
from flashcards.ui.importing.sample_table import SampleTable
from flashcards.ui.importing.table_settings import TableSettings
from flashcards.ui.note_types.type_field import TypeField
from flashcards.ui.widgets import column, label
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import quoted, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_CARDS, _ROWS = range(2)
_ELSE = ("tags", "deck", "guid", "type")
"""What columns mean that are no fields."""
_SHORTEST_TYPE = 18
"""Characters a name of a note type has room for."""


class TablePart(QWidget):
    """Of a deck that is no table, it shows the first notes alone."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._look: FileLook | None = None
        self._is_table = True
        self.type_field = TypeField(of_columns=True)
        self.type_field.setMinimumContentsLength(_SHORTEST_TYPE)
        self.type_label = label(tr("Note ty&pe"))
        self.type_label.setBuddy(self.type_field)
        self.settings = TableSettings()
        self.columns = ColumnTable()
        self.cards = CardsPart(window)
        self.table = SampleTable()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.cards, tr("Ca&rds"))
        self.tabs.addTab(self.table, tr("Tab&le"))
        self.tabs.setCornerWidget(self.cards.turning)
        self.tabs.setAccessibleName(tr("Preview"))
        self.halves = Splitter(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.columns)
        self.halves.addWidget(self.tabs)
        for at in range(2):
            self.halves.setStretchFactor(at, 1)
        column(self, self.settings, self.halves, gap="inside").setStretch(1, 1)
        self.type_field.chosen.connect(self.settings.be_of)
        self.type_field.manage_wanted.connect(self._make_type)
        self.columns.chosen.connect(self.settings.become)
        self.cards.turned.connect(self._show_cells)

    def show_look(self, look: FileLook, deck: str) -> None:
        """Show a file; ``deck`` is where its notes go."""
        self._look = look
        self.setVisible(look.anki is None)
        table = look.table
        self.settings.show_look(look)
        for part in (self.type_label, self.type_field, self.columns):
            part.setVisible(table is not None)
        self.table.show_look(look)
        if (table is not None) != self._is_table:
            self._is_table = table is not None
            self.tabs.setTabVisible(_CARDS, self._is_table)
            self.tabs.tabBar().setVisible(self._is_table)
            self.cards.turning.setVisible(self._is_table)
            self.tabs.setCurrentIndex(_CARDS if self._is_table else _ROWS)
        if table is None:
            return
        self._show_type(look)
        self.columns.show_look(look)
        self.cards.show_rows(table.rows, deck)

    def _show_type(self, look: FileLook) -> None:
        """Show the note type of all rows; there is none where each row names its own."""
        kind = None if look.table is None else look.table.note_type
        self.type_label.setText(tr("Note ty&pe") if kind else tr("Note types as in each row"))
        self.type_field.setVisible(kind is not None)
        if kind is not None:
            self.type_field.show_types(self._window.collection.note_types.all(), kind.uid)

    def _make_type(self) -> None:
        """Make a note type with a field for each column that says nothing else of the note."""
        look, collection = self._look, self._window.collection
        if look is None or look.preview is None:
            return
        preview, name = look.preview, look.path.stem
        columns = [
            column for at, column in enumerate(preview.columns) if preview.meaning(at) not in _ELSE
        ]

        def make() -> NoteType | UserError:
            try:
                return collection.note_types.create_of_columns(name, columns)
            except UserError as error:
                return error

        self._window.writes.do(make, then=self._made_type)

    def _made_type(self, made: NoteType | UserError) -> None:
        if isinstance(made, UserError):
            messages.show_error(self._window, made)
            return
        self.type_field.show_types(self._window.collection.note_types.all(), made.uid)
        self.settings.be_of(made.uid)
        self._window.toast(tr("Added note type {name}", name=quoted(made.name)))

    def _show_cells(self, at: int) -> None:
        rows = self._look.rows if self._look is not None else ()
        self.columns.show_cells(rows[at] if at < len(rows) else ())
