"""Plays one file at a time; knows nothing of cards."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, QUrl, Signal
from PySide6.QtGui import QImage

from flashcards.ui.sound.parts import in_silence, multimedia, quiet_decoder

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame

LARGEST_SIDE = 4_096
"""Of a video, in pixels; a larger one is heard and not seen."""


class Player(QObject):
    """A player with its output, made when the first file is played."""

    ended = Signal()
    """The file was played to its end."""
    failed = Signal()
    """The file cannot be played."""
    framed = Signal(QImage)
    """The next picture of a video."""

    def __init__(self, parent: QObject) -> None:
        """Raise MissingPartError where nothing can play."""
        super().__init__(parent)
        self._parts: Any = multimedia()
        with in_silence():
            self._player: QMediaPlayer = self._parts.QMediaPlayer(self)
            self._sink = self._parts.QVideoSink(self)
            self._output: Any = None
            self._unheard = self._parts.QAudioBufferOutput(self)
            self.has_device()
        quiet_decoder()
        self._player.setVideoSink(self._sink)
        self._player.mediaStatusChanged.connect(self._follow)
        self._player.errorOccurred.connect(self._fail)
        self._sink.videoFrameChanged.connect(self._show)
        self._on = False
        self._data: QBuffer | None = None

    def has_device(self) -> bool:
        """Whether anything can be heard; without it, a file is played in silence."""
        device = self._parts.QMediaDevices.defaultAudioOutput()
        if device.isNull():
            # Without either, a player waits for ever; without a device, an output complains.
            self._player.setAudioOutput(None)  # type: ignore[arg-type]  # Qt takes none
            self._player.setAudioBufferOutput(self._unheard)
            return False
        if self._output is None:
            self._output = self._parts.QAudioOutput(self)
        if self._output.device() != device:
            self._output.setDevice(device)
        self._player.setAudioBufferOutput(None)  # type: ignore[arg-type]  # Qt takes none
        self._player.setAudioOutput(self._output)
        return True

    def play(self, path: Path) -> None:
        """Play a file from its beginning; it has been looked at, and is a sound or video."""
        self._on = True
        with in_silence():
            self._player.setSource(QUrl.fromLocalFile(str(path)))
            self._player.play()

    def play_data(self, wav: bytes) -> None:
        """Play a WAV file that is in memory, from its beginning."""
        self.stop()
        self._on = True
        self._data = QBuffer(self)
        self._data.setData(wav)
        self._data.open(QIODevice.OpenModeFlag.ReadOnly)
        with in_silence():
            self._player.setSourceDevice(self._data, QUrl("recording.wav"))
            self._player.play()

    def stop(self) -> None:
        """Stop, and let go of the file."""
        self._on = False
        with in_silence():
            self._player.stop()
            self._player.setSource(QUrl())
        if self._data is not None:
            self._data.deleteLater()
            self._data = None

    def _follow(self, status: "QMediaPlayer.MediaStatus") -> None:
        kinds = self._parts.QMediaPlayer.MediaStatus
        if not self._on:
            return
        if status == kinds.EndOfMedia:
            self._on = False
            self.ended.emit()
        elif status == kinds.InvalidMedia:
            self._fail()

    def _fail(self, *_what: object) -> None:
        if self._on:
            self._on = False
            self.failed.emit()

    def _show(self, frame: "QVideoFrame") -> None:
        if self._on and 0 < max(frame.width(), frame.height()) <= LARGEST_SIDE:
            with in_silence():  # it tells of a graphics card that is missing
                image = frame.toImage()
            if not image.isNull():
                self.framed.emit(image)
