"""Nothing is lost when the writer is busy, the disk is full or the clock is wrong."""

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from flashcards.ui.main_window import MainWindow
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot
from tests.ui.studying import add_cards, card_text, is_asking, offered, press, study, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock


class _Import:
    """An import of a deck file that is held up until the test lets it go on."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        self.reached = threading.Event()
        self.may_end = threading.Event()
        path.write_text("---\ndeck: Latin\n---\n\nQ: amo\nA: I love\n", encoding="utf-8")
        window.jobs.run(
            "Importing",
            lambda _: window.collection.import_file(path, progress=self._hold),
        )

    def _hold(self, _done: int, _total: int) -> bool:
        self.reached.set()
        return self.may_end.wait(PATIENCE_S)


def test_an_answer_waits_for_a_long_write_with_the_card_in_sight_and_is_then_saved(
    window: MainWindow, collection: "Collection", qtbot: QtBot, tmp_path: Path
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, " ")
    held = _Import(window, tmp_path / "latin.md")
    qtbot.waitUntil(lambda: held.reached.is_set() and collection.busy)
    press(window, qtbot, "3")
    assert screen.page.notice.text().startswith("Saving")
    assert card_text(screen).endswith("back 1")
    assert not any(each.isEnabled() for each in screen.page.foot.rating_buttons)
    press(window, qtbot, "3 1")
    held.may_end.set()
    qtbot.waitUntil(lambda: card_text(screen) == "front 2")
    assert collection.review_count() == 1
    assert is_asking(screen)
    assert not window.jobs.running()


def test_an_answer_to_a_card_that_went_away_while_it_waited_is_not_given_to_another(
    window: MainWindow, collection: "Collection", qtbot: QtBot, tmp_path: Path
) -> None:
    first, _ = add_cards(collection, 2)
    screen = study(window)
    press(window, qtbot, " ")
    held = _Import(window, tmp_path / "latin.md")
    qtbot.waitUntil(lambda: held.reached.is_set() and collection.busy)
    window.writes.do(lambda: collection.delete_notes([first]))
    press(window, qtbot, "1")
    held.may_end.set()
    qtbot.waitUntil(lambda: card_text(screen) == "front 2")
    assert collection.review_count() == 0
    assert "not kept" in screen.page.notice.text()


@contextmanager
def _full_disk() -> Iterator[None]:
    soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, most))


def test_with_a_full_disk_the_card_and_its_answer_stay_and_rating_again_works(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, " ")
    with _full_disk():
        press(window, qtbot, "3")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        said = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "disk" in said
        dialog.reject()
    assert card_text(screen).endswith("back 1")
    assert offered(screen) != []
    assert screen.page.notice.text() == "Not saved. The card stays; rate it again."
    assert collection.review_count() == 0
    press(window, qtbot, "3")
    assert collection.review_count() == 1
    assert card_text(screen) == "front 2"


def test_an_answer_that_cannot_be_kept_turns_no_card_over_that_is_asked_meanwhile(
    window: MainWindow, collection: "Collection", qtbot: QtBot, tmp_path: Path
) -> None:
    add_cards(collection, 1, "Spanish")
    screen = study_new(window, collection, 1)
    press(window, qtbot, " ")
    held = _Import(window, tmp_path / "latin.md")
    qtbot.waitUntil(lambda: held.reached.is_set() and collection.busy)
    press(window, qtbot, "3")
    study(window, "Spanish")
    assert is_asking(screen)
    with _full_disk():
        held.may_end.set()
        qtbot.waitUntil(lambda: not window.jobs.running() and not window.writes.pending())
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    screen.page.pane.setFocus()
    press(window, qtbot, "3")
    assert is_asking(screen)
    assert collection.review_count() == 0
    press(window, qtbot, " 3")
    assert collection.review_count() == 1


@pytest.mark.parametrize("jump", [{"days": -3}, {"days": 5000}])
def test_a_clock_that_jumps_is_asked_about_before_an_answer_is_scheduled(
    window: MainWindow,
    collection: "Collection",
    fixed_clock: "FixedClock",
    qtbot: QtBot,
    jump: dict[str, float],
) -> None:
    screen = study_new(window, collection, 4)
    press(window, qtbot, " 3 ")
    fixed_clock.advance(**jump)
    press(window, qtbot, "3")
    assert collection.review_count() == 1
    _choose("Cancel")
    assert card_text(screen).endswith("back 2")
    assert offered(screen) != []
    press(window, qtbot, "3")
    _choose("The clock is right")
    assert collection.review_count() == 2
    press(window, qtbot, " 3")
    assert collection.review_count() == 3


def _choose(text: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    next(each for each in dialog.findChildren(QPushButton) if each.text() == text).click()


def test_a_clock_that_goes_on_as_clocks_do_is_not_asked_about(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    study_new(window, collection, 2)
    fixed_clock.advance(hours=3)
    press(window, qtbot, " 3")
    fixed_clock.advance(minutes=-5)
    press(window, qtbot, " 3")
    assert collection.review_count() == 2
    assert QApplication.activeModalWidget() is None


def test_every_answer_that_left_the_screen_is_in_the_log(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 12)
    for number in range(1, 13):
        press(window, qtbot, " " + "1234"[number % 4])
        assert collection.review_count() == number
        assert screen.card is None or is_asking(screen)
    assert collection.check() == []
