"""Everything one can reach has a name, and text keeps to the roles of the theme."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from flashcards.ui.main_window import MainWindow
from flashcards.ui.screens import SCREENS
from tests.qtbot import QtBot
from tests.ui.named import unnamed

UI = Path(__file__).parents[2] / "flashcards" / "ui"
_STYLE_FILES = {"style.py", "theme.py", "tokens.py", "card_style.py", "icons.py", "rich_text.py"}


@pytest.mark.parametrize("name", [row.name for row in SCREENS])
def test_everything_one_can_reach_on_a_screen_has_a_name(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    window.collection.add_deck("French")
    window.go(name, **({"deck": "French"} if name == "options" else {}))
    assert unnamed(window) == []


@pytest.mark.parametrize("name", [row.name for row in SCREENS])
def test_no_label_guesses_that_a_text_is_rich(window: MainWindow, name: str) -> None:
    window.collection.add_deck("<b>French</b>")
    window.go(name, **({"deck": "<b>French</b>"} if name == "options" else {}))
    guessing = [
        found.text()
        for found in window.findChildren(QLabel)
        if found.text() and found.textFormat() != Qt.TextFormat.PlainText
    ]
    assert guessing == []


def test_overlays_are_named_too(window: MainWindow) -> None:
    window.open_palette()
    assert unnamed(window) == []
    window.back()
    window.open_help()
    assert unnamed(window) == []


def test_tab_reaches_every_place_in_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    reached = set()
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused.accessibleName())
        qtbot.keyClick(focused or window, Qt.Key.Key_Tab)
    assert {"Today", "Study", "Browse", "Statistics", "Preferences"} <= reached


def _calls(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                found.append(function.attr)
            elif isinstance(function, ast.Name):
                found.append(function.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if text.startswith("#") and len(text) == 7:
                found.append(f"colour {text}")
    return found


@pytest.mark.parametrize(
    "path", sorted(UI.rglob("*.py")), ids=lambda path: str(path.relative_to(UI))
)
def test_only_the_theme_names_colours_and_only_one_place_makes_actions(path: Path) -> None:
    calls = _calls(path)
    if path.name not in _STYLE_FILES:
        assert "setStyleSheet" not in calls
        assert [call for call in calls if call.startswith("colour ")] == []
    assert "processEvents" not in calls
    assert "sleep" not in calls
    assert "QProcess" not in calls
    if path != UI / "commands.py":
        assert "QAction" not in calls


@pytest.mark.parametrize(
    "path", sorted(UI.rglob("*.py")), ids=lambda path: str(path.relative_to(UI))
)
def test_every_painter_ends_even_after_an_error(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ended = {
        id(item.context_expr)
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
    }
    made = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("QPainter", "QStylePainter")
    ]
    assert [node.lineno for node in made if id(node) not in ended] == []
