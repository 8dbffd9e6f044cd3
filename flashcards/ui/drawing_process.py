"""Makes a picture of an SVG drawing in a process of its own: a few lines can take for ever.

A line of JSON has width and height in pixels, and the file. Answered is with the picture as PNG.
"""

import base64
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

from flashcards import children

SECONDS = 2
_MEGABYTES = 256
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_LEFT_OUT = {"script", "foreignObject", "animate", "set", "animateTransform", "animateMotion"}
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif);base64,", re.IGNORECASE)
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)[^)]*\)|@import[^;]*;?", re.IGNORECASE)


def harmless(svg: bytes) -> bytes:
    """Return a drawing that reaches for nothing beside itself. Raises ParseError and ValueError."""
    text = _DOCTYPE.sub("", svg.decode("utf-8-sig", "replace"))
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise ValueError
    root = ET.fromstring(text)  # noqa: S314  (without declarations there are no entities)
    for element in root.iter():
        for child in list(element):
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else "script"
            if name in _LEFT_OUT or (name == "image" and not _is_inside(child)):
                element.remove(child)
        for name, value in list(element.attrib.items()):
            local = name.rpartition("}")[2]
            if local.startswith("on") or (local == "href" and not _stays_inside(value)):
                del element.attrib[name]
            elif "(" in value:
                element.attrib[name] = _ELSEWHERE.sub("none", value)
        if element.text and ("url" in element.text or "@import" in element.text):
            element.text = _ELSEWHERE.sub("none", element.text)
    return ET.tostring(root)


def _is_inside(image: ET.Element) -> bool:
    found = [value for name, value in image.attrib.items() if name.rpartition("}")[2] == "href"]
    return all(map(_PICTURE.match, found))


def _stays_inside(value: str) -> bool:
    return value.startswith("#") or _PICTURE.match(value) is not None


def main() -> int:
    """Answer the request that comes in; return the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication([])
    width, height, data = json.loads(sys.stdin.buffer.readline())
    children.limit(SECONDS, _MEGABYTES)
    try:
        svg = harmless(base64.b64decode(data))
    except (ET.ParseError, ValueError, RecursionError, MemoryError):
        return 1
    renderer = QSvgRenderer(svg)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if not renderer.isValid() or image.isNull():
        return 1
    image.fill(0)
    with QPainter(image) as painter:
        renderer.render(painter)
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes
    children.answer(sys.stdout.buffer, base64.b64encode(bytes(made.data())).decode())
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
