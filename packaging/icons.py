"""The icons of the program and of its files, as each system wants them, from resources/app/*.svg.

    python packaging/icons.py FOLDER

writes .ico and .icns files and a set of PNG files into FOLDER; the same bytes each time for one
version of Qt, which is needed for these alone. Linux takes the drawings as they are.
"""

import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from making import ROOT, identity

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

DRAWINGS: Final = ROOT / "resources" / "app"
LARGEST_SMALL: Final = 32
"""Up to so many pixels the drawing with fewer, bolder parts is used."""
_ICO_SIDES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_ICO_PACKED: Final = 256
"""From this side on a picture is PNG; older programs read smaller ones only unpacked."""
_ICNS_TYPES: Final = (
    (b"icp4", 16),
    (b"ic11", 32),
    (b"icp5", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
)
"""Names that macOS gives sizes: of 16, 32, 128, 256 and 512 points, at one and two pixels each."""
_MAC_ROOM: Final = 100 / 1024
"""Icons of macOS leave this part of their side free all around."""
_PNG_SIDES: Final = (16, 24, 32, 48, 64, 128, 256, 512)


class Drawing(NamedTuple):
    """An icon: its drawing for small sides, and that for all others."""

    small: str
    large: str


PROGRAM: Final = Drawing("app-small.svg", "app.svg")
DOCUMENT: Final = Drawing("document-small.svg", "document.svg")
DECK: Final = Drawing("deck-small.svg", "deck.svg")
SYMBOLIC: Final = "app-symbolic.svg"


def hicolor() -> dict[str, bytes]:
    """Return the drawings by their places in the icon theme that every desktop of Linux has."""
    name = identity()["ID"]
    document, deck = f"{name}.document", f"{name}.deck"
    places = {
        f"scalable/apps/{name}.svg": PROGRAM.large,
        f"symbolic/apps/{name}-symbolic.svg": SYMBOLIC,
        f"scalable/mimetypes/{document}.svg": DOCUMENT.large,
        f"scalable/mimetypes/{deck}.svg": DECK.large,
    }
    for side in (16, 24, 32):
        places[f"{side}x{side}/apps/{name}.svg"] = PROGRAM.small
        places[f"{side}x{side}/mimetypes/{document}.svg"] = DOCUMENT.small
        places[f"{side}x{side}/mimetypes/{deck}.svg"] = DECK.small
    return {place: (DRAWINGS / file).read_bytes() for place, file in places.items()}


def png(drawing: Drawing, side: int, room: float = 0.0) -> bytes:
    """Return a PNG file ``side`` pixels wide; ``room`` is left free on each side, of 1 in all."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _image(drawing, side, room).save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes
    return bytes(made.data())


def ico(drawing: Drawing) -> bytes:
    """Return an icon for Windows, in all sizes that it shows."""
    pictures = [
        png(drawing, side) if side >= _ICO_PACKED else _bitmap(drawing, side) for side in _ICO_SIDES
    ]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    start = len(head) + 16 * len(pictures)
    rows = b""
    for side, picture in zip(_ICO_SIDES, pictures, strict=True):
        shown = side % 256  # 0 stands for 256
        rows += struct.pack("<BBBBHHII", shown, shown, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return head + rows + b"".join(pictures)


def icns(drawing: Drawing, room: float = _MAC_ROOM) -> bytes:
    """Return an icon for macOS; the drawing leaves ``room`` free as its neighbours there do."""
    parts = b""
    for kind, side in _ICNS_TYPES:
        picture = png(drawing, side, room if side > LARGEST_SMALL else 0.0)
        parts += kind + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts


def write(folder: Path) -> list[Path]:
    """Write the icons that are no drawings into a folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    command = identity()["COMMAND"]
    files = {
        f"{command}.ico": ico(PROGRAM),
        f"{command}.icns": icns(PROGRAM),
        "document.ico": ico(DOCUMENT),
        "document.icns": icns(DOCUMENT, room=0.0),
        "deck.ico": ico(DECK),
        "deck.icns": icns(DECK, room=0.0),
        **{f"{command}-{side}.png": png(PROGRAM, side) for side in _PNG_SIDES},
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def _image(drawing: Drawing, side: int, room: float = 0.0) -> "QImage":
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    file = drawing.small if side <= LARGEST_SMALL else drawing.large
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    free = room * side
    with QPainter(image) as painter:
        renderer = QSvgRenderer(str(DRAWINGS / file))
        renderer.render(painter, QRectF(free, free, side - 2 * free, side - 2 * free))
    return image


def _bitmap(drawing: Drawing, side: int) -> bytes:
    """Return an unpacked picture as .ico files hold it: from the foot up, then its mask."""
    from PySide6.QtGui import QImage

    image = _image(drawing, side).convertToFormat(QImage.Format.Format_ARGB32)
    data = bytes(image.constBits())
    lines = [data[at : at + 4 * side] for at in range(0, len(data), 4 * side)]
    mask = bytes((side + 31) // 32 * 4) * side
    head = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    return head + b"".join(reversed(lines)) + mask


def main(arguments: list[str]) -> int:
    """Write the icons into the folder named."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for path in write(Path(arguments[0])):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
