"""Looks for what comes along with the program: icons, themes, translations, decks."""

import xml.etree.ElementTree as ET

from PySide6.QtGui import QIcon, QImage

import flashcards
from flashcards.paths import decks_dir, resources_dir
from flashcards.self_test.bench import Bench, FailedError, Found
from flashcards.ui import icons, theme
from flashcards.ui.screens import SCREENS

_SIDE = 24


def is_blank(image: QImage) -> bool:
    """Whether nothing is seen in a picture: every pixel is of the same colour."""
    if image.isNull():
        return True
    small = image.convertToFormat(QImage.Format.Format_ARGB32)
    first = small.pixel(0, 0)
    return all(
        small.pixel(x, y) == first for y in range(small.height()) for x in range(small.width())
    )


def icons_draw(_bench: Bench) -> Found:
    """Draw every icon."""
    names = {path.stem for path in (resources_dir() / "icons").glob("*.svg")}
    needed = {row.icon for row in SCREENS}
    failed = [f"{name} is missing" for name in sorted(needed - names)]
    failed += [
        f"{name} is drawn as nothing"
        for name in sorted(names)
        if is_blank(icons.pixmap(name, "text", _SIDE, 1.0).toImage())
    ]
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(names)} icons")


def marks_draw(_bench: Bench) -> Found:
    """Draw the ticks, dots and arrows in boxes, in each theme."""
    folder = resources_dir() / "themes"
    ending = theme.ending_of_marks()
    count, failed = 0, []
    for look in ("light", "dark"):
        for mark in ("check", "tick", "dot", "down", "up", "right"):
            count += 1
            file = folder / f"{look}-{mark}{ending}"
            if not file.is_file():
                failed.append(f"{file.name} is missing")
            elif is_blank(QIcon(str(file)).pixmap(_SIDE, _SIDE).toImage()):
                failed.append(f"{file.name} is drawn as nothing")
    if failed:
        raise FailedError(*failed)
    return Found(f"{count} marks", "" if ending == ".svg" else "marks are PNG: no SVG plugin")


def translations_are_there(_bench: Bench) -> Found:
    """Read every catalogue."""
    found = sorted((resources_dir() / "translations").glob("*.ts"))
    failed = [] if found else ["there are no catalogues"]
    for file in found:
        root = ET.parse(file).getroot()  # noqa: S314  (our own file)
        if not root.findall("context/message"):
            failed.append(f"{file.name} has no texts")
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(found)} catalogues" if len(found) > 1 else "1 catalogue")


def decks_come_in(bench: Bench) -> Found:
    """Import every deck that comes along."""
    files = sorted(decks_dir().glob("*.md"))
    if not files:
        raise FailedError("there are no decks")
    with flashcards.open(bench.place("decks.flashcards")) as collection:
        reports = [collection.import_file(file) for file in files]
        collection.search("a")
    failed = [
        f"{file.name} brings nothing"
        for file, report in zip(files, reports, strict=True)
        if not report.added
    ]
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(files)} decks")
