"""Icons hold every size their system asks for, and are the same bytes each time."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from flashcards import identity
from tests.packaging_tools import packaging_tool


@pytest.fixture
def icons(qapp: QApplication) -> Any:
    return packaging_tool("icons")


def _corner_and_middle(picture: QImage) -> tuple[int, QColor]:
    middle = picture.width() // 2
    return picture.pixelColor(0, 0).alpha(), picture.pixelColor(middle, middle)


def test_an_icon_for_windows_has_every_size_and_clear_corners(icons: Any) -> None:
    data = icons.ico(icons.PROGRAM)
    kept, kind, count = struct.unpack_from("<HHH", data)
    assert (kept, kind) == (0, 1)
    sides, end = [], 6 + 16 * count
    for at in range(count):
        wide, high, _, _, _, bits, size, start = struct.unpack_from("<BBBBHHII", data, 6 + 16 * at)
        assert (wide, bits, start) == (high, 32, end)
        end += size
        sides.append(wide or 256)
        picture = QImage.fromData(_alone(data, at))
        assert (picture.width(), picture.height()) == (sides[-1], sides[-1])
        corner, middle = _corner_and_middle(picture)
        assert (corner, middle.alpha()) == (0, 255)
    assert end == len(data)
    assert {16, 24, 32, 48, 256} <= set(sides)


def _alone(data: bytes, at: int) -> bytes:
    """An icon file of one of its pictures."""
    row = data[6 + 16 * at : 22 + 16 * at]
    size, start = struct.unpack_from("<II", row, 8)
    return struct.pack("<HHH", 0, 1, 1) + row[:12] + struct.pack("<I", 22) + data[start:][:size]


def test_an_icon_for_macos_has_sizes_for_dense_screens_and_room_around(icons: Any) -> None:
    data = icons.icns(icons.PROGRAM)
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    at, sides = 8, {}
    while at < len(data):
        kind, size = struct.unpack_from(">4sI", data, at)
        picture = QImage.fromData(data[at + 8 : at + size])
        sides[kind] = picture.width()
        at += size
    assert at == len(data)
    assert (sides[b"ic07"], sides[b"ic13"], sides[b"ic10"]) == (128, 256, 1024)
    large = QImage.fromData(icons.png(icons.PROGRAM, 512, 0.1))
    assert large.pixelColor(256, 60).alpha() == 0
    assert large.pixelColor(256, 100).alpha() == 255


def test_the_same_icons_come_out_each_time(icons: Any, tmp_path: Path) -> None:
    first, second = icons.write(tmp_path / "a"), icons.write(tmp_path / "b")
    assert [path.name for path in first] == [path.name for path in second]
    assert {f"{identity.COMMAND}.ico", f"{identity.COMMAND}.icns"} <= {each.name for each in first}
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_desktop_finds_icons_of_the_program_and_of_its_files(icons: Any) -> None:
    found = icons.hicolor()
    name = identity.ID
    assert {
        f"scalable/apps/{name}.svg",
        f"symbolic/apps/{name}-symbolic.svg",
        f"scalable/mimetypes/{name}.document.svg",
        f"16x16/apps/{name}.svg",
    } <= set(found)
    for data in found.values():
        drawing = ET.fromstring(data)
        side = drawing.get("width")
        assert (drawing.get("height"), drawing.get("viewBox")) == (side, f"0 0 {side} {side}")
    symbolic = ET.fromstring(found[f"symbolic/apps/{name}-symbolic.svg"])
    paints = {each.get("fill") for each in symbolic}
    assert len(paints) == 1, "a desktop gives it one colour of its own"
    assert not any(each.get("stroke") for each in symbolic)
