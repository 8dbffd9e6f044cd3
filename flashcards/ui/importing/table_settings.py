"""How a table is read: found out, shown, and to be changed where that is wrong."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.hints import set_hint
from flashcards.ui.importing.looking import FileLook
from flashcards.ui.widgets import button, check_field, choice_field, column, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.formats.csv_table import CsvChoices, CsvPreview

FEWEST_IN_ROW = 3
LONGEST_NAME = 40
_SHORTEST, _SHORTEST_ENCODING = 7, 15
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
QUOTES: tuple[tuple[Translatable, str], ...] = (
    ('Double (")', '"'),
    ("Single (')", "'"),
    ("None", ""),
)


class TableSettings(QWidget):
    """Six fields and a tick box, each changed by the learner alone; one button takes all back."""

    chosen = Signal(object)
    """What the learner decided, as ``CsvChoices``."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._look: FileLook | None = None
        self._cells: list[QWidget] = []
        self._in_row = 0
        self.encoding = self._field(tr("E&ncoding"), tr("Encoding"))
        self.encoding.setMinimumContentsLength(_SHORTEST_ENCODING)
        self.delimiter = self._field(tr("&Separator"), tr("Separator"))
        self.quote = self._field(tr("&Quotes"), tr("Quotes"))
        self.front = self._field(tr("F&ront"), tr("Column of fronts"))
        self.back = self._field(tr("&Back"), tr("Column of backs"))
        self.tags = self._field(tr("&Tags"), tr("Column of tags"))
        self.header = check_field(tr("First ro&w contains column names"))
        self.found = button(tr("Reset to detected"), self._take_back, kind="quiet", icon="reset")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE.inside)
        self._grid.setVerticalSpacing(theme.SPACE.hair)
        column(self, self._grid, row(None, self.header, None, self.found), gap="hair")
        self._lay_out(len(self._cells))
        self.encoding.activated.connect(lambda _: self._choose(encoding=self._of(self.encoding)))
        self.delimiter.activated.connect(self._choose_delimiter)
        self.quote.activated.connect(lambda _: self._choose(quote=self._of(self.quote)))
        self.header.clicked.connect(lambda on: self._choose(has_header=bool(on)))
        for field in (self.front, self.back, self.tags):
            field.activated.connect(partial(self._choose_column, field))

    def show_look(self, look: FileLook) -> None:
        """Show how a table is read; nothing where the file is none."""
        self._look = look
        self.setVisible(look.preview is not None)
        if look.preview is None:
            return
        preview = look.preview
        _fill(self.encoding, _with(ENCODINGS, preview.encoding), preview.encoding)
        _fill(self.delimiter, _with(DELIMITERS, preview.delimiter), preview.delimiter)
        _fill(self.quote, _with(QUOTES, preview.quote), preview.quote)
        columns = _columns(preview)
        _fill(self.front, columns, preview.front_column)
        _fill(self.back, columns, preview.back_column)
        sides = (preview.front_column, preview.back_column)
        none: list[tuple[str, object]] = [(tr("None"), None)]
        free = [item for item in columns if item[1] not in sides]
        _fill(self.tags, none + free, preview.tags_column)
        self.header.setChecked(preview.has_header)
        self.found.setEnabled(look.is_chosen)

    # What the learner does

    def _choose(self, **choices: Any) -> None:
        if self._look is None:
            return
        now = self._look.choices
        wanted: CsvChoices = replace(now, **choices)
        if wanted != now:
            self.chosen.emit(wanted)

    def _choose_delimiter(self, _at: int) -> None:
        """Other separators mean other columns, so what was decided of those is void."""
        self._choose(
            delimiter=self._of(self.delimiter),
            front_column=None,
            back_column=None,
            tags_column=None,
        )

    def _choose_column(self, field: QComboBox, _at: int) -> None:
        """Two sides that would be the same change places."""
        if self._look is None or self._look.preview is None:
            return
        from flashcards.formats.csv_table import NO_COLUMN

        preview, new = self._look.preview, self._of(field)
        front, back, tags = preview.front_column, preview.back_column, preview.tags_column
        if field is self.tags:
            tags = new
        elif field is self.front:
            front, back = new, front if new == back else back
        else:
            front, back = back if new == front else front, new
        if tags in (None, front, back):
            tags = NO_COLUMN
        self._choose(front_column=front, back_column=back, tags_column=tags)

    def _take_back(self) -> None:
        from flashcards.formats.csv_table import FOUND_OUT

        self.encoding.setFocus()  # the button pressed goes out of use
        self.chosen.emit(FOUND_OUT)

    @staticmethod
    def _of(field: QComboBox) -> Any:
        return field.currentData()

    # How it is laid out

    def _field(self, text: str, name: str) -> QComboBox:
        field = choice_field(name, ())
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(_SHORTEST)
        caption = label(text, "muted")
        caption.setBuddy(field)
        cell = QWidget()
        cell.setProperty("role", "bare")
        column(cell, caption, field, gap="hair")
        self._cells.append(cell)
        return field

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
        known.append((present.upper() if len(present) > 1 else f"“{present}”", present))
    return known


def _columns(preview: "CsvPreview") -> list[tuple[str, object]]:
    names: list[tuple[str, object]] = [
        (" ".join(name[:LONGEST_NAME].split()), at) for at, name in enumerate(preview.columns)
    ]
    places = (preview.front_column, preview.back_column)
    missing = sorted({at for at in places if at >= len(names)})
    return names + [(tr("None"), at) for at in missing]


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
