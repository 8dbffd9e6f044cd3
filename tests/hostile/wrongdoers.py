"""Cases that do wrong on purpose, each in its own way: what the driver must notice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from tests.hostile.case import ANYTHING, NOT_QUIET, Case, Place


def _reads_a_secret(place: Place) -> Sequence[str]:
    (place.outside / "secret.txt").read_text()
    return []


def _follows_a_link(place: Place) -> Sequence[str]:
    (place.given / "link").read_text()
    return []


def _writes_elsewhere(place: Place) -> Sequence[str]:
    (place.given / "new.txt").write_text("x")
    return []


def _moves_away(place: Place) -> Sequence[str]:
    (place.home / "a").write_text("x")
    (place.home / "a").rename(place.outside / "a")
    return []


def _lets_another_read(place: Place) -> Sequence[str]:
    program = f"open({str(place.outside / 'secret.txt')!r}).read()"
    subprocess.run([sys.executable, "-c", program], check=True)
    return []


def _raises(_place: Place) -> Sequence[str]:
    raise KeyError("x")


def _says_no_words(_place: Place) -> Sequence[str]:
    raise UserError(message("ValueError: <class 'int'> object at 0x7f00"))


def _says_nothing(_place: Place) -> Sequence[str]:
    return []


def _takes_memory(_place: Place) -> Sequence[str]:
    bytearray(300 << 20)
    return []


def _takes_time(_place: Place) -> Sequence[str]:
    began = time.process_time()
    while time.process_time() - began < 2:
        pass
    return []


def _lets_another_take_time(_place: Place) -> Sequence[str]:
    program = "import time\nwhile time.process_time() < 2: pass"
    subprocess.run([sys.executable, "-c", program], check=True)
    return []


def _ends(_place: Place) -> Sequence[str]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def cases(_random: Random, _count: int) -> Iterator[Case]:
    """Yield them all, one without fault at the end."""
    yield Case("reads a secret", _reads_a_secret, ANYTHING)
    yield Case(
        "follows a link",
        _follows_a_link,
        ANYTHING,
        lambda p: (p.given / "link").symlink_to(Path("..") / "outside" / "secret.txt"),
    )
    yield Case("writes elsewhere", _writes_elsewhere, ANYTHING)
    yield Case("moves away", _moves_away, ANYTHING)
    yield Case("lets another read", _lets_another_read, ANYTHING)
    yield Case("raises", _raises, ANYTHING)
    yield Case("says no words", _says_no_words, ANYTHING)
    yield Case("says nothing", _says_nothing, NOT_QUIET)
    yield Case("takes memory", _takes_memory, ANYTHING)
    yield Case("takes time", _takes_time, ANYTHING)
    yield Case("lets another take time", _lets_another_take_time, ANYTHING)
    yield Case("ends the process", _ends, ANYTHING)
    yield Case("does nothing wrong", _says_nothing, ANYTHING)
