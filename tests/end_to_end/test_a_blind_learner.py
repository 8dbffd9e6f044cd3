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
from flashcards import Rating
from flashcards.languages.choosing import VARIABLE
from flashcards.model.note_types import CLOZE
from flashcards.paths import decks_dir
from tests.effort import PATIENCE_S
from tests.end_to_end.desktop import Desktop, started
from tests.end_to_end.listener import (
    NO_SCREEN_READER,
    Listener,
    Told,
    bus,
    lacking,
    listening,
)


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


ARTICLE = """# Zorfs

**Plim**: a zorf of glims that zorfles the quum.

## What zorfles a quum?

Glims zorfle a quum.
"""


class Learner:
    """Presses keys and hears what comes of it."""

    def __init__(self, desktop: Desktop, ears: Listener) -> None:
        self.desktop, self.ears = desktop, ears

    def press(self, key: str, *held: str) -> None:
        """Press a key; what is heard from now on comes of it."""
        self.ears.forget()
        self.desktop.press(key, *held)

    def gets_to(self, name: str) -> Told:
        """Wait for the keyboard to come to what is called so, and return what is told of it."""
        return self.ears.wait_for_focus(name)

    def hears(self, words: str) -> str:
        """Wait for something to be announced in which ``words`` stand, and return all of it."""
        self.ears.wait_for_announcement(words)
        return next(said for said in self.ears.announced() if words in said)


@contextmanager
def _opened(tmp_path: Path, language: str = "en", today: str = "Today") -> Iterator[Learner]:
    """Open the program on the collection of ``tmp_path`` beside someone who listens.

    ``today`` is what the first screen is called in the language.
    """
    with started(tmp_path) as desktop, bus() as address:
        own = {
            "DISPLAY": desktop.name,
            "WAYLAND_DISPLAY": "",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": address,
            "FLASHCARDS_HOME": str(tmp_path / "home"),
            "LANG": "C.UTF-8",
            VARIABLE: language,
        }
        environment = os.environ | own
        with listening(environment) as ears, _program(desktop, environment, today):
            ears.wait("the window", lambda: any(tab.name == today for tab in ears.tree()))
            yield Learner(desktop, ears)


@contextmanager
def _program(desktop: Desktop, environment: dict[str, str], today: str) -> Iterator[None]:
    """Run the program; it ends by itself at Ctrl+Q, without a fault and without a word."""
    command = [sys.executable, "-m", "flashcards"]
    with subprocess.Popen(
        command, env=environment, cwd=decks_dir().parent, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            desktop.wait_for_keyboard(today)
            yield
            desktop.press("q", "Control_L")
            _, said = program.communicate(timeout=PATIENCE_S)
            assert (program.returncode, said) == (0, "")
        finally:
            program.kill()


def _collection(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return home / "collection.flashcards"


def _three_cards(tmp_path: Path) -> None:
    with flashcards.open(_collection(tmp_path)) as collection:
        for land, capital in (("France", "Paris"), ("Italy", "Rome")):
            sides = {"Front": f"Capital of {land}?", "Back": f"- {capital}\n- *big*"}
            collection.add_note(sides, "Capitals")
        text = "Bern is the capital of {{c1::Switzerland}}."
        collection.add_note({"Text": text}, "Capitals", note_type=CLOZE.uid)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """Someone with three cards on capitals."""
    _three_cards(tmp_path)
    with _opened(tmp_path) as found:
        yield found


def test_question_answer_and_what_becomes_of_it_are_said_once_and_the_clock_is_silent(
    learner: Learner,
) -> None:
    learner.press("2", "Control_L")
    assert learner.hears("Question") == "Question: Capital of France?"
    card = learner.ears.wait_for_focus("Card")
    assert (card.role, card.description) == ("document frame", "")
    assert "Today" not in [each.name for each in learner.ears.focused()]

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


def test_a_card_is_studied_by_ear_in_german(tmp_path: Path) -> None:
    _three_cards(tmp_path)
    with _opened(tmp_path, "de", "Heute") as learner:
        learner.press("2", "Control_L")
        assert learner.hears("Frage") == "Frage: Capital of France?"
        assert learner.ears.wait_for_focus("Karte").role == "document frame"
        learner.press("space")
        assert learner.hears("Antwort") == "Antwort: Paris. big"
        tree = learner.ears.tree()
        assert [each.name for each in tree if each.role == "page tab"][:2] == ["Heute", "Lernen"]
        assert any(each.name.startswith("Gut") for each in tree if each.role == "button")
        learner.press("3")
        assert learner.hears("Frage").endswith("Frage: Capital of Italy?")


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


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Learner]:
    """Someone with three cards, one of them answered, and an article."""
    with flashcards.open(_collection(tmp_path)) as collection:
        for land in ("France", "Italy"):
            collection.add_note({"Front": f"Capital of {land}?", "Back": "Paris"}, "Capitals")
        draft = collection.articles.read(ARTICLE)
        collection.articles.accept(draft, draft.above(0))
        session = collection.study("Capitals")
        session.next()
        session.answer(Rating.GOOD)
        session.close()
    with _opened(tmp_path) as found:
        yield found


def test_every_screen_says_where_the_keyboard_is(reader: Learner) -> None:
    _walk_today(reader)
    _walk_browse(reader)
    _walk_editor(reader)
    _walk_articles(reader)
    _walk_statistics(reader)


def _walk_today(reader: Learner) -> None:
    tree = reader.ears.tree()
    assert [each.role for each in tree[:2]] == ["application", "frame"]
    tabs = [each for each in tree if each.role == "page tab"]
    assert [each.name for each in tabs] == RAIL
    assert [each.name for each in tabs if "selected" in each.states] == ["Today"]
    reader.press("Tab")
    assert reader.gets_to("Capitals").role == "table cell"
    row = [each.name for each in reader.ears.tree() if each.role == "table cell"][:5]
    assert row == ["Capitals", "1 new", "0 learning", "0 due", "Next due: now"]


def _walk_browse(reader: Learner) -> None:
    reader.press("3", "Control_L")
    assert reader.gets_to("Search cards").role == "text"
    for key in "ital":
        reader.press(key)
    assert reader.hears("card") == "1 card"
    reader.press("Down")
    assert "selected" in reader.gets_to("Capital of Italy?").states
    cells = [each.name for each in reader.ears.tree() if each.role == "table cell"]
    assert {"Deck: Capitals", "Due: new"} <= set(cells)


def _walk_editor(reader: Learner) -> None:
    reader.press("n", "Control_L")
    assert reader.gets_to("Front").role == "text"
    reader.desktop.wait_for_keyboard("Add note")
    tree = reader.ears.tree()
    assert "Add note to Capitals" in [each.name for each in tree if each.role == "frame"]
    assert ("Capitals", "Deck") in [
        (each.name, each.label) for each in tree if each.role == "combo box"
    ]
    for name in ("Back", "Tags"):
        reader.press("Tab")
        reader.gets_to(name)
    reader.press("Return", "Control_L")
    assert reader.hears("no card").endswith("Fill in “Front”.")
    reader.press("Escape")
    reader.desktop.wait_for_window("Browse")
    reader.gets_to("Capital of Italy?")


def _walk_articles(reader: Learner) -> None:
    reader.press("4", "Control_L")
    reader.ears.wait("the article", lambda: _focused(reader, "list item", "Zorfs"))
    reader.press("Return")
    reader.ears.wait("its text", lambda: _focused(reader, "document frame", "Article"))
    reader.press("Tab")
    reader.ears.wait("its sections", lambda: _focused(reader, "list item", "Zorfs, 1 passage"))


def _focused(reader: Learner, role: str, name: str) -> bool:
    found = reader.ears.focused()
    return any(each.role == role and each.name.startswith(name) for each in found)


def _walk_statistics(reader: Learner) -> None:
    reader.press("5", "Control_L")
    assert reader.gets_to("All decks").description == "Deck"
    reader.press("Tab")
    assert reader.gets_to("1 month").role == "radio button"
    reader.press("Tab")
    chart = reader.gets_to("Answers in the last year")
    assert (chart.role, chart.description) == ("chart", "1 review on 1 day")
