"""Says in one quiet line why a language cannot be checked, and what to install."""

import sys

from PySide6.QtWidgets import QWidget

from flashcards.installed import how_to_add
from flashcards.ui.editor.shortcuts import first_keys, format_id
from flashcards.ui.hints import set_hint
from flashcards.ui.platform_keys import key_words
from flashcards.ui.spelling.dictionaries import own_folder, parts_of
from flashcards.ui.spelling.language_words import named
from flashcards.ui.widgets import icon_button, label, row
from flashcards.ui.words import tr, worded


class MissingLine(QWidget):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.words = label("", "muted", wrap=True)
        self.pass_over = icon_button("close", tr("Leave it"), self.hide)
        line = row(self, self.words, self.pass_over, gap="inside", margins="none")
        line.setStretch(0, 1)
        self.hide()

    def say(self, tag: str, why: str) -> None:
        """Say of a language why it is not checked; see ``Speller.failed``."""
        self.words.setText(short_words(tag, why))
        set_hint(self, missing_words(tag, why))
        self.show()


def short_words(tag: str, why: str) -> str:
    """Return in one line why a language cannot be checked, and where more is said."""
    language, package = named(tag), _package(tag)
    if why == "none" and package:
        return tr(
            "No {language} dictionary, so its spelling is not checked. Install {package}, or see "
            "Preferences, Spelling.",
            language=language,
            package=package,
        )
    if why == "none":
        return tr(
            "No {language} dictionary, so its spelling is not checked. Preferences, Spelling, "
            "says where to put one.",
            language=language,
        )
    return tr(
        "The spelling of {language} cannot be checked. Preferences, Spelling, says what helps.",
        language=language,
    )


def missing_words(tag: str, why: str) -> str:
    """Return why a language cannot be checked, and what to do."""
    language, package, folder = named(tag), _package(tag), str(own_folder())
    if why == "none" and package:
        return tr(
            "There is no dictionary of {language} here. Install the package {package}, or put the "
            "dictionary’s .dic and .aff files into {folder}.",
            language=language,
            package=package,
            folder=folder,
        )
    if why == "none":
        return tr(
            "There is no dictionary of {language} here. Put its .dic and .aff files, as "
            "LibreOffice has them, into {folder}.",
            language=language,
            folder=folder,
        )
    if why == "absent":
        missing = tr("The library that checks spelling is not installed.")
        return f"{missing} {worded(how_to_add('chunspell', 'python3-hunspell'))}"
    return tr(
        "The dictionary of {language} cannot be used. Install it anew, or put other .dic and "
        ".aff files into {folder}. {key} tries it again.",
        language=language,
        folder=folder,
        key=key_words(first_keys(format_id("next_misspelt"))[0]),
    )


def _package(tag: str) -> str:
    """Return what Linux calls the package of a language's dictionary; empty elsewhere."""
    return f"hunspell-{parts_of(tag)[0]}" if sys.platform.startswith("linux") else ""
