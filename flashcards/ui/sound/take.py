"""One recording while it is made: its samples so far, how loud the last were, its file."""

import io
import wave
from array import array
from dataclasses import dataclass, field

LONGEST_S = 300
_LOUDEST = 32_768


@dataclass(slots=True)
class Take:
    """Samples of 16 bits, as the microphone gives them."""

    rate: int = 44_100
    channels: int = 1
    _pieces: list[bytes] = field(default_factory=list)
    _bytes: int = 0

    def add(self, data: bytes) -> float:
        """Take in what came; return how loud it is, from 0 to 1. What is too long is left out."""
        room = self.rate * self.channels * 2 * LONGEST_S - self._bytes
        whole = data[: min(room, len(data) - len(data) % (2 * self.channels))]
        self._pieces.append(whole)
        self._bytes += len(whole)
        samples = array("h", whole)
        return max(max(samples), -min(samples)) / _LOUDEST if samples else 0.0

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self._bytes / (self.rate * self.channels * 2)

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken in."""
        return self.seconds >= LONGEST_S

    def wav(self) -> bytes:
        """Return a WAV file of it."""
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setnchannels(self.channels)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(b"".join(self._pieces))
        return buffer.getvalue()
