"""The one window: rail, screens, search, progress, toasts; it carries the parts screens use."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.settings import Settings
from flashcards.ui import collection_check, messages, screen_loading, shell_commands, taking_back
from flashcards.ui.announcing import Announcer
from flashcards.ui.arriving.arrivals import Arrivals
from flashcards.ui.caretaker import Caretaker
from flashcards.ui.changes import ChangeHub
from flashcards.ui.commands import Commands
from flashcards.ui.day_watch import DayWatch
from flashcards.ui.editor.drafts import DraftShelf
from flashcards.ui.editor.shortcuts import WRITING, writing_rows
from flashcards.ui.focus_in_sight import FocusInSight
from flashcards.ui.header import Header
from flashcards.ui.jobs import Job, Jobs, Writes
from flashcards.ui.occlusion.shortcuts import DRAWING, drawing_rows
from flashcards.ui.rail import Rail
from flashcards.ui.screen import Screen
from flashcards.ui.text_keys import FocusKeys
from flashcards.ui.theme import Theme
from flashcards.ui.told_rows import ToldRows
from flashcards.ui.widgets import column, fitting, row
from flashcards.ui.widgets.pages import Pages
from flashcards.ui.widgets.progress_line import ProgressLine
from flashcards.ui.widgets.toast import Toast
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.help import KeysHelp
    from flashcards.ui.palette import Palette

SMALLEST, FIRST_SIZE = QSize(900, 600), QSize(1120, 760)


class MainWindow(QMainWindow):
    """Shows one screen at a time and remembers the way there."""

    screen_shown = Signal(str)
    settings_changed = Signal(object)
    """The new ``Settings``."""

    def __init__(
        self,
        collection: "Collection",
        settings: Settings | None = None,
        save_settings: Callable[[Settings], None] | None = None,
        theme: Theme | None = None,
    ) -> None:
        super().__init__()
        self.collection = collection
        self.settings = settings or Settings()
        self._save = save_settings
        self.theme = theme or Theme(
            self.settings.theme, self, contrast=self.settings.contrast, motion=self.settings.motion
        )
        self.announcer = Announcer(self)
        for watch in (ToldRows, FocusInSight):
            watch(self)
        self.reporter = messages.Reporter(self)
        self.jobs = Jobs(self)
        self.writes = Writes(lambda: self.collection.busy, self.jobs, self)
        self.changes = ChangeHub(self)
        self.day_watch = DayWatch(collection, self)
        self.caretaker = Caretaker(self)
        self.commands = Commands(self, self.settings.shortcuts)
        self.drafts = DraftShelf(collection.path)
        self.arrivals = Arrivals(self)
        self._screens: dict[str, Screen] = {}
        self._way: list[tuple[str, dict[str, Any]]] = []
        self._front = ""
        self._clock_trusted = False
        self.leaving = False
        """Whether the program ends with its window, also where an icon in the tray is left."""
        self._palette: Palette | None = None
        self.help_page: KeysHelp | None = None
        self._focus_keys = FocusKeys(self)
        self._build()
        self._connect()
        self._add_commands()
        self._restore_geometry()

    def _build(self) -> None:
        self.setMinimumSize(SMALLEST)
        self.rail = Rail(self.go)
        self.header = Header(self.search_on)
        self.progress = ProgressLine(self.jobs)
        self.stack = Pages()
        self.stack.setObjectName("screens")
        content = QWidget()
        content.setObjectName("content")
        column(content, self.header, self.stack, self.progress, gap="none")
        frame = QWidget()
        row(frame, self.rail, content, gap="none")
        self.setCentralWidget(frame)
        self.rail.set_narrow(self.settings.rail_collapsed)
        self.toasts = Toast(content, self.announcer.say)

    def _connect(self) -> None:
        self.changes.changed.connect(self._take_in)
        self.changes.listen_to(self.collection)
        self.day_watch.turned.connect(self._turn_day)
        self.writes.failed.connect(self._tell)
        self.jobs.failed.connect(self._job_failed)
        self.commands.keys_chosen.connect(lambda keys: self.change_settings(shortcuts=keys))

    def _add_commands(self) -> None:
        self.commands.add(shell_commands.commands(self) + screen_loading.commands_of_screens(self))
        self.commands.add_elsewhere(WRITING, writing_rows())
        self.commands.add_elsewhere(DRAWING, drawing_rows())
        self.commands.fill(self.menuBar())
        self.header.add_action(self.commands.action("palette.open"))

    # Going about

    def go(self, name: str, **arguments: Any) -> Screen:
        """Bring a screen to the front, building it the first time, and return it."""
        if name == "study" and not self._clock_is_trusted(name, arguments):
            self.rail.mark(self._front)
            return self._screens.get(self._front) or self.go("today")
        if self._front and self._front != name:
            self._way.append((self._front, {}))
            del self._way[:-50]
        return self._show(name, arguments)

    def back(self) -> None:
        """Go exactly one step back: out of a field, within the screen, or to the one before."""
        if self.header.release():
            self._focus_screen()
            return
        screen = self._screens.get(self._front)
        if screen is not None and screen.step_back():
            return
        if self._way:
            name, arguments = self._way.pop()
            self._show(name, arguments)
        elif self._front != "today":
            self._show("today", {})

    def back_to(self, name: str) -> None:
        """Go back to the screen that led here, however many steps that is."""
        while self._way and self._way.pop()[0] != name:
            continue
        self._show(name, {})

    def _clock_is_trusted(self, name: str, arguments: dict[str, Any]) -> bool:
        """Ask once before anything is scheduled by a clock that is likely wrong."""
        warning = None if self._clock_trusted else self.collection.clock_warning()
        if warning is None:
            return True
        messages.ask(
            self,
            tr("Is this computer’s clock right?"),
            worded(warning),
            action=tr("The clock is right"),
            on_yes=lambda: self._trust_clock(name, arguments),
        )
        return False

    def _trust_clock(self, name: str, arguments: dict[str, Any]) -> None:
        self._clock_trusted = True
        self.go(name, **arguments)

    def _show(self, name: str, arguments: dict[str, Any]) -> Screen:
        before = self._screens.get(self._front)
        if before is not None and self._front != name:
            before.left()
            self.toasts.leave_behind()
        screen = self._screens.get(name) or self._build_screen(name)
        self._front = name
        if screen.stale:
            screen.stale = False
            screen.reload()
        self.header.setVisible(screen.header)
        self.header.show_search(screen.search_box)
        self.stack.setCurrentWidget(screen)
        self.toasts.leave_free(screen.foot_px)
        self.rail.mark(screen.rail_name or name)
        self.commands.show_screen(name)
        screen.shown(**arguments)
        self._show_title()
        self.commands.refresh()
        self._focus_screen()
        self.announcer.say_empty(screen)
        self.screen_shown.emit(name)
        return screen

    def _build_screen(self, name: str) -> Screen:
        screen = screen_loading.build(name, self)
        screen.title_changed.connect(self._show_title)
        self._screens[name] = screen
        self.stack.addWidget(screen)
        self.commands.add_screen(name, screen.commands())
        return screen

    def put_screens_away(self) -> None:
        """Take every screen down, so that nothing reads the collection while it is closed."""
        self.day_watch.pause()
        self.take_down(list(self._screens))
        self._way.clear()

    def take_down(self, names: Sequence[str]) -> None:
        """Take built screens down; each is made anew when it is shown again."""
        if self._front in names:
            self._screens[self._front].left()
            self._front = ""
        for name in names:
            built = self._screens.pop(name)
            self.commands.drop_screen(name)
            self.stack.removeWidget(built)
            built.deleteLater()

    def take_collection(self, collection: "Collection") -> None:
        """Work on another opened collection from now on, such as a restored one."""
        self.put_screens_away()
        self.drafts.finish()
        self.drafts = DraftShelf(collection.path)
        self.collection = collection
        self.changes.listen_to(collection)
        self.day_watch.follow(collection)
        self._clock_trusted = False
        self.go("today")

    def build_anew(self, kept: Sequence[str] = ()) -> None:
        """Make the window again, since the language is another one; ``kept`` screens stay."""
        self.take_down([name for name in self._screens if name not in kept])
        self.setLocale(QLocale())
        for page in filter(None, (self._palette, self.help_page)):
            page.deleteLater()
        self._palette = self.help_page = None
        self._build()
        for name in kept:
            self.stack.addWidget(self._screens[name])
        self.commands.name_anew()
        self.arrivals.built_anew()
        self.header.add_action(self.commands.action("palette.open"))

    def _focus_screen(self) -> None:
        screen = self._screens.get(self._front)
        if screen is not None:
            (screen.first_focus() or screen).setFocus(Qt.FocusReason.OtherFocusReason)

    def built(self, name: str) -> Screen | None:
        """Return a screen that was built, else None."""
        return self._screens.get(name)

    def way(self) -> list[str]:
        """Return the names of the screens that led here."""
        return [name for name, _ in self._way]

    def front(self) -> str:
        """Return the name of the screen in front."""
        return self._front

    def screen_title(self) -> str:
        """Return the title of the screen in front."""
        return self._screens[self._front].title() if self._front in self._screens else ""

    def _show_title(self) -> None:
        title = self.screen_title()
        self.header.set_title(title)
        self.setWindowTitle(f"{title} – Flashcards" if title else "Flashcards")

    def study(self, deck: str | None = None) -> None:
        """Study a deck with its subdecks; None studies all."""
        self.go("study", deck=deck)

    def search(self, query: str) -> None:
        """Show the cards a query finds."""
        self.go("browse", query=query)

    def search_on(self, begun: str) -> None:
        """Show what the beginning of a query finds, and let the learner type on there."""
        self.go("browse", query=begun, typing=True)

    def focus_search(self) -> None:
        """Put the keyboard into the search box, or into the screen that has its own."""
        if self.header.isVisible() and self.header.search_shown():
            self.header.take_focus()
        else:
            self.go("browse", query=None).focus_search()

    def open_palette(self) -> None:
        """Open the command palette."""
        from flashcards.ui.palette import Palette

        if self._palette is None:
            self._palette = Palette(self)
        self._palette.open_palette()

    def open_help(self) -> None:
        """Show the keys of the screen in front."""
        from flashcards.ui.help import KeysHelp

        if self.help_page is None:
            self.help_page = KeysHelp(self)
        self.help_page.open_help()

    # Doing

    def current_deck(self) -> str | None:
        """Return the deck that the screen in front is about."""
        return self._screens[self._front].current_deck() if self._front in self._screens else None

    def add_note(self, deck: str | None = None) -> None:
        """Open the window for a new note, in ``deck`` or the one the screen in front is about."""
        from flashcards.ui.editor import window as editor_windows

        editor_windows.add_note(self, deck, self.current_deck())

    def edit_note(self, note_id: int) -> None:
        """Open a note for editing."""
        from flashcards.ui.editor import window as editor_windows

        editor_windows.edit_note(self, note_id)

    def undo_name(self) -> str | None:
        """Return what undo would take back: in the screen in front, else in the collection."""
        screen = self._screens.get(self._front)
        return (screen and screen.undo_name()) or worded(self.collection.undo_name) or None

    def redo_name(self) -> str | None:
        """Return what redo would bring back, likewise."""
        screen = self._screens.get(self._front)
        return (screen and screen.redo_name()) or worded(self.collection.redo_name) or None

    def can_undo(self) -> bool:
        """Whether there is something to take back, in the focused field or beyond it."""
        return self._focus_keys.undo_of_field() is not None or self.undo_name() is not None

    def can_redo(self) -> bool:
        """Whether there is something to bring back."""
        return self._focus_keys.redo_of_field() is not None or self.redo_name() is not None

    def undo(self) -> None:
        """Take the last step back: of the focused text field, the screen, or the collection."""
        own, screen = self._focus_keys.undo_of_field(), self._screens.get(self._front)
        if own is not None:
            own()
        elif screen is not None and screen.undo_name() is not None:
            screen.undo()
        else:
            self.undo_in_collection()

    def undo_in_collection(self) -> None:
        """Take the collection's last step back, whatever has the keyboard."""
        taking_back.take(self, tr("Undoing"), self.collection.undo, self._undone)

    def redo(self) -> None:
        """Bring the last step back that was undone."""
        own, screen = self._focus_keys.redo_of_field(), self._screens.get(self._front)
        if own is not None:
            own()
        elif screen is not None and screen.redo_name() is not None:
            screen.redo()
        else:
            redo = self.collection.redo
            taking_back.take(self, tr("Redoing"), redo, self._redone, redo=True)

    def _undone(self, step: Message | None) -> None:
        if step:
            self.toast(tr("Undid: {step}", step=step), tr("Redo"), self.redo)
        else:
            self.toast(tr("There is nothing to undo"))

    def _redone(self, step: Message | None) -> None:
        if step:
            self.toast(tr("Redone: {step}", step=step), tr("Undo"), self.undo)
        else:
            self.toast(tr("There is nothing to redo"))

    def toast(
        self, text: str, action: str = "", pressed: Callable[[], object] | None = None
    ) -> None:
        """Say shortly what was done, with at most one action."""
        if action in (tr("Undo"), tr("Redo")):
            self._focus_keys.collection_first = True
        self.toasts.say(text, action, pressed)

    def back_up(self) -> None:
        """Make a backup in the background and say where it is."""
        self.jobs.run(
            tr("Backing up"),
            lambda progress: self.collection.backup(progress),
            on_done=lambda path: self.toast(tr("Backed up to {name}", name=path.name)),
        )

    def check_collection(self) -> None:
        """Compare everything derived with the facts, in the background."""
        collection_check.check(self)

    def show_about(self) -> None:
        """Say what this is and where the collection lies."""
        import flashcards

        version = message("Flashcards {version}", version=flashcards.__version__)
        where = self.collection.path
        messages.show_error(self, UserError(version, message("Collection: {path}", path=where)))

    def come_to_front(self) -> None:
        """Show the window above others, as it was before."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def quit(self) -> None:
        """Close the window for good."""
        self.leaving = True
        self.close()

    def toggle_full_screen(self) -> None:
        """Fill the whole screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # Settings

    def change_settings(self, **changes: Any) -> None:
        """Change some settings, let them take effect at once, and keep them."""
        before = self.settings
        self.settings = replace(before, **changes)
        if self.settings.language != before.language:
            from flashcards.ui import language

            QTimer.singleShot(0, self, lambda: language.change(self))
        self.theme.change(before, self.settings)
        if self.settings.rail_collapsed != before.rail_collapsed:
            self.rail.set_narrow(self.settings.rail_collapsed)
        if _text_of(self.settings) != _text_of(before):
            self.theme.changed.emit()
        self.settings_changed.emit(self.settings)
        self.save_settings()

    def save_settings(self) -> None:
        """Write the settings to their file."""
        if self._save is not None:
            try:
                self._save(self.settings)
            except UserError as error:
                self._tell(error)

    def _restore_geometry(self) -> None:
        self.resize(fitting(self, FIRST_SIZE))
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode()))

    # What happens

    def _take_in(self, changes: Changes) -> None:
        if changes.bin and not changes.undone:
            self._focus_keys.collection_first = True  # the next undo is of the deletion
        for name, screen in list(self._screens.items()):  # one may lead to another
            if name == self._front:
                screen.changed(changes)
            else:
                screen.stale = True
        self.commands.refresh()

    def _turn_day(self) -> None:
        self._clock_trusted = False
        self._take_in(Changes(cards=True, decks=True, reviews=True))

    def _tell(self, error: UserError) -> None:
        messages.show_error(self, error)

    def _job_failed(self, _job: Job, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell(error)
        else:
            self.reporter.report(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs, keep the window's size, let the screen in front put things away."""
        screen = self._screens.get(self._front)
        if screen is not None:
            screen.left()
        self.jobs.stop_all()
        self.writes.finish()
        self.drafts.finish()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings = replace(self.settings, geometry=geometry)
        self.save_settings()
        event.accept()
        QTimer.singleShot(0, QApplication.quit)


def _text_of(settings: Settings) -> tuple[float, float, bool]:
    """Return how cards and articles are set."""
    return settings.text_scale, settings.reading_scale, settings.serif
