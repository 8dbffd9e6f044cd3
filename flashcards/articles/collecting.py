"""Spares reading an article the search for garbage, of which it makes none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Do not look for cycles of objects meanwhile.

    Blocks, words and candidates are made by the hundred thousand and hold no cycles; to look
    through them again and again would take up to a third of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
