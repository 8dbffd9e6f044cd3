"""Runs the command line as a user does, in this process or in one of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards.__main__ import main
from flashcards.api import Collection
from tests.cli.said import DECK, Run, Said
from tests.effort import PATIENCE_S


@pytest.fixture
def deck_file(tmp_path: Path) -> Path:
    """A deck file of three notes and four cards."""
    path = tmp_path / "birds.md"
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    collection_path: Path,
) -> Run:
    """Run a command on the test's collection; ``typed`` is what comes from standard input."""

    def running(*arguments: str | Path, typed: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        code = main(["--collection", str(collection_path), *map(str, arguments)])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return running


@pytest.fixture
def filled(run: Run, deck_file: Path) -> Run:
    """The same, the deck imported already."""
    assert run("import", deck_file).code == 0
    return run


@pytest.fixture
def collection(filled: Run, collection_path: Path) -> Iterator[Collection]:
    """The collection the deck was imported into, open in this process."""
    with flashcards.open(collection_path) as opened:
        yield opened


@pytest.fixture
def process(collection_path: Path, repository: Path) -> Run:
    """Run a command in a process of its own."""

    def running(*arguments: str | Path, typed: str = "", **variables: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "flashcards", *map(str, arguments)],
            cwd=repository,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
            input=typed.encode(),
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        encoding = (variables.get("PYTHONIOENCODING") or "utf-8").partition(":")[0]
        return Said(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return running
