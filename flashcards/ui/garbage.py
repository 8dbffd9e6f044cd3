"""Looks for garbage in the window's thread alone.

Python looks for it in whichever thread has just made many objects. Parts of windows that are held
in a circle would then end there, beside the window that still draws them, and the program with
them. ``drafts``, ``spelling`` and ``formulas`` have such threads; what jobs make is not looked
through at all while they go on, since the window would wait for that.
"""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 2_000
"""How often the youngest objects are looked through; a window that starts has settled by then."""
OLDER_EVERY, ALL_EVERY = 10, 100
"""After so many times, those that were found in use before, and all but what the start made."""


class GarbageWatch(QObject):
    """Looks for garbage now and then, unless somebody is ``busy``, as long as its parent is there.

    From then on nobody else does, until ``gc.enable()`` once the window is gone: while it goes,
    parts that are found then would wait for locks that those which go already hold.
    """

    def __init__(self, busy: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._busy = busy
        self._times = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        gc.disable()

    def look(self) -> None:
        """Look through the youngest objects, and through older ones when it is their time."""
        if self._busy():
            return
        self._times += 1
        older = self._times % OLDER_EVERY == 0
        gc.collect(2 if self._times % ALL_EVERY == 0 else int(older))
