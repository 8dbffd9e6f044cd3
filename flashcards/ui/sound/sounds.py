"""What the window plays: one thing after the other, for one card at a time."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from flashcards.text.played import File, Played, Speech
from flashcards.ui.sound.parts import MissingPartError
from flashcards.ui.sound.player import Player
from flashcards.ui.sound.speaker import Speaker
from flashcards.ui.widgets.overlay import Overlay
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_NAME = "sounds"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that waits to be played: the number of its mark on the card, and what it is."""

    number: int
    what: Played


class Sounds(QObject):
    """Plays what cards ask for. Parts of Qt that play are made when they are first needed."""

    changed = Signal(QObject, int)
    """The widget whose card is played, and the number of the mark; -1 once it is silent."""
    framed = Signal(QObject, int, QImage)
    """A picture of a video, for this widget's mark."""
    told = Signal(QObject, str)
    """Why nothing is heard, in words, for this widget."""

    engine = ""
    """Qt's name of what speaks; empty for that of the system."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.setObjectName(_NAME)
        self._window = window
        self._owner: QWidget | None = None
        self._waiting: deque[Turn] = deque()
        self._now: Turn | None = None
        self._player: Player | None = None
        self._speaker: Speaker | None = None
        self._told_of_device = False
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    @property
    def now(self) -> Played | None:
        """What is played at the moment."""
        return None if self._now is None else self._now.what

    def number_for(self, owner: QWidget) -> int:
        """Return the mark of a widget's card that is played; -1 for none."""
        return self._now.number if self._now is not None and self._owner is owner else -1

    def play(self, owner: QWidget, turns: Sequence[Turn], *, asked: bool) -> None:
        """Play these in their order in place of what is played now.

        ``asked``: whether the learner did, and is told each time that nothing can be heard.
        """
        self.stop()
        self._owner = owner
        self._waiting.extend(turns)
        if asked:
            self._told_of_device = False
        self._next()

    def stop(self, owner: QWidget | None = None) -> None:
        """Fall silent; with ``owner`` only if its card is played."""
        if owner is not None and owner is not self._owner:
            return
        before, self._now = self._owner, None
        self._waiting.clear()
        if self._player is not None:
            self._player.stop()
        if self._speaker is not None:
            self._speaker.stop()
        self._owner = None
        if before is not None:
            self.changed.emit(before, -1)

    def finish(self) -> None:
        """Let go of players, files and threads."""
        self.stop()
        if self._speaker is not None:
            self._speaker.finish()
            self._speaker.deleteLater()
            self._speaker = None
        if self._player is not None:
            self._player.deleteLater()
            self._player = None

    def _next(self) -> None:
        owner = self._owner
        if owner is None:
            return
        while self._waiting:
            self._now = self._waiting.popleft()
            if self._begin(owner, self._now.what):
                self.changed.emit(owner, self._now.number)
                return
            if self._owner is not owner:
                return  # what was told led elsewhere
        self._now = self._owner = None
        self.changed.emit(owner, -1)

    def _begin(self, owner: QWidget, what: Played) -> bool:
        """Begin to play; tell why not where that fails."""
        try:
            if isinstance(what, Speech):
                self._ready_speaker().speak(what)
                return True
            return self._play_file(owner, what)
        except MissingPartError as error:
            self._waiting.clear()
            self.told.emit(owner, str(error))
            return False

    def _play_file(self, owner: QWidget, file: File) -> bool:
        found = self._window.collection.recording(file.name)
        if found is None:
            self.told.emit(owner, missing_words(file))
            return False
        player = self._ready_player()
        if not player.has_device() and not self._told_of_device:
            self._told_of_device = True
            self.told.emit(
                owner, tr("No loudspeaker or headphones were found. Connect some, then play again.")
            )
        player.play(found.path)
        return True

    def _ready_player(self) -> Player:
        if self._player is None:
            self._player = Player(self)
            self._player.ended.connect(self._next)
            self._player.failed.connect(self._file_failed)
            self._player.framed.connect(self._pass_frame)
        return self._player

    def _ready_speaker(self) -> Speaker:
        if self._speaker is None:
            self._speaker = Speaker(self, self.engine)
            self._speaker.ended.connect(self._next)
            self._speaker.failed.connect(self._speech_failed)
        return self._speaker

    def _file_failed(self) -> None:
        if self._owner is not None and isinstance(self.now, File):
            name = self.now.name
            self.told.emit(self._owner, tr("“{name}” cannot be played: it is damaged.", name=name))
        self._next()

    def _speech_failed(self, words: str) -> None:
        if self._owner is not None:
            self.told.emit(self._owner, words)
        self._next()

    def _pass_frame(self, image: QImage) -> None:
        if self._owner is not None and self._now is not None:
            self.framed.emit(self._owner, self._now.number, image)

    # When nobody looks

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Fall silent when a dialog, another window or a panel over all comes to the front."""
        owner = self._owner
        if owner is None or now is None:
            return
        if now.window() is not owner.window() or _in_overlay(now):
            self.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End with the window."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            self.finish()
        return False


def sounds_of(window: "MainWindow") -> Sounds:
    """Return what a window plays with, the same each time."""
    return cast("Sounds | None", window.findChild(Sounds, _NAME)) or Sounds(window)


def missing_words(file: File) -> str:
    """Return what is said of a sound or video that is not there."""
    if file.video:
        return tr("The video “{name}” is missing.", name=file.name)
    return tr("The sound “{name}” is missing.", name=file.name)


def _in_overlay(widget: QWidget | None) -> bool:
    while widget is not None:
        if isinstance(widget, Overlay):
            return True
        widget = widget.parentWidget()
    return False
