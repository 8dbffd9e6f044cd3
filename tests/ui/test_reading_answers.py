"""Read and answer: due words are covered where they stand, and answers are reviews."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from flashcards.model.enums import LeechAction, Quality, ReviewKind
from flashcards.ui.kept_articles.answer_screen import AnswerScreen
from flashcards.ui.kept_articles.other_names import other_names
from flashcards.ui.main_window import MainWindow
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.painted import painted
from tests.ui.reading_articles import (
    ADDRESS,
    LAMPS,
    LANTERN,
    LARGER,
    LIGHTS,
    NEWER,
    OCCULTING,
    keep,
    learn,
    press,
    runs,
)

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

K = Qt.Key


@pytest.fixture
def source_id(collection: "Collection") -> int:
    """The id of an article of which every card is new."""
    return keep(collection)


def read(window: MainWindow, qtbot: QtBot, source_id: int) -> AnswerScreen:
    screen = window.go("article_reading", source_id=source_id)
    assert isinstance(screen, AnswerScreen)
    qtbot.waitUntil(lambda: screen.sitting.step.value != "opening")
    return screen


def asked(screen: AnswerScreen) -> str:
    """Return the words covered for the present question, whatever covers them."""
    assert screen.article is not None
    covers = screen.page.view.covers.on(0, len(screen.article.text))
    return " … ".join(screen.article.text[c.start : c.stop] for c in covers if c.asked)


def seen(screen: AnswerScreen) -> str:
    """Return all that can be read of the article."""
    assert screen.article is not None
    return screen.page.view.seen(0, len(screen.article.text))


def offered(screen: AnswerScreen) -> list[tuple[str, str]]:
    return [(b.text(), b.detail()) for b in screen.page.foot.rating_buttons if b.isVisible()]


def reviews(collection: "Collection") -> list[tuple[int, Quality]]:
    rows = [row for card in collection.search("") for row in collection.history(card)]
    return [(row.card_id, row.quality) for row in sorted(rows, key=lambda row: row.id)]


def test_words_are_covered_in_place_and_asked_in_the_order_of_the_article(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    assert asked(screen) == "Lantern room"
    assert "Lantern room" not in seen(screen)
    assert "Stripes let sailors" not in seen(screen)
    assert "trim the wicks" not in seen(screen)
    order = []
    for _ in range(6):
        order.append(asked(screen))
        press(window, qtbot, K.Key_Space, K.Key_3)
    assert order[:2] == ["Lantern room", "Occulting light"]
    assert order[2].startswith("Stripes let sailors")
    assert order[3:] == ["trim the wicks", "wind the clockwork", "write the log"]


def test_a_line_says_that_a_term_is_asked_for_though_its_card_asks_what_it_means(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    screen = read(window, qtbot, source_id)
    said = screen.page.card
    assert "asks what they mean" in said.text()
    assert said.fontMetrics().horizontalAdvance(said.text()) <= said.contentsRect().width()
    press(window, qtbot, K.Key_Space)
    assert screen.page.card.text().startswith("card: ")
    press(window, qtbot, K.Key_3, K.Key_Space, K.Key_3)
    assert screen.blanks is not None
    assert screen.blanks.heading() == "Why do lighthouses have stripes?"
    assert screen.page.card.text() == ""


def test_where_the_article_lacks_the_answer_a_line_says_so_and_what_the_card_asks(
    window: MainWindow, qtbot: QtBot, collection: "Collection", source_id: int
) -> None:
    first = collection.articles.in_article(source_id)[0]
    passage = collection.articles.passage(first.note_id)
    assert passage is not None
    text = {"Text": passage.quote + " It is {{c1::blue}}, too."}
    collection.update_note(first.note_id, text, note_type="cloze")
    screen = read(window, qtbot, source_id)
    line = screen.page.card.text()
    assert line.startswith("This answer is not in the article: ")
    assert "It is [" in line
    assert "blue" not in line
    assert passage.quote not in seen(screen)
    press(window, qtbot, K.Key_Space)
    assert "blue" in screen.page.card.text()
    press(window, qtbot, K.Key_3)
    assert "not in the article" not in screen.page.card.text()


def test_space_shows_the_words_and_a_number_rates_with_its_interval(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    assert offered(screen) == []
    press(window, qtbot, K.Key_3)
    assert reviews(collection) == []
    press(window, qtbot, K.Key_Space)
    assert "Lantern room" in seen(screen)
    assert "Occulting light" not in seen(screen)
    assert offered(screen)[2] == ("Good", "1 d")
    assert "“lantern room”" in screen.page.card.text()
    press(window, qtbot, K.Key_4)
    assert reviews(collection) == [(1, Quality.PERFECT)]
    assert asked(screen) == "Occulting light"
    assert offered(screen) == []


def test_answers_stand_in_the_log_like_those_of_the_study_screen(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    read(window, qtbot, source_id)
    press(window, qtbot, K.Key_Space, K.Key_3)
    (row,) = collection.history(1)
    assert row.kind is ReviewKind.ANSWER
    assert collection.card(1).due_at is not None
    session = collection.study()
    card = session.next()
    assert card is not None
    assert card.id != 1


def test_z_takes_an_answer_back_and_covers_its_words_again(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    press(window, qtbot, K.Key_Space, K.Key_3)
    assert screen.page.count.text() == "1 of 6"
    press(window, qtbot, K.Key_Z)
    assert collection.review_count() == 0
    assert asked(screen) == "Lantern room"
    assert "Lantern room" not in seen(screen)
    assert screen.page.count.text() == "0 of 6"
    assert screen.page.notice.text().startswith("Undid")


def test_at_the_end_it_is_said_quietly_what_was_answered(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    for key in (K.Key_1, *(K.Key_3,) * 5):
        press(window, qtbot, K.Key_Space, key)
    assert asked(screen) == "Lantern room"  # repeated, since it was not known
    press(window, qtbot, K.Key_Space, K.Key_3)
    assert screen.summary.heading == "Read to the end"
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    press(window, qtbot, K.Key_Space)
    assert window.front() == "article_map"


def test_a_new_day_covers_what_is_due_then_though_its_words_were_in_sight(
    window: MainWindow,
    collection: "Collection",
    source_id: int,
    fixed_clock: "FixedClock",
    qtbot: QtBot,
) -> None:
    screen = read(window, qtbot, source_id)
    press(window, qtbot, *(K.Key_Space, K.Key_3) * 6)
    assert "Occulting light" in seen(screen)
    fixed_clock.advance(days=1)
    window.day_watch.turned.emit()
    qtbot.waitUntil(lambda: screen.sitting.step.value == "question")
    assert asked(screen) == "Lantern room"
    assert "Occulting light" not in seen(screen)
    press(window, qtbot, K.Key_Space, K.Key_3)
    assert len(reviews(collection)) == 7


def test_an_article_without_due_cards_says_so(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    collection.suspend(collection.search(""))
    screen = read(window, qtbot, source_id)
    assert screen.summary.heading == "Nothing to answer in this article"
    press(window, qtbot, K.Key_Return)
    assert window.front() == "article_map"


def test_the_words_asked_for_are_covered_elsewhere_too_until_they_are_shown(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    source_id = keep(collection, f"# Lamps\n\nAn occulting light is seen here.\n\n"
                     f"## Words\n\nOcculting light\n: {OCCULTING}\n\nBuoy\n: A float at anchor.\n",
                     LAMPS)  # fmt: skip
    screen = read(window, qtbot, source_id)
    while asked(screen) != "Occulting light":
        press(window, qtbot, K.Key_Space, K.Key_3)
    assert "An … is seen here" in seen(screen)
    press(window, qtbot, K.Key_Space)
    assert "An occulting light is seen here" in seen(screen)


def test_the_other_name_of_what_is_asked_for_is_covered_with_it(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    text = """# Lamps

## Fixed white light (FWL)

FWL is a light that never goes out. A fixed white light is rare (today).

Gallery
: The outside walk around a lamp.
"""
    screen = read(window, qtbot, keep(collection, text, LAMPS))
    assert asked(screen) == "FWL"
    assert "ixed white light" not in seen(screen)
    assert "rare (today)" in seen(screen)
    press(window, qtbot, K.Key_Space)
    assert "Fixed white light (FWL)" in seen(screen)


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        ("Deep Ribonucleic acid (RNA) is old.", "RNA", ()),
        ("Large Language Models (LLMs)", "LLMs", ("Large Language Models",)),
        ("A Large Language Model (LLM) reads.", "LLM", ("Large Language Model",)),
        ("A Large Language Model (LLM) reads.", "Large Language Model", ("LLM",)),
        ("Generative AI (GenAI)\nGenAI makes.", "GenAI", ("Generative AI",)),
        ("A lamp (or a light) burns.", "lamp", ()),
        ("nothing", "lamp", ()),
    ],
)
def test_other_names_are_told_from_asides(text: str, name: str, others: tuple[str, ...]) -> None:
    assert other_names(text, name) == others


def test_no_time_counts_while_the_article_is_not_looked_at(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    assert runs(screen)
    window.go("today")
    assert not runs(screen)
    window.back()
    assert runs(screen)
    press(window, qtbot, K.Key_P)
    assert not runs(screen)
    press(window, qtbot, K.Key_Space)
    assert runs(screen)
    assert offered(screen) == []


def test_a_pause_with_the_words_in_sight_ends_with_a_rating(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    press(window, qtbot, K.Key_Space, K.Key_P)
    assert screen.page.pause_button.accessibleName() == "Continue"
    press(window, qtbot, K.Key_3)
    assert screen.page.pause_button.accessibleName() == "Pause"
    assert screen.page.notice.text().startswith("Rated Good")
    assert reviews(collection) == [(1, Quality.GOOD)]
    assert asked(screen) == "Occulting light"


def test_a_leech_is_told_of_in_an_article_too(
    window: MainWindow,
    collection: "Collection",
    fixed_clock: "FixedClock",
    source_id: int,
    qtbot: QtBot,
) -> None:
    (deck,) = collection.deck_names()
    collection.set_options(deck, leech_lapses=1, leech_action=LeechAction.SUSPEND)
    learn(collection, fixed_clock, days=2)
    fixed_clock.advance(days=30)
    screen = read(window, qtbot, source_id)
    press(window, qtbot, K.Key_Space, K.Key_1)
    assert "keeps being forgotten" in screen.page.notice.text()
    assert "suspended" in screen.page.notice.text()


def test_an_answer_waits_for_a_long_write_and_is_then_saved(
    window: MainWindow, collection: "Collection", source_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    press(window, qtbot, K.Key_Space)
    reached, may_end = threading.Event(), threading.Event()
    deck = tmp_path / "latin.md"
    deck.write_text("# Latin\n\n## aqua\n\nwater\n", encoding="utf-8")

    def hold(_done: int, _total: int) -> bool:
        reached.set()
        return may_end.wait(PATIENCE_S)

    window.jobs.run("Import", lambda _: collection.import_file(deck, progress=hold))
    qtbot.waitUntil(lambda: reached.is_set() and collection.busy)
    press(window, qtbot, K.Key_3, K.Key_3)
    assert screen.page.notice.text().startswith("Saving")
    assert asked(screen) == ""
    may_end.set()
    qtbot.waitUntil(lambda: asked(screen) == "Occulting light")
    assert reviews(collection) == [(1, Quality.GOOD)]


def test_the_article_opened_last_is_read_even_when_another_was_asked_for_before(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    other = keep(collection, LIGHTS.replace("Lights", "Lamps").replace("Lantern", "Lamp"), LAMPS)
    window.go("article_reading", source_id=source_id)
    window.go("article_map", source_id=source_id)
    window.go("article_reading", source_id=other)
    window.go("article_map", source_id=other)
    screen = window.built("article_map")
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen is not None
    assert screen.title() == "Lamps of the shore"
    assert asked(read(window, qtbot, other)) == "Lamp room"


def test_an_article_that_was_changed_is_read_as_it_is_now_and_undo_brings_the_old_one_back(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    window.go("today")
    change = collection.articles.change_of(collection.articles.read(NEWER, ADDRESS))
    assert change is not None
    collection.articles.apply_update(change)
    window.go("article_reading")
    qtbot.waitUntil(lambda: screen.sitting.step.value == "question")
    assert LARGER in seen(screen)
    assert LANTERN not in seen(screen)
    press(window, qtbot, K.Key_Z)
    qtbot.waitUntil(lambda: LANTERN in seen(screen))
    qtbot.waitUntil(lambda: asked(screen) == "Lantern room")


def test_a_card_deleted_elsewhere_is_asked_no_more(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = read(window, qtbot, source_id)
    collection.delete_notes([collection.card(1).note_id])
    qtbot.waitUntil(lambda: asked(screen) == "Occulting light")
    collection.undo()
    qtbot.waitUntil(lambda: asked(screen) == "Lantern room")


def test_everything_has_a_name_and_escape_goes_back(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    window.go("articles")
    read(window, qtbot, source_id)
    assert unnamed(window) == []
    press(window, qtbot, K.Key_Escape)
    assert window.front() == "articles"


def test_highlights_are_seen_while_answering_and_follow_what_is_undone(
    window: MainWindow, collection: "Collection", qtbot: QtBot, source_id: int
) -> None:
    place = collection.articles.source(source_id).text.index(LANTERN)
    collection.reading.highlight(source_id, place, place + len(LANTERN))
    screen = read(window, qtbot, source_id)
    assert painted(screen.page.view, "highlight") > 500
    collection.undo()
    assert painted(screen.page.view, "highlight") == 0
