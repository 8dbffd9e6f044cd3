"""The program as a screen reader tells of it: its own process, screen, bus, and keys pressed."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import flashcards
from flashcards.model.note_types import CLOZE
from flashcards.paths import decks_dir
from tests.effort import PATIENCE_S
from tests.end_to_end.desktop import Desktop, started
from tests.end_to_end.listener import NO_SCREEN_READER, Listener, bus, lacking, listening


def _lacking() -> str:
    """What this machine lacks for the test, in words."""
    wanted = {"Xvfb": shutil.which("Xvfb"), "libXtst": ctypes.util.find_library("Xtst")}
    return ", ".join(filter(None, [*(name for name in wanted if not wanted[name]), lacking()]))


_LINUX = sys.platform.startswith("linux")
_LACKING = _lacking() if _LINUX else ""
pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not _LINUX, reason="needs an X server"),
    # Also in CI, since not every machine can be given these; the end of the run tells of it.
    pytest.mark.skipif(bool(_LACKING), reason=f"{NO_SCREEN_READER}: {_LACKING}"),
]

RAIL = ["Today", "Study", "Browse", "Articles", "Statistics", "Plans", "Preferences"]


class Learner:
    """Presses keys and hears what comes of it."""

    def __init__(self, desktop: Desktop, ears: Listener) -> None:
        self.desktop, self.ears = desktop, ears

    def press(self, key: str, *held: str) -> None:
        """Press a key; what is heard from now on comes of it."""
        self.ears.forget()
        self.desktop.press(key, *held)

    def hears(self, words: str) -> str:
        """Wait for something to be announced in which ``words`` stand, and return all of it."""
        self.ears.wait_for_announcement(words)
        return next(said for said in self.ears.announced() if words in said)


@contextmanager
def _opened(tmp_path: Path) -> Iterator[Learner]:
    """Open the program on the collection of ``tmp_path`` beside someone who listens."""
    with started(tmp_path) as desktop, bus() as address:
        own = {
            "DISPLAY": desktop.name,
            "WAYLAND_DISPLAY": "",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": address,
            "FLASHCARDS_HOME": str(tmp_path / "home"),
            "LANG": "C.UTF-8",
        }
        environment = os.environ | own
        with listening(environment) as ears, _program(desktop, environment):
            ears.wait("the window", lambda: any(tab.name == "Today" for tab in ears.tree()))
            yield Learner(desktop, ears)


@contextmanager
def _program(desktop: Desktop, environment: dict[str, str]) -> Iterator[None]:
    """Run the program; it ends by itself at Ctrl+Q, without a fault and without a word."""
    command = [sys.executable, "-m", "flashcards"]
    with subprocess.Popen(
        command, env=environment, cwd=decks_dir().parent, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            desktop.wait_for_keyboard("Today")
            yield
            desktop.press("q", "Control_L")
            _, said = program.communicate(timeout=PATIENCE_S)
            assert (program.returncode, said) == (0, "")
        finally:
            program.kill()


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """Someone with three cards on capitals."""
    home = tmp_path / "home"
    home.mkdir()
    with flashcards.open(home / "collection.flashcards") as collection:
        for land, capital in (("France", "Paris"), ("Italy", "Rome")):
            sides = {"Front": f"Capital of {land}?", "Back": f"- {capital}\n- *big*"}
            collection.add_note(sides, "Capitals")
        text = "Bern is the capital of {{c1::Switzerland}}."
        collection.add_note({"Text": text}, "Capitals", note_type=CLOZE.uid)
    with _opened(tmp_path) as found:
        yield found


def test_question_answer_and_what_becomes_of_it_are_said_once_and_the_clock_is_silent(
    learner: Learner,
) -> None:
    learner.press("2", "Control_L")
    assert learner.hears("Question") == "Question: Capital of France?"
    card = learner.ears.wait_for_focus("Card")
    assert (card.role, card.description) == ("document frame", "Capital of France?")
    assert [each.name for each in learner.ears.focused()] == ["Study now", "Card"]

    learner.press("space")
    assert learner.hears("Answer") == "Answer: Paris. big"
    read = [each.name for each in learner.ears.tree() if each.role == "paragraph"]
    assert read == ["Capital of France?", "Paris", "big"]
    buttons = {each.name: each.description for each in learner.ears.tree() if each.role == "button"}
    assert buttons["Again, today, then 1 day"] == "1"
    assert buttons["Good, 1 day"].startswith("3")

    learner.press("3")
    assert learner.hears("Question") == "Rated Good: due in 1 day. Question: Capital of Italy?"
    learner.press("z")
    assert learner.hears("Question") == "Undid: Answer card. Question: Capital of France?"
    assert learner.ears.announced() == [learner.hears("Question")]
    changed = {each.name for each in learner.ears.heard if "accessible-name" in each.event}
    assert not any(name.startswith("Time") for name in changed)


def test_a_sitting_is_heard_to_its_end(learner: Learner) -> None:
    learner.press("2", "Control_L")
    for question in ("France", "Italy"):
        learner.hears(question)
        learner.press("space")
        learner.hears("Answer")
        learner.press("4")
    said = learner.hears("Question")
    assert said == "Rated Easy: due in 1 day. Question: Bern is the capital of blank."
    learner.press("space")
    assert learner.hears("Answer") == "Answer: Switzerland."
    learner.press("4")
    assert learner.hears("Done").endswith("Done for today. Nothing left to study today.")
