"""What each check of the self-test stands on: a folder, a collection and a window of its own."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QEventLoop, QTimer

from flashcards.paths import HOME_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

PATIENCE_S = 60.0
"""What never comes is waited for this long; a slow computer starts a process in three seconds."""
_LOOK_AGAIN_MS = 20


class FailedError(Exception):
    """Something does not work; each argument says what, in a line."""

    def __init__(self, *what: str) -> None:
        super().__init__("; ".join(what))
        self.what: Sequence[str] = what


class Found(NamedTuple):
    """What a check found to work, in a few words, and what this computer or package leaves out."""

    works: str
    missing: str = ""


@dataclass(slots=True)
class Bench:
    """What all checks share."""

    app: "QApplication"
    folder: Path
    """Empty at the start, and gone with all that is in it when the test is over."""
    made: int = field(default=0)

    def place(self, name: str = "") -> Path:
        """Return a folder that nobody has used yet, or the path of a file in one."""
        self.made += 1
        new = self.folder / str(self.made)
        new.mkdir()
        return new / name if name else new


Check: TypeAlias = Callable[[Bench], Found]


@contextmanager
def own_home() -> Iterator[Path]:
    """Keep the learner's settings, collection and kept drawings out of it; yields the folder."""
    before = os.environ.get(HOME_VARIABLE)
    # What Windows still holds open stays for its own cleaning, and is no failure of the program.
    with TemporaryDirectory(prefix="flashcards-", ignore_cleanup_errors=True) as folder:
        os.environ[HOME_VARIABLE] = str(Path(folder, "home"))
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ[HOME_VARIABLE]
            else:
                os.environ[HOME_VARIABLE] = before


def until(done: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """Let the window live until ``done`` is true. Raises FailedError, which names ``what``."""
    end = time.monotonic() + seconds
    loop, timer = QEventLoop(), QTimer()
    came = False

    def look() -> None:
        nonlocal came
        came = came or done()  # more may begin before the loop has ended
        if came or time.monotonic() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(_LOOK_AGAIN_MS)
    loop.exec()
    timer.stop()
    if not came:
        raise FailedError(f"{what} did not come within {seconds:.0f} seconds")
