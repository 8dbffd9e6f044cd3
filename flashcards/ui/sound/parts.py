"""The parts of Qt that play and record: imported when first needed, and missed in plain words.

They are an extra of the program (``audio``), and need libraries that a bare system lacks.
"""

import contextlib
import ctypes
import os
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import PySide6
from PySide6.QtCore import QLoggingCategory, qInstallMessageHandler

from flashcards.installed import how_to_add
from flashcards.ui.libraries import AUDIO_PACKAGES
from flashcards.ui.words import tr, worded

_QUIET = -8
_DEBIAN = "python3-pyside6.qtmultimedia python3-pyside6.qttexttospeech"
_LIBRARY = re.compile(r"lib[\w.+-]+\.so[.\d]*")


class MissingPartError(Exception):
    """What plays or records is not installed; the text says in words what to do."""


def multimedia() -> ModuleType:
    """Return QtMultimedia; raise MissingPartError where it cannot be had."""
    # Only files, whatever a sound tells the player to open.
    os.environ.setdefault("QT_FFMPEG_PROTOCOL_WHITELIST", "file")
    return _part("PySide6.QtMultimedia")


def text_to_speech() -> ModuleType:
    """Return QtTextToSpeech; raise MissingPartError where it cannot be had."""
    return _part("PySide6.QtTextToSpeech")


def _part(name: str) -> ModuleType:
    _say_less()
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingPartError(_words(str(error))) from error


def _words(error: str) -> str:
    library = _LIBRARY.search(error)
    if library is None:
        missing = tr("Sound needs a part of Qt that is not installed.")
        return f"{missing} {worded(how_to_add('PySide6-Addons', _DEBIAN))}"
    package = AUDIO_PACKAGES.get(library[0], library[0])
    return tr(
        "Sound needs the system package {package}. Install it, then start Flashcards again.",
        package=package,
    )


@cache
def _say_less() -> None:
    """Keep what Qt and FFmpeg tell of each file to themselves: names of files, drivers missed."""
    QLoggingCategory.setFilterRules("qt.multimedia.*=false\nqt.speech.*=false")


@contextlib.contextmanager
def in_silence() -> Iterator[None]:
    """Let Qt say nothing in the block: it complains of every sound server it does not find."""
    before = qInstallMessageHandler(lambda _kind, _context, _text: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@cache
def quiet_decoder() -> None:
    """Keep FFmpeg from writing about every file; call once its library is loaded."""
    folder = Path(PySide6.__file__).parent
    for found in (*folder.glob("Qt/lib/libavutil.*"), *folder.glob("avutil-*.dll")):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(str(found)).av_log_set_level(_QUIET)
            return
