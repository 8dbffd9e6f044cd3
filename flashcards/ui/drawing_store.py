"""Keeps drawn formulas in a folder, so that a card shows them at once when it comes again."""

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.files import read_side_file, write_whole
from flashcards.text.tex.drawn import LARGEST, Drawing, read_drawing

if TYPE_CHECKING:
    from flashcards.ui.formulas import Asked

_FORM = 2
"""Rises when formulas are drawn in another way, so that those kept are drawn anew."""
MOST_FILES = 4_000


class DrawingStore:
    """The drawings of one folder, a file for each; older ones go when there are too many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._absent = False
        """Whether there was nothing in the folder when it was first looked into."""
        self._looked = False
        self._written = 0
        self._lock = threading.Lock()

    def read(self, asked: "Asked") -> Drawing | None:
        """Return what was drawn for a formula; None without it."""
        if not self._looked:
            self._looked = True
            self._absent = not self._folder.is_dir()
        if self._absent:
            return None
        from json import loads

        try:
            return read_drawing(loads(read_side_file(self._path(asked), LARGEST + 1_000)))
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, asked: "Asked", drawing: Drawing) -> None:
        """Keep a drawing; what cannot be kept is drawn again another time. In any thread."""
        from json import dumps

        data = dumps([drawing.svg, drawing.width, drawing.ascent, drawing.descent]).encode()
        with self._lock, contextlib.suppress(OSError, ValueError):
            if self._written % 200 == 0:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._tidy()
            self._written += 1
            self._absent = False
            write_whole(self._path(asked), data)

    def _path(self, asked: "Asked") -> Path:
        from hashlib import blake2b

        told = repr((_FORM, asked.tex, asked.bare_tex, asked.displayed, asked.macros)).encode()
        return self._folder / f"{blake2b(told, digest_size=16).hexdigest()}.json"

    def _tidy(self) -> None:
        files = [path for path in self._folder.iterdir() if path.suffix == ".json"]
        if len(files) <= MOST_FILES:
            return
        files.sort(key=lambda path: path.lstat().st_mtime)
        for path in files[: len(files) - MOST_FILES * 3 // 4]:
            path.unlink(missing_ok=True)
