"""Preferences: the language whose spelling is checked, and the learner's own words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from flashcards.model.errors import UserError
from flashcards.settings import Settings
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.editor.shortcuts import format_id, words_of
from flashcards.ui.preferences.parts import bare, explained, group, page, setting
from flashcards.ui.spelling.dictionaries import is_installed, own_folder
from flashcards.ui.spelling.language_words import named
from flashcards.ui.spelling.missing_line import missing_words
from flashcards.ui.spelling.spelling import (
    CAPITALS,
    LANGUAGE,
    NEXT,
    NONE,
    SUGGEST,
    SWITCH,
    is_on,
    spelling_of,
    system_language,
)
from flashcards.ui.widgets import button, check_field, choice_field, column, label
from flashcards.ui.words import error_words, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

LANGUAGE_EM = 14
_WORD = Qt.ItemDataRole.UserRole
_ROWS = 5


class OwnWordsList(QListWidget):
    """The learner's words; Delete takes out those that are chosen."""

    out_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take words out."""
        if event.key() == Qt.Key.Key_Delete:
            self.out_wanted.emit()
        else:
            super().keyPressEvent(event)


class SpellingPage(QWidget):
    """Tells each choice as it is made."""

    chosen = Signal(dict)
    """Names and values among the ``lists`` of the settings."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self.check = check_field(tr("Chec&k spelling while writing"))
        self.capitals = check_field(tr("Check words in C&APITALS too"))
        self.language = choice_field(tr("Language"), [])
        self.language.setFixedWidth(LANGUAGE_EM * self.fontMetrics().height())
        self.language.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.trouble = label("", "muted", wrap=True)
        self.words = OwnWordsList()
        self.words.setAccessibleName(tr("Your own words"))
        self.words.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.words.setFixedHeight(_ROWS * 2 * self.fontMetrics().height())
        self.out = button(tr("&Take out"), self._take_out, icon="delete")
        self.count = label("", "muted", wrap=True)
        column(self, page(self._spelling(), self._own()), gap="none")
        self.check.toggled.connect(lambda on: self.chosen.emit({SWITCH: "" if on else "yes"}))
        self.capitals.toggled.connect(lambda on: self.chosen.emit({CAPITALS: "yes" if on else ""}))
        self.language.currentIndexChanged.connect(self._choose)
        self.words.out_wanted.connect(self._take_out)
        self.words.itemSelectionChanged.connect(self._follow)

    def _spelling(self) -> QWidget:
        choice = setting(
            tr("Language &if a field has none"),
            tr("Note types gives each field a language of its own."),
            self.language,
            self.language,
        )
        keys = tr(
            "Misspelt words are underlined. {next} goes to the next one; {suggest} or the right "
            "mouse button shows what may have been meant.",
            next=words_of(self._window.commands, format_id(NEXT)) or tr("A key"),
            suggest=words_of(self._window.commands, format_id(SUGGEST)) or tr("a key"),
        )
        folder = label(
            tr(
                "Dictionaries come from this computer, and from the folder {folder}: put the .dic "
                "and .aff files of a language into it.",
                folder=own_folder(),
            ),
            "muted",
            wrap=True,
        )
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = bare()
        column(parts, folder, self.trouble, gap="inside")
        return group(
            tr("Spelling"), explained(self.check, keys), choice, bare_of(self.capitals), parts
        )

    def _own(self) -> QWidget:
        whole = bare()
        column(whole, self.words, BreakingRow(self.out, words=self.count), gap="inside")
        note = tr("Words you added while writing. They count as right.")
        return group(tr("Your dictionary"), whole, note=note)

    # Showing

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now, without telling it again."""
        lists = settings.lists
        for field, on in (
            (self.check, is_on(lists)),
            (self.capitals, bool(lists.get(CAPITALS))),
        ):
            blocker = QSignalBlocker(field)
            field.setChecked(on)
            blocker.unblock()
        self._choose_shown(lists.get(LANGUAGE, ""))

    def look_up(self) -> None:
        """Look for dictionaries and words anew."""
        shared = spelling_of(self._window)
        found = shared.dictionaries(anew=True)
        blocker = QSignalBlocker(self.language)
        self.language.clear()
        system = system_language()
        self.language.addItem(
            tr("System’s: {language}", language=named(system))
            if system
            else tr("System’s: not set"),
            "",
        )
        self.language.addItem(tr("None"), NONE)
        tags = {named(each.tag): each.tag for each in found}
        for name in sorted(tags, key=str.casefold):
            self.language.addItem(name, tags[name])
        blocker.unblock()
        self._choose_shown(self._window.settings.lists.get(LANGUAGE, ""))
        self._show_words()

    def _choose_shown(self, tag: str) -> None:
        blocker = QSignalBlocker(self.language)
        if self.language.findData(tag) < 0:
            self.language.addItem(named(tag), tag)
        self.language.setCurrentIndex(self.language.findData(tag))
        blocker.unblock()
        self._tell_trouble(tag)

    def _tell_trouble(self, tag: str) -> None:
        shared = spelling_of(self._window)
        wanted = shared.language("" if tag in ("", NONE) else tag)
        speller = shared.speller(wanted) if wanted else None
        why = ""
        if not is_installed():
            why = "absent"
        elif wanted and speller is None:
            why = "none"
        elif speller is not None:
            why = speller.problem
        self.trouble.setVisible(bool(why))
        self.trouble.setText(missing_words(wanted, why) if why else "")

    def _show_words(self) -> None:
        own = spelling_of(self._window).own
        self.words.clear()
        languages = own.languages()
        for language in languages:
            for word in own.words(language):
                shown = f"{word} · {named(language)}" if len(languages) > 1 else word
                item = QListWidgetItem(shown, self.words)
                item.setData(_WORD, (language, word))
        self._follow()

    def _follow(self) -> None:
        count = self.words.count()
        self.out.setEnabled(bool(self.words.selectedItems()))
        self.count.setText(plural(count, "{count} word", "{count} words") if count else
                           tr("No words yet."))  # fmt: skip

    # Doing

    def _choose(self) -> None:
        tag = self.language.currentData()
        self.chosen.emit({LANGUAGE: tag or ""})

    def _take_out(self) -> None:
        """Take the chosen words out, with a way back."""
        chosen: list[tuple[str, str]] = [item.data(_WORD) for item in self.words.selectedItems()]
        shared = spelling_of(self._window)
        at = self.words.currentRow()
        try:
            for language, word in chosen:
                shared.remove(language, word)
        except UserError as error:
            self._window.toast(error_words(error))
        self._show_words()
        self.words.setCurrentRow(min(at, self.words.count() - 1))
        if chosen:
            said = plural(len(chosen), "{count} word taken out", "{count} words taken out")
            self._window.toast(said, tr("Put back"), lambda: self._bring_back(chosen))

    def _bring_back(self, chosen: list[tuple[str, str]]) -> None:
        try:
            for language, word in chosen:
                spelling_of(self._window).add(language, word)
        except UserError as error:
            self._window.toast(error_words(error))
        self._show_words()

    def first_focus(self) -> QWidget:
        """Return the switch."""
        return self.check


def bare_of(field: QWidget) -> QWidget:
    """Return a field in a widget that shows nothing of its own."""
    whole = bare()
    column(whole, field, gap="none")
    return whole
