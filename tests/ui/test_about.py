"""About says how the program came here, and opens the licences that were packed with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from flashcards import identity
from flashcards.installed import TITLES, Kind
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.about import NOTICES, AboutPage
from tests.qtbot import QtBot


class _Desktop(QObject):
    """Takes what is opened outside the program, as a desktop would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def desktop() -> Iterator[_Desktop]:
    found = _Desktop()
    method: Any = "take"  # the stubs ask for bytes, and PySide6 for a text
    QDesktopServices.setUrlHandler("file", found, method)
    yield found
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A folder of licences, as the self-contained program has one."""
    folder = tmp_path / "licences"
    folder.mkdir()
    (folder / NOTICES).write_text("Whose works these are", encoding="utf-8")
    return folder


def _shown(qtbot: QtBot, window: MainWindow, page: AboutPage) -> AboutPage:
    qtbot.addWidget(page)
    page.resize(window.size())
    page.show()
    return page


@pytest.mark.parametrize("kind", list(Kind))
def test_about_says_how_the_program_was_installed(
    kind: Kind, window: MainWindow, qtbot: QtBot
) -> None:
    page = _shown(qtbot, window, AboutPage(kind))
    assert page.version.text() == f"{identity.NAME} {identity.VERSION}, {TITLES[kind]}"


def test_the_licences_of_all_parts_open_by_key(
    window: MainWindow, qtbot: QtBot, desktop: _Desktop, packed: Path
) -> None:
    page = _shown(qtbot, window, AboutPage(Kind.BUNDLE, packed))
    assert page.licences.text().replace("&", "") == "Licences of all parts"
    qtbot.keyClick(page.licences, Qt.Key.Key_Space)
    assert desktop.opened == [packed / NOTICES]


def test_from_source_there_is_no_button_that_opens_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = _shown(qtbot, window, AboutPage(Kind.SOURCE))
    assert [each.text() for each in page.findChildren(QPushButton)] == [page.copy.text()]
