"""Plays a short tone, where this package can play and this computer has where to."""

import io
import math
import struct
import wave

from PySide6.QtCore import QObject

from flashcards.self_test.bench import Bench, FailedError, Found, until
from flashcards.ui.sound.parts import MissingPartError, text_to_speech
from flashcards.ui.sound.player import Player

_RATE, _SECONDS = 8_000, 0.2


def plays(_bench: Bench) -> Found:
    """Play a tone to its end; without a device it is played in silence."""
    holder = QObject()
    try:
        player = Player(holder)
        text_to_speech()
    except MissingPartError as error:
        return Found("", f"no sound here ({error})")
    ends: list[bool] = []
    player.ended.connect(lambda: ends.append(True))
    player.failed.connect(lambda: ends.append(False))
    player.play_data(tone())
    until(lambda: bool(ends), "the end of a tone")
    heard = player.has_device()
    player.stop()
    if not ends[0]:
        raise FailedError("a tone cannot be played")
    return Found("sound" if heard else "sound without a device to hear it")


def tone() -> bytes:
    """Return a WAV file of a fifth of a second."""
    values = (round(3_000 * math.sin(at * 0.35)) for at in range(round(_RATE * _SECONDS)))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(b"".join(struct.pack("<h", value) for value in values))
    return buffer.getvalue()
