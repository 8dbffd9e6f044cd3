"""Spares work that makes many objects and no garbage the search for it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Do not look for cycles of objects meanwhile.

    Blocks, words, candidates, notes and facts are made by the hundred thousand and hold no cycles;
    to look through them again and again takes up to a third of the time an article does, a fifth of
    a first sync and a tenth of an import. It counts for all threads: nobody may wait in it for a
    network or a learner.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
