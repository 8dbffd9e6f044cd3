"""What work costs, told without a clock on the wall: by calls, and by very much processor time."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE_S = 300
"""How long is waited, by the clock, for what another process says or does."""
FOR_EVER_S = 40
"""Processor time that work of a second or less never comes to, however it is disturbed; what grows
with the square of its input does. How long it really takes is measured in ``tests/bench``."""


@contextmanager
def never_for_ever() -> Iterator[None]:
    """Fail where the block takes longer of the processor than any growth in step would."""
    began = time.process_time()
    yield
    took = time.process_time() - began
    assert took < FOR_EVER_S, f"{took:.0f} s of processor time"


def calls(work: Callable[[], object]) -> int:
    """Return how many functions the work calls, Python's own and C's; the same at every load.

    What is imported late counts with it the first time, so have it done once before.
    """
    count = 0

    def called(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
