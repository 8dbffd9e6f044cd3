"""From a key to the next side painted: at once, with the answer on disk, and never an old card."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QImage, QTextDocument

from flashcards.store import media
from flashcards.text.formula_source import of_source
from flashcards.ui.formulas import Asked, formulas_of
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.studying import card_text, press, study, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection


SHADE = 77
SHEET = """.card { background-color: #fdf6e3; color: #222222 }
.nightMode.card { background-color: #002b36; color: #eeeeee }"""


class _Painted(QObject):
    """Notes what the card says each time it is painted, how many answers are on disk by then, and
    what stands above it."""

    def __init__(self, screen: ReviewerScreen, collection: "Collection") -> None:
        super().__init__(screen)
        self.seen: list[tuple[str, int, str]] = []
        self._screen, self._collection = screen, collection
        screen.page.pane.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on."""
        if event.type() is QEvent.Type.Paint:
            words = " ".join(card_text(self._screen).split())
            above = self._screen.page.count.text()
            self.seen.append((words, self._collection.review_count(), above))
        return False


def test_the_next_side_is_painted_within_the_key_and_the_answer_is_on_disk_before(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = study_new(window, collection, 2)
    qtbot.waitUntil(screen.page.pane.isVisible)
    painted = _Painted(screen, collection)
    press(window, qtbot, " ")
    assert painted.seen[0] == ("front 1 back 1", 0, "0 of 2")
    painted.seen.clear()
    press(window, qtbot, "3")
    assert painted.seen[0] == ("front 2", 1, "0 of 2")  # what stands around it follows
    assert screen.page.count.text() == "1 of 2"


def _large_picture(collection: "Collection") -> str:
    image = QImage(2_500, 2_000, QImage.Format.Format_Grayscale8)
    image.fill(SHADE)
    folder = media.folder(collection.path)
    folder.mkdir(exist_ok=True)
    name = f"{SHADE:024x}.png"
    assert image.save(str(folder / name))
    return name


def _shade_shown(screen: ReviewerScreen, name: str) -> int:
    kind = QTextDocument.ResourceType.ImageResource.value
    shown = screen.page.pane.document().resource(kind, QUrl(name))
    assert isinstance(shown, QImage)
    return shown.pixelColor(9, 9).value()


def test_a_large_picture_of_the_next_card_is_read_while_the_learner_thinks(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    name = _large_picture(collection)
    for front in ("first", f"![]({name})"):
        collection.add_note({"Front": front, "Back": "back"}, deck="French")
    screen = study(window)
    pictures = screen.page.pane.pictures
    qtbot.waitUntil(lambda: pictures.has(name))
    press(window, qtbot, " 3")
    assert _shade_shown(screen, name) == SHADE


def test_a_formula_of_the_next_card_is_drawn_while_the_learner_thinks(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    for front in ("first", r"\(x^2\)"):
        collection.add_note({"Front": front, "Back": "back"}, deck="French")
    screen = study(window)
    formulas, formula = formulas_of(window.jobs), of_source("x^2")
    asked = Asked(formula.tex, formula.bare_tex, displayed=False)
    qtbot.waitUntil(lambda: formulas.drawn(asked) is not None)
    press(window, qtbot, " 3")
    assert not screen.page.pane.drawn.waits
    formulas.stop()


def _with_sheet(collection: "Collection") -> None:
    basic = collection.note_type("Basic")
    collection.note_types.save(replace(basic, css=SHEET))


def _background(screen: ReviewerScreen) -> str:
    colour = screen.page.pane.card_colour
    assert colour is not None
    return colour.name()


def test_a_prepared_side_follows_the_theme_the_size_and_the_sheet(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    _with_sheet(collection)
    screen = study_new(window, collection, 4)
    pane = screen.page.pane
    qtbot.waitUntil(lambda: pane.prepared == 3)  # the answer, and two questions
    press(window, qtbot, " 3")
    assert (card_text(screen), _background(screen)) == ("front 2", "#fdf6e3")
    qtbot.waitUntil(lambda: pane.prepared == 3)
    window.theme.set_mode("dark")
    press(window, qtbot, " 3")
    assert (card_text(screen), _background(screen)) == ("front 3", "#002b36")
    qtbot.waitUntil(lambda: pane.prepared == 2)
    basic = collection.note_type("Basic")
    collection.note_types.save(replace(basic, css=SHEET.replace("#002b36", "#123456")))
    press(window, qtbot, " 3")
    assert (card_text(screen), _background(screen)) == ("front 4", "#123456")


def test_a_note_edited_elsewhere_is_asked_as_it_is_now(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    _with_sheet(collection)
    screen = study_new(window, collection, 3)
    qtbot.waitUntil(lambda: screen.page.pane.prepared == 3)
    (note,) = collection.search_notes('front:"front 2"')
    collection.update_note(note, {"Front": "another front"})
    press(window, qtbot, " 3")
    assert card_text(screen) == "another front"


def test_undo_asks_the_card_before_and_then_the_prepared_one(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    _with_sheet(collection)
    screen = study_new(window, collection, 3)
    press(window, qtbot, " 3")
    qtbot.waitUntil(lambda: screen.page.pane.prepared == 2)
    press(window, qtbot, "Z")
    assert card_text(screen) == "front 1"
    press(window, qtbot, " 3")
    assert card_text(screen) == "front 2"
