"""``flashcards remind`` says what waits, and its timer notifies once a day, by the preferences."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import flashcards
from flashcards import paths, settings
from flashcards.settings import Settings
from tests.cli.said import Run
from tests.effort import PATIENCE_S
from tests.session_bus import VARIABLE, Desktop, desktop, session_bus

ALWAYS = Settings(reminder=True, reminder_minutes=0)
"""From midnight on, every day: whenever the test runs, it is time."""


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """A desktop that shows notifications."""
    with session_bus(tmp_path / "bus") as address:
        monkeypatch.setenv(VARIABLE, address)
        with desktop(address) as running:
            yield running


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """What the program was started with in place of the reminder."""
    script, words = tmp_path / "program", tmp_path / "words"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$XDG_ACTIVATION_TOKEN" "$@" > "{words}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("APPIMAGE", str(script))
    monkeypatch.setenv("APPDIR", str(Path(sys.executable).parent))
    return lambda: words.read_text().splitlines() if words.exists() else []


@pytest.fixture
def cards(collection_path: Path) -> Path:
    """The learner's usual collection, with three cards that wait."""
    path = paths.default_collection_path()
    paths.private_dir(path.parent)
    with flashcards.open(path) as collection:
        for number in range(3):
            collection.add_note({"Front": f"{number}", "Back": "back"}, deck="French")
    return path


def _timer(
    output: int = subprocess.PIPE, words: Sequence[str] = ("remind", "--notify")
) -> "subprocess.Popen[str]":
    """Start what the system's timer starts."""
    return subprocess.Popen(
        [sys.executable, "-m", "flashcards", *words],
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def _ends(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    said, complained = process.communicate(timeout=PATIENCE_S)
    return process.returncode, said, complained


def test_it_says_how_many_cards_wait_also_while_the_window_is_open(
    filled: Run, collection_path: Path
) -> None:
    assert filled("remind").out == "3 cards to study, about 1 minute.\n"
    with flashcards.open(collection_path) as collection:
        assert json.loads(filled("remind", "--json").out)["cards"] == 3
        collection.suspend([int(card) for card in collection.search("")])
        assert filled("remind").out == "Nothing to study now\n"


def test_without_a_collection_nothing_waits_and_none_is_made() -> None:
    with _timer(words=["remind"]) as process:
        assert _ends(process) == (0, "Nothing to study now\n", "")
    assert not paths.default_collection_path().exists()


@pytest.mark.usefixtures("cards")
def test_a_click_on_the_notification_opens_the_window_to_study(
    shown: Desktop, started: Callable[[], list[str]]
) -> None:
    settings.save(paths.settings_path(), ALWAYS)
    with _timer() as process:
        title, body = shown.said()["values"][3:5]
        assert (title, body) == ("Time to study", "3 cards to study, about 1 minute.")
        shown.does("click")
        assert _ends(process) == (0, "", "")
    assert started() == ["let-me-through", "--study"]


@pytest.mark.usefixtures("cards")
def test_a_notification_that_is_closed_opens_nothing_and_comes_no_more_that_day(
    shown: Desktop, started: Callable[[], list[str]]
) -> None:
    settings.save(paths.settings_path(), ALWAYS)
    with _timer() as process:
        shown.said()
        shown.does("close")
        assert _ends(process) == (0, "", "")
    with _timer() as process:  # would wait for a click if it showed one
        assert _ends(process) == (0, "", "")
    assert started() == []


@pytest.mark.usefixtures("cards")
def test_who_wants_no_reminder_hears_nothing(shown: Desktop) -> None:
    for kept in (Settings(), Settings(reminder=True, reminder_minutes=0, reminder_days="")):
        settings.save(paths.settings_path(), kept)
        with _timer() as process:
            assert _ends(process) == (0, "", "")


@pytest.mark.usefixtures("cards")
def test_without_a_desktop_it_is_said_where_it_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    settings.save(paths.settings_path(), Settings(reminder=True, reminder_minutes=0, language="de"))
    with _timer() as process:
        code, said, complained = _ends(process)
    assert (code, complained) == (0, "")
    assert "3" in said


@pytest.mark.usefixtures("cards")
def test_before_the_desktop_is_there_the_day_is_not_used_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", VARIABLE):
        monkeypatch.delenv(name, raising=False)
    settings.save(paths.settings_path(), ALWAYS)
    with (tmp_path / "journal").open("w") as journal:
        stream = os.fstat(journal.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{stream.st_dev}:{stream.st_ino}")
        with _timer(journal.fileno()) as process:
            assert _ends(process)[0] == 75
    assert not list(paths.data_dir().glob("reminded-*"))
    with session_bus(tmp_path / "bus") as address, desktop(address) as shown:
        monkeypatch.setenv(VARIABLE, address)
        with _timer() as process:
            assert shown.said()["values"][3] == "Time to study"
            shown.does("close")
            assert _ends(process) == (0, "", "")


@pytest.mark.usefixtures("cards")
def test_broken_settings_stay_for_a_window_to_tell_of() -> None:
    path = paths.settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{ no settings")
    with _timer() as process:
        assert _ends(process) == (0, "", "")
    assert path.read_text() == "{ no settings"
    assert [each.name for each in path.parent.iterdir() if "settings" in each.name] == [path.name]


def test_a_file_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("--collection", str(tmp_path / "nope.flashcards"), "remind")
    assert (done.code, done.out) == (2, "")
    assert "nope.flashcards" in done.err
    assert list(tmp_path.glob("nope*")) == []


def test_what_belongs_to_the_window_goes_with_no_command(run: Run) -> None:
    done = run("--minutes", "5", "decks")
    assert done.code == 2
    assert "--minutes" in done.err
    for wrong in ("0", "x", "1441", "-3"):
        assert run("--minutes", wrong).code == 2
