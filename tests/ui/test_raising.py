"""A second launch brings the first window forward, through a file and no socket."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from flashcards import paths, settings
from flashcards.handing_over import Request, bell
from flashcards.languages import choosing
from flashcards.ui import display
from flashcards.ui.raising import RaiseWatch
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot

_SECOND = """
import sys
from pathlib import Path
from flashcards.handing_over import Request, hand_over
files = tuple(map(Path, sys.argv[2:]))
sys.exit(0 if hand_over(Path(sys.argv[1]), Request(files, "a token"), 20) else 1)
"""


def _second(collection: Path, *files: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", _SECOND, str(collection), *map(str, files)])


def test_the_first_window_comes_forward_and_is_told_what_to_open(
    collection_path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    came: list[Request] = []
    watch = RaiseWatch(collection_path, came.append)
    deck = tmp_path / "my “deck” of März.md"
    second = _second(collection_path, deck)
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0
    qtbot.waitUntil(lambda: came == [Request((deck,), "a token")])
    watch.end()
    assert list(collection_path.parent.glob("*.raise*")) == []


def test_what_many_starts_bring_at_once_all_arrives(
    collection_path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    came: list[Request] = []
    watch = RaiseWatch(collection_path, came.append)
    files = [tmp_path / f"{number}.md" for number in range(6)]
    starts = [_second(collection_path, file) for file in files]
    qtbot.waitUntil(lambda: all(start.poll() is not None for start in starts))
    assert [start.returncode for start in starts] == [0] * len(starts)
    qtbot.waitUntil(lambda: len(came) == len(files))
    assert sorted(request.files[0] for request in came) == files
    watch.end()


def test_a_bell_that_something_removed_is_hung_up_again(
    collection_path: Path, qtbot: QtBot
) -> None:
    came: list[Request] = []
    watch = RaiseWatch(collection_path, came.append)
    bell(collection_path).unlink()
    qtbot.waitUntil(bell(collection_path).exists)
    second = _second(collection_path)
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0
    watch.end()


def test_the_file_belongs_to_its_owner_alone(collection_path: Path, qtbot: QtBot) -> None:
    watch = RaiseWatch(collection_path, lambda _: None)
    if os.name != "nt":
        assert stat.S_IMODE(bell(collection_path).stat().st_mode) == 0o600
    watch.end()


def _launch(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    cleared = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "flashcards", *arguments],
        env=cleared | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_without_a_display_one_sentence_is_said(collection_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        return
    done = _launch("--collection", str(collection_path))
    assert done.returncode == 2
    assert done.stderr.strip() == display.NO_DISPLAY
    assert not collection_path.exists()


def test_without_a_display_the_language_of_the_settings_is_spoken(collection_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        return
    settings.save(paths.settings_path(), settings.Settings(language="de"))
    done = _launch("--collection", str(collection_path), **{choosing.VARIABLE: ""})
    assert done.returncode == 2
    assert done.stderr.startswith("Flashcards kann kein Fenster öffnen")


def test_a_display_that_does_not_answer_is_no_display(collection_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        return
    for environment in ({"DISPLAY": ":987"}, {"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"}):
        done = _launch("--collection", str(collection_path), **environment)
        assert done.returncode == 2
        assert done.stderr.strip() == display.NO_DISPLAY


def test_an_offscreen_platform_needs_no_display() -> None:
    assert display.opening({"QT_QPA_PLATFORM": "offscreen"}) == display.Opening()
