"""Screens and dialogs on which something is begun while something comes from another computer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.deck_options.edits import NumberEdit
from flashcards.ui.deck_options.screen import DeckOptionsScreen
from flashcards.ui.editor.drafts import NEW_NOTE
from flashcards.ui.editor.note_history import open_history
from flashcards.ui.kept_articles.answer_screen import AnswerScreen
from flashcards.ui.kept_articles.changed_screen import ChangedScreen
from flashcards.ui.main_window import MainWindow
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.first_reading import is_writing, kept, reading, select
from tests.ui.planned import idle
from tests.ui.reading_articles import FIXED, LIGHTS, NEWER, keep, press, press_with
from tests.ui.two_computers import Pair, in_step
from tests.ui.type_screen import open_types

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pair(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> Iterator[Pair]:
    """One note on both computers, changed once."""
    note = window.collection.add_note({"Front": "fox", "Back": "red"}, deck="Mammals")
    fixed_clock.advance(minutes=20)
    window.collection.update_note(note, {"Back": "reddish"})
    qtbot.waitUntil(window.isActiveWindow)
    with in_step(window, qtbot, tmp_path, fixed_clock) as made:
        made.agree()
        fixed_clock.advance(minutes=20)
        yield made


def test_the_open_history_shows_what_came_and_goes_on_when_the_note_goes(
    pair: Pair, window: MainWindow
) -> None:
    dialog = open_history(window, pair.here.notes_of(pair.here.search(""))[0])
    assert dialog is not None
    assert [each.text for each in dialog._model._shown] == ["red"]
    pair.there.update_note(pair.note_there("fox"), {"Back": "grey"})
    pair.hear()
    assert [each.text for each in dialog._model._shown] == ["reddish", "red"]
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.value == "red"
    assert "grey" in dialog.texts.panes[1].text.toPlainText()
    pair.there.delete_notes([pair.note_there("fox")])
    pair.hear()
    assert dialog.gone.text() == "This note was deleted. Its text can still be copied from here."
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_a_number_being_typed_into_the_options_stays_and_the_others_follow(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    screen = cast(DeckOptionsScreen, window.go("options", deck="Mammals"))
    line, other = (screen.board.lines[name] for name in ("new_per_day", "reviews_per_day"))
    assert isinstance(line.edit, NumberEdit)
    line.edit.setFocus()
    qtbot.keyClick(line.edit, K.Key_A, CTRL)
    qtbot.keyClicks(line.edit, "7")
    pair.there.set_options("Mammals", new_per_day=33, reviews_per_day=44)
    pair.hear()
    assert line.edit.value() == 7
    assert other.value() == 44
    assert line.trouble.text() == "Changed elsewhere meanwhile, to 33 cards."
    qtbot.keyClick(line.edit, K.Key_Return)
    pair.agree()
    for collection in (pair.here, pair.there):
        options = collection.presets()[0].options
        assert (options.new_per_day, options.reviews_per_day) == (7, 44)


def test_the_options_follow_a_deck_renamed_elsewhere_and_say_when_it_is_gone(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    pair.here.add_deck("Ants")
    pair.agree()
    screen = cast(DeckOptionsScreen, window.go("options", deck="Mammals"))
    edit = screen.board.lines["new_per_day"].edit
    assert isinstance(edit, NumberEdit)
    pair.there.rename_deck("Mammals", "Beasts")
    pair.hear()
    assert screen.deck() == "Beasts"
    edit.setFocus()
    qtbot.keyClick(edit, K.Key_A, CTRL)
    qtbot.keyClicks(edit, "7")
    pair.there.delete_deck("Beasts")
    pair.hear()
    assert window.toasts.text.text() == "The deck “Beasts” is gone"
    assert screen.deck() == "Ants"
    assert screen.panel.decks.hasFocus()
    assert edit.value() == 20
    assert pair.here.preset_of("Ants").options.new_per_day == 20


def test_a_style_being_written_stays_and_what_was_not_touched_of_the_type_follows(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    screen = open_types(window, qtbot)
    screen.tabs.setCurrentWidget(screen.style_page)
    edit = screen.style_page.edit
    edit.setFocus()
    qtbot.keyClick(edit, K.Key_End, CTRL)
    qtbot.keyClicks(edit, ".card  color: navy")
    basic = pair.there.note_type("basic")
    pair.there.note_types.save(replace(basic, name="Plain", fields=("Question", "Back")))
    pair.hear()
    assert "navy" in edit.toPlainText()
    assert "changed elsewhere since" in screen.draft_note.text()
    assert screen.keeper.value.name == "Plain"
    assert screen.keeper.value.field_names == ("Question", "Back")
    assert "{{Question}}" in screen.keeper.value.templates[0].question


def test_a_card_being_written_about_an_article_that_goes_becomes_a_new_note(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    source = kept(pair.here)
    pair.agree()
    screen = reading(window, qtbot, source)
    select(screen, "moon")
    press(window, qtbot, K.Key_N)
    qtbot.waitUntil(lambda: is_writing(screen))
    assert screen.page.editor is not None
    QTest.keyClicks(screen.page.editor.first, "What draws it?")
    there = pair.there.articles.sources()[0]
    pair.there.articles.forget(there.id)
    pair.hear()
    assert window.front() == "articles"
    assert window.toasts.text.text() == (
        "The article is gone; the card you were writing was not added"
    )
    fields = window.drafts.get(NEW_NOTE)["fields"]
    assert fields == {"Front": "What draws it?", "Back": "moon"}


def test_an_update_of_an_article_that_came_newer_meanwhile_is_looked_at_once_more(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    source = keep(pair.here)
    pair.agree()
    screen = window.go("article_changed", change=pair.here.articles.update(source, NEWER))
    assert isinstance(screen, ChangedScreen)
    assert screen.outcome.text() == "2 notes to reword, 2 to check"
    press(window, qtbot, K.Key_M, K.Key_Down, K.Key_W)  # mine, and take the new one
    assert screen.outcome.text() == "1 note to reword, 1 new note, 1 to check"
    theirs = LIGHTS.replace("the wicks", "the long wicks") + NEWER[NEWER.index("\n## More") :]
    there = pair.there.articles
    there.apply_update(there.update(there.sources()[0].id, theirs))
    pair.hear()
    press_with(window, qtbot, K.Key_Return, CTRL)
    idle(window, qtbot)
    assert "the long wicks" in pair.here.articles.source(source).text
    assert window.front() == "article_changed"
    assert window.toasts.text.text() == (
        "Changed elsewhere meanwhile. Look once more: what you decided stands"
    )
    assert screen.outcome.text() == "2 notes to reword, 1 new note, 2 to check"
    press_with(window, qtbot, K.Key_Return, CTRL)
    idle(window, qtbot)
    assert window.front() == "article_map"
    pair.agree()
    for collection in (pair.here, pair.there):
        text = collection.articles.source(collection.articles.sources()[0].id).text
        assert "long wicks" not in text
        assert FIXED in text
        assert len(collection.search("Gallery")) == 1


def test_an_answer_begun_in_an_article_counts_before_its_newer_text_is_opened(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    source = keep(pair.here)
    pair.agree()
    screen = window.go("article_reading", source_id=source)
    assert isinstance(screen, AnswerScreen)
    qtbot.waitUntil(lambda: screen.sitting.card is not None)
    press(window, qtbot, K.Key_Space)
    there = pair.there.articles
    newer = LIGHTS.replace("the wicks", "the long wicks")
    there.apply_update(there.update(there.sources()[0].id, newer))
    pair.hear()
    press(window, qtbot, K.Key_3)
    assert pair.here.review_count() == 1
    qtbot.waitUntil(lambda: "long wicks" in screen.page.view.flow.text)
    qtbot.waitUntil(lambda: screen.sitting.card is not None)


def test_cards_chosen_of_an_article_replace_no_text_that_came_meanwhile_unless_asked_to(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    screen = window.go("article", text=LIGHTS)
    assert isinstance(screen, ArticleScreen)
    qtbot.waitUntil(lambda: screen.has_cards() and not window.jobs.running())
    draft = pair.there.articles.read(LIGHTS.replace("the wicks", "the long wicks"))
    pair.there.articles.accept(draft, [draft.card(0)])
    pair.hear()
    idle(window, qtbot)
    press_with(window, qtbot, K.Key_Return, CTRL)
    idle(window, qtbot)
    (source,) = pair.here.articles.sources()
    assert "long wicks" in pair.here.articles.source(source.id).text
    asking = QApplication.activeModalWidget()
    assert asking is not None
    assert asking.accessibleName() == "Replace the article’s other text?"
    qtbot.keyClick(asking, K.Key_Return)
    idle(window, qtbot)
    assert "long wicks" not in pair.here.articles.source(source.id).text
