"""Looks for what comes along with the program: icons, themes, translations, decks."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QIcon, QImage

import flashcards
from flashcards.languages import catalogue, choosing
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


def languages_speak(_bench: Bench) -> Found:
    """Read the translation of every language that is offered, and Qt's own words beside it."""
    failed, bare = [], []
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    codes = [code for code in choosing.codes() if choosing.catalogue_path(code).is_file()]
    if not codes:
        failed.append("there are no translations")
    for code in codes:
        texts = catalogue.read(choosing.catalogue_path(code), code)
        if texts is None:
            failed.append(f"the translation {code} cannot be read")
        elif not any(texts.text(row.text, "", 0) != row.text for row in SCREENS):
            failed.append(f"the translation {code} has none of the texts")
        if not list(folder.glob(f"qtbase_{code.partition('_')[0]}*.qm")):
            bare.append(code)
    if failed:
        raise FailedError(*failed)
    missing = f"Qt speaks no {' or '.join(bare)}" if bare else ""
    return Found(f"languages {' '.join([choosing.ENGLISH, *codes])}", missing)


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
