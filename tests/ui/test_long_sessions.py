"""What a long day of use must not wear out."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTabBar

from flashcards.languages import choosing, speaking
from flashcards.paths import resources_dir
from flashcards.ui import icons, pictures
from flashcards.ui.language import put_in_force
from flashcards.ui.main_window import MainWindow
from flashcards.ui.rich_text import CardView
from flashcards.ui.theme import Theme
from tests import heap
from tests.qtbot import QtBot
from tests.ui.masked import picture
from tests.ui.wrappers import left_over

_DAY = """
import flashcards.ui
from PySide6.QtCore import QObject, Signal

class Button(QObject):
    pressed = Signal(bool)

button = Button()
button.pressed.connect(lambda on=False: None)
for _ in range(20_000):
    button.pressed.emit(True)
print("still here")
"""


def test_the_program_outlives_many_thousand_signals() -> None:
    done = subprocess.run([sys.executable, "-c", _DAY], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "still here", done.stderr
    assert done.returncode == 0


@pytest.fixture
def _english_afterwards(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test say the language, and leave the next one in that it began in."""
    monkeypatch.delenv(choosing.VARIABLE, raising=False)
    locale, spoken = QLocale(), speaking.spoken()
    yield
    put_in_force(qapp, "en")
    QLocale.setDefault(locale)
    speaking.speak(*spoken)


def _held(kind: str) -> int:
    """Return of how many objects of a kind of Qt's Python still holds its half."""
    gc.collect()
    return sum(type(each).__name__ == kind for each in gc.get_objects())


def test_a_card_leaves_nothing_behind_in_the_view_that_shows_the_next(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = CardView(window)
    qtbot.addWidget(view)
    view.set_html("<p>the first</p>")
    before = _held("QTextFrame")
    for number in range(20):
        view.set_html(f"<p>{number}</p>")
        view.resize(300 + number, 200)
    assert _held("QTextFrame") <= before


def _picture_view(window: MainWindow, qtbot: QtBot) -> CardView:
    view = CardView(window)
    qtbot.addWidget(view)
    view.resize(1_200, 600)
    view.show()
    return view


def test_a_picture_is_kept_in_the_width_it_has_and_no_other(
    window: MainWindow, qtbot: QtBot
) -> None:
    name = window.collection.import_media(picture(800, 400))
    view = _picture_view(window, qtbot)
    for width in range(300, 700, 40):
        view.resize(width, 600)
        view.set_html(f'<img src="{name}">')
        assert 0 < view.pictures.pixels() <= 800 * 400
    assert view.pictures.has(name)


def test_pictures_of_former_cards_take_no_more_than_their_room(
    window: MainWindow, qtbot: QtBot
) -> None:
    colours = [f"#{number:02x}4060" for number in range(12)]
    names = [window.collection.import_media(picture(600, 600, colour)) for colour in colours]
    view = _picture_view(window, qtbot)
    for name in names:
        view.set_html(f'<img src="{name}">')
    assert view.pictures.pixels() <= pictures._KEPT_PIXELS
    assert [view.pictures.has(name) for name in (names[0], *names[-3:])] == [False, *[True] * 3]


def test_all_pictures_of_one_card_are_kept_while_it_is_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    colours = [f"#{number:02x}8060" for number in range(12)]
    names = [window.collection.import_media(picture(600, 600, colour)) for colour in colours]
    view = _picture_view(window, qtbot)
    view.set_html("".join(f'<p><img src="{name}"></p>' for name in names))
    qtbot.waitUntil(view.pictures.settled)
    assert all(view.pictures.has(name) for name in names)


def test_icons_of_all_sizes_and_colours_take_no_more_than_their_room(theme: Theme) -> None:
    sizes = range(120, 160)
    for size in sizes:
        icons.pixmap("edit", "text", size)
    kept = [each.width() * each.height() for each in icons._CACHE.values()]
    assert sum(kept) <= icons._CACHE_PIXELS < sum(size * size for size in sizes)
    assert max(kept) == sizes[-1] ** 2  # the one shown last


def test_an_icon_takes_little_more_memory_than_its_pixels(theme: Theme) -> None:
    if not heap.is_told():
        pytest.skip("only the GNU C library tells what is in use")
    names = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))

    def bytes_each() -> float:
        icons._CACHE.clear()
        before = heap.in_use()
        for name in names:
            icons.pixmap(name, "text", 18)
        return (heap.in_use() - before) / len(names)

    bytes_each()  # which reads the drawings
    assert bytes_each() < 3 * 18 * 18 * 4


@pytest.mark.usefixtures("_english_afterwards")
def test_languages_leave_nothing_behind_once_they_are_changed(
    qapp: QApplication, qtbot: QtBot
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    with qtbot.waitExposed(window):
        window.show()

    def round_of_languages() -> list[int]:
        for code in ("de", "en"):
            put_in_force(qapp, code)
            tabs = QTabBar(window)
            tabs.show()
            tabs.setFocus()
            field.setFocus()
            tabs.deleteLater()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        counted: list[tuple[QObject, type[QObject]]] = [(qapp, QTranslator), (window, QTimer)]
        own = [sum(isinstance(each, kind) for each in of.children()) for of, kind in counted]
        return [*own, len(left_over())]

    first = round_of_languages()
    assert [round_of_languages() for _ in range(3)] == [first] * 3
