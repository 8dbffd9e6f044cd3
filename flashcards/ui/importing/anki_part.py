"""What a package of Anki's would bring, and what the learner decides of it."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt, QTime, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from flashcards.model.anki import AnkiPreview, ComingDeck, ImportChoices
from flashcards.model.messages import Translatable
from flashcards.ui.hints import as_hint
from flashcards.ui.media.words import size_words
from flashcards.ui.widgets import (
    PlainModel,
    TableIndex,
    check_field,
    column,
    label,
    make_plain,
    row,
    scrolled,
    spacer,
    text_field,
)
from flashcards.ui.widgets.table import LEADING, TRAILING
from flashcards.ui.words import numeral, plural, tr

MOST_TYPES = 8
"""Note types of which is told that they look different; the others are counted."""
HEADINGS: tuple[Translatable, ...] = ("Deck", "Cards", "New")
_INDENT = "\u2003"


class _Decks(PlainModel):
    """Decks below each other, with those they lie in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
        self._rows: list[ComingDeck] = []

    def show(self, decks: tuple[ComingDeck, ...]) -> None:
        self.beginResetModel()
        self._rows = _with_parents(decks)
        self.endResetModel()

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        return TRAILING if column else LEADING

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        deck = self._rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        whole = deck.name.replace("::", " › ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(whole)
        if index.column() == 0 and role == Qt.ItemDataRole.AccessibleTextRole:
            return whole
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        above, _, name = deck.name.rpartition("::")
        depth = above.count("::") + 1 if above else 0
        return (_INDENT * depth + name, numeral(deck.cards), numeral(deck.new))[index.column()]


def _with_parents(decks: tuple[ComingDeck, ...]) -> list[ComingDeck]:
    """Return decks in the order of a tree; each counts the cards in those below it too."""
    sums: dict[str, list[int]] = {}
    for deck in decks:
        parts = deck.name.split("::")
        for depth in range(1, len(parts) + 1):
            found = sums.setdefault("::".join(parts[:depth]), [0, 0])
            found[0] += deck.cards
            found[1] += deck.new
    names = sorted(sums, key=lambda name: name.casefold().split("::"))
    return [ComingDeck(name, *sums[name]) for name in names]


class AnkiPart(QWidget):
    """The decks at one side, what comes along at the other, and what will look different."""

    chosen = Signal(object)
    """What the learner decided, as ``ImportChoices``."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._choices = ImportChoices()
        self.decks = QTableView()
        self._model = _Decks(self)
        self.decks.setModel(self._model)
        make_plain(self.decks, tr("Decks that come"))
        self.decks.setWordWrap(False)
        self.decks.horizontalHeader().setSectionsClickable(False)
        self.learning = check_field("", True, wrap=True)
        self.presets = check_field("", wrap=True)
        self.day_start = check_field("", wrap=True)
        self.tags = text_field(tr("Tags for new notes"), hint=tr("none"))
        caption = label(tr("Add &tags"), "muted")
        caption.setBuddy(self.tags)
        self.others = label("", "muted")
        self.notes = label("", wrap=True)
        self.notes.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        inside = QWidget()
        inside.setProperty("role", "bare")
        layout = column(
            inside,
            self.learning,
            self.presets,
            self.day_start,
            caption,
            self.tags,
            spacer("inside"),
            self.others,
            self.notes,
        )
        layout.addStretch(1)
        side = scrolled(inside)
        both = row(self, self.decks, side, gap="between")
        both.setStretchFactor(self.decks, 1)
        both.setStretchFactor(side, 1)
        self.learning.clicked.connect(lambda on: self._choose(with_learning=bool(on)))
        self.presets.clicked.connect(lambda on: self._choose(presets=bool(on)))
        self.day_start.clicked.connect(lambda on: self._choose(day_start=bool(on)))
        self.tags.textEdited.connect(lambda text: self._choose(tags=tuple(text.split())))
        self.hide()

    def show_preview(self, preview: AnkiPreview | None, choices: ImportChoices) -> None:
        """Show what a file would bring, nothing where it is none of Anki's."""
        self.setVisible(preview is not None)
        if preview is None:
            return
        self._choices = choices
        self._model.show(preview.decks)
        header = self.decks.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.learning.setText(
            plural(
                preview.answers,
                "With &schedule and history ({count} answer)",
                "With &schedule and history ({count} answers)",
            )
        )
        self.learning.setChecked(choices.with_learning)
        self.learning.setVisible(preview.answers > 0 or preview.new < preview.cards)
        self.presets.setText(_presets_words(preview))
        self.presets.setVisible(_preset_count(preview) > 0)
        self.presets.setChecked(choices.presets)
        hour = preview.day_start_hour
        self.day_start.setVisible(hour is not None)
        if hour is not None:
            time = QLocale().toString(QTime(hour, 0), QLocale.FormatType.ShortFormat)
            self.day_start.setText(tr("Days begi&n at {time}, as in Anki", time=time))
        self.day_start.setChecked(choices.day_start and hour is not None)
        self.tags.setText(" ".join(choices.tags))
        self.others.setText(tr("Other than in {program}", program=preview.program))
        self.notes.setText("\n\n".join(difference_words(preview)))

    def _choose(self, **choices: Any) -> None:
        self._choices = replace(self._choices, **choices)
        self.chosen.emit(self._choices)


def counts_words(preview: AnkiPreview) -> list[str]:
    """Return what a package holds, part by part."""
    parts = [] if preview.program == "Anki" else [preview.program]
    parts += [plural(preview.notes, "{count} note", "{count} notes")]
    if preview.known:
        parts.append(plural(preview.known, "{count} here already", "{count} here already"))
    parts.append(plural(preview.cards, "{count} card", "{count} cards"))
    if preview.answers:
        parts.append(plural(preview.answers, "{count} answer", "{count} answers"))
    if preview.media:
        parts.append(plural(preview.media, "{count} media file", "{count} media files"))
    kinds = len(preview.types)
    parts.append(plural(kinds, "{count} note type", "{count} note types"))
    parts.append(size_words(preview.size))
    return parts


def difference_words(preview: AnkiPreview) -> list[str]:
    """Return what will be other than in Anki, or is left out, a sentence or two each."""
    lines = kept_words(preview)
    if preview.filtered:
        lines.append(
            plural(
                preview.filtered,
                "{count} card in a filtered deck goes back to its own deck.",
                "{count} cards in filtered decks go back to their own decks.",
            )
        )
    if preview.left_media:
        lines.append(
            plural(
                preview.left_media,
                "{count} file is no picture, sound, video or font and is left out.",
                "{count} files are no pictures, sounds, videos or fonts and are left out.",
            )
        )
    if preview.left_out:
        lines.append(
            plural(
                preview.left_out,
                "{count} note cannot be used and is left out; see below.",
                "{count} notes cannot be used and are left out; see below.",
            )
        )
    if not lines and preview.problems:
        return [tr("No card needs a script. What is missing or odd is told below.")]
    return lines or [tr("No card needs a script, and nothing is left out.")]


def kept_words(preview: AnkiPreview, most: int = MOST_TYPES) -> list[str]:
    """Return of which note types *All fields* shows more than their cards, a sentence each.

    Of more than ``most`` the others are counted.
    """
    told = [words for each in preview.types if (words := _type_words(each)) is not None]
    lines = told[:most]
    if len(told) > most:
        more = len(told) - most
        words = plural(
            more, "{count} other type is like this.", "{count} other types are like this."
        )
        lines.append(words)
    return lines


def _type_words(found: Any) -> str | None:
    if found.scripted:
        return plural(
            found.notes,
            "The note type “{name}” has scripts, which are not run here. Cards of its {count} note "
            "offer “All fields”, which shows everything.",
            "The note type “{name}” has scripts, which are not run here. Cards of its {count} "
            "notes offer “All fields”, which shows everything.",
            name=found.name,
        )
    if found.apart:
        return plural(
            found.apart,
            "{count} note of the type “{name}” holds text that its cards do not show. “All fields” "
            "shows it.",
            "{count} notes of the type “{name}” hold text that their cards do not show. "
            "“All fields” shows it.",
            name=found.name,
        )
    return None


def _preset_count(preview: AnkiPreview) -> int:
    """Return how many presets decks can have there; in Anki always one more than it names."""
    return len(preview.presets) + (preview.program == "Anki")


def _presets_words(preview: AnkiPreview) -> str:
    count = _preset_count(preview)
    return plural(
        count,
        "With deck o&ptions: steps, limits, scheduler ({count} preset)",
        "With deck o&ptions: steps, limits, scheduler ({count} presets)",
    )
