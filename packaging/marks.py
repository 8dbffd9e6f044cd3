"""Draws the ticks and arrows of boxes as PNG beside their SVG, for a Qt that cannot read SVG.

``python packaging/marks.py`` after a drawing in resources/themes has changed; a test compares.
"""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "themes"
SCALES = (1, 2, 3)
"""Pixels a logical pixel has on the screens there are."""


def drawn(drawing: Path, scale: int) -> QImage:
    """Return an SVG file as a picture of its own size times ``scale``."""
    renderer = QSvgRenderer(str(drawing))
    image = QImage(renderer.defaultSize() * scale, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        renderer.render(painter, QRectF(image.rect()))
    return image


def picture(drawing: Path, scale: int) -> Path:
    """Return where the picture of a drawing lies; Qt finds the larger ones by their names."""
    return drawing.with_name(f"{drawing.stem}{f'@{scale}x' if scale > 1 else ''}.png")


def main() -> None:
    """Draw all of them anew."""
    for drawing in sorted(FOLDER.glob("*.svg")):
        for scale in SCALES:
            drawn(drawing, scale).save(str(picture(drawing, scale)))


if __name__ == "__main__":
    main()
