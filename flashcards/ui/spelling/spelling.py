"""The spelling of everything that is written in a window: which language, and what is right."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal

from flashcards.ui.spelling.dictionaries import (
    Found,
    can_be_checked,
    dictionary_for,
    found_dictionaries,
)
from flashcards.ui.spelling.ignored import Ignored
from flashcards.ui.spelling.own_words import OwnWords
from flashcards.ui.spelling.speller import Speller

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

CHECK, NEXT, SUGGEST = "spelling", "next_misspelt", "spelling_suggestions"
KEYS = frozenset({CHECK, NEXT, SUGGEST})
"""The formats of the editor that are about spelling."""
SWITCH = "spelling.off"
"""Under which the settings remember that nothing is checked."""
LANGUAGE = "spelling.language"
"""The language of fields that have none of their own: empty for the system's, or ``NONE``."""
NONE = "none"
CAPITALS = "spelling.capitals"
"""Whether words in capitals are checked as well."""
TOLD = "spelling.told"
"""The languages of which was said that they have no dictionary, between spaces."""


def system_language() -> str:
    """Return the language of the system as ``en-GB``; empty where it has none."""
    locale = QLocale.system()
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return ""
    return locale.name().replace("_", "-")


def is_on(lists: Mapping[str, str]) -> bool:
    """Whether spelling is checked at all."""
    return not lists.get(SWITCH)


def usual_language(lists: Mapping[str, str]) -> str:
    """Return the language of fields that have none of their own; empty for none."""
    chosen = lists.get(LANGUAGE, "")
    return "" if chosen == NONE else chosen or system_language()


class Spelling(QObject):
    """What all fields of a window share."""

    changed = Signal()
    """Another language, another choice, or another word of the learner's own."""
    came = Signal(str)
    """More is known of the words of a language."""
    failed = Signal(str, str)
    """The dictionary of a language cannot be used, and why; see ``Speller``."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window.jobs)
        self._window = window
        self.own = OwnWords()
        self.ignored = Ignored()
        self._found: list[Found] | None = None
        self._spellers: dict[Found, Speller] = {}
        self._of_language: dict[str, Speller | None] = {}
        window.jobs.at_end.append(self.stop)
        self._held = self._choices()
        window.settings_changed.connect(self._settings_changed)

    def _choices(self) -> tuple[str, ...]:
        lists = self._window.settings.lists
        return tuple(lists.get(name, "") for name in (SWITCH, LANGUAGE, CAPITALS))

    def _settings_changed(self) -> None:
        if self._choices() != self._held:
            self._held = self._choices()
            self.changed.emit()

    def language(self, own: str) -> str:
        """Return the language in which a field is checked whose own is ``own``; empty for none."""
        lists = self._window.settings.lists
        tag = own or usual_language(lists)
        return tag if is_on(lists) and can_be_checked(tag) else ""

    @property
    def checks_capitals(self) -> bool:
        """Whether words in capitals are checked as well."""
        return bool(self._window.settings.lists.get(CAPITALS))

    def dictionaries(self, *, anew: bool = False) -> list[Found]:
        """Return the dictionaries of this computer, looked for once or ``anew``.

        Anew, those that could not be used are tried once more as well.
        """
        if anew:
            self._forget_failures()
        if self._found is None or anew:
            self._found = found_dictionaries()
            self._of_language = {
                tag: speller for tag, speller in self._of_language.items() if speller is not None
            }
        return self._found

    def _forget_failures(self) -> None:
        failed = [found for found, each in self._spellers.items() if each.problem]
        for found in failed:
            speller = self._spellers.pop(found)
            speller.stop()
            speller.deleteLater()
        known = self._of_language.items()
        self._of_language = {tag: each for tag, each in known if each is None or not each.problem}
        if failed:
            self.changed.emit()

    def speller(self, tag: str) -> Speller | None:
        """Return what looks words of a language up; None where there is no dictionary of it."""
        if tag not in self._of_language:
            found = dictionary_for(tag, self.dictionaries(), system_language())
            self._of_language[tag] = self._speller_of(found) if found is not None else None
        return self._of_language[tag]

    def _speller_of(self, found: Found) -> Speller:
        if found not in self._spellers:
            made = Speller(found, self)
            made.came.connect(lambda: self._tell(made))
            made.failed.connect(lambda why: self._tell_of_failure(made, why))
            self._spellers[found] = made
        return self._spellers[found]

    def _tell(self, speller: Speller) -> None:
        for tag, known in list(self._of_language.items()):
            if known is speller:
                self.came.emit(tag)

    def _tell_of_failure(self, speller: Speller, why: str) -> None:
        for tag, known in list(self._of_language.items()):
            if known is speller:
                self.failed.emit(tag, why)

    def is_right(self, tag: str, letters: str) -> bool | None:
        """Whether a word is right, its full stop perhaps with it; None while it is not known."""
        if self.own.has(tag, letters.removesuffix(".")):
            return True
        speller = self.speller(tag)
        return None if speller is None else speller.is_right(letters)

    def ask(self, tag: str, words: Iterable[str]) -> None:
        """Let words be looked up."""
        speller = self.speller(tag)
        if speller is not None:
            speller.ask(words)

    def add(self, tag: str, word: str) -> None:
        """Take a word among the learner's own. Raises UserError where it cannot be kept."""
        self.own.add(tag, word)
        self.changed.emit()

    def remove(self, tag: str, word: str) -> None:
        """Take a word out again. Raises UserError where that cannot be kept."""
        self.own.remove(tag, word)
        self.changed.emit()

    def stop(self) -> None:
        """End every process; what is asked for later starts others."""
        for each in self._spellers.values():
            each.stop()


def spelling_of(window: "MainWindow") -> Spelling:
    """Return the spelling that all fields of a window share."""
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    found = window.jobs.findChild(Spelling, options=directly)
    return found if isinstance(found, Spelling) else Spelling(window)
