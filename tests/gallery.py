"""Draws a card of every note type and of every kind of content, to be looked at.

    python tests/gallery.py [--out build/gallery] [--only formula]

Both sides as Study shows them, in the light and the dark theme, at 100 and at 200 %; one picture
for each card and theme. Needs no display.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QBuffer, QByteArray, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import flashcards
from flashcards.settings import Mode, Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from tests.gallery_cards import CARDS, READINGS, STYLED, STYLED_CSS, Sample
from tests.sounds import wav

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 3, 12, 8, 40, tzinfo=UTC)
SIZE = QSize(900, 620)
SCALES = ("1", "2")
THEMES: tuple[Mode, ...] = ("light", "dark")
SETTLE_MS = 250
"""Between a look whether everything is drawn and the next one."""
_LOOKS = 4
"""How many looks in a row have to find nothing under way."""
KEY = "FLASHCARDS_GALLERY_SCALE"


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample that was added to the collection, and where."""

    sample: Sample
    deck: str


def picture() -> bytes:
    """Return a picture made by code: a sky, a hill and a sun."""
    image = QImage(480, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#9fc5e8"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#f6b26b"))
        painter.drawEllipse(QPoint(370, 80), 44, 44)
        painter.setBrush(QColor("#6aa84f"))
        painter.drawEllipse(QPoint(150, 330), 260, 150)
    bits = QByteArray()
    buffer = QBuffer(bits)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, it a text
    return bytes(bits.data())


def filled(collection: Any, only: str) -> list[Shown]:
    """Add every sample to a deck of its own."""
    names = {
        "PICTURE": collection.import_media(picture()),
        "SOUND": collection.import_media(wav(1.2)),
    }
    types = collection.note_types
    types.create(replace(types.new(STYLED), css=STYLED_CSS, markup="html"))
    readings = types.new(READINGS)
    asks = replace(readings.templates[0], question="{{furigana:Front}}")
    types.create(replace(readings, templates=(asks,)))
    found = []
    for number, sample in enumerate(CARDS):
        if only and only not in sample.name:
            continue
        fields = dict(sample.fields)
        for name, text in fields.items():
            for sign, kept in names.items():
                text = text.replace(sign, kept)
            fields[name] = text
        deck = f"{number:02} {sample.name}"
        collection.add_note(fields, note_type=sample.note_type, deck=deck)
        found.append(Shown(sample, deck))
    return found


def settle(window: MainWindow) -> None:
    """Wait until nothing is under way that could still draw something."""
    quiet = 0
    while quiet < _LOOKS:
        QTest.qWait(SETTLE_MS)
        quiet = 0 if window.jobs.running() else quiet + 1


@contextmanager
def opened(collection: Any, theme: Theme, mode: Mode) -> Iterator[MainWindow]:
    """Show the window in one theme."""
    theme.set_mode(mode)
    window = MainWindow(collection, Settings(theme=mode), None, theme)
    window.resize(SIZE)
    window.show()
    window.activateWindow()
    try:
        yield window
    finally:
        window.jobs.stop_all()
        window.close()
        window.deleteLater()
        QTest.qWait(1)


def focused(window: MainWindow) -> QWidget:
    """Return what takes the keys."""
    return QApplication.focusWidget() or window


def sides(window: MainWindow, shown: Shown) -> list[QPixmap]:
    """Return what Study shows of a card: its question, then its answer."""
    window.go("study", deck=shown.deck)
    settle(window)
    for key in shown.sample.keys:
        QTest.keyClicks(focused(window), key)
    screen: Any = window.built("study")
    found = [screen.grab()]
    QTest.keyClick(focused(window), Qt.Key.Key_Return if shown.sample.keys else Qt.Key.Key_Space)
    settle(window)
    found.append(screen.grab())
    return found


def beside(pictures: list[QPixmap]) -> QImage:
    """Return pictures in a row."""
    ratio = pictures[0].devicePixelRatio()
    wide = sum(each.width() for each in pictures)
    row = QImage(wide, pictures[0].height(), QImage.Format.Format_RGB32)
    with QPainter(row) as painter:
        at = 0
        for each in pictures:
            each.setDevicePixelRatio(1)
            painter.drawPixmap(at, 0, each)
            at += each.width()
    row.setDevicePixelRatio(ratio)
    return row


def draw(out: Path, only: str, scale: str) -> None:
    """Draw all samples at the scale this process was started with."""
    app = QApplication([])
    theme = Theme("light")
    theme.apply()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gallery.flashcards"
        with flashcards.open(path, clock=lambda: NOW) as collection:
            samples = filled(collection, only)
            for mode in THEMES:
                with opened(collection, theme, mode) as window:
                    for shown in samples:
                        name = f"{shown.deck.replace(' ', '-')}-{mode}-{scale}00.png"
                        beside(sides(window, shown)).save(str(out / name))
                        print(out / name)
    app.quit()


def main() -> int:
    """Draw the gallery: each scale in a process of its own, since Qt takes it at its start."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gallery")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    if scale := os.environ.get(KEY):
        draw(asked.out, asked.only, scale)
        return 0
    for scale in SCALES:
        own = {KEY: scale, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        with tempfile.TemporaryDirectory() as home:
            command = [sys.executable, __file__, "--out", str(asked.out), "--only", asked.only]
            done = subprocess.run(
                command, env={**os.environ, **own, "FLASHCARDS_HOME": home}, check=False
            )
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
