"""Packages are made by the name of a goal, and what cannot be made is said in words."""

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.packaging_tools import packaging_tool


@dataclass
class _Tried:
    """The tool with three goals: one that makes a file, one that fails, one for another system."""

    tool: Any
    out: Path
    made: list[str] = field(default_factory=list)

    def asked(self, *names: str) -> int:
        return int(self.tool.main([*names, "--out", str(self.out)]))

    def good(self, order: Any) -> list[Path]:
        self.made.append("good")
        path = Path(order.out) / "good.deb"
        path.write_bytes(b"12345")
        return [path]

    def bad(self, order: Any) -> list[Path]:
        self.made.append("bad")
        raise packaging_tool("making").FailedError("The file is empty.")

    def elsewhere(self, order: Any) -> list[Path]:
        self.made.append("elsewhere")
        raise packaging_tool("making").NotHereError("This needs Windows.")


@pytest.fixture
def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Tried:
    tool, goal = packaging_tool("build"), packaging_tool("making").Goal
    found = _Tried(tool, tmp_path / "new" / "dist")
    goals = {name: goal(name, getattr(found, name)) for name in ("good", "bad", "elsewhere")}
    monkeypatch.setattr(tool, "GOALS", goals)
    return found


def test_a_goal_that_is_named_is_made_and_its_file_told(
    tried: _Tried, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tried.asked("good") == 0
    assert tried.made == ["good"]
    assert capsys.readouterr().out == f"good: {tried.out / 'good.deb'} (5 bytes)\n"


def test_a_failure_and_a_goal_of_another_system_are_told_apart(
    tried: _Tried, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tried.asked("bad") == 1
    assert tried.asked("elsewhere") == 2
    told = capsys.readouterr().err
    assert "bad: FAILED: The file is empty." in told
    assert "elsewhere: NOT MADE HERE: This needs Windows." in told


def test_all_makes_what_it_can_and_fails_only_for_what_is_wrong(
    tried: _Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tried.asked("all") == 1
    assert tried.made == ["good", "bad", "elsewhere"]
    monkeypatch.delitem(tried.tool.GOALS, "bad")
    assert tried.asked("all") == 0


def test_an_unknown_goal_is_refused_with_the_names_there_are(
    tried: _Tried, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        tried.asked("god")
    assert "no such goal: god; there are good, bad, elsewhere" in capsys.readouterr().err


def test_without_a_name_every_goal_is_listed(
    tried: _Tried, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tried.asked() == 0
    told = capsys.readouterr().out
    assert all(name in told for name in ("good", "bad", "elsewhere", "all"))
    assert tried.made == []


def test_things_made_are_dated_by_what_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert packaging_tool("making").epoch() == 1_700_000_000
    assert str(Path(__file__).parents[2] / "packaging") not in sys.path


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of two files, with a private one beside them that git does not track."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    folder = tmp_path / "checkout"
    for name in ("flashcards/app.py", "decks/capitals.md", "decks/my-private-notes.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="ascii")
    for command in (["init", "-q"], ["add", "flashcards", "decks/capitals.md"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    monkeypatch.setattr(packaging_tool("making"), "ROOT", folder)
    return folder


def test_only_what_git_tracks_is_packed(checkout: Path) -> None:
    making = packaging_tool("making")
    assert making.program_files() == [Path("decks/capitals.md"), Path("flashcards/app.py")]
    (checkout / "decks" / "capitals.md").unlink()
    assert making.program_files() == [Path("flashcards/app.py")]


def test_where_git_does_not_answer_nothing_is_packed_by_guess(checkout: Path) -> None:
    making = packaging_tool("making")
    (checkout / ".git" / "index").write_bytes(b"damaged")
    with pytest.raises(making.NotHereError, match="git does not tell"):
        making.program_files()


def test_a_copy_that_is_no_checkout_is_packed_whole(checkout: Path) -> None:
    shutil.rmtree(checkout / ".git")
    compiled = checkout / "flashcards" / "__pycache__" / "app.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"")
    found = packaging_tool("making").program_files()
    assert Path("flashcards/app.py") in found
    assert len(found) == 3
