"""The window. Qt lives here and nowhere else."""

import sys


def _keep_constants_alive() -> None:
    """Give True, False and None more references than a session can use up.

    PySide6 6.12.0 counts on these never dying, which Python promises from 3.12 on only: before,
    each ``emit()`` takes a reference to True that was never given and each click one to None,
    until the interpreter stops in the middle of a long session.
    """
    import ctypes

    for constant in (True, False, None):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40


if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and sys.maxsize > 2**32:
    _keep_constants_alive()
