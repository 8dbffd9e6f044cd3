"""The wheel is the whole program: built here, installed apart from the checkout, and run there."""

import configparser
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import flashcards
from tests.effort import PATIENCE_S


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(repository)]
    _run(command, folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder, its name with a space, that holds the installed wheel and nothing else."""
    target = tmp_path_factory.mktemp("installed") / "site packages"
    options = ["--no-index", "--no-deps", "--no-compile", "--disable-pip-version-check"]
    _run(["-m", "pip", "install", *options, "--target", str(target), str(wheel)], target.parent)
    return target


def _run(arguments: list[str], folder: Path, **variables: str) -> str:
    """What Python prints for ``arguments`` in ``folder``; fails with all it said where it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _ask(installed: Path, expressions: str) -> list[str]:
    """The values of ``expressions`` in a Python that sees the installed wheel first."""
    code = (
        f"import flashcards, json; from flashcards import paths; print(json.dumps({expressions}))"
    )
    answer = _run(["-c", code], installed.parent, PYTHONPATH=str(installed))
    return [str(value) for value in json.loads(answer)]


def test_the_wheel_holds_the_program_its_decks_and_its_resources(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.startswith("flashcards/_data/decks/") for name in names)
    assert any(name.startswith("flashcards/_data/resources/") for name in names)
    assert "flashcards/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"flashcards", f"flashcards-{flashcards.__version__}.dist-info"}


def test_what_lies_about_in_the_checkout_stays_out(
    wheel: Path, repository: Path, tmp_path: Path
) -> None:
    checkout = tmp_path / "checkout"
    for part in ("flashcards", "decks", "resources"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(repository / part, checkout / part, ignore=ignored)
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(repository / file, checkout / file)
    for junk in (
        *("flashcards/app.py.orig", "flashcards/ui/app.py~", "flashcards/.mypy_cache/a.json"),
        *("flashcards/ui/__pycache__/a.cpython-311.pyc", "flashcards/notes.txt", "decks/.DS_Store"),
        *("decks/my deck.md.bak", "resources/icons/.add.svg.swp", "resources/icons/Thumbs.db"),
    ):
        (checkout / junk).parent.mkdir(exist_ok=True)
        (checkout / junk).write_bytes(b"left behind")
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)]
    _run([*command, str(checkout)], tmp_path)
    (built,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as clean, zipfile.ZipFile(built) as other:
        assert sorted(other.namelist()) == sorted(clean.namelist())


def test_the_installed_program_finds_every_deck_and_resource(
    installed: Path, repository: Path
) -> None:
    own, decks, resources = _ask(
        installed, "[flashcards.__file__, str(paths.decks_dir()), str(paths.resources_dir())]"
    )
    assert Path(own).is_relative_to(installed)
    for shipped, source in ((Path(decks), "decks"), (Path(resources), "resources")):
        assert shipped.is_relative_to(installed)
        assert _files(shipped) == _files(repository / source)


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_importing_the_installed_program_loads_neither_window_nor_database(
    installed: Path,
) -> None:
    loaded = _ask(installed, "sorted(__import__('sys').modules)")
    assert not {"PySide6", "sqlalchemy", "sqlite3"} & set(loaded)


def test_the_installed_program_says_its_version(installed: Path) -> None:
    said = _run(["-m", "flashcards", "--version"], installed.parent, PYTHONPATH=str(installed))
    assert flashcards.__version__ in said


def test_the_wheel_asks_for_a_start_without_a_terminal_too(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        text = archive.read(name).decode()
    starts = configparser.ConfigParser()
    starts.read_string(text)
    goal = "flashcards.__main__:main"
    assert dict(starts["console_scripts"]) == {"flashcards": goal}
    assert dict(starts["gui_scripts"]) == {"flashcards-window": goal}


@pytest.mark.skipif(os.name == "nt", reason="the command is an .exe there, not a Python file")
@pytest.mark.parametrize("name", ["flashcards", "flashcards-window"])
def test_the_installed_command_says_its_version(installed: Path, name: str) -> None:
    command = [str(installed / "bin" / name), "--version"]
    said = _run(command, installed.parent, PYTHONPATH=str(installed))
    assert flashcards.__version__ in said


def test_the_installed_program_imports_and_finds_its_shipped_decks(
    installed: Path, tmp_path: Path
) -> None:
    (decks,) = _ask(installed, "[str(paths.decks_dir())]")
    files = [str(path) for path in sorted(Path(decks).glob("*.md"))]
    collection = ["-m", "flashcards", "--collection", str(tmp_path / "collection.flashcards")]
    _run([*collection, "import", *files], tmp_path, PYTHONPATH=str(installed))
    listed = _run([*collection, "search", "gan"], tmp_path, PYTHONPATH=str(installed))
    assert "GAN" in listed
