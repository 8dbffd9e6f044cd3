"""A run of tests ends in order, whatever its tests did."""

import subprocess
import sys
from pathlib import Path

from tests.effort import PATIENCE_S

SKIPS = """
import atexit, os
import pytest
from PySide6.QtCore import qInstallMessageHandler

@atexit.register
def at_the_end():
    if qInstallMessageHandler(None) is not None:
        os._exit(70)

@pytest.fixture
def absent():
    pytest.skip("it is not here")

def test_with_it(absent): ...
def test_without_it(): ...
"""


def test_python_hears_nothing_of_what_qt_says_after_the_last_test(
    tmp_path: Path, repository: Path
) -> None:
    (tmp_path / "test_skips.py").write_text(SKIPS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-c", str(repository / "pyproject.toml"), str(tmp_path)],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert "1 passed, 1 skipped" in done.stdout
    assert done.returncode == 0, done.stdout + done.stderr
