"""A file before it is imported: how it is read, its first notes, and where they go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from flashcards.model.anki import ImportChoices
from flashcards.ui.importing.anki_part import AnkiPart, counts_words, kept_words
from flashcards.ui.importing.kinds import can_be_article
from flashcards.ui.importing.looking import FileLook, Outcome, Wanted
from flashcards.ui.importing.problems import ProblemList
from flashcards.ui.importing.set_aside import NONE, Decided, Decisions
from flashcards.ui.importing.shapes import with_choices
from flashcards.ui.importing.table_part import TablePart
from flashcards.ui.media.words import size_words
from flashcards.ui.widgets import ElidedLabel, button, choice_field, column, label, row
from flashcards.ui.words import deck_words, error_words, plural, tr, worded

if TYPE_CHECKING:
    from flashcards.formats.csv_table import CsvChoices, CsvPreview
    from flashcards.ui.main_window import MainWindow


FEW_TYPES = 3
"""Note types of which is told, after an import, that *All fields* shows more."""


class PreviewPage(QWidget):
    """Shows one file of those chosen; each may go into another deck."""

    def __init__(
        self,
        window: "MainWindow",
        on_import: Callable[[], object],
        on_other: Callable[[], object],
        on_choices: "Callable[[Path, CsvChoices], object]",
        on_article: "Callable[[Path], object]",
        on_own: Callable[[Path], object],
        on_program: Callable[[Path, str], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._looks: list[FileLook] = []
        self._decks: dict[Path, str] = {}
        self._from_anki: dict[Path, ImportChoices] = {}
        self.files = choice_field(tr("File"), ())
        self.files.currentIndexChanged.connect(self._show_file)
        self.name = ElidedLabel("", "heading")
        self.details = label("", "muted", wrap=True)
        self.deck = QComboBox()
        typed = QLineEdit()
        typed.returnPressed.connect(on_import)
        self.deck.setEditable(True)
        self.deck.setLineEdit(typed)
        self.deck.setAccessibleName(tr("Deck"))
        self.deck.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        typed.setAccessibleName(tr("Deck"))
        self.deck.setMinimumContentsLength(26)
        found = QCompleter(self.deck.model(), self.deck)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.deck.setCompleter(found)
        self.deck.editTextChanged.connect(self._take_deck)
        self.into = label(tr("Into &deck"))
        self.into.setBuddy(self.deck)
        self.program = choice_field(tr("Read as"), ())
        self.program.activated.connect(
            lambda at: self._with_look(lambda path: on_program(path, self.program.itemData(at)))
        )
        self.program_row = QWidget()
        self.program_row.setProperty("role", "bare")
        read_as = label(tr("Read &as"))
        read_as.setBuddy(self.program)
        row(self.program_row, read_as, self.program, None)
        self.anki = AnkiPart()
        self.anki.chosen.connect(self._take_choices)
        self.own = button(tr("It is m&y own collection"), lambda: self._with_look(on_own))
        self.own.setAutoDefault(True)
        self.part = TablePart(window)
        self.settings, self.table = self.part.settings, self.part.table
        self.settings.chosen.connect(self._pass_on)
        self._on_choices = on_choices
        self.problems = ProblemList()
        self.go = button(tr("&Import"), on_import, kind="primary", icon="import")
        self.go.setAutoDefault(True)
        self.other = button(tr("Choose &other files…"), on_other)
        self.as_article = button(
            tr("Read as a&n article"), lambda: self._with_look(on_article), icon="articles"
        )
        deck_row = row(None, self.into, self.deck, self.part.type_label, self.part.type_field, None)
        layout = column(
            self,
            self.files,
            self.name,
            self.details,
            row(None, self.own, None),
            deck_row,
            self.program_row,
            self.part,
            self.anki,
            self.problems,
            row(None, None, self.as_article, self.other, self.go),
            gap="inside",
        )
        layout.setStretchFactor(self.part, 3)
        layout.setStretchFactor(self.anki, 3)
        layout.setStretchFactor(self.problems, 1)

    def show_looks(
        self, looks: Sequence[FileLook], decks: Sequence[str], decided: Decisions = NONE
    ) -> None:
        """Show files to choose from; ``decks`` are those there are.

        ``decided``: in which decks their notes were to go when they were looked at before.
        """
        self._looks = list(looks)
        self._decks = {look.path: look.deck for look in looks}
        for path, before in decided.items():
            self._decks[path] = self._decks[path] if before.deck is None else before.deck
        self._from_anki = {look.path: look.from_anki for look in looks}
        self.deck.blockSignals(True)
        self.deck.clear()
        self.deck.addItems([deck_words(deck) for deck in decks])
        self.deck.blockSignals(False)
        self.files.blockSignals(True)
        self.files.clear()
        for at, look in enumerate(looks, 1):
            text = tr("{at} of {all}: {name}", at=at, all=len(looks), name=look.path.name)
            self.files.addItem(text)
        self.files.blockSignals(False)
        self.files.setVisible(len(looks) > 1)
        self._show_file(0)
        self._offer()

    def show_again(self, look: FileLook) -> None:
        """Show one of the files as it is read now."""
        at = [each.path for each in self._looks].index(look.path)
        before = self._looks[at]
        if look.pasted is not None:
            look = replace(look, deck=before.deck)
        elif self._decks[look.path] == before.deck:
            self._decks[look.path] = look.deck
        self._looks[at] = replace(look, shape=look.shape or self._looks[at].shape)
        look = self._looks[at]
        self._from_anki[look.path] = look.from_anki
        if look is self._look():
            self._show_file(at)
        self._offer()

    def _offer(self) -> None:
        usable = [look for look in self._looks if look.refused is None]
        notes = sum(look.notes - _left_out(look) for look in usable)
        self.go.setEnabled(bool(usable))
        self.go.setText(_import_words(notes, usable))

    def wanted(self) -> list[Wanted]:
        """Return what to import: each usable file, and what the learner decided of it."""
        return [
            (
                look.path,
                None if deck == _own_deck(look) else deck,
                _as_read(look),
                self._from_anki[look.path],
                look.program,
            )
            for look in self._looks
            if look.refused is None
            for deck in [self._decks[look.path].strip() or look.deck]
        ]

    def looks(self) -> Sequence[FileLook]:
        """Return the files as they are shown."""
        return tuple(self._looks)

    def decided(self) -> Decisions:
        """Return what the learner decided of the files."""
        return {
            look.path: Decided(
                None if self._decks[look.path] == look.deck else self._decks[look.path],
                look.choices,
                look.program,
                self._from_anki[look.path],
            )
            for look in self._looks
        }

    def paths(self) -> tuple[Path, ...]:
        """Return the files shown, without what was pasted."""
        return tuple(look.path for look in self._looks if look.pasted is None)

    def pasted(self, path: Path) -> bytes | None:
        """Return what was copied, for what is no file."""
        return next((look.pasted for look in self._looks if look.path == path), None)

    def kept_tables(
        self, outcomes: Sequence[Outcome], kept: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Return how tables are to be read from now on, by their shapes."""
        came = {each.path for each in outcomes if each.refused is None}
        for look in self._looks:
            if look.path in came and look.shape:
                kept = with_choices(kept, look.shape, look.choices)
        return kept

    def kept_words(self, outcomes: Sequence[Outcome]) -> list[str]:
        """Return what *All fields* shows of the notes that came from Anki, sentence by sentence."""
        came = {each.path for each in outcomes if each.refused is None}
        shown = [look.anki for look in self._looks if look.path in came and look.anki is not None]
        return [words for each in shown for words in kept_words(each, FEW_TYPES)]

    def next_step(self) -> QWidget:
        """Return what gets the keys: the columns where there are many to decide, else a button."""
        if self.own.isVisibleTo(self):
            return self.own
        columns = self.part.columns
        return columns if columns.isVisibleTo(self) and columns.are_many() else self.go

    def set_busy(self, busy: bool) -> None:
        """Lock what must not change while the import runs."""
        parts = (self.go, self.other, self.as_article, self.deck, self.files, self.part)
        for part in (*parts, self.part.type_field, self.anki, self.own, self.program):
            part.setEnabled(not busy)

    def set_reading(self, reading: bool) -> None:
        """Lock what needs to know how a file is read while that is looked at."""
        self.go.setEnabled(not reading and bool(self.wanted()))
        self.other.setEnabled(not reading)

    def _with_look(self, act: Callable[[Path], object]) -> None:
        look = self._look()
        if look is not None:
            act(look.path)

    def _take_choices(self, choices: ImportChoices) -> None:
        look = self._look()
        if look is not None:
            self._from_anki[look.path] = choices

    def _look(self) -> FileLook | None:
        at = max(0, self.files.currentIndex())
        return self._looks[at] if at < len(self._looks) else None

    def _show_file(self, _at: int) -> None:
        look = self._look()
        if look is None:
            return
        self.name.set_text(_name(look.path))
        article = can_be_article(look.path) or not look.path.suffix
        self.as_article.setVisible(article and look.pasted is None)
        self.details.setText("  ·  ".join(_details(look)))
        self.own.setVisible(look.too_much)
        self.into.setText(
            tr("Into &deck") if look.anki is None and not look.whole else tr("Under &deck")
        )
        typed = self.deck.lineEdit()
        if typed is not None:
            brings = look.whole or look.anki is not None
            typed.setPlaceholderText(tr("none: the decks below") if brings else "")
        self.deck.setEditText(deck_words(self._decks[look.path]))
        for part in (self.deck, self.table):
            part.setEnabled(look.refused is None)
        self._show_programs(look)
        self.part.show_look(look, self._decks[look.path])
        self.anki.show_preview(look.anki, self._from_anki[look.path])
        self.problems.show_problems(look.problems)

    def _show_programs(self, look: FileLook) -> None:
        """Offer the other ways in which a text deck can be read, where there are any."""
        from flashcards.formats.marks.programs import TITLES

        self.program_row.setVisible(len(look.programs) > 1)
        self.program.clear()
        for name in TITLES:
            if name in look.programs:
                self.program.addItem(tr(TITLES[name]), name)
        self.program.setCurrentIndex(self.program.findData(look.programs[:1] and look.programs[0]))

    def _pass_on(self, choices: "CsvChoices") -> None:
        look = self._look()
        if look is not None:
            self._on_choices(look.path, choices)

    def _take_deck(self, name: str) -> None:
        look = self._look()
        if look is not None:
            self._decks[look.path] = name.replace(" › ", "::")


def _as_read(look: FileLook) -> "CsvPreview | None":
    """Return how a table is to be read where that was decided, and what was copied."""
    if look.pasted is None:
        return look.preview if look.is_chosen else None
    if look.preview is not None:
        return look.preview
    from flashcards.formats.csv_table import CsvPreview

    return CsvPreview(pasted=look.pasted)


def _own_deck(look: FileLook) -> str:
    """Return the deck where a file's notes go if nothing is said of that; "" where it is said."""
    if look.pasted is None:
        return look.deck
    return "" if look.preview is None else look.preview.deck or look.path.stem


def _name(path: Path) -> str:
    """Return what a file is called; the collections of all profiles of Anki's have one name."""
    if path.name == "collection.anki2" and path.parent.name:
        return f"{path.parent.name} › {path.name}"
    return path.name


def _details(look: FileLook) -> list[str]:
    if look.too_much and look.refused is not None:
        size = look.path.stat().st_size if look.path.exists() else 0
        return [size_words(size), worded(look.refused.what)]
    if look.refused is not None:
        return [error_words(look.refused)]
    if look.anki is not None:
        return counts_words(look.anki)
    left_out = _left_out(look)
    said = [plural(left_out, "{count} left out", "{count} left out")] if left_out else []
    return [_counted(look), *said, *map(tr, look.details)]


def _left_out(look: FileLook) -> int:
    """Return how many rows of a table become no note, as far as that is known."""
    return look.table.left_out if look.table is not None else 0


def _counted(look: FileLook) -> str:
    if look.is_table:
        return plural(look.notes, "{count} row", "{count} rows")
    return plural(look.notes, "{count} note", "{count} notes")


def _import_words(count: int, usable: Sequence[FileLook]) -> str:
    if not usable:
        return tr("&Import")
    if all(look.is_table for look in usable):
        return plural(count, "&Import {count} row", "&Import {count} rows")
    return plural(count, "&Import {count} note", "&Import {count} notes")
