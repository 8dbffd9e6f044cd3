"""Opens what comes from outside, and lets it wait where something under way would suffer."""

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from flashcards.desktop.wishes import is_quiet
from flashcards.handing_over import Request
from flashcards.ui.arriving.fulfilling import fulfil
from flashcards.ui.arriving.sorting import Arrival, Sort, sorted_out
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.arriving.waiting_bar import WaitingBar
    from flashcards.ui.importing.screen import ImportScreen
    from flashcards.ui.importing.set_aside import SetAside
    from flashcards.ui.main_window import MainWindow

_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  (the name of a variable)
_ALERT_AFTER_MS = 1_000
"""A window that is not in front by then may not come there by itself, and asks to be called."""


class Arrivals(QObject):
    """Held by the window. What cannot be opened at once waits, and a line says so."""

    changed = Signal()
    """Something waits, or waits no more."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Arrival] = []
        self._held: QDialog | None = None
        """A dialog during which something came; that goes on when it is closed."""
        self.bar: WaitingBar | None = None
        """Says what waits; made when something does for the first time."""

    @property
    def waiting(self) -> tuple[Arrival, ...]:
        """What waits, in the order in which it will be opened."""
        return tuple(self._waiting)

    @cached_property
    def aside(self) -> "SetAside":
        """What was decided of files that are not imported yet, whichever screen shows them."""
        from flashcards.ui.importing.set_aside import SetAside

        return SetAside()

    # Coming

    def called(self, request: Request) -> None:
        """Do what a second start of the program wants."""
        if not is_quiet(request.wish):
            self._come_to_front(request.token)
        self.take(request.files)
        fulfil(self._window, request.wish)

    def take(self, files: Sequence[Path]) -> None:
        """Open files of any kind; see into them in the background first."""
        if not files:
            return
        window, collection = self._window, self._window.collection.path
        paths = [Path(os.path.abspath(file)) for file in files]  # noqa: PTH100  (never raises)
        window.jobs.run(
            tr("Looking at {name}", name=paths[0].name),
            lambda _progress: sorted_out(paths, collection),
            on_done=self._arrived,
            quiet=True,
        )

    def _arrived(self, found: list[Arrival]) -> None:
        for each in found:
            if each.sort is Sort.ELSEWHERE:
                self._open_elsewhere(each.paths[0])
        done = (Sort.ELSEWHERE, Sort.HERE)
        rest = [each for each in found if each.sort not in done and not self._is_known(each)]
        if rest and self._is_free_for(rest[0]):
            self._waiting[:0] = rest[1:]
            self._open(rest[0])
        else:
            self._waiting += rest
            self._wait_for_dialog()
        self._tell()

    def _is_known(self, arrival: Arrival) -> bool:
        """Whether just this waits already, or is what is decided about on the screen."""
        screen = self._import_screen()
        if (
            screen is not None
            and screen.isVisible()
            and set(arrival.paths) <= set(screen.undecided())
        ):
            return True
        return arrival in self._waiting

    def _come_to_front(self, token: str) -> None:
        window = self._window
        if token:
            os.environ[_TOKEN] = token  # Wayland's part of Qt looks there
        window.come_to_front()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.raise_()
            dialog.activateWindow()
        os.environ.pop(_TOKEN, None)
        QTimer.singleShot(_ALERT_AFTER_MS, window, self._ask_for_attention)

    def _ask_for_attention(self) -> None:
        if QApplication.activeWindow() is None:
            QApplication.alert(self._window)

    # Waiting

    def _is_free_for(self, arrival: Arrival) -> bool:
        """Whether nothing is under way that opening this would lose or hide."""
        if QApplication.activeModalWidget() is not None:
            return False
        if arrival.sort is Sort.ARTICLE:
            return not self._is_article_read()
        screen = self._import_screen()
        if screen is None or arrival.sort is not Sort.DECKS:
            return True
        return not screen.is_busy() and not (screen.is_deciding() and screen.isVisible())

    def _is_article_read(self) -> bool:
        """Whether an article is read in just now, which another one would end."""
        built = self._window.built("article")
        if built is None:
            return False
        from flashcards.ui.deck_from_article.screen import ArticleScreen

        return isinstance(built, ArticleScreen) and built.is_reading()

    def _wait_for_dialog(self) -> None:
        """Go on by itself when the dialog is closed that is in the way."""
        dialog = QApplication.activeModalWidget()
        if self._waiting and isinstance(dialog, QDialog) and dialog is not self._held:
            self._held = dialog
            dialog.finished.connect(self._dialog_closed)

    def _dialog_closed(self) -> None:
        self._held = None
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if not self._waiting:
            return
        if self._is_free_for(self._waiting[0]):
            self.open_next()
        else:
            self._wait_for_dialog()

    def open_next(self) -> None:
        """Open what waits first; what is decided on the import screen is kept for later."""
        if not self._waiting:
            return
        screen, sort = self._import_screen(), self._waiting[0].sort
        if sort is Sort.DECKS and screen is not None and screen.is_busy():
            self._window.toast(tr("Wait until the import under way has ended"))
            return
        if sort is Sort.ARTICLE and self._is_article_read():
            self._window.toast(tr("Wait until the article is read"))
            return
        self._open(self._waiting.pop(0))
        self._tell()

    def forget(self) -> None:
        """Open nothing of what waits."""
        self._waiting.clear()
        self._tell()

    def built_anew(self) -> None:
        """Say what waits in a new line: the window was made anew, and the line went with it."""
        self.bar = None
        self._tell()

    def _tell(self) -> None:
        """Say what waits now, in the line and by what can be chosen in the menu."""
        if self._waiting and self.bar is None:
            from flashcards.ui.arriving.waiting_bar import WaitingBar

            self.bar = WaitingBar(self._window)
        self.changed.emit()
        self._window.commands.refresh()

    # Opening

    def _open(self, arrival: Arrival) -> None:
        path = arrival.paths[0]
        if arrival.sort is Sort.ARTICLE:
            self._window.go("article", path=path)
        elif arrival.sort is Sort.BACKUP:
            from flashcards.ui.importing.restore_dialog import open_restore

            open_restore(self._window, path)
        elif arrival.sort is Sort.FOLDER:
            from flashcards.ui.watching.beginning import offer

            offer(self._window, path)
        else:
            self._open_decks(arrival.paths)

    def _open_decks(self, paths: tuple[Path, ...]) -> None:
        screen = self._import_screen()
        before = screen.undecided() if screen is not None else ()
        if before and set(before) != set(paths):
            self._waiting.append(Arrival(Sort.DECKS, before))
        self._window.go("import", paths=list(paths))

    def _open_elsewhere(self, path: Path) -> None:
        from flashcards.model.errors import UserError
        from flashcards.starting.other_windows import open_window
        from flashcards.ui import messages

        try:
            open_window(path)
        except UserError as error:
            messages.show_error(self._window, error)
        else:
            self._window.toast(tr("{name} opens in a window of its own", name=path.name))

    def _import_screen(self) -> "ImportScreen | None":
        built = self._window.built("import")
        if built is None:
            return None
        from flashcards.ui.importing.screen import ImportScreen

        return built if isinstance(built, ImportScreen) else None
