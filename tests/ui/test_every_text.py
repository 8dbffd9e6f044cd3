"""In a language of signs nothing on any screen, dialog or menu stays English."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from flashcards.desktop.autostart import autostart_here
from flashcards.desktop.timers import timer_here
from flashcards.model.note_types import BASIC, BUILT_IN_NOTE_TYPES
from flashcards.text.render import render_card
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.opening import add_occlusion
from flashcards.ui.planning.catch_up_page import CatchUpPage
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.rich_text import CardView
from flashcards.ui.screens import SCREENS
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot
from tests.ui.lived import ARTICLE, live
from tests.ui.masked import picture
from tests.ui.opened import opened_window
from tests.ui.packages import package
from tests.ui.planned import CONTROL, RETURN, idle, open_page, settled
from tests.ui.seen import calendar_words, seen, unmarked
from tests.ui.texts import Listener, listener

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

STORED = (
    "Basic Basic with optional reverse Cloze Front Back Text Extra Add reverse Type the answer "
    "Term and definition Example List Question Items All at once Multiple choice Answer "
    "Wrong answers Explanation Image occlusion Occlusion Header Comments Card Item Asks for "
    "Default leech "
    "cryptography hunspell zstandard Apache "
    "Anki CrowdAnki Mnemosyne KVTML FSRS SM SuperMemo "
    "MB KB Python Qt PySide Addons SQLAlchemy platformdirs markdown it py "
    "charset normalizer Pygments NumPy pypdf pycryptodome cryptography tinycss2 KiB MiB "
    "psycopg PostgreSQL moon gen or net ration rain "
    "neural LGPL MIT BSD clause flashcards Flashcards http https new_per_day Press shortcut nc "
    "uber re ae anki dog front ziamath latex2mathml backports zstd PSF chunspell Hunspell "
    "biology apkg mp Dice Animals Wild card no Anki Deutsch English Fran ais Espa ol "
    "example org"
)
"""What the collection holds from the start, names of things, examples of searches, and Qt's own."""
LEFT_OUT = ("window.quit", "deck.shipped")
"""What ends the window, and what brings in decks in English."""


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[Listener]:
    """Put every marked text between signs; fail where one is asked for that nobody finds."""
    with listener(signs=True) as hearing:
        yield hearing
        assert sorted(hearing.unknown) == [], "not annotated as Translatable where they are written"


@pytest.fixture(autouse=True)
def _no_dictionaries_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their names hold the signs of countries, which are what they are in every language."""
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "nothing"))


@pytest.fixture
def lived_in(collection: "Collection", fixed_clock: "FixedClock") -> "Collection":
    """A collection with answers, plans, a kept session, an article and something in the bin."""
    live(collection, fixed_clock)
    return collection


@pytest.fixture
def window(
    qtbot: QtBot, listening: Listener, lived_in: "Collection", theme: Theme
) -> Iterator[MainWindow]:
    """The main window, every text in signs."""
    with opened_window(qtbot, lived_in, theme, lambda _: None) as opened:
        yield opened


def own_words(collection: "Collection") -> frozenset[str]:
    """Return words that are nobody's to translate."""
    types = (
        " ".join((each.name, *each.fields, *(card.name for card in each.templates)))
        for each in BUILT_IN_NOTE_TYPES
    )
    start = autostart_here("").place
    places = f"{collection.path} {Path.home()} {start} {timer_here().place}"
    texts = (ARTICLE, STORED, places, *types)
    words = {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)}
    return frozenset(words) | calendar_words()


def english(window: MainWindow) -> dict[str, str]:
    """Return what can be seen that no translator was asked for, with where it is."""
    own = own_words(window.collection)
    found: dict[str, str] = {}
    for where, text in seen():
        if unmarked(text, own):
            found.setdefault(text[:120], where)
    return found


def close_what_opened(window: MainWindow, qtbot: QtBot) -> None:
    """Close dialogs and other windows, and leave what lies over the window."""
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()
    qtbot.keyClick(window, Qt.Key.Key_Escape)


@pytest.mark.parametrize("name", [row.name for row in SCREENS])
def test_no_screen_says_a_word_in_english(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.go(name, **({"deck": "ΔΕ"} if name == "options" else {}))
    QApplication.processEvents()
    assert english(window) == {}


def _commands(window: MainWindow) -> list[str]:
    return [row.id for row in window.commands.in_force() if row.id not in LEFT_OUT]


@pytest.mark.parametrize(
    "name", ["today", "study", "browse", "statistics", "planning", "bin", "media", "note_types"]
)
def test_nothing_a_command_opens_says_a_word_in_english(
    window: MainWindow, qtbot: QtBot, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda *_: None)
    QApplication.clipboard().clear()  # what another test copied would be pasted
    found: dict[str, str] = {}
    window.go(name)
    for command in _commands(window):
        row = next((row for row in window.commands.in_force() if row.id == command), None)
        if row is None or (row.enabled_when is not None and not row.enabled_when()):
            continue
        window.commands.trigger(command)
        QApplication.processEvents()
        found |= {text: f"{command}: {where}" for text, where in english(window).items()}
        close_what_opened(window, qtbot)
        window.go(name)
    assert found == {}


def test_what_a_package_would_bring_and_brought_is_told_in_the_language_of_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = window.go("import", path=package(tmp_path), first_move=True)
    assert isinstance(screen, ImportScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen.preview.anki.isVisible()
    assert english(window) == {}
    screen.start()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen.report.isVisible()
    assert english(window) == {}


def test_what_is_said_while_a_note_is_written_is_translated(
    window: MainWindow, qtbot: QtBot
) -> None:
    adding = add_note(window)
    for edit, text in zip(adding.form.edits, ("αβ γδ εζ.", "αβ"), strict=False):
        edit.setPlainText(text)
    adding.checks.look()
    adding.form.bar.more.click()
    assert adding.checks.push.isVisible()
    assert english(window) == {}
    adding.form.bar.menu.close()
    adding.checks.mend()
    assert english(window) == {}
    adding.close()
    note = window.collection.add_note({"Front": "αβ", "Back": "γδ"}, "ΔΕ")
    window.collection.update_note(note, {"Back": "εζ"})
    editing = edit_note(window, note)
    assert editing is not None
    editing.open_history()
    assert editing.history is not None
    devices = " ".join(each.device for each in window.collection.revisions(note))
    own = own_words(window.collection) | set(re.findall(r"[A-Za-z]{2,}", devices))
    assert [text for text in english(window) if unmarked(text, own)] == []
    editing.history.close()
    editing.close()


def test_no_menu_says_a_word_in_english(window: MainWindow) -> None:
    own, found = own_words(window.collection), []
    for row in SCREENS:
        window.go(row.name, **({"deck": "ΔΕ"} if row.name == "options" else {}))
        for command in window.commands.in_force():
            found += unmarked(command.plain_text, own)
    assert found == []


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("catch_up", "⟦Catch-up over ⟧2⟦ days⟧"),
        ("holiday", "⟦Holiday⟧"),
        ("exam", "⟦Exam: ⟧ΔΕ"),
    ],
)
def test_a_plan_nobody_named_is_named_in_the_language_of_the_window(
    window: MainWindow, qtbot: QtBot, key: str, name: str
) -> None:
    page = open_page(window, qtbot, key, deck="ΔΕ").page
    assert isinstance(page, PlanPage)
    if isinstance(page, CatchUpPage):
        page.days.setValue(2)
    settled(page, qtbot)
    qtbot.keyClick(window, RETURN, CONTROL)
    idle(window, qtbot)
    assert [row.name for row in page.plans.rows()] == [name]


def test_what_the_program_says_on_a_card_is_translated(window: MainWindow, qtbot: QtBot) -> None:
    view = CardView(window)
    qtbot.addWidget(view)
    card = render_card(BASIC, ["[sound:αβ.mp3]", "γδ"], "basic-1", 0)
    view.set_html(card.question_html)
    assert "⟦The sound “⟧αβ.mp3⟦” is missing.⟧" in view.toPlainText()


def test_what_covers_and_sizes_pictures_is_translated(window: MainWindow, qtbot: QtBot) -> None:
    name = window.collection.import_media(picture())
    drawing = add_occlusion(window, "ΔΕ", name)
    qtbot.waitUntil(lambda: not drawing.canvas.image.isNull())
    found = english(window)
    for key in "RETPH":
        qtbot.keyClick(drawing.canvas, Qt.Key(ord(key)))
        found |= english(window)
    drawing.canvas.take_tool("rect")
    drawing.canvas.place()
    found |= english(window)
    drawing.close()
    adding = add_note(window, "ΔΕ")
    adding.form.edits[0].setPlainText(f"![]({name})")
    adding.form.apply("picture_options")
    found |= english(window)
    close_what_opened(window, qtbot)
    assert found == {}
