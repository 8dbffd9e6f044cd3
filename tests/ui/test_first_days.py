"""Plain SM-2 says why Good and Easy lead to the same day, where they do."""

from typing import TYPE_CHECKING

from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.studying import add_cards, offered, press, study, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection

WHY = "Good and Easy differ from the third on"


def test_the_buttons_the_line_below_and_the_panel_explain_the_first_day(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    screen = study_new(window, collection, 3)
    press(window, qtbot, " ")
    assert [detail for _, detail in offered(screen)][2:] == ["1 d", "1 d"]
    again, _, good, easy = screen.page.foot.rating_buttons
    assert WHY in good.toolTip()
    assert WHY in easy.toolTip()
    assert WHY not in again.toolTip()
    assert WHY in good.accessibleName() + good.accessibleDescription()
    notice = screen.page.notice
    assert notice.text() == "SM-2’s first two intervals are 1 and 6 days, even for Easy."
    assert notice.fontMetrics().horizontalAdvance(notice.text()) <= notice.contentsRect().width()
    press(window, qtbot, "W")
    assert WHY in screen.why.text()
    said = screen.why.past.empty
    assert said.height() >= said.heightForWidth(said.width())
    press(window, qtbot, "3 ")
    assert "SM-2" not in notice.text(), "once a sitting is enough"


def test_where_they_differ_nothing_is_said(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    collection.set_options("French", scheduler="sm2-steps")
    screen = study(window)
    press(window, qtbot, " ")
    assert WHY not in screen.page.foot.rating_buttons[2].toolTip()
    assert "SM-2" not in screen.page.notice.text()


def test_the_past_of_a_card_explains_its_first_interval(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    study_new(window, collection, 2)
    press(window, qtbot, " 3")
    (card,) = [card for card in collection.search("") if collection.history(card)]
    assert any(WHY in str(line) for line in collection.why(card))
