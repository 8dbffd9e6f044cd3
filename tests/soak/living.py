"""Lives one long day in a window: does what chance says, and looks whether all is still well."""

import contextlib
import gc
import importlib
import pkgutil
import random
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

import flashcards
from flashcards.model.errors import UserError
from flashcards.settings import Settings
from flashcards.ui import screens
from flashcards.ui.editor.floating import FloatingWindow
from flashcards.ui.main_window import MainWindow
from flashcards.ui.sound.parts import MissingPartError, in_silence, multimedia, text_to_speech
from flashcards.ui.theme import Theme
from tests.heap import in_use
from tests.soak import doing, stuff
from tests.soak.keyboard import Keyboard

LOOK_EVERY = 200
WARM_AFTER = 600
"""By then every screen has been shown and every cache filled."""
LOADED_LATE = ("numpy.random", "tinycss2", "pypdf")
"""What functions of the program load when they are first called."""
GROWTH_BYTES = 12 * 1024 * 1024
READ_AT = (1280, 860)
"""The size of the window in which memory is read, so that it shows no more than before."""
PATIENCE_LOOKS = 6_000
"""How often a job under way is waited for, 5 ms each, before it counts as hanging."""
OVERLOOKED = (
    *("propagateSizeHints", "QXcbClipboard", "xkbcommon: ERROR"),
    "not accepted by receiving widget",  # QTest, of a part that had no use for a click
)
"""What the screen of the test says of itself, and not of the program."""


class Links(QObject):
    """Takes every address the program would hand to the system, and opens none."""

    @Slot(QUrl)
    def take(self, _address: QUrl) -> None:
        """Open nothing."""


class StaysOpen(QObject):
    """Keeps the window from closing, whatever key was hit."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Refuse what would close the window; swallowed alone, Qt would hide it all the same."""
        if event.type() != QEvent.Type.Close:
            return False
        event.ignore()
        return True


class Day:
    """One window, one collection, one row of chances."""

    def __init__(self, seed: int, home: Path) -> None:
        self.chance = random.Random(seed)
        self.home = home
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.problems: list[str] = []
        self.done: deque[str] = deque(maxlen=30)
        self.app = QApplication.instance() or QApplication(["flashcards"])
        self.files = stuff.make(home)
        self.collection_path = home / "day" / "collection.flashcards"
        self.collection_path.parent.mkdir(parents=True, exist_ok=True)
        self._watch()
        opened = flashcards.open(self.collection_path, clock=lambda: self.now)
        self.picture = stuff.fill(opened, self.files)
        self.theme = Theme("light")
        self.theme.apply()
        kept = Settings(theme="light", last_folder=str(self.files.folder))
        self.window = MainWindow(opened, kept, lambda _settings: None, self.theme)
        self.window.reporter.report = self._caught  # type: ignore[method-assign]  # told here
        self.keyboard = Keyboard(self.window)
        self._stays = StaysOpen()
        self.window.installEventFilter(self._stays)
        self.window.go("today")
        self.window.show()
        self.window.activateWindow()
        self.settle()

    # What must not happen

    def _watch(self) -> None:
        sys.excepthook = self._hook
        qInstallMessageHandler(self._said)
        self._links = Links()
        for scheme in ("http", "https", "file", "mailto"):
            QDesktopServices.setUrlHandler(scheme, self._links, "take")  # type: ignore[arg-type]  # as it is called

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, UserError):  # which the window tells in its own words
            self.fail("".join(traceback.format_exception(kind, error, trace)))

    def _caught(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            return
        self.fail("".join(traceback.format_exception(error)))

    def _said(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(word in text for word in OVERLOOKED):
            self.fail(f"Qt said: {text}")

    def fail(self, what: str) -> None:
        """Note what went wrong, with what was done before it."""
        self.problems.append(what + "\nafter: " + "; ".join(self.done))

    # Going on

    def settle(self) -> None:
        """Let the window come to rest: events, jobs, and what was to be deleted."""
        for _ in range(PATIENCE_LOOKS):
            self.app.processEvents()
            if not self.window.jobs.running() and not self.window.writes.pending():
                break
            QTest.qWait(5)
        else:
            self.fail("A job under way did not end.")
            self.window.jobs.stop_all()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.app.processEvents()

    def tour(self) -> None:
        """Look at every screen once, so that what is built once is built before memory is read.

        Modules too are loaded but once, and those for sound, styles and fitting hold 20 MB: whether
        a day comes to them before or after memory is read says nothing about growth.
        """
        for name in (*modules(), *LOADED_LATE):
            importlib.import_module(name)
        with contextlib.suppress(MissingPartError), in_silence():
            multimedia()
            text_to_speech()
        for row in screens.SCREENS:
            self.window.go(row.name)
            self.settle()
        for path in self.files.articles:
            self.window.go("article", path=path)
            self.settle()
        self.window.add_note()
        self.settle()
        self.back_to_rest()

    def step(self) -> None:
        """Do one thing."""
        found = self.keyboard.in_front()
        if isinstance(found, QFileDialog):
            self.note("answer a file dialog")
            doing.answer_file_dialog(found, self.files, self.chance)
        else:
            action = self.chance.choices(doing.ACTIONS, doing.WEIGHTS)[0]
            self._do(action)
        self.settle()

    def _do(self, action: Callable[["Day"], str]) -> None:
        try:
            self.note(action(self))
        except Exception:  # noqa: BLE001  (whatever comes is what this looks for)
            self.fail(f"{action.__name__}\n{traceback.format_exc()}")

    def note(self, what: str) -> None:
        """Remember what was done, for the report."""
        self.done.append(what)

    def pass_time(self, step: timedelta) -> None:
        """Let time pass, as the window notices it."""
        self.now += step
        self.window.day_watch.look()

    # Looking

    def back_to_rest(self) -> None:
        """Close what lies over the window and come to a screen."""
        for _ in range(30):
            found = self.keyboard.in_front()
            if found is self.window and not isinstance(found, QMenu):
                break
            QTest.keyClick(found, Qt.Key.Key_Escape)
            self.settle()
            if found is self.keyboard.in_front():
                found.close()
                self.settle()

    def look(self) -> None:
        """See whether all is well: window, title, and the collection itself."""
        self.back_to_rest()
        if not self.window.isVisible():
            self.fail("The window is gone.")
        title = self.window.screen_title()
        if not title or self.window.windowTitle() != f"{title} – Flashcards":
            self.fail(f"The title is “{self.window.windowTitle()}”, the screen “{title}”.")
        self.problems += [f"check: {each}" for each in self.window.collection.check()]

    def memory_with_all_screens(self) -> int:
        """Return the bytes of memory in use with every screen built, and nothing beside them.

        Screens are dropped when another collection is opened, so that two moments of a day can
        differ by 20 MB for no other reason than which of them were shown since. A window for a
        note that was left open takes 3 to 5 MB, most of it for what is seen of it, and the main
        window between 2 and 5 by its size.
        """
        self.window.resize(*READ_AT)
        scale = self.window.settings.text_scale
        self.window.change_settings(text_scale=0.8 if scale != 0.8 else 1.0)
        self.tour()
        for beside in self.window.findChildren(FloatingWindow):
            beside.close()
        self.settle()
        return self.memory()

    def memory(self) -> int:
        """Return the bytes in use, once garbage is gone."""
        gc.collect()
        return in_use()

    def end(self) -> None:
        """Put window and collection away as the program does."""
        self.back_to_rest()
        self.window.removeEventFilter(self._stays)
        self.window.close()
        self.window.jobs.stop_all()
        self.window.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.window.collection.close()
        self.watch_no_more()

    def watch_no_more(self) -> None:
        """Let Qt and Python speak for themselves: Qt may say something after Python's end."""
        qInstallMessageHandler(None)
        sys.excepthook = sys.__excepthook__


def modules() -> Iterator[str]:
    """Yield the names of all modules of the program but those that are programs of their own."""
    for found in pkgutil.walk_packages(flashcards.__path__, "flashcards."):
        if not found.name.endswith(("__main__", "process")):
            yield found.name


def live(seed: int, actions: int, home: Path) -> list[str]:
    """Live one day of so many actions; return what went wrong, the first few things of it."""
    day = Day(seed, home)
    day.tour()
    warm = 0
    for count in range(1, actions + 1):
        day.step()
        if count % LOOK_EVERY == 0:
            day.look()
            grown = day.memory() - warm if warm else 0
            if count >= WARM_AFTER and not warm:
                warm = day.memory_with_all_screens()
            if grown > GROWTH_BYTES:
                grown = day.memory_with_all_screens() - warm
            if grown > GROWTH_BYTES:
                day.fail(f"Memory grew by {grown // 2**20} MB since action {WARM_AFTER}.")
        if day.problems:
            day.watch_no_more()
            return [f"action {count}, seed {seed}:", *day.problems[:3]]
    day.end()
    return day.problems
