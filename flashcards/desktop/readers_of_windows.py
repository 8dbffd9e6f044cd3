"""What Windows was told about its reader, asked of its own library."""

import ctypes
import sys
from typing import ClassVar, Final

_GET_ANIMATION: Final = 0x1042
"""SPI_GETCLIENTAREAANIMATION"""
_GET_HIGH_CONTRAST: Final = 0x0042
"""SPI_GETHIGHCONTRAST"""
_IS_ON: Final = 1
"""HCF_HIGHCONTRASTON"""


class _HighContrast(ctypes.Structure):
    """HIGHCONTRASTW"""

    _fields_: ClassVar = [
        ("size", ctypes.c_uint),
        ("flags", ctypes.c_uint32),
        ("scheme", ctypes.c_wchar_p),
    ]


def asked_windows() -> tuple[bool, bool]:
    """Return whether less is to move, and colours to stand apart; neither where it does not say."""
    if sys.platform == "win32":
        ask = ctypes.windll.user32.SystemParametersInfoW
        moves = ctypes.c_int(1)
        told = ask(_GET_ANIMATION, 0, ctypes.byref(moves), 0)
        contrast = _HighContrast(ctypes.sizeof(_HighContrast), 0, None)
        found = ask(_GET_HIGH_CONTRAST, contrast.size, ctypes.byref(contrast), 0)
        return bool(told) and not moves.value, bool(found) and bool(contrast.flags & _IS_ON)
    return False, False
