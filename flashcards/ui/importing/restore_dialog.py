"""The list of backups, each compared with what is there now."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHeaderView,
    QTableView,
)

from flashcards.model.backups import OTHERS_FOLLOW, BackupInfo, MediaComing
from flashcards.model.messages import Message, Translatable
from flashcards.ui import theme
from flashcards.ui.dates import WEEKDAY_OF_YEAR, moment_words
from flashcards.ui.importing.restoring import restore
from flashcards.ui.jobs import Progress
from flashcards.ui.widgets import (
    PlainModel,
    TableIndex,
    button,
    choose_row,
    column,
    label,
    make_plain,
    panel,
    row,
)
from flashcards.ui.widgets.table import LEADING, TRAILING
from flashcards.ui.words import numeral, plural, tr, worded

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, LIST_HEIGHT_PX = 800, 220
HEADINGS: tuple[Translatable, ...] = (
    "Backup", "Notes", "Cards", "Reviews", "Media", "Size", "Reason",
)  # fmt: skip
Counts = tuple[int, int, int]
"""Notes, cards, answers."""
Looked = tuple[list[BackupInfo], Counts, dict[Path, MediaComing], Message | None, bool]


def counts_now(collection: "Collection") -> Counts:
    """Return what the open collection holds; for a worker thread."""
    cards = collection.search("")
    return len(collection.notes_of(cards)), len(cards), collection.review_count()


def when(info: BackupInfo) -> str:
    """Return when a backup was made, in the learner's own time and writing."""
    return moment_words(info.at.astimezone(), WEEKDAY_OF_YEAR)


class _Backups(PlainModel):
    def __init__(self, backups: Sequence[BackupInfo], parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
        self.backups = list(backups)

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.backups)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        return TRAILING if 1 <= column <= 5 else LEADING

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.FontRole:
            return theme.number_font(QApplication.font())
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        info = self.backups[index.row()]
        return (
            when(info),
            numeral(info.notes),
            numeral(info.cards),
            numeral(info.reviews),
            numeral(info.media),
            QLocale().formattedDataSize(info.size, 1),
            worded(info.shown_reason),
        )[index.column()]


class RestoreDialog(QDialog):
    """Choose a backup; the counts of both are side by side before anything happens."""

    def __init__(
        self,
        window: "MainWindow",
        backups: Sequence[BackupInfo],
        now: Counts,
        coming: Mapping[Path, MediaComing],
        lacking: str = "",
        *,
        shared: bool = False,
    ) -> None:
        """``shared``: whether other computers keep in step with the collection."""
        super().__init__(window)
        self._window = window
        self._coming = coming
        self._now = now
        self.setWindowTitle(tr("Restore a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        self._model = _Backups(backups, self)
        self.list = self._table()
        self._grid = QGridLayout()
        self.chosen_name = label("")
        self.chosen_counts = [label("", "number") for _ in range(3)]
        self._compare()
        self.media = label("", "muted", wrap=True)
        """What becomes of the pictures and sounds of the chosen backup."""
        self.lacking = label(lacking, "warning", wrap=True)
        """Which of the present files no backup holds."""
        self.lacking.setVisible(bool(lacking))
        self.others = label(tr(OTHERS_FOLLOW), "muted", wrap=True)
        """That other computers go back as well."""
        self.others.setVisible(shared)
        folder = backups[0].path.parent if backups else window.collection.path.parent
        hint = tr(
            "Your current collection is backed up first to {folder}, so you can undo this.",
            folder=folder,
        )
        self.go = button(tr("&Restore"), self.accept, kind="primary", icon="restore")
        self.go.setAutoDefault(True)
        self.go.setDefault(True)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.go)
        column(
            self,
            label(tr("Restore a backup"), "heading"),
            self.list,
            panel(self._grid),
            self.media,
            self.lacking,
            self.others,
            label(hint, "muted", wrap=True),
            buttons,
            gap="between",
            margins="around",
        )
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        choose_row(self.list, 0)
        self.resize(WIDTH_PX, self.heightForWidth(WIDTH_PX))  # for all that is said by now

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        make_plain(table, tr("Backups"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(LIST_HEIGHT_PX)
        table.doubleClicked.connect(lambda _index: self.accept())
        return table

    def _compare(self) -> None:
        grid = self._grid
        grid.setHorizontalSpacing(theme.SPACE.around)
        for at, name in enumerate(HEADINGS[1:4], 1):
            grid.addWidget(label(tr(name), "muted"), 0, at, Qt.AlignmentFlag.AlignRight)
            now = label(numeral(self._now[at - 1]), "number")
            grid.addWidget(now, 1, at, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self.chosen_counts[at - 1], 2, at, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(tr("Now")), 1, 0)
        grid.addWidget(self.chosen_name, 2, 0)
        grid.setColumnStretch(0, 1)

    def chosen(self) -> BackupInfo | None:
        """Return the backup that is chosen."""
        rows = self.list.selectionModel().selectedRows()
        return self._model.backups[rows[0].row()] if rows else None

    def _show_chosen(self) -> None:
        info = self.chosen()
        self.go.setEnabled(info is not None)
        if info is not None:
            self.chosen_name.setText(tr("Backup of {when}", when=when(info)))
            for part, count in zip(
                self.chosen_counts, (info.notes, info.cards, info.reviews), strict=True
            ):
                part.setText(numeral(count))
            self.media.setText(media_words(self._coming.get(info.path)))

    def accept(self) -> None:
        """Restore the chosen backup."""
        info = self.chosen()
        if info is not None:
            super().accept()
            restore(self._window, info.path)


def media_words(found: MediaComing | None) -> str:
    """Return what becomes of the pictures, sounds and other files of a backup; empty for none."""
    if found is None or not found.files:
        return ""
    if not found.back and not found.lacking:
        return tr("All its media files are here already.")
    said = []
    if found.back:
        said.append(
            plural(found.back, "{count} media file comes back.", "{count} media files come back.")
        )
    if found.lacking:
        said.append(
            plural(
                found.lacking,
                "{count} is missing in the backups too.",
                "{count} are missing in the backups too.",
            )
        )
    if found.edited:
        said.append(
            plural(
                found.edited,
                "{count} was edited since: the edited file is kept as well (Go > Media).",
                "{count} were edited since: the edited files are kept as well (Go > Media).",
            )
        )
    return " ".join(said)


def open_restore(window: "MainWindow", chosen: Path | None = None) -> None:
    """Look for backups in the background, then open the dialog, on the newest or ``chosen`` one."""
    collection = window.collection

    def found(result: Looked) -> None:
        backups, now, coming, lacking, shared = result
        if not backups:
            window.toast(
                tr("There are no backups yet"),
                tr("Back up now"),
                lambda: window.commands.trigger("collection.backup"),
            )
            return
        dialog = RestoreDialog(window, backups, now, coming, worded(lacking), shared=shared)
        names = [info.path.name for info in backups]
        if chosen is not None and chosen.name in names:
            choose_row(dialog.list, names.index(chosen.name))
        dialog.open()
        dialog.list.setFocus()

    def look(progress: Progress) -> Looked:
        backups = collection.backups()
        lacking = collection.media_lacking(progress)
        coming = collection.media_coming(backups)
        return backups, counts_now(collection), coming, lacking, collection.syncing.takes_part()

    window.jobs.run(tr("Looking for backups"), look, on_done=found)
