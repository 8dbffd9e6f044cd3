"""Records a sound for a field: begin, stop, listen, keep or throw away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from flashcards.ui.messages import DIALOG_WIDTH
from flashcards.ui.sound.lengths import length_words
from flashcards.ui.sound.parts import MissingPartError
from flashcards.ui.sound.player import Player
from flashcards.ui.sound.recorder import Recorder
from flashcards.ui.widgets import button, column, label, row
from flashcards.ui.words import tr

_STEPS = 100
_FALL = 0.8
"""How much of the level shown is left with the next piece, unless that is louder."""


class RecordDialog(QDialog):
    """Begins to record as it opens; Enter stops, then keeps; Esc stops, then throws away."""

    kept = Signal(bytes)
    """A WAV file that the learner wants."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Record sound"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.recorder = Recorder(self)
        self.recorder.heard.connect(self._hear)
        self._player: Player | None = None
        self.words = label("", "heading", wrap=True)
        self.level = QProgressBar()
        self.level.setRange(0, _STEPS)
        self.level.setTextVisible(False)
        self.level.setAccessibleName(tr("Loudness"))
        self.again = button(tr("&Record again"), self.begin, icon="record")
        self.listen = button(tr("&Play"), self.play, icon="play")
        self.discard = button(tr("&Discard"), self._throw_away)
        self.main = button(tr("&Stop"), self.accept, kind="primary")
        buttons = row(None, self.again, self.listen, None, self.discard, self.main, gap="inside")
        column(self, self.words, self.level, buttons, gap="between", margins="around")
        self.resize(DIALOG_WIDTH, self.sizeHint().height())
        self.begin()

    # What the learner asks for

    def begin(self) -> None:
        """Record from the beginning."""
        self._silence()
        try:
            self.recorder.begin()
        except MissingPartError as error:
            self.words.setText(str(error))
        self._show()

    def stop(self) -> None:
        """End the recording, which may be heard now."""
        self.recorder.end()
        if not self._has_take():
            self.words.setText(tr("Nothing was heard. Check that the microphone is on."))
        self._show()

    def play(self) -> None:
        """Play what was recorded, or stop that."""
        if self._player is None:
            try:
                self._player = Player(self)
            except MissingPartError as error:
                self.words.setText(str(error))
                return
        self._player.has_device()
        self._player.play_data(self.recorder.take.wav())

    def accept(self) -> None:
        """Stop recording; once that is done, keep what was recorded."""
        if self.recorder.is_on:
            self.stop()
        elif self._has_take():
            self.kept.emit(self.recorder.take.wav())
            self._leave()
        else:
            self.begin()

    def reject(self) -> None:
        """Stop recording; once that is done, ask before the recording is thrown away."""
        if self.recorder.is_on:
            self.stop()
        elif self._has_take():
            from flashcards.ui import messages

            messages.ask(
                self,
                tr("Discard the recording?"),
                tr("It is not kept anywhere else."),
                action=tr("Discard"),
                on_yes=self._throw_away,
            )
        else:
            self._leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is giving up."""
        if self.recorder.is_on or self._has_take():
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _throw_away(self) -> None:
        self.recorder.end()
        self._leave()

    def _leave(self) -> None:
        self._silence()
        self.recorder.take = type(self.recorder.take)()
        super().reject()

    # What is seen

    def _hear(self, loudness: float) -> None:
        shown = max(loudness, self.level.value() / _STEPS * _FALL)
        self.level.setValue(min(_STEPS, round(shown * _STEPS)))
        if self.recorder.take.is_full:
            self.stop()
        else:
            self._say_time()

    def _say_time(self) -> None:
        length = length_words(self.recorder.take.seconds)
        on = self.recorder.is_on
        self.words.setText(tr("Recording… {length}", length=length) if on
                           else tr("Recorded: {length}", length=length))  # fmt: skip

    def _show(self) -> None:
        """Offer what is possible now."""
        on, taken = self.recorder.is_on, self._has_take()
        if on or taken:
            self._say_time()
        self.level.setVisible(on)
        self.again.setVisible(not on)
        self.listen.setVisible(not on and taken)
        self.discard.setVisible(not on)
        self.discard.setText(tr("&Discard") if taken else tr("&Close"))
        self.main.setVisible(on or taken)
        self.main.setText(tr("&Stop") if on else tr("&Keep"))
        self.again.setText(tr("&Record again") if taken else tr("&Record"))
        wanted = self.main if on or taken else self.again
        wanted.setDefault(True)
        wanted.setFocus()

    def _has_take(self) -> bool:
        return self.recorder.take.seconds > 0

    def _silence(self) -> None:
        if self._player is not None:
            self._player.stop()
