"""Builds everything: the application, the collection, the window; one call runs it all."""

import builtins
import gc
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards import identity, paths, settings, streams
from flashcards.desktop.wishes import is_quiet
from flashcards.files import complain
from flashcards.handing_over import ANSWER_WITHIN_S
from flashcards.languages import choosing
from flashcards.model.errors import CollectionInUseError, UserError
from flashcards.model.messages import Message
from flashcards.starting.wanted import (
    AT_ONCE_S,
    Wanted,
    absent_words,
    handed_over,
    open_others,
    wanted_of,
)
from flashcards.ui.arriving.fulfilling import fulfil
from flashcards.ui.words import error_words, tr, worded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from flashcards.api import Collection
    from flashcards.model.backups import BackupInfo
    from flashcards.ui.main_window import MainWindow

DONE, BROKEN, REFUSED = 0, 1, 2
SETTLED_MS = 1_000
"""By then the window is painted."""
SETTLING_S = 5.0
"""A window that opens or closes just now is waited for so long."""
LOOK_EVERY_S = 0.05


def run(path: Path | None = None, files: Sequence[str] = (), wish: str = "") -> int:
    """Open the window on a collection, the default one for None, and return the exit code.

    It opens ``files``, paths or addresses, if any are given: decks are looked at, an article is
    read, and the first collection among them is the one the window opens on where ``path`` names
    none. ``wish`` is what else to do there (``desktop/wishes``).
    0 when it was closed, or when an earlier window took over; 2 when there is no display or the
    collection cannot be opened, told in one sentence; 1 when something went wrong that nobody
    expected.
    """
    gc.disable()  # as ``__main__`` has it, for whoever else calls this
    try:
        return _started(path, files, wish)
    except Exception as error:  # noqa: BLE001  (told with all there is to say, where it can be read)
        return _broken(error)
    finally:
        gc.enable()


def _started(path: Path | None, files: Sequence[str], wish: str) -> int:
    wanted: Wanted | UserError
    try:
        wanted = wanted_of(path, files, wish)
    except UserError as error:  # told once there is a window to tell it in
        wanted = error
    except OSError as error:  # the folder it was started in is gone
        _speak()
        reason = error.strerror or str(error)
        return _refuse(tr("The collection cannot be looked for: {reason}.", reason=reason))
    if isinstance(wanted, Wanted):
        _complain(absent_words(wanted.files), early=True)
        if _handed_over(wanted, AT_ONCE_S, early=True):
            return DONE
    # Before Qt, whose import hook makes every later import slower.
    import flashcards.api  # noqa: F401  (read now for its own sake)
    from flashcards.ui import display

    try:
        opening = display.opening()
        if opening.trouble is None:
            from flashcards.ui.arriving.application import made_application

            _spare_import_hook()
    except ImportError as error:
        _speak()
        return _refuse(_what_is_wrong(wanted) or display.missing_library_words(str(error)))
    if opening.trouble is not None:
        _speak()
        return _refuse(_what_is_wrong(wanted) or display.opening().trouble or opening.trouble)
    app = made_application(opening.platform)
    if isinstance(wanted, UserError):
        _in_language(app)
        return _show_and_refuse(app, wanted)
    return _run(app, wanted)


def _speak() -> None:
    """Speak as the settings say, before there is a window and Qt tells what the desktop speaks."""
    try:
        wished = settings.look(paths.settings_path()).language
    except UserError:  # the window would tell of it
        wished = choosing.SYSTEM
    choosing.speak_as(wished)


def _what_is_wrong(wanted: Wanted | UserError) -> str:
    """Return why what was asked for cannot be, "" where it can."""
    return error_words(wanted) if isinstance(wanted, UserError) else ""


def _handed_over(wanted: Wanted, within_s: float = ANSWER_WITHIN_S, *, early: bool = False) -> bool:
    """Let a window do what is wanted that is open already, and say so; False where none is."""
    said = handed_over(wanted, within_s)
    _complain(*said or (), early=early)
    return said is not None


def _complain(*said: Message | None, early: bool = False) -> None:
    """Say what there is to say; ``early`` before a language is in force."""
    found = [each for each in said if each is not None]
    if found and early:
        _speak()
    for each in found:
        complain(worded(each))


def _spare_import_hook() -> None:
    """Let imports be plain again after Qt's, which reads and keeps the source of every module.

    It looks for ``from __feature__ import``, which nothing here has.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def _refuse(sentence: str) -> int:
    complain(sentence)
    streams.tell(sentence)
    return REFUSED


def _broken(error: Exception) -> int:
    """Tell of an error while the window was made, such as a file of the program that is gone."""
    import traceback

    report = "".join(traceback.format_exception(error))
    complain(report)
    try:
        from flashcards.ui import display, messages
        from flashcards.ui.arriving.application import made_application

        opening = display.opening()
        if opening.trouble is not None:  # Qt would end the process over it
            streams.tell(report)
            return BROKEN
        app = made_application(opening.platform)
        _speak()
        messages.show_failed_start(error).finished.connect(app.quit)
    except ImportError:  # the part that shows it is what is gone
        streams.tell(report)
        return BROKEN
    app.exec()
    return BROKEN


def _run(app: "QApplication", wanted: Wanted) -> int:
    from flashcards.ui.theme import Theme

    kept, told = _in_language(app)
    _name(app)
    theme = Theme(kept.theme, contrast=kept.contrast, motion=kept.motion)
    theme.apply()
    until = time.monotonic() + SETTLING_S
    while True:
        try:
            import flashcards

            collection = flashcards.open(wanted.collection)
        except CollectionInUseError as error:
            if _handed_over(wanted):
                return DONE
            if time.monotonic() >= until:
                return _show_and_refuse(app, error)
            time.sleep(LOOK_EVERY_S)
        except UserError as error:
            if not _restored(app, wanted.collection, error):
                return REFUSED
        else:
            with collection:
                return _show(app, collection, kept, theme, told, wanted)


def _name(app: "QApplication") -> None:
    from flashcards.ui import icons

    app.setApplicationName(identity.NAME)
    app.setApplicationVersion(identity.VERSION)
    app.setOrganizationName(identity.NAME)
    app.setOrganizationDomain(identity.DOMAIN)
    app.setDesktopFileName(identity.ID)
    app.setQuitOnLastWindowClosed(True)
    app.setWindowIcon(icons.program_icon())


def _in_language(app: "QApplication") -> tuple[settings.Settings, Message | None]:
    """Put the language of the settings in force; return them, and what is to be said of them."""
    from flashcards.ui import language

    kept, told = _load_settings()
    language.put_in_force(app, kept.language)
    return kept, told


def _load_settings() -> tuple[settings.Settings, Message | None]:
    try:
        return settings.load_and_tell(paths.settings_path())
    except UserError as error:
        return settings.Settings(), error.what


def _show(
    app: "QApplication",
    collection: "Collection",
    kept: settings.Settings,
    theme: object,
    told: Message | None,
    wanted: Wanted,
) -> int:
    from PySide6.QtCore import QTimer

    from flashcards.ui.arriving.application import files_go_to
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.raising import RaiseWatch
    from flashcards.ui.theme import Theme

    assert isinstance(theme, Theme)
    keep = settings.Keeper(paths.settings_path(), kept)
    window = MainWindow(collection, kept, keep, theme)
    window.reporter.install()
    watch = RaiseWatch(collection.path, window.arrivals.called, window)
    try:
        window.go("today")
        _appear(window, wanted.wish)
        _tell(window, told)
        window.arrivals.take(wanted.files)
        files_go_to(window.arrivals.take)
        fulfil(window, wanted.wish)
        _complain(*open_others(wanted))
        QTimer.singleShot(SETTLED_MS, _settle)
        return app.exec()
    finally:
        files_go_to(None)
        watch.end()
        window.jobs.stop_all()
        window.reporter.uninstall()
        _put_away(window)
        _close(app, window.collection)  # another than at the start where a backup was restored


def _appear(window: "MainWindow", wish: str) -> None:
    """Show the window, unless it shall stay out of the way."""
    from PySide6.QtCore import QTimer

    def begin() -> None:  # late: nothing of it is seen at once
        from flashcards.ui.everyday import beginning

        beginning.begin(window)

    if is_quiet(wish):
        from flashcards.ui.everyday import beginning

        beginning.begin_quietly(window)
        return
    window.show()
    # Where no window manager does it, nobody else gives the window the keyboard.
    window.activateWindow()
    QTimer.singleShot(SETTLED_MS, window, begin)


def _tell(window: "MainWindow", told: Message | None) -> None:
    """Say which files of the window could not be read."""
    from flashcards.ui.editor import drafts

    found = [told, drafts.trouble(window.collection.path)]
    if words := " ".join(worded(each) for each in found if each):
        window.toast(words)


def _settle() -> None:
    """Leave out what was made while starting when garbage is looked for (``ui/garbage``)."""
    gc.freeze()


def _close(app: "QApplication", collection: "Collection") -> None:
    """Close the collection; a backup that fails is told, since the learner counts on it."""
    try:
        collection.close()
    except UserError as error:
        _show_and_refuse(app, error)


def _put_away(window: "MainWindow") -> None:
    """Let Qt end before Python does, or leftovers of the window are taken down in any order."""
    window.hide()
    window.deleteLater()


def _show_and_refuse(app: "QApplication", error: UserError) -> int:
    from flashcards.ui import messages

    complain(error_words(error))
    dialog = messages.show_error(None, error)
    dialog.finished.connect(app.quit)
    app.exec()
    return REFUSED


def _restored(app: "QApplication", path: Path, error: UserError) -> bool:
    """Tell why the collection cannot be opened, offering the newest backup of a damaged one."""
    from flashcards.store.soundness import DamagedError

    if isinstance(error, DamagedError):
        from flashcards.store.backup import list_backups

        kept = list_backups(path)
        if kept:
            return _offer(app, path, error, kept[0])
    _show_and_refuse(app, error)
    return False


def _offer(app: "QApplication", path: Path, error: UserError, newest: "BackupInfo") -> bool:
    import flashcards
    from flashcards.ui import messages
    from flashcards.ui.dates import moment_words
    from flashcards.ui.words import error_words, plural, tr

    complain(error_words(error))
    chosen: list[bool] = []
    made = moment_words(newest.at.astimezone())
    hint = tr(
        "The newest backup is of {made}, with {notes} and {answers}.",
        made=made,
        notes=plural(newest.notes, "{count} note", "{count} notes"),
        answers=plural(newest.reviews, "{count} review", "{count} reviews"),
    )
    dialog = messages.ask(
        None, worded(error.what), hint, action=tr("Restore it"), on_yes=lambda: chosen.append(True)
    )
    dialog.finished.connect(app.quit)
    app.exec()
    if not chosen:
        return False
    try:
        flashcards.restore(newest.path, path)
    except UserError as refused:
        _show_and_refuse(app, refused)
        return False
    return True
