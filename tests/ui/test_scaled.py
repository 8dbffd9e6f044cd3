"""At 200% every screen has room for its words, and pictures are drawn for that many pixels."""

import os
import subprocess
import sys
from pathlib import Path

from tests.effort import PATIENCE_S
from tests.ui.places import PLACES


def test_every_screen_is_whole_and_sharp_at_200_per_cent(tmp_path: Path, repository: Path) -> None:
    surroundings = {**os.environ, "QT_SCALE_FACTOR": "2", "PYTHONPATH": str(repository)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.scaled", str(tmp_path)],
        env=surroundings,
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    said = done.stdout.splitlines()
    assert said[:-1] == [], done.stdout
    assert said[-1] == f"{len(PLACES)} (900, 600) (1800, 1200)", done.stderr
