"""Draws the pictures of docs/anki.md: a package as it is looked at, and what came of it."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from flashcards.settings import Mode
from flashcards.ui.main_window import MainWindow
from tests.formats.anki import making

DECKS = (
    ("Biology::Cells", 48), ("Biology::Genetics", 36), ("Biology::Plants", 24),
    ("French::Verbs", 80), ("French::Words", 120), ("Geography", 60),
)  # fmt: skip
"""Decks of the package and how many notes each has."""
SCRIPTED = "French::Verbs"
ANSWERS = 4
"""Answers each card has that is not new; every third one is new."""
TODAY = (date(2026, 3, 12) - datetime.fromtimestamp(making.CREATED_S, UTC).date()).days
"""What Anki calls the day of the pictures."""
FIRST_ANSWER_MS = 1_770_000_000_000


def _rows() -> Iterator[tuple[str, int]]:
    number = 0
    for deck, notes in DECKS:
        for _ in range(notes):
            number += 1
            yield deck, number


def package(folder: Path) -> Path:
    """Write the package of the pictures and return its path."""
    conjugation = making.note_type(30, "Conjugation", ("Verb", "Form"))
    conjugation["tmpls"][0]["qfmt"] += "<script>shuffle()</script>"
    ids = {deck: 10 + at for at, (deck, _) in enumerate(DECKS)}
    notes, cards, log = [], [], []
    for deck, number in _rows():
        kind = 30 if deck == SCRIPTED else 10
        notes.append(making.note(number, f"question {number}", f"answer {number}", type_id=kind))
        learnt: dict[str, Any] = {}
        if number % 3:
            learnt = {
                "type": 2,
                "queue": 2,
                "ivl": 20,
                "due": TODAY + number % 12 - 1,
                "factor": 2500,
            }
            log += [
                (FIRST_ANSWER_MS + 10 * number + at, number, 0, 3, 5, 2, 2500, 6_000, 1)
                for at in range(ANSWERS)
            ]
        cards.append(making.card(number, number, did=ids[deck], reps=ANSWERS, **learnt))
    notes.append(making.note(9_999, "a note that lost its cards", ""))
    bare = making.database(
        folder / "made.bare", notes, cards, log,
        note_types=[making.note_type(), conjugation],
        decks=[making.deck(), *(making.deck(ids[deck], deck) for deck, _ in DECKS)],
        presets=[making.preset(), making.preset(2, "Languages")],
        config={"rollover": 4},
    )  # fmt: skip
    return making.package(folder / "My collection.colpkg", bare, {"leaf.exe": b"MZ"}, new=True)


def looked_at(window: MainWindow) -> QWidget:
    """What the package would bring."""
    window.go("today")
    window.go("import", path=package(Path(tempfile.mkdtemp())), first_move=True)
    _wait(window)
    return window


def brought(window: MainWindow) -> QWidget:
    """What became of it."""
    looked_at(window)
    screen: Any = window.go("import")
    screen.start()
    _wait(window)
    return window


def decks(window: MainWindow) -> QWidget:
    """The decks afterwards, with what is due."""
    brought(window)
    window.go("today")
    return window


def _wait(window: MainWindow) -> None:
    while window.jobs.running():
        QTest.qWait(20)


PICTURES_OF_ANKI: tuple[tuple[str, Mode, Callable[[MainWindow], QWidget]], ...] = (
    ("anki-preview-light", "light", looked_at),
    ("anki-report-light", "light", brought),
    ("anki-decks-dark", "dark", decks),
)
