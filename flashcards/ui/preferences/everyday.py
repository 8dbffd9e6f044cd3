"""Preferences: the reminder, the icon in the tray, and the start with the desktop."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSystemTrayIcon, QWidget

from flashcards import identity, paths
from flashcards.desktop.autostart import Autostart, autostart_here
from flashcards.desktop.timers import Timer, timer_here
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, Translatable
from flashcards.settings import Settings
from flashcards.ui import messages
from flashcards.ui.deck_options.edits import TimeEdit
from flashcards.ui.deck_options.option_rows import ROWS
from flashcards.ui.jobs import Progress
from flashcards.ui.preferences.days_field import DaysField
from flashcards.ui.preferences.parts import bare, group, page, setting
from flashcards.ui.widgets import check_field, choice_field, column, label
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

CHOICE_EM = 13
_ON_CLOSE: tuple[tuple[str, Translatable], ...] = (
    ("ask", "Ask"),
    ("tray", "Keep running in the tray"),
    ("quit", "Quit"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """How things stand on this system."""

    problem: Message | None
    """Why nothing can remind while the program is closed."""
    timer_place: str
    timer_is_set_up: bool
    start_place: str
    starts: bool | None
    """None where the system does not tell."""


def _found(timer: Timer, autostart: Autostart) -> Found:
    return Found(
        timer.problem(), timer.place, timer.is_set_up(), autostart.place, autostart.is_on()
    )


class EverydayPage(QWidget):
    """Tells each choice as it is made."""

    chosen = Signal(dict)
    """Names and values for ``change_settings``."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._timer = timer_here()
        self._autostart = autostart_here(
            tr("Reminds you of cards that wait in {program}", program=identity.NAME)
        )
        self.remind = check_field(tr("&Remind me to study"))
        self._minutes = 0
        self.time = TimeEdit(ROWS["day_start_minutes"])
        self.time.setAccessibleName(tr("Time of the reminder"))
        self.days = DaysField()
        self.closed = check_field(tr("&Also while {program} is closed", program=identity.NAME))
        self.closed_words = _words()
        self.tray = check_field(tr("Icon in the &tray"))
        self.tray_words = _words()
        self.on_close = choice_field(
            tr("When the window is closed"), [(tr(text), value) for value, text in _ON_CLOSE]
        )
        self.on_close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.on_close.setFixedWidth(CHOICE_EM * self.fontMetrics().height())
        self.badge = check_field(tr("Num&ber of cards on the program’s icon"))
        self.start = check_field(tr("Start with the des&ktop"))
        self.start_words = _words()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        remind_words, badge_words = _words(), _words()
        remind_words.setText(
            tr(
                "Once a day at most, only if there are cards to study, and never while this window "
                "is in front."
            )
        )
        badge_words.setText(tr("In docks and task bars that show numbers: macOS, KDE, Ubuntu."))
        column(
            self,
            page(
                group(
                    tr("Reminder"),
                    _with(self.remind, remind_words),
                    setting(tr("Ti&me"), tr("By this computer’s clock."),
                            self.time, self.time),
                    setting(tr("On wh&ich days"), tr("There is no reminder on the others."),
                            self.days, self.days),
                    _with(self.closed, self.closed_words),
                ),
                group(
                    tr("Tray and icon"),
                    _with(self.tray, self.tray_words),
                    setting(
                        tr("When the &window is closed"),
                        tr("With the icon in the tray, the program can go on without its window."),
                        self.on_close,
                        self.on_close,
                    ),
                    _with(self.badge, badge_words),
                ),
                group(tr("At login"), _with(self.start, self.start_words)),
            ),
            gap="none",
        )  # fmt: skip

    def _connect(self) -> None:
        self.remind.clicked.connect(lambda on: self.chosen.emit({"reminder": on}))
        self.time.settled.connect(self.settle)
        self.days.chosen.connect(lambda days: self.chosen.emit({"reminder_days": days}))
        self.closed.clicked.connect(self._turn_closed)
        self.tray.clicked.connect(lambda on: self.chosen.emit({"tray": on}))
        self.on_close.activated.connect(
            lambda _at: self.chosen.emit({"on_close": self.on_close.currentData()})
        )
        self.badge.clicked.connect(lambda on: self.chosen.emit({"badge": on}))
        self.start.clicked.connect(self._turn_start)

    def _turn_closed(self, on: bool) -> None:
        """Remind while the program is closed, of the collection that this window has open."""
        path = self._window.collection.path
        usual = path == paths.default_collection_path().resolve()
        named = "" if usual or not on else str(path)
        self.chosen.emit({"reminder_closed": on, "reminder_collection": named})

    def settle(self) -> None:
        """Take the time that was typed."""
        if self.time.pending():
            self.chosen.emit({"reminder_minutes": self.time.choice()})

    def pending(self) -> bool:
        """Whether a time was typed that is not taken yet."""
        return self.time.pending()

    def revert(self) -> None:
        """Show the time again that holds."""
        self.time.put(self._window.settings.reminder_minutes)

    # Showing

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now, without telling it again."""
        fields = (self.remind, self.closed, self.tray, self.badge)
        values = (settings.reminder, settings.reminder_closed, settings.tray, settings.badge)
        for field, on in zip(fields, values, strict=True):
            blocker = QSignalBlocker(field)
            field.setChecked(on)
            blocker.unblock()
        if settings.reminder_minutes != self._minutes or not self.time.pending():
            self.time.put(settings.reminder_minutes)  # else what is being typed stays
        self._minutes = settings.reminder_minutes
        self.days.show_days(settings.reminder_days)
        self.on_close.setCurrentIndex(self.on_close.findData(settings.on_close))
        for part in (self.time, self.days):
            part.setEnabled(settings.reminder)
        self._show_tray(settings)
        self.look_up()

    def _show_tray(self, settings: Settings) -> None:
        here = QSystemTrayIcon.isSystemTrayAvailable()
        self.tray.setEnabled(here or settings.tray)
        self.on_close.setEnabled(settings.tray)
        words = tr(
            "Shows how many cards wait. Its menu has: open, study 5 minutes, add note, quit."
        )
        if not here:
            words = tr(
                "This desktop has no tray. GNOME has one with the extension “AppIndicator and "
                "KStatusNotifierItem Support”."
            )
        self.tray_words.setText(words)

    def look_up(self) -> None:
        """Find out what is set up on this system, in the background."""
        if not self.isVisible():
            return
        timer, autostart = self._timer, self._autostart

        def look(_progress: Progress) -> Found:
            return _found(timer, autostart)

        self._window.jobs.run(tr("Looking at the desktop"), look, self._show_found, quiet=True)

    def _show_found(self, found: Found) -> None:
        settings = self._window.settings
        possible = found.problem is None
        self.closed.setEnabled(settings.reminder and (possible or settings.reminder_closed))
        if found.problem is not None:
            words = worded(found.problem)
        elif found.timer_is_set_up:
            words = tr("Set up as {place}. Turning it off removes that.", place=found.timer_place)
        else:
            words = tr("Sets up a timer of the system: {place}.", place=found.timer_place)
        self.closed_words.setText(words)
        starts = settings.autostart if found.starts is None else found.starts
        blocker = QSignalBlocker(self.start)
        self.start.setChecked(bool(starts))
        blocker.unblock()
        words = tr("Minimised, or in the tray where its icon is on.")
        if found.start_place:
            place = tr("It is written into {place}.", place=found.start_place)
            words = f"{words} {place}"
        self.start_words.setText(words)

    def _turn_start(self, on: bool) -> None:
        autostart = self._autostart

        def turn(_progress: Progress) -> None:
            autostart.turn(on=on)

        def done(_result: object) -> None:
            self.chosen.emit({"autostart": on})
            self.look_up()

        def refused(error: UserError) -> None:
            self.look_up()  # so that the box says what holds
            messages.show_error(self._window, error)

        self._window.jobs.run(tr("Asking the desktop"), turn, done, refused, quiet=True)

    def first_focus(self) -> QWidget:
        """Return the first field."""
        return self.remind


def _words() -> QLabel:
    made = label("", "muted", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _with(field: QCheckBox, words: QLabel) -> QWidget:
    """Return a box to tick with what it does beneath."""
    whole = bare()
    column(whole, field, words, gap="none")
    return whole
