"""Records from the microphone into a take."""

from typing import Any

from PySide6.QtCore import QMicrophonePermission, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from flashcards.ui.sound.parts import MissingPartError, in_silence, multimedia
from flashcards.ui.sound.take import Take
from flashcards.ui.words import tr

_FORMATS = ((44_100, 1), (48_000, 1), (44_100, 2), (48_000, 2), (16_000, 1))


class Recorder(QObject):
    """Opens the microphone for as long as it records, and no longer."""

    heard = Signal(float)
    """Something came; how loud it is, from 0 to 1."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.take = Take()
        self._source: Any = None

    def begin(self) -> None:
        """Begin a take in place of the last; MissingPartError says why that is not possible."""
        parts = multimedia()
        _ask_system()
        with in_silence():
            device = parts.QMediaDevices.defaultAudioInput()
            if device.isNull():
                raise MissingPartError(tr("No microphone was found. Connect one, then try again."))
            form = _format(parts, device)
            self.take = Take(form.sampleRate(), form.channelCount())
            self._source = parts.QAudioSource(device, form, self)
            stream = self._source.start()
            stream.readyRead.connect(lambda: self.take_in(bytes(stream.readAll().data())))
        if self._source.error() != parts.QtAudio.Error.NoError:
            self.end()
            raise MissingPartError(
                tr("The microphone cannot be used. Another program may have it; close that one.")
            )

    def end(self) -> None:
        """Close the microphone; the take stays."""
        if self._source is not None:
            self._source.stop()
            self._source.deleteLater()
            self._source = None

    @property
    def is_on(self) -> bool:
        """Whether it records."""
        return self._source is not None

    def take_in(self, data: bytes) -> None:
        """Add samples that the microphone gave to the take."""
        self.heard.emit(self.take.add(data))


def _format(parts: Any, device: Any) -> Any:
    form = parts.QAudioFormat()
    form.setSampleFormat(parts.QAudioFormat.SampleFormat.Int16)
    for rate, channels in _FORMATS:
        form.setSampleRate(rate)
        form.setChannelCount(channels)
        if device.isFormatSupported(form):
            return form
    raise MissingPartError(tr("This microphone records in a way the program cannot use."))


def _ask_system() -> None:
    """Ask the system whether the program may record; it asks the learner the first time."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    wanted = QMicrophonePermission()
    status = app.checkPermission(wanted)
    if status == Qt.PermissionStatus.Undetermined:
        app.requestPermission(wanted, app, lambda _permission: None)
    elif status == Qt.PermissionStatus.Denied:
        raise MissingPartError(
            tr("The system does not let the program use the microphone. Allow it in its settings.")
        )
