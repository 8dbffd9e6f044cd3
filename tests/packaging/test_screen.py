"""What the check of an installed program sees of a screen is what is on it."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.packaging_tools import packaging_tool

_WHITE, _BLUE = b"\xff\xff\xff", b"\x2f\x55\xd4"


def _picture(rows: list[list[bytes]]) -> Any:
    pixels = b"".join(pixel for row in rows for pixel in row)
    return packaging_tool("screen").Picture(len(rows[0]), len(rows), pixels)


def _box(*, ticked: bool) -> Any:
    """A page of 60 x 40 with a box of 18 pixels at 20, 10."""
    rows = [[_WHITE] * 60 for _ in range(40)]
    for y in range(10, 28):
        rows[y][20:38] = [_BLUE] * 18
    for step in range(8 if ticked else 0):
        for thick in range(2):
            rows[15 + step][24 + step + thick] = _WHITE
    return _picture(rows)


@pytest.mark.parametrize("bits", [24, 32])
def test_the_pixels_of_a_screen_are_read_whatever_room_each_takes(bits: int) -> None:
    colours = [b"\x01\x02\x03", b"\x10\x20\x30", _WHITE, _BLUE, b"\0\0\0", b"\xff\0\0"]
    step, stride = bits // 8, 3 * (bits // 8) + 4
    head = [0] * 25
    head[0], head[4], head[5], head[11], head[12], head[19] = 104, 3, 2, bits, stride, 1
    rows = b""
    for row in (colours[:3], colours[3:]):
        packed = b"".join(each[::-1] + b"\0" * (step - 3) for each in row)
        rows += packed.ljust(stride, b"?")
    data = struct.pack(">25I", *head) + b"nam\0" + bytes(12) + rows
    seen = packaging_tool("screen").read_xwd(data)
    assert (seen.width, seen.height) == (3, 2)
    assert [seen.at(x, y) for y in range(2) for x in range(3)] == colours
    assert seen.colours()[_BLUE] == 1


def test_a_tick_in_a_box_stands_out_and_an_empty_box_has_none() -> None:
    screen = packaging_tool("screen")
    on, off = _box(ticked=True), _box(ticked=False)
    assert screen.marked(on, (20, 10, 38, 28)) >= 12
    assert screen.marked(off, (20, 10, 38, 28)) == 0
    assert screen.marked(on, (20, 10, 24, 14)) == 0


def test_what_changed_lies_in_the_smallest_box_around_it() -> None:
    screen = packaging_tool("screen")
    on, off = _box(ticked=True), _box(ticked=False)
    assert screen.changed(off, on) == (24, 15, 33, 23)
    assert screen.changed(on, on) is None


def test_a_picture_is_kept_as_a_png_file_of_the_same_pixels(tmp_path: Path) -> None:
    picture, path = _box(ticked=True), tmp_path / "seen.png"
    picture.save(path)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (60, 40)
    at = data.index(b"IDAT")
    (size,) = struct.unpack(">I", data[at - 4 : at])
    rows = zlib.decompress(data[at + 4 : at + 4 + size])
    assert rows[1 : 1 + 180] == picture.pixels[:180]
