"""Each mistake of the list can still be made, and in the long runs each is noticed."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.effort import PATIENCE_S
from tests.mutants import MUTANTS, Mutant

LEAST = 30
FAILED = 1
"""Pytest's exit code where tests ran and one of them failed."""
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "dist", "build")


def test_there_are_mistakes_in_every_folder_of_the_program(repository: Path) -> None:
    assert len(MUTANTS) >= LEAST
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    folders = {path.parent.name for path in repository.glob("flashcards/*/__init__.py")}
    assert folders - {Path(mutant.file).parts[0] for mutant in MUTANTS} == set()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_can_still_be_made(repository: Path, mutant: Mutant) -> None:
    text = (repository / "flashcards" / mutant.file).read_text(encoding="utf-8")
    assert text.count(mutant.old) == 1, f"{mutant.file} has no such place any more: look for it"
    assert mutant.new not in (mutant.old, text)
    for name in shlex.split(mutant.tests.partition(" -k ")[0]):
        assert (repository / name).exists(), name


@pytest.fixture(scope="module")
def copy(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, in which mistakes are made one after the other."""
    folder = tmp_path_factory.mktemp("mistakes") / "flashcards"
    return Path(shutil.copytree(repository, folder, ignore=LEFT_OUT))


@pytest.mark.soak
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_is_noticed(copy: Path, mutant: Mutant) -> None:
    file = copy / "flashcards" / mutant.file
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        code, said = _tested(copy, mutant.tests)
    finally:
        file.write_text(right, encoding="utf-8")
    assert code == FAILED, said
    code, said = _tested(copy, mutant.tests)
    assert code == 0, said


def _tested(folder: Path, tests: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *shlex.split(tests)],
        cwd=folder,
        env=os.environ
        | {
            "PYTHONPATH": str(folder),
            "HYPOTHESIS_PROFILE": "same",
            # A file changed twice within a second would be taken for the one that is compiled.
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=10 * PATIENCE_S,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
