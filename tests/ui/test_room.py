"""Every screen and dialog has room for its words in the smallest window, in a long language."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton, QWidget

from flashcards.languages import choosing, speaking
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.language import put_in_force
from flashcards.ui.main_window import SMALLEST, MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.screens import SCREENS
from flashcards.ui.theme import Theme
from flashcards.ui.widgets import FlowRow, label
from flashcards.ui.words import tr
from tests.qtbot import QtBot
from tests.ui.cut_off import cut_off
from tests.ui.letters import doubled_letters
from tests.ui.lived import live
from tests.ui.opened import opened_window
from tests.ui.packages import package
from tests.ui.places import PLACES
from tests.ui.reachable import MOST_TABS, nameless, out_of_order, stops, too_small

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

LEFT_OUT = (
    *("window.quit", "deck.shipped", "view.full_screen"),
    *("theme.light", "theme.dark", "theme.system"),
)
"""What ends the window, brings in decks in English, changes the window’s size or colours alone."""
LARGE_PT = 15.0
"""Size of the program's words where the desktop has all text half as large again."""


@pytest.fixture
def german(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Say everything in German, whose words are long."""
    monkeypatch.delenv(choosing.VARIABLE, raising=False)
    locale, spoken = QLocale(), speaking.spoken()
    put_in_force(qapp, "de")
    assert tr("Today") == "Heute"
    yield
    put_in_force(qapp, "en")
    QLocale.setDefault(locale)
    speaking.speak(*spoken)


@pytest.fixture
def window(
    qtbot: QtBot,
    german: None,
    collection: "Collection",
    fixed_clock: "FixedClock",
    theme: Theme,
) -> Iterator[MainWindow]:
    """The main window, as small as it can be."""
    live(collection, fixed_clock)
    with opened_window(qtbot, collection, theme, lambda _: None) as opened:
        opened.resize(SMALLEST)
        yield opened


def _settled(window: MainWindow, qtbot: QtBot) -> None:
    """Let work be done, and what it shows be laid out, from the inside out."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.jobs.running())
    for _ in range(6):
        QApplication.processEvents()
    if _doubled_letters():
        qtbot.waitUntil(lambda: not _doubled_letters())


def _faults(window: MainWindow, where: str) -> list[str]:
    size = window.size()
    grown = [] if size == SMALLEST else [f"{where}: the window is {size.toTuple()}"]
    twice = [f"{where}: Alt+{key} is two things" for key in _doubled_letters()]
    tops = [top for top in QApplication.topLevelWidgets() if _is_ours(top)]
    met = [f"{where}: no name: {each}" for top in tops for each in nameless(top)]
    met += [f"{where}: too small: {each}" for top in tops for each in too_small(top)]
    return grown + twice + met + [f"{where}: {fault}" for fault in cut_off()]


def _is_ours(top: QWidget) -> bool:
    return top.isVisible() and not isinstance(top, QFileDialog)


def _doubled_letters() -> list[str]:
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    return [key for top in tops for key in doubled_letters(top)]


def test_every_screen_has_room_for_its_words(window: MainWindow, qtbot: QtBot) -> None:
    found: list[str] = []
    for name, arguments in PLACES:
        window.go(name, **arguments)
        _settled(window, qtbot)
        found += _faults(window, f"{name} {arguments}")
    assert not found, "\n".join(found)


def _close_what_opened(window: MainWindow, qtbot: QtBot) -> None:
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()
    qtbot.keyClick(window, Qt.Key.Key_Escape)


def _faults_of_tab(gone_round: set[type[QWidget]]) -> list[str]:
    """Go round a window that was opened by Tab, once for each kind; return what is wrong there."""
    top = QApplication.activeWindow()
    if top is None or type(top) in gone_round or isinstance(top, QMenu):
        return []
    gone_round.add(type(top))
    found = stops(top)
    if not found:
        return [f"nothing in {type(top).__name__} has the keyboard"]
    endless = [] if len(found) < MOST_TABS else ["Tab does not go round"]
    return endless + out_of_order(found)


def test_all_that_a_command_opens_has_room_and_names_and_is_met_by_mouse_and_tab(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda *_: None)
    QApplication.clipboard().clear()
    found: set[str] = set()
    done = set(LEFT_OUT)
    gone_round: set[type[QWidget]] = {MainWindow}
    for name in ("today", "study", "browse", "note_types"):
        window.go(name)
        for row in list(window.commands.in_force()):
            if row.id in done or row.id not in {now.id for now in window.commands.in_force()}:
                continue
            if row.enabled_when is None or row.enabled_when():
                done.add(row.id)  # it opens the same wherever it is given
                if row.id.startswith("go."):
                    continue  # every screen and page is looked at above
                window.commands.trigger(row.id)
                _settled(window, qtbot)
                found |= set(_faults(window, row.id))
                found |= {f"{row.id}: {fault}" for fault in _faults_of_tab(gone_round)}
                _close_what_opened(window, qtbot)
                window.go(name)
    assert not found, "\n".join(sorted(found))


def test_an_import_has_room_for_its_words(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Question;Answer;Source\nαβ;γδ;εζ\nηθ;ικ;λμ\n", encoding="utf-8")
    found = []
    for path in (package(tmp_path), table):
        screen = window.go("import", path=path, first_move=True)
        assert isinstance(screen, ImportScreen)
        _settled(window, qtbot)
        found += _faults(window, f"before {path.name}")
        screen.start()
        _settled(window, qtbot)
        found += _faults(window, f"after {path.name}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("six", [False, True])
def test_answer_and_ratings_are_in_sight_with_the_largest_text(
    window: MainWindow, qtbot: QtBot, *, six: bool
) -> None:
    window.change_settings(text_scale=3.0)
    if six:
        window.collection.set_options("ΔΕ", scheduler="sm2", six_qualities=True)
    window.study("ΔΕ")
    screen = window.built("study")
    assert isinstance(screen, ReviewerScreen)
    window.commands.trigger("study.next")
    _settled(window, qtbot)
    foot = screen.page.foot
    assert len(foot.rating_buttons) == (6 if six else 4)
    for button in foot.rating_buttons:
        assert window.rect().contains(button.geometry().translated(_corner(button, window)))
        assert button.width() >= button.sizeHint().width()
    assert not _faults(window, "study"), "\n".join(_faults(window, "study"))
    assert "γδ" in screen.page.pane.toPlainText() or "κλ" in screen.page.pane.toPlainText()


def _corner(part: QWidget, window: QWidget) -> QPoint:
    return part.mapTo(window, QPoint()) - part.pos()


def test_every_screen_has_room_where_the_desktop_has_large_text(
    window: MainWindow, qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flashcards.ui import theme as themes

    usual = themes.ui_font

    def large() -> QFont:
        font = usual()
        font.setPointSizeF(LARGE_PT)
        return font

    monkeypatch.setattr(themes, "ui_font", large)
    theme.apply()
    found: list[str] = []
    window.resize(1280, 800)
    try:
        for row in SCREENS:
            window.go(row.name, **({"deck": "ΔΕ"} if row.name == "options" else {}))
            _settled(window, qtbot)
            found += [f"{row.name}: {fault}" for fault in cut_off()]
    finally:
        monkeypatch.undo()
        theme.apply()
    assert not found, "\n".join(found)


def test_a_row_goes_on_in_another_line_where_there_is_no_room(qtbot: QtBot) -> None:
    parts = [QPushButton("one"), label("two"), QPushButton("three")]
    flow = FlowRow(*parts, last_at_end=True)
    qtbot.addWidget(flow)
    flow.resize(600, 100)
    flow.show()
    assert len({part.geometry().center().y() for part in parts}) == 1
    assert parts[2].geometry().right() == 599
    narrow = parts[0].sizeHint().width() + parts[1].sizeHint().width() + 10
    flow.resize(narrow, 100)
    assert parts[2].y() > parts[0].y()
    assert parts[2].x() == 0
    assert flow.heightForWidth(narrow) > flow.heightForWidth(600)
    parts[0].hide()
    assert parts[1].x() == 0, "what is left closes up"


def test_a_row_is_read_from_the_right_in_a_language_that_is(qtbot: QtBot) -> None:
    parts = [QPushButton("one"), QPushButton("two")]
    flow = FlowRow(*parts)
    qtbot.addWidget(flow)
    flow.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.resize(400, 40)
    flow.show()
    assert parts[0].geometry().right() == 399
    assert parts[1].x() < parts[0].x()


def test_the_finder_of_cut_words_finds_them(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(200, 100)
    QLabel("much longer than there is room", whole).resize(60, 20)
    outside = QPushButton("x", whole)
    outside.setGeometry(190, 10, 40, 40)
    whole.show()
    found = cut_off()
    assert any("much longer" in fault and "px and has 60" in fault for fault in found)
    assert any("'x'" in fault and "over the edge" in fault for fault in found)
