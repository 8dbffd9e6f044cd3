"""How a table is read: found out, shown, and to be changed where that is wrong."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from flashcards.model.messages import Translatable
from flashcards.model.tables import Existing, KnownBy
from flashcards.ui import theme
from flashcards.ui.hints import set_hint
from flashcards.ui.importing.looking import FileLook
from flashcards.ui.widgets import (
    FlowRow,
    button,
    check_field,
    choice_field,
    column,
    label,
    text_field,
)
from flashcards.ui.words import quoted, tr

if TYPE_CHECKING:
    from flashcards.formats.csv_table import CsvChoices

FEWEST_IN_ROW = 3
_SHORTEST, _SHORTEST_ENCODING, _SHORTEST_EXISTING, _SHORTEST_KNOWN = 7, 15, 11, 14
"""Characters a field has room for at least; its list is as wide as what is in it."""

ENCODINGS: tuple[tuple[Translatable, str], ...] = (
    ("UTF-8 · Unicode", "utf-8"),
    ("UTF-16 LE · Unicode", "utf-16-le"),
    ("UTF-16 BE · Unicode", "utf-16-be"),
    ("Windows-1252 · Western", "cp1252"),
    ("Latin-1 · Western", "latin-1"),
    ("Latin-9 · Western", "iso8859-15"),
    ("CP850 · Western, DOS", "cp850"),
    ("Mac Roman · Western", "mac-roman"),
    ("Windows-1250 · Central European", "cp1250"),
    ("Latin-2 · Central European", "iso8859-2"),
    ("Windows-1251 · Cyrillic", "cp1251"),
    ("KOI8-R · Cyrillic", "koi8-r"),
    ("Windows-1253 · Greek", "cp1253"),
    ("Windows-1254 · Turkish", "cp1254"),
    ("Windows-1255 · Hebrew", "cp1255"),
    ("Windows-1256 · Arabic", "cp1256"),
    ("Windows-1257 · Baltic", "cp1257"),
    ("Windows-1258 · Vietnamese", "cp1258"),
    ("Windows-874 · Thai", "cp874"),
    ("Shift JIS · Japanese", "cp932"),
    ("EUC-JP · Japanese", "euc-jp"),
    ("GB 18030 · Chinese", "gb18030"),
    ("Big5 · Chinese", "big5"),
    ("CP949 · Korean", "cp949"),
)
DELIMITERS: tuple[tuple[Translatable, str], ...] = (
    ("Tab", "\t"),
    ("Comma (,)", ","),
    ("Semicolon (;)", ";"),
    ("Bar (|)", "|"),
    ("Colon (:)", ":"),
    ("Space", " "),
    ("Slash (/)", "/"),
    ("Tilde (~)", "~"),
    ("Caret (^)", "^"),
)
EXISTING: tuple[tuple[Translatable, Existing], ...] = (
    ("Are updated", Existing.UPDATE),
    ("Stay as they are", Existing.KEEP),
    ("Are added again", Existing.ADD),
)
KNOWN_BY: tuple[tuple[Translatable, KnownBy], ...] = (
    ("First field in deck", KnownBy.DECK),
    ("First field anywhere", KnownBy.TYPE),
    ("Guid", KnownBy.GUID),
)
QUOTES: tuple[tuple[Translatable, str], ...] = (
    ('Double (")', '"'),
    ("Single (')", "'"),
    ("None", ""),
)


class TableSettings(QWidget):
    """Fields and tick boxes, each changed by the learner alone; one button takes all back."""

    chosen = Signal(object)
    """What the learner decided, as ``CsvChoices``."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._wanted: CsvChoices | None = None
        """All that was decided, also what the file is still being read for."""
        self._cells: list[QWidget] = []
        self._in_row = 0
        self.encoding = self._field(tr("E&ncoding"), tr("Encoding"))
        self.encoding.setMinimumContentsLength(_SHORTEST_ENCODING)
        self.delimiter = self._field(tr("&Separator"), tr("Separator"))
        self.quote = self._field(tr("&Quotes"), tr("Quotes"))
        self.existing = self._field(tr("Notes &you have"), tr("Notes you have"))
        self.known_by = self._field(tr("&Known by"), tr("Known by"))
        self.existing.setMinimumContentsLength(_SHORTEST_EXISTING)
        self.known_by.setMinimumContentsLength(_SHORTEST_KNOWN)
        self.tags = text_field(tr("Tags for all rows"), hint=tr("none"))
        self._add_cell(tr("Add &tags"), self.tags)
        self.header = check_field(tr("First ro&w contains column names"))
        self.html = check_field(tr("Cells hold Markdown or HT&ML"))
        self.found = button(tr("Reset to detected"), self._take_back, kind="quiet", icon="reset")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE.inside)
        self._grid.setVerticalSpacing(theme.SPACE.hair)
        ticks = FlowRow(self.header, self.html, self.found, last_at_end=True)
        column(self, self._grid, ticks, gap="hair")
        self._lay_out(len(self._cells))
        self.encoding.activated.connect(lambda _: self._choose(encoding=self._of(self.encoding)))
        self.delimiter.activated.connect(self._choose_delimiter)
        self.quote.activated.connect(lambda _: self._choose(quote=self._of(self.quote)))
        self.existing.activated.connect(
            lambda _: self._choose(existing=Existing(self._of(self.existing)))
        )
        self.known_by.activated.connect(
            lambda _: self._choose(known_by=KnownBy(self._of(self.known_by)))
        )
        self.tags.textEdited.connect(self._choose_tags)
        self.header.clicked.connect(lambda on: self._choose(has_header=bool(on)))
        self.html.clicked.connect(lambda on: self._choose(html=bool(on)))

    def show_look(self, look: FileLook) -> None:
        """Show how a table is read; nothing where the file is none."""
        self._wanted = look.choices
        self.setVisible(look.preview is not None)
        if look.preview is None:
            return
        preview = look.preview
        _fill(self.encoding, _with(ENCODINGS, preview.encoding), preview.encoding)
        _fill(self.delimiter, _with(DELIMITERS, preview.delimiter), preview.delimiter)
        _fill(self.quote, _with(QUOTES, preview.quote), preview.quote)
        _fill(self.existing, [(tr(text), value) for text, value in EXISTING], preview.existing)
        known_by = preview.known_by
        if known_by is None:
            known_by = KnownBy.DECK if preview.guid_column is None else KnownBy.GUID
        _fill(self.known_by, [(tr(text), value) for text, value in KNOWN_BY], known_by)
        self.known_by.setEnabled(preview.existing is not Existing.ADD)
        if not self.tags.hasFocus():
            self.tags.setText(" ".join(look.choices.added_tags or ()))
        self.header.setChecked(preview.has_header)
        self.html.setChecked(preview.html)
        self.found.setEnabled(look.is_chosen)

    # What the learner does

    def become(self, meanings: tuple[str, ...]) -> None:
        """Let the columns become something else."""
        self._choose(meanings=meanings, front_column=None, back_column=None, tags_column=None)

    def be_of(self, note_type: str) -> None:
        """Let the rows be notes of another type; its fields are given columns anew."""
        columns = dict.fromkeys(("meanings", "front_column", "back_column", "tags_column"))
        self._choose(note_type=note_type, **columns)

    def _choose(self, **choices: Any) -> None:
        if self._wanted is None:
            return
        wanted: CsvChoices = replace(self._wanted, **choices)
        if wanted != self._wanted:
            self._wanted = wanted
            self.chosen.emit(wanted)

    def _choose_tags(self, text: str) -> None:
        self._choose(added_tags=tuple(text.split()) or None)

    def _choose_delimiter(self, _at: int) -> None:
        """Other separators mean other columns, so what was decided of those is void."""
        self._choose(delimiter=self._of(self.delimiter), meanings=None)

    def _take_back(self) -> None:
        from flashcards.formats.csv_table import FOUND_OUT

        self.encoding.setFocus()  # the button pressed goes out of use
        self._wanted = FOUND_OUT
        self.chosen.emit(FOUND_OUT)

    @staticmethod
    def _of(field: QComboBox) -> Any:
        return field.currentData()

    # How it is laid out

    def _field(self, text: str, name: str) -> QComboBox:
        field = choice_field(name, ())
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(_SHORTEST)
        self._add_cell(text, field)
        return field

    def _add_cell(self, text: str, field: QWidget) -> None:
        caption = label(text, "muted")
        caption.setBuddy(field)
        cell = QWidget()
        cell.setProperty("role", "bare")
        column(cell, caption, field, gap="hair")
        self._cells.append(cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two rows where one has no room for all fields."""
        super().resizeEvent(event)
        fits = self._width_of(len(self._cells)) <= event.size().width()
        self._lay_out(len(self._cells) if fits else FEWEST_IN_ROW)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the fields in two rows."""
        return QSize(self._width_of(FEWEST_IN_ROW), super().minimumSizeHint().height())

    def _width_of(self, in_row: int) -> int:
        """Return how much room so many columns need; each is as wide as its widest field."""
        widths = [cell.minimumSizeHint().width() for cell in self._cells]
        columns = (max(widths[at::in_row]) for at in range(in_row))
        return int(sum(columns) + (in_row - 1) * theme.SPACE.inside)

    def _lay_out(self, in_row: int) -> None:
        if in_row == self._in_row:
            return
        self._in_row = in_row
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // in_row, at % in_row)
            self._grid.setColumnStretch(at, 1 if at < in_row else 0)
        if in_row > FEWEST_IN_ROW:
            self._grid.setColumnStretch(0, 2)  # encodings have long names
        self.updateGeometry()


def _with(items: Iterable[tuple[str, object]], present: str) -> list[tuple[str, object]]:
    """Return the choices in the learner's language, with the present one if it is none of them."""
    known = [(tr(text), value) for text, value in items]
    if all(value != present for _, value in known):
        known.append((present.upper() if len(present) > 1 else quoted(present), present))
    return known


def _fill(field: QComboBox, items: Iterable[tuple[str, object]], current: object) -> None:
    """Offer choices and show the present one, without a word of it to anybody."""
    field.blockSignals(True)
    field.clear()
    for text, value in items:
        field.addItem(text, value)
    field.setCurrentIndex(
        next((at for at in range(field.count()) if field.itemData(at) == current), -1)
    )
    set_hint(field, field.currentText())
    field.blockSignals(False)
