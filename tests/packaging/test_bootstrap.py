"""Getting ready says in a sentence what is in the way, and leaves nothing half done."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.effort import PATIENCE_S

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make is for Linux and macOS")


@pytest.fixture
def checkout(tmp_path: Path, repository: Path) -> Path:
    """A copy of what getting ready reads, in a folder whose name has a space."""
    folder = tmp_path / "my checkout"
    (folder / "packaging").mkdir(parents=True)
    (folder / "flashcards" / "ui").mkdir(parents=True)
    libraries = "flashcards/ui/libraries.py"
    for name in ("packaging/bootstrap.py", "pyproject.toml", "constraints.txt", libraries):
        shutil.copy(repository / name, folder / name)
    return folder


def _prepare(checkout: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Exit code and complaint of bootstrap.py, which is never let near the network here."""
    done = subprocess.run(
        [sys.executable, "packaging/bootstrap.py", *arguments],
        cwd=checkout,
        env=os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    return done.returncode, done.stderr


def test_an_unknown_purpose_is_refused(checkout: Path) -> None:
    assert _prepare(checkout, "everything") == (
        2,
        "Usage: python3 packaging/bootstrap.py run|test|check|hooks|package\n",
    )


def test_packages_that_cannot_be_had_are_told_about_and_the_next_try_starts_over(
    checkout: Path,
) -> None:
    for _ in range(2):
        code, said = _prepare(checkout, "check")
        assert code == 2
        assert "check the connection and run make check again" in said
        assert "Traceback" not in said
    assert not (checkout / ".venv" / "ready.txt").exists()


def test_a_venv_that_does_not_start_is_replaced(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/nowhere/python3")
    (checkout / ".venv" / "old.txt").touch()
    _prepare(checkout, "check")
    assert python.resolve().exists()
    assert not (checkout / ".venv" / "old.txt").exists()


def test_a_python_too_old_for_the_program_can_read_the_script(repository: Path) -> None:
    text = (repository / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 7))
