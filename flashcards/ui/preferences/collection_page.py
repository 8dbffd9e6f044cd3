"""Preferences: where the collection lies, how large it is, and what keeps it safe."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QWidget

from flashcards.ui import theme
from flashcards.ui.dates import moment_words
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.preferences.parts import bare, group, page, to_copy
from flashcards.ui.widgets import button, column, icon_button, label, text_field
from flashcards.ui.words import plural, tr, worded

if TYPE_CHECKING:
    from flashcards.api import Collection


@dataclass(frozen=True, slots=True)
class CollectionFacts:
    """What is said about a collection; sizes in bytes."""

    path: Path
    size: int
    media_size: int
    notes: int
    cards: int
    answers: int
    backups: int
    backups_folder: Path
    last_backup: datetime | None
    warning: str


def collection_facts(collection: "Collection") -> CollectionFacts:
    """Look all of it up; for a worker thread, since it reads every backup's counts."""
    cards = collection.search("")
    backups = collection.backups()
    path = collection.path
    media = collection.media_path("x").parent
    return CollectionFacts(
        path,
        sum(_size(path.with_name(path.name + ending)) for ending in ("", "-wal")),
        sum(_size(file) for file in media.iterdir()) if media.is_dir() else 0,
        len(collection.notes_of(cards)),
        len(cards),
        collection.review_count(),
        len(backups),
        backups[0].path.parent if backups else path.parent / "backups" / path.stem,
        backups[0].at if backups else None,
        worded(collection.location_warning()),
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


class CollectionPage(QWidget):
    """Shows the facts; what is to be done with the collection are commands."""

    wanted = Signal(str)
    """The id of a command."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        names = {
            "file": tr("File"),
            "size": tr("Size"),
            "holds": tr("Holds"),
            "folder": tr("Folder"),
            "last": tr("Last backup"),
        }
        self.texts: dict[str, QLabel | QLineEdit] = {
            key: _path_field(name) if key in ("file", "folder") else to_copy(name)
            for key, name in names.items()
        }
        self.warning = label("", "warning", wrap=True)
        self.warning.hide()
        self.backup = self._command(tr("Back up no&w"), "collection.backup", "backup")
        self.restore = self._command(tr("&Restore a backup…"), "collection.restore", "restore")
        self.check = self._command(tr("Check the collect&ion"), "collection.check", "check")
        self.other = self._command(tr("Open ano&ther collection…"), "collection.open", "")
        self.new = self._command(tr("&Begin a new one…"), "collection.new", "")
        self.copies = {
            key: icon_button("copy", tr("Copy the path: {what}", what=names[key]), copy)
            for key, copy in (
                ("file", lambda: self._copy("file")),
                ("folder", lambda: self._copy("folder")),
            )
        }
        column(self, self._page(names), gap="none")

    def _page(self, names: dict[str, str]) -> QWidget:
        facts = self._grid(("file", "size", "holds"), names)
        safety = self._grid(("folder", "last"), names)
        whole = bare()
        column(whole, facts, self.warning, gap="inside")
        file_group = group(tr("Collection"), whole, BreakingRow(self.check, self.other, self.new))
        actions = BreakingRow(self.backup, self.restore)
        note = tr(
            "Backups are made when something has changed: once a day, and on closing if the "
            "last one is over half an hour old. They hold pictures and sounds too. Older ones are "
            "thinned out; the newest good one is never removed."
        )
        return page(file_group, group(tr("Backups"), safety, actions, note=note))

    def _grid(self, keys: tuple[str, ...], names: dict[str, str]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE.around)
        grid.setVerticalSpacing(theme.SPACE.inside)
        grid.setColumnStretch(1, 1)
        widest = max(self.fontMetrics().horizontalAdvance(name) for name in names.values())
        grid.setColumnMinimumWidth(0, widest)
        for place, key in enumerate(keys):
            grid.addWidget(label(names[key], "muted"), place, 0)
            grid.addWidget(self.texts[key], place, 1)
            if key in self.copies:
                grid.addWidget(self.copies[key], place, 2)
        return bare(grid)

    def _command(self, text: str, command: str, icon: str) -> QWidget:
        return button(text, lambda: self.wanted.emit(command), icon=icon)

    def _copy(self, key: str) -> None:
        QApplication.clipboard().setText(self.texts[key].text())

    def show_path(self, path: Path) -> None:
        """Show where the file is, while the rest is looked up."""
        if self.texts["file"].text() != str(path):
            for text in self.texts.values():
                text.setText("…")
            self._show("file", path)

    def _show(self, key: str, path: Path) -> None:
        field = self.texts[key]
        field.setText(str(path))
        if isinstance(field, QLineEdit):
            field.setCursorPosition(0)

    def show_facts(self, facts: CollectionFacts, zone: tzinfo | None) -> None:
        """Show what was found; moments in the learner's ``zone``."""
        locale = QLocale()
        size = locale.formattedDataSize(facts.size, 1)
        if facts.media_size:
            pictures = locale.formattedDataSize(facts.media_size, 1)
            size = tr("{size}, and {pictures} of pictures", size=size, pictures=pictures)
        self.show_path(facts.path)
        self.texts["size"].setText(size)
        self.texts["holds"].setText(
            tr(
                "{notes}, {cards}, {answers}",
                notes=plural(facts.notes, "{count} note", "{count} notes"),
                cards=plural(facts.cards, "{count} card", "{count} cards"),
                answers=plural(facts.answers, "{count} review", "{count} reviews"),
            )
        )
        self._show("folder", facts.backups_folder)
        self.texts["last"].setText(_backup_words(facts, zone))
        self.warning.setText(facts.warning)
        self.warning.setVisible(bool(facts.warning))

    def first_focus(self) -> QWidget:
        """Return the button that makes a backup."""
        return self.backup


def _path_field(name: str) -> QLineEdit:
    """Return a field that shows a path of any length, to be chosen and copied but not changed."""
    field = text_field(name)
    field.setReadOnly(True)
    return field


def _backup_words(facts: CollectionFacts, zone: tzinfo | None) -> str:
    if facts.last_backup is None:
        return tr("None yet")
    when = moment_words(facts.last_backup.astimezone(zone))
    return tr(
        "{when}; {count} in all",
        when=when,
        count=plural(facts.backups, "{count} backup", "{count} backups"),
    )
