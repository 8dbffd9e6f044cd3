"""Homes nobody has, names too long, zones that are none, no output: told in one sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import flashcards
from flashcards import app
from flashcards.cli import main
from flashcards.scheduling import days
from flashcards.store.store import system_clock

LONG = "a" * 300


def run(home: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {
        "FLASHCARDS_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "flashcards", *arguments],
        env=environment | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


CASES: dict[str, tuple[tuple[str, ...], dict[str, str], str]] = {
    "a home of nobody": (("decks",), {"FLASHCARDS_HOME": "~nosuch"}, "no such home folder"),
    "a home with too long a name": (
        ("decks",), {"FLASHCARDS_HOME": f"/tmp/{LONG}"}, "cannot be made",
    ),
    "a collection with too long a name": (
        ("--collection", f"{LONG}.flashcards", "decks"), {}, "too long",
    ),
    "one to be made": (
        ("--collection", f"{LONG}.flashcards", "import", "x.md"), {}, "too long",
    ),
    "too deep a path": (("--collection", "/a" * 3_000, "decks"), {}, "too long"),
    "a zone beyond a day": (("decks",), {"TZ": "XXX99999"}, "no time zone like “XXX99999”"),
    "a zone a day away": (("stats",), {"TZ": "AAA+24:59:59"}, "no time zone"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "variables", "said"), CASES.values(), ids=CASES.keys())
def test_odd_surroundings_are_told_in_a_sentence(
    tmp_path: Path, given: tuple[str, ...], variables: dict[str, str], said: str
) -> None:
    done = run(tmp_path, *given, **variables)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_window_tells_of_a_home_of_nobody_as_of_any_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FLASHCARDS_HOME", "~nosuch")
    told: list[str] = []

    def show(_app: object, error: Exception) -> int:
        told.append(str(error))
        return app.REFUSED

    monkeypatch.setattr(app, "_show_and_refuse", show)
    assert app.run() == 2
    assert "~nosuch" in told[0]


def test_a_zone_that_is_none_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    run(tmp_path, "decks", TZ="XXX99999")
    assert not list(tmp_path.glob("*.flashcards"))


@pytest.mark.parametrize("closed", ["stdout", "stderr", "both"])
@pytest.mark.parametrize("given", [("decks",), ("decks", "nosuch"), ("--help",), ("nosuch",)])
def test_a_process_without_outputs_ends_without_a_traceback(
    tmp_path: Path, closed: str, given: tuple[str, ...]
) -> None:
    """As a program for the desktop has none on Windows."""
    code = (
        "import sys\n"
        f"if {closed!r} in ('stdout', 'both'): sys.stdout = None\n"
        f"if {closed!r} in ('stderr', 'both'): sys.stderr = None\n"
        "from flashcards.__main__ import main\n"
        f"sys.exit(main({list(given)!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"FLASHCARDS_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr + done.stdout


def test_a_window_without_outputs_still_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.delenv("DISPLAY", raising=False)
    if sys.platform.startswith("linux"):
        assert app.run() == 2


HIDDEN = "\x7f\x80\x9b\u061c\u200b\u200e\u202e\u2066\ufeff\U000e0041"


def test_json_spells_out_what_cannot_be_seen_and_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.flashcards"
    with flashcards.open(path) as collection:
        collection.add_note({"Front": f"été 日 😀 {HIDDEN} end", "Back": "b"}, deck="A")
    assert main(["--collection", str(path), "search", "--json"]) == 0
    text = capsys.readouterr().out
    assert not set(HIDDEN) & set(text)
    assert all(sign.isprintable() or sign == "\n" for sign in text)
    assert "été 日 😀" in text
    assert "\\u202e" in text
    assert HIDDEN[1:4] in json.dumps(json.loads(text), ensure_ascii=False)


def test_a_moment_is_told_in_the_zone_of_this_computer() -> None:
    now = system_clock()
    assert days.local(now) == now
