"""Reads texts aloud by the voices of the system, from a thread: the first voice takes seconds."""

from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from flashcards.text.played import Speech
from flashcards.ui.sound import voices
from flashcards.ui.sound.parts import text_to_speech
from flashcards.ui.words import tr

STAND_IN = "mock"
"""An engine of Qt's that says nothing; for tests alone."""


class Speaker(QObject):
    """Takes one text after the other; asks the worker and passes on what became of it."""

    ended = Signal()
    """The text was read to its end."""
    failed = Signal(str)
    """The text cannot be read aloud; why, in words."""

    _asked = Signal(int, object)
    _stopped = Signal()

    def __init__(self, parent: QObject, engine: str = "") -> None:
        """Raise MissingPartError where nothing can speak; ``engine`` is Qt's name for it."""
        super().__init__(parent)
        part = text_to_speech()
        self._number = 0
        self._language = ""
        self._thread = QThread(self)
        self._worker = _Worker(part, engine)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.speak)
        self._stopped.connect(self._worker.stop)
        self._worker.ended.connect(self._end)
        self._worker.failed.connect(self._fail)
        self._thread.finished.connect(self._worker.release)
        self._thread.start()

    def speak(self, speech: Speech) -> None:
        """Read a text aloud in place of what is read now."""
        self._number += 1
        self._language = speech.language or voices.language_of(speech.text)
        self._asked.emit(self._number, speech)

    def stop(self) -> None:
        """Fall silent."""
        self._number += 1
        self._stopped.emit()

    def finish(self) -> None:
        """End the thread and wait for it."""
        self.stop()
        self._thread.quit()
        self._thread.wait()

    @Slot(int)
    def _end(self, number: int) -> None:
        if number == self._number:
            self.ended.emit()

    @Slot(int, bool)
    def _fail(self, number: int, any_voice: bool) -> None:
        if number != self._number:
            return
        if any_voice:
            language = voices.language_words(self._language)
            self.failed.emit(
                tr("No voice for {language} is installed. Add one in the settings of your system.",
                   language=language)
            )  # fmt: skip
            return
        self.failed.emit(
            tr("No voice is installed. Add one in the settings of your system; on Linux, install "
               "speech-dispatcher and espeak-ng.")
        )  # fmt: skip


class _Worker(QObject):
    """Lives in the thread, as does the engine it makes when the first text comes."""

    ended = Signal(int)
    failed = Signal(int, bool)
    """Whether there is a voice at all, of another language."""

    def __init__(self, part: Any, engine: str) -> None:
        super().__init__()
        self._part = part
        self._wanted = engine
        self._engine: Any = None
        self._number = 0
        self._begun = False

    @Slot(int, object)
    def speak(self, number: int, speech: Speech) -> None:
        """Read a text; ``number`` comes back with what became of it."""
        engine = self._made()
        known = [] if engine is None else engine.allVoices(None)
        voice = voices.chosen(known, speech)
        if voice is None:
            self.failed.emit(number, bool(known))
            return
        self._number = 0
        engine.stop()
        engine.setVoice(voice)
        engine.setRate(voices.rate(speech.speed))
        self._number, self._begun = number, False
        engine.say(speech.text.replace("[...]", "…"))

    @Slot()
    def stop(self) -> None:
        """Fall silent; nothing more is told of the text."""
        self._number = 0
        if self._engine is not None:
            self._engine.stop()

    @Slot()
    def release(self) -> None:
        """Let the engine go with the thread it was made in."""
        self.stop()
        self._engine = None

    def _made(self) -> Any:
        if self._engine is None:
            names = self._part.QTextToSpeech.availableEngines()
            real = [name for name in names if name != STAND_IN]
            wanted = self._wanted or (real[0] if real else "")
            engine = self._part.QTextToSpeech(wanted) if wanted else None
            if engine is None or engine.state() == self._part.QTextToSpeech.State.Error:
                return None
            engine.stateChanged.connect(self._follow)
            self._engine = engine
        return self._engine

    @Slot()
    def _follow(self) -> None:
        states, state = self._part.QTextToSpeech.State, self._engine.state()
        if state == states.Speaking:
            self._begun = True
        elif state == states.Ready and self._begun and self._number:
            self.ended.emit(self._number)
            self._number, self._begun = 0, False
        elif state == states.Error and self._number:
            self.failed.emit(self._number, False)
            self._number = 0
