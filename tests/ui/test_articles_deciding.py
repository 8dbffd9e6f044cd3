"""Deciding which cards of an article are made, as a learner does it: by keys, beside the text."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from flashcards.settings import Settings
from flashcards.ui.deck_from_article.card_editor import CardEditor
from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot
from tests.reference import reference
from tests.ui.named import unnamed
from tests.ui.waves import WAVES, cards, current, fronts, open_article, press, settle

if TYPE_CHECKING:
    from flashcards.api import Collection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(WAVES, encoding="utf-8")
    return path


def card_from(screen: ArticleScreen, qtbot: QtBot, words: str) -> CardEditor:
    """Begin a card of one's own with words that are selected in the article."""
    view = screen.page.article
    start = view.flow.text.index(words)
    view.show_card(None)
    view._selection = (start, start + len(words))
    press(screen, qtbot, Qt.Key.Key_N)
    editor = screen.card_actions.editor
    assert editor is not None
    return editor


def test_an_article_stands_beside_its_cards_and_nothing_is_added_yet(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = open_article(window, qtbot, article)
    assert window.windowTitle() == "Waves – Flashcards"
    assert screen.page.list.hasFocus()
    assert len(fronts(screen)) == 5
    assert screen.page.foot.add.text() == "Add 5 cards"
    assert screen.page.foot.count.text() == "5 of 5 chosen"
    assert screen.page.foot.deck.deck() == "Waves"
    assert screen.page.foot.new.text() == "new"
    assert collection.deck_names() == []


def test_space_chooses_and_x_leaves_out_each_going_on_to_the_next(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    press(screen, qtbot, Qt.Key.Key_Space)
    press(screen, qtbot, Qt.Key.Key_X)
    choices = [card.choice for card in cards(screen)[:3]]
    assert choices == [Choice.LEFT_OUT, Choice.CHOSEN, Choice.LEFT_OUT]
    assert current(screen).key == cards(screen)[3].key
    assert screen.page.foot.add.text() == "Add 3 cards"


def test_the_keys_are_shown(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    screen = open_article(window, qtbot, article)
    shown = {made.text(): made.accessibleDescription() for made in screen.page.keys.values()}
    assert shown["Choose"] == "Space"
    assert shown["Leave out"] == "X"
    assert shown["Edit"] == "E"
    assert shown["Merge"] == "M"
    assert shown["Split"] == "S"
    assert shown["New card"] == "N"
    assert shown["Undo"] == "Z"


def test_each_decision_is_taken_back_by_ctrl_z_and_brought_back(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    collection.add_deck("French")
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    press(screen, qtbot, Qt.Key.Key_M)
    assert len(cards(screen)) == 4
    press(screen, qtbot, Qt.Key.Key_Z, CONTROL)
    assert len(cards(screen)) == 5
    assert window.toasts.text.text() == "Undid: Merge cards"
    press(screen, qtbot, Qt.Key.Key_Z)
    assert fronts(screen, Choice.LEFT_OUT) == []
    assert collection.deck_names() == ["French"]
    press(screen, qtbot, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert len(fronts(screen, Choice.LEFT_OUT)) == 1


def test_article_and_list_keep_in_step(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    screen = open_article(window, qtbot, article)
    view = screen.page.article
    press(screen, qtbot, Qt.Key.Key_Down)
    assert view.current == current(screen).key
    last = cards(screen)[-1]
    y = view.flow.tops()[view.flow.line_of(last.start)] + view.fonts.line_px * 1.5
    point = QPoint(round(view.text_left() + 20), round(y - view.verticalScrollBar().value() + 8))
    assert view.card_at(QPointF(point)) == last.key
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert current(screen).key == last.key
    assert screen.page.list.hasFocus()


def test_a_card_is_edited_in_its_place_with_a_preview(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_E)
    editor = screen.card_actions.editor
    assert editor is not None
    assert editor.first.hasFocus()
    editor.first.selectAll()
    qtbot.keyClicks(editor.first, "What carries *energy*?")
    qtbot.waitUntil(lambda: "energy" in editor.preview.view.toPlainText())
    assert "*" not in editor.preview.view.toPlainText()
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    assert screen.card_actions.editor is None
    assert current(screen).card.front == "What carries *energy*?"
    assert screen.page.list.hasFocus()
    press(screen, qtbot, Qt.Key.Key_Z, CONTROL)
    assert current(screen).card.front != "What carries *energy*?"


def test_showing_another_kind_takes_in_what_is_being_written(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_E)
    editor = screen.card_actions.editor
    assert editor is not None
    key = current(screen).key
    qtbot.keyClicks(editor.first, "Say: ")
    window.commands.trigger("article.kind_before")
    assert screen.card_actions.editor is None
    review = screen.card_actions.review
    assert review is not None
    assert "Say: " in review.at(key).card.front


def test_escape_closes_the_editor_and_loses_nothing(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    window.go("today")
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_E)
    assert screen.card_actions.editor is not None
    qtbot.keyClicks(screen.card_actions.editor.first, "Say: ")
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert window.front() == "article"
    assert "Say: " in current(screen).card.front
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert window.front() == "today"


def test_a_card_of_two_sentences_is_split_after_the_first(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    whole = current(screen).card
    press(screen, qtbot, Qt.Key.Key_S)
    first, second = (card.card for card in cards(screen)[:2])
    assert (first.front, second.front) == (whole.front, whole.front)
    assert first.back == "A disturbance that carries energy."
    assert second.back == "It moves no matter along."
    press(screen, qtbot, Qt.Key.Key_Z)
    assert cards(screen)[0].card == whole


def test_of_a_split_card_each_half_is_in_the_collection_once_it_is_added(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    window.commands.trigger("article.leave_out_shown")
    press(screen, qtbot, Qt.Key.Key_Home)
    press(screen, qtbot, Qt.Key.Key_S)
    press(screen, qtbot, Qt.Key.Key_X)  # the first half is left out, the second one added
    press(screen, qtbot, Qt.Key.Key_Space)
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert [card.known for card in cards(screen)[:3]] == [False, True, False]
    assert cards(screen)[0].duplicates == ()

    press(screen, qtbot, Qt.Key.Key_Home)
    press(screen, qtbot, Qt.Key.Key_Space)
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert [card.known for card in cards(screen)[:3]] == [True, True, False]
    backs = {row.answer for row in window.collection.card_rows(window.collection.search(""))}
    assert backs == {"A disturbance that carries energy.", "It moves no matter along."}


def test_two_cards_are_merged_into_one(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    screen = open_article(window, qtbot, article)
    first, second = (card.card for card in cards(screen)[:2])
    press(screen, qtbot, Qt.Key.Key_M)
    merged = cards(screen)[0]
    assert first.back in merged.card.back
    assert second.back in merged.card.back
    assert merged.card.candidates == (0, 1)


def test_all_of_a_kind_are_left_out_and_chosen_at_once(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    groups = screen.page.bar.groups()
    while screen.page.kind != "faq":
        press(screen, qtbot, Qt.Key.Key_K)
    assert groups[0] == ""
    assert screen.page.list.cards.rowCount() == 2
    press(screen, qtbot, Qt.Key.Key_X, SHIFT)
    assert {card.kind for card in cards(screen) if card.choice is Choice.LEFT_OUT} == {"faq"}
    assert window.toasts.text.text() == "Questions: 2 cards left out"
    press(screen, qtbot, Qt.Key.Key_A)
    assert len(fronts(screen)) == 5
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert screen.page.kind == ""


def test_words_selected_in_the_article_become_a_card_of_ones_own(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = open_article(window, qtbot, article)
    editor = card_from(screen, qtbot, "It moves no matter along.")
    assert editor.second.toPlainText() == "It moves no matter along."
    qtbot.keyClicks(editor.first, "Does a wave move matter?")
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    assert screen.page.foot.add.text() == "Add 6 cards"
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    assert len(collection.search("deck:Waves")) == 6
    assert screen.page.foot.count.text() == "All are in your collection"


def test_gaps_typed_into_a_card_of_ones_own_make_a_cloze(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_N)
    editor = screen.card_actions.editor
    assert editor is not None
    editor.second.clear()
    qtbot.keyClicks(editor.first, "A {{c1::wave}} moves {{c2::energy}}")
    qtbot.waitUntil(lambda: "[...]" in editor.preview.view.html())
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    found = collection.card_rows(collection.search("note:Cloze"))
    assert {row.question for row in found} == {"A [...] moves energy", "A wave moves [...]"}


def test_a_gap_marked_in_the_answer_of_a_card_of_ones_own_makes_a_cloze(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = open_article(window, qtbot, article)
    editor = card_from(screen, qtbot, "It moves no matter along.")
    editor.second.selectAll()
    qtbot.keyClick(editor.second, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.second.toPlainText() == "{{c1::It moves no matter along.}}"
    qtbot.keyClicks(editor.first, "Of waves:")
    assert editor.card().cloze == "Of waves:\n\n{{c1::It moves no matter along.}}"
    assert (editor.card().front, editor.card().back) == ("", "")


def test_ctrl_enter_adds_what_is_chosen_as_one_step(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    assert len(collection.search("deck:Waves")) == 4
    assert window.toasts.text.text() == "4 cards added to “Waves”"
    assert window.toasts.second.text() == "Study now"
    assert screen.page.foot.count.text() == "0 of 1 chosen"
    press(screen, qtbot, Qt.Key.Key_Z, CONTROL)
    settle(window, qtbot)
    assert collection.search("") == []
    assert screen.page.foot.count.text() == "4 of 5 chosen"


def test_the_toast_takes_it_back_or_goes_on_to_studying(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert collection.search("") == []
    screen.setFocus()
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    qtbot.mouseClick(window.toasts.second, Qt.MouseButton.LeftButton)
    assert window.front() == "study"


def test_another_deck_can_be_typed(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "Physics::Sound")
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    assert collection.deck_names() == ["Physics", "Physics::Sound"]


def test_escape_and_enter_lead_from_the_deck_back_to_the_cards(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    window.go("today")
    screen = open_article(window, qtbot, article)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        press(screen, qtbot, Qt.Key.Key_D)
        qtbot.keyClicks(QApplication.focusWidget(), "Sound")
        press(screen, qtbot, key)
        assert screen.page.list.hasFocus()
        assert window.front() == "article"
    assert screen.page.foot.deck.deck() == "Sound"


def test_undo_in_the_deck_field_takes_typing_back_and_no_decision(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    press(screen, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "Sound")
    press(screen, qtbot, Qt.Key.Key_Z, CONTROL)
    assert screen.page.foot.deck.deck() == "Waves"
    assert len(fronts(screen, Choice.LEFT_OUT)) == 1


def test_what_a_note_asks_already_is_told_and_not_chosen(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    collection.add_note({"Front": "What does sound need?", "Back": "Air."}, deck="Mine")
    screen = open_article(window, qtbot, article)
    card = next(card for card in cards(screen) if card.duplicates)
    assert card.card.front == "What does sound need? (Waves)"
    assert card.choice is Choice.OPEN
    row = screen.page.list.cards.index(screen.page.list.cards.row_of(card.key), 0)
    assert "You have a note that asks this." in row.data()


def test_a_weak_card_is_named_in_words(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    long = f"\n### Why do waves break?\n\n{'Many words stand here in a row. ' * 40}\n"
    path.write_text(WAVES + long, encoding="utf-8")
    screen = open_article(window, qtbot, path)
    model = screen.page.list.cards
    assert "The answer is very long" in model.index(model.rowCount() - 1, 0).data()
    assert "weak" in screen.page.bar.groups()


def test_uncertain_cards_stand_last_under_a_heading(
    window: MainWindow, qtbot: QtBot, shared_article: Path
) -> None:
    screen = open_article(window, qtbot, shared_article)
    model = screen.page.list.cards
    shown = [model.card_at(row) for row in range(model.rowCount())]
    heading = shown.index(None)
    assert model.index(heading, 0).data().startswith("Uncertain: ")
    assert all(card is not None and not card.uncertain for card in shown[:heading])
    assert all(card is not None and card.uncertain for card in shown[heading + 1 :])
    assert not [card for card in shown[heading + 1 :] if card and card.choice is Choice.CHOSEN]


@pytest.fixture
def shared_article() -> Path:
    return reference("article", "genai-vs-llm.txt")


def test_decisions_are_there_again_after_another_screen_and_after_a_restart(
    window: MainWindow,
    qtbot: QtBot,
    article: Path,
    theme: Theme,
    saved_settings: list[Settings],
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    press(screen, qtbot, Qt.Key.Key_E)
    assert screen.card_actions.editor is not None
    qtbot.keyClicks(screen.card_actions.editor.first, "Say: ")
    window.go("today")
    settle(window, qtbot)
    window.go("article")
    assert len(fronts(screen, Choice.LEFT_OUT)) == 1
    other = MainWindow(window.collection, Settings(theme="light"), saved_settings.append, theme)
    qtbot.addWidget(other)
    other.show()
    assert other.commands.row("article.resume").is_offered
    again = other.go("article")
    assert isinstance(again, ArticleScreen)
    qtbot.waitUntil(lambda: not other.jobs.running())
    assert again.start.begun.isVisible()
    on = next(b for b in again.start.begun.findChildren(QPushButton) if b.text() == "Continue")
    qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not other.jobs.running())
    assert len(fronts(again, Choice.LEFT_OUT)) == 1
    assert any(front.startswith("Say: ") for front in fronts(again))
    other.jobs.stop_all()
    other.close()


def test_once_all_is_added_nothing_is_kept(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    window.go("today")
    settle(window, qtbot)
    assert not window.commands.row("article.resume").is_offered


def test_among_two_thousand_cards_the_last_one_is_a_key_away(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "glossary.md"
    meaning = "A word that stands in a long list and that a learner looks up, the one at"
    entries = (f"**Word{n}**: {meaning} {n}.\n" for n in range(2_000))
    path.write_text("# Words\n\n" + "\n".join(entries), encoding="utf-8")
    window.go("article", path=path)
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen = window.built("article")
    assert isinstance(screen, ArticleScreen)
    view, shown = screen.page.article, screen.page.list
    assert shown.cards.rowCount() == 2_000
    press(screen, qtbot, Qt.Key.Key_End)
    last = current(screen)
    assert last.key == cards(screen)[-1].key
    rect = shown.visualRect(shown.currentIndex())
    assert rect.height() > 0
    assert shown.viewport().rect().contains(rect)
    seen = view.place_at(QPointF(view.text_left() + 20, view.viewport().height() - 60))
    assert seen is not None
    assert abs(seen - last.start) < 2_000
    press(screen, qtbot, Qt.Key.Key_Home)
    press(screen, qtbot, Qt.Key.Key_Down)
    assert current(screen).key == cards(screen)[1].key
    assert view.verticalScrollBar().value() == 0


def test_the_article_is_read_on_by_keys(
    window: MainWindow, qtbot: QtBot, shared_article: Path
) -> None:
    screen = open_article(window, qtbot, shared_article)
    bar = screen.page.article.verticalScrollBar()
    press(screen, qtbot, Qt.Key.Key_Down, CONTROL)
    assert bar.value() > bar.pageStep() / 2
    press(screen, qtbot, Qt.Key.Key_Up, CONTROL)
    assert bar.value() == 0


def test_all_on_the_screen_has_a_name_and_no_two_things_the_same_mnemonic(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_E)
    shown: list[QAbstractButton | QLabel] = list(window.findChildren(QAbstractButton))
    shown += [each for each in window.findChildren(QLabel) if each.buddy() is not None]
    texts = [each.text() for each in shown if each.isVisible()]
    texts += [each.text() for each in window.menuBar().actions() if each.isVisible()]
    letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert sorted(letters) == sorted(set(letters))
    assert unnamed(window) == []


def test_a_list_whose_items_are_cards_of_one_note_counts_both(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    path = tmp_path / "duties.md"
    path.write_text(
        "# Lights\n\nLantern room\n: The glazed top of a lighthouse that holds the lamp.\n\n"
        "## Duties\n\nA keeper had three duties:\n\n"
        "- trim the wicks\n- wind the clockwork\n- write the log\n",
        encoding="utf-8",
    )
    screen = open_article(window, qtbot, path)
    assert screen.page.foot.add.text() == "Add 2 notes (4 cards)"
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)
    assert window.toasts.text.text() == "2 notes (4 cards) added to “Lights”"
    assert len(collection.search("deck:Lights")) == 4
