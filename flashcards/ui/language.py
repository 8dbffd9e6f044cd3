"""Puts a language in force in the window: texts, numbers, dates, Qt's own words, the direction."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from flashcards.languages import choosing, numbers, speaking
from flashcards.languages.numbers import Figures
from flashcards.ui.screens import SCREENS
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.part_letters import PartLetters

_QT: Final[list[QTranslator]] = []
"""Qt's own words, while they are in a language that is not English."""
_LETTERS: Final["list[PartLetters]"] = []
"""What gives letters to buttons and fields."""
_LATER: Final[list[QTimer]] = []
"""What will give them in a moment."""
_LETTERS_AFTER_MS: Final = 300
_FROM_RIGHT: Final = Qt.LayoutDirection.RightToLeft
_IN_ENGLISH: Final = (QLocale.Language.C, QLocale.Language.English)
FIELD: Final = "language"
"""The object name of the field in which a language is chosen."""
_WAITS: Final = "languageWaits"
"""The property of a window that counts how often it was looked whether work has ended."""
_OWED: Final = "languageOwed"
"""The property of a window whose language changes when the preferences are in front again."""
_AGAIN_MS, _TOLD_AT = 100, 5
_BY_THEMSELVES: Final = frozenset(
    {"today", "browse", "articles", "statistics", "planning", "media", "bin"}
)
"""The screens that need no more than their name to come back."""


def system_languages() -> list[str]:
    """Return the languages of the desktop, best first, such as ``de-AT``."""
    locale = QLocale.system()
    return [] if locale.language() == QLocale.Language.C else list(locale.uiLanguages())


def put_in_force(app: QApplication, wished: str) -> None:
    """Let everything made from now on be in a language; ``wished`` is what the settings say."""
    code = choosing.chosen(wished, system_languages())
    locale = _locale(code)
    QLocale.setDefault(locale)
    speaking.speak(choosing.texts_in(code), _figures(locale))
    _take_words_of_qt(app, locale)
    _take_letters()
    if locale.language() in _IN_ENGLISH:  # few clash there, and the window need not wait for it
        _LATER.append(_once(_LETTERS_AFTER_MS, app, partial(give_letters, app)))
    else:
        give_letters(app)
    mirrored = code == choosing.MIRRORED or locale.textDirection() == _FROM_RIGHT
    app.setLayoutDirection(_FROM_RIGHT if mirrored else Qt.LayoutDirection.LeftToRight)


def _locale(code: str) -> QLocale:
    """Return how numbers and dates are written: as the system has them, in its own language."""
    system, wanted = QLocale.system(), QLocale(code)
    if code in (choosing.LENGTHENED, choosing.MIRRORED):
        return QLocale(choosing.ENGLISH)
    if system.language() == wanted.language():
        return system
    if code != choosing.ENGLISH:
        return wanted
    return QLocale.c() if system.language() == QLocale.Language.C else QLocale("en_GB")


def _figures(locale: QLocale) -> Figures:
    """Return the signs of numbers: those of the language, or what the system has instead."""
    known = numbers.figures_of(locale.name())
    if locale != QLocale.system() or locale.language() == QLocale.Language.C:
        return known
    return replace(known, decimal=locale.decimalPoint(), group=locale.groupSeparator())


def _take_words_of_qt(app: QApplication, locale: QLocale) -> None:
    while _QT:
        former = _QT.pop()
        app.removeTranslator(former)
        former.deleteLater()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if locale.language() in _IN_ENGLISH:
        return
    words = QTranslator(app)
    if words.load(locale, "qtbase", "_", folder):
        app.installTranslator(words)
        _QT.append(words)
    else:
        words.deleteLater()


def _take_letters() -> None:
    """Give no more letters in the language of before, also none that were still to come."""
    while _LETTERS:
        _LETTERS.pop().end()
    while _LATER:
        later = _LATER.pop()
        later.stop()
        later.deleteLater()


def _once(after_ms: int, app: QApplication, do: Callable[[], object]) -> QTimer:
    """Return a timer that runs something once, unless it is stopped before."""
    timer = QTimer(app)
    timer.setSingleShot(True)
    timer.timeout.connect(do)
    timer.start(after_ms)
    return timer


def give_letters(app: QApplication) -> None:
    """Let no two parts of any window answer to one letter, from now on and from the start."""
    _take_letters()
    from flashcards.ui.part_letters import PartLetters

    _LETTERS.append(PartLetters(app))


def change(window: "MainWindow") -> None:
    """Show everything in the language that the settings name now, and what was open again.

    What is typed in windows beside this one is a draft, which comes back with them. A screen in
    which something is typed stays as it is, in its language, until that is done with. Work under
    way and open dialogs are waited for. It never strikes while the learner is elsewhere: then it
    happens when the preferences come to the front again, or at the next start.
    """
    if window.front() != "preferences":
        window.setProperty(_OWED, True)
        return
    if _occupied(window):
        if window.property(_WAITS) is None:
            window.setProperty(_WAITS, 0)
            _look_again(window)
        return
    window.setProperty(_OWED, None)
    from flashcards.ui.editor.floating import COMING_BACK

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    reopening = _put_away(window)
    direction = app.layoutDirection()
    put_in_force(app, window.settings.language)
    if app.layoutDirection() is not direction:
        window.theme.apply()  # arrows and edges change sides
    kept = _worth_keeping(window)
    window.build_anew(kept)
    _renew_later(window, kept)
    field = window.go("preferences").findChild(QComboBox, FIELD)
    assert isinstance(field, QComboBox)
    field.setFocus()
    window.setProperty(COMING_BACK, True)
    for reopen in reopening:
        reopen()
    window.setProperty(COMING_BACK, None)
    window.activateWindow()


def _worth_keeping(window: "MainWindow") -> list[str]:
    """Return the screens that cannot be made anew as they are: typed in, or on the way back."""
    way = window.way()
    built = {row.name: window.built(row.name) for row in SCREENS if row.name != "preferences"}
    return [
        name
        for name, screen in built.items()
        if screen is not None
        and (_typed_in(screen) or (name in way and name not in _BY_THEMSELVES))
    ]


def _typed_in(screen: QWidget) -> bool:
    lines = (line.isModified() and line.text() for line in screen.findChildren(QLineEdit))
    texts = (
        text.document().isModified() and not text.isReadOnly()
        for text in screen.findChildren(QPlainTextEdit)
    )
    return any(lines) or any(texts)


def _renew_later(window: "MainWindow", kept: list[str]) -> None:
    """Take screens kept in another language down once they were left and nothing is lost."""

    def look(front: str) -> None:
        still = _worth_keeping(window)
        done = [name for name in kept if name != front and name not in still]
        for name in done:
            kept.remove(name)
        window.take_down([name for name in done if window.built(name) is not None])
        if not kept:
            window.screen_shown.disconnect(look)

    if kept:
        window.screen_shown.connect(look)


def make_good(window: "MainWindow") -> None:
    """Change the language now that the preferences are in front, if that had to wait for it."""
    if window.property(_OWED):
        QTimer.singleShot(0, window, lambda: change(window))


def _occupied(window: "MainWindow") -> bool:
    """Whether work is under way, or a dialog is open here or on a window beside this one."""
    if window.jobs.running() or window.writes.pending():
        return True
    if QApplication.activeModalWidget() is not None:
        return True
    return any(dialog.isVisible() for dialog in window.findChildren(QDialog))


def _look_again(window: "MainWindow") -> None:
    """Change the language once nothing is in the way; say that it waits if that takes long."""
    looked = int(window.property(_WAITS))
    if window.front() != "preferences" or not _occupied(window):
        window.setProperty(_WAITS, None)
        change(window)
        return
    if looked == _TOLD_AT:
        window.toast(tr("The language changes when the work under way has ended."))
    window.setProperty(_WAITS, looked + 1)
    QTimer.singleShot(_AGAIN_MS, window, lambda: _look_again(window))


def _put_away(window: "MainWindow") -> list[Callable[[], object]]:
    """Close the windows beside this one; return what opens them again."""
    from flashcards.ui.editor.floating import FloatingWindow

    reopening = []
    for beside in window.findChildren(FloatingWindow):
        if beside.isVisible():
            reopening.append(beside.reopening())
            beside.close()
    return reopening
