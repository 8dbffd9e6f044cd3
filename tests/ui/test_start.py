"""The window is painted before anything is loaded that no start needs."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flashcards
from flashcards.model.enums import Rating

STARTED = """
import builtins, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from flashcards import app

def told(window, trouble):
    QTimer.singleShot(0, lambda: (print(*sorted(sys.modules)), window.close()))

app._tell = told
sys.exit(app.run(Path(sys.argv[1])))
"""
NEVER = {"_hashlib", "asyncio", "importlib.metadata", "numpy", "ssl"}
"""What others' code would load, and no start needs."""
NEVER_ON_POSIX = {"sysconfig"}
"""Likewise, where it reads a makefile."""
LATE = {
    "flashcards.articles",
    "flashcards.collection.decks.editing",
    "flashcards.collection.files",
    "flashcards.formats",
    "flashcards.store.backup",
    "flashcards.store.migrations",
    "flashcards.store.read_only",
    "flashcards.study.session",
    "flashcards.text.render",
    "flashcards.ui.editor.markup",
}
"""What the first step into a screen loads."""


def test_a_start_loads_only_what_today_shows(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "begun.flashcards"
    long_ago = datetime.now(UTC) - timedelta(days=30)
    with flashcards.open(path, lambda: long_ago) as collection:
        for number in range(40):
            collection.add_note({"Front": f"Question {number}", "Back": "Answer"}, "Deck")
        session = collection.study("Deck")
        for _ in range(12):
            session.next()
            session.answer(Rating.GOOD)
    done = subprocess.run(
        [sys.executable, "-c", STARTED, str(path)],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "flashcards.ui.home.screen" in loaded
    assert loaded & NEVER == set()
    assert os.name == "nt" or loaded & NEVER_ON_POSIX == set()
    early = {one for one in LATE if any(f"{name}.".startswith(f"{one}.") for name in loaded)}
    assert early == set()


def test_what_sqlalchemy_was_spared_is_there_when_asked_for(repository: Path) -> None:
    asked = (
        "import sys, flashcards.api\n"
        "from sqlalchemy.util import compat\n"
        "assert compat.asyncio.wait_for and compat.importlib_metadata.version('sqlalchemy')\n"
        "import asyncio, importlib.metadata\n"
        "assert asyncio.run and asyncio is sys.modules['asyncio'] and asyncio.__file__\n"
        "assert importlib.metadata.version('sqlalchemy')"
    )
    subprocess.run([sys.executable, "-c", asked], cwd=repository, timeout=120, check=True)
