"""Browsing with real key presses: search, sort, edit, act on many, take it back."""

import pytest
from PySide6.QtCore import Qt

import flashcards.ui.browser.bulk as bulk_module
import flashcards.ui.taking_back as undo_module
from flashcards.model.enums import Rating
from flashcards.settings import Settings
from flashcards.ui.browser.columns import BY_NAME, COLUMNS
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import ANIMALS
from tests.ui.browsing import search as _search
from tests.ui.browsing import selected as _selected
from tests.ui.browsing import shown as _shown
from tests.ui.named import unnamed
from tests.ui.type_screen import idle

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_results_appear_while_one_types(browse: BrowserScreen, qtbot: QtBot) -> None:
    assert browse.search.hasFocus()
    _search(browse, qtbot, "do")
    assert _shown(browse) == ["dog"]
    assert browse.count.text() == "1 card"
    _search(browse, qtbot, "ant or fox")
    assert _shown(browse) == ["ant", "fox"]


def test_ctrl_f_searches_as_one_types_wherever_one_is(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    for screen in ("today", "statistics", "browse"):
        window.go(screen)
        qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
        for letter in "dog":
            qtbot.keyClicks(window.focusWidget(), letter)
        qtbot.waitUntil(lambda: browse.results.query == "dog")
        assert window.front() == "browse"
        assert browse.search.hasFocus()
        assert _shown(browse) == ["dog"]
        qtbot.keyClick(browse.search, Qt.Key.Key_Escape)
        assert len(_shown(browse)) == len(ANIMALS)


def test_a_query_that_means_nothing_is_told_and_the_old_result_stays(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    _search(browse, qtbot, "dog")
    browse.search.selectAll()
    qtbot.keyClicks(browse.search, "interval>soon")
    qtbot.waitUntil(browse.error.isVisible)
    assert "not a number" in browse.error.text()
    assert _shown(browse) == ["dog"]
    _search(browse, qtbot, "fox")
    assert not browse.error.isVisible()


def test_rows_that_are_not_what_the_query_says_cannot_be_acted_on(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.select_all()
    assert browse.has_selection()
    assert browse.detail.several.text().endswith(" cards selected")
    browse.search.setFocus()
    qtbot.keyClicks(browse.search, "is:happy")
    qtbot.waitUntil(browse.error.isVisible)
    assert not browse.has_selection()
    assert not browse.detail.several.isVisible()
    assert browse.count.text() == "From the previous search"
    window.collection.add_note({"Front": "gnu", "Back": "G"}, deck="Animals")
    browse.sort("deck")
    browse.select_all()
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    assert browse.search.hasFocus()
    assert browse.error.isVisible()
    for command in ("browse.delete", "browse.suspend", "browse.flag1", "scheduling.set_due"):
        assert not window.commands.action(command).isEnabled(), command
    browse.ask("ant")
    assert _shown(browse) == ["ant"]
    browse.select_all()
    assert window.commands.action("browse.delete").isEnabled()


def test_down_goes_to_the_table_and_a_slash_back(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    assert browse.view.hasFocus()
    assert _selected(browse) == ["ant"]
    qtbot.keyClick(browse.view, Qt.Key.Key_Down)
    assert _selected(browse) == ["bear"]
    qtbot.keyClick(browse.view, Qt.Key.Key_Slash)
    assert browse.search.hasFocus()
    browse.view.setFocus()
    qtbot.keyClick(browse.view, Qt.Key.Key_F, CONTROL)
    assert browse.search.hasFocus()


def test_enter_edits_beside_the_table_and_escape_saves(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_Return)
    edit = browse.detail.form.edits[0]
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "an ")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert browse.view.hasFocus()
    assert _shown(browse)[0] == "an ant"
    assert str(window.collection.undo_name) == "Edit note"
    assert _selected(browse) == ["an ant"]


def test_moving_on_saves_the_note_left_behind(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_Return)
    qtbot.keyClicks(browse.detail.form.edits[1], "x")
    browse.view.select_row(3)
    qtbot.waitUntil(lambda: browse.detail.form.texts() == ["dog", "DOG"])
    assert window.collection.search("back:xANT")
    assert str(window.collection.undo()) == "Edit note"


def test_text_that_cannot_be_saved_is_kept_when_one_moves_on(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_Return)
    browse.detail.form.edits[0].setPlainText("")
    browse.view.select_row(1)
    qtbot.waitUntil(lambda: browse.detail.form.texts()[0] == "bear")
    browse.view.select_row(0)
    qtbot.waitUntil(lambda: browse.detail.form.texts() == ["", "ANT"])
    assert "draft" in browse.detail.notice.text()
    browse.detail.keeper.discard()
    assert browse.detail.form.texts() == ["ant", "ANT"]


def test_delete_says_so_and_undo_brings_back(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(browse.view, Qt.Key.Key_Delete)
    assert _shown(browse) == list(ANIMALS[2:])
    assert window.toasts.text.text() == "Deleted 2 notes"
    assert _selected(browse) == ["cat"]
    assert browse.view.hasFocus()
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert _shown(browse) == list(ANIMALS)


def test_delete_in_the_search_box_deletes_a_letter(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    _search(browse, qtbot, "ant")
    qtbot.keyClick(browse.search, Qt.Key.Key_Home)
    qtbot.keyClick(browse.search, Qt.Key.Key_Delete)
    assert browse.search.text() == "nt"
    assert len(window.collection.search()) == 6


def test_ctrl_a_selects_all_and_suspends_and_releases_them(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_A, CONTROL)
    assert browse.count.text() == "6 of 6 cards selected"
    qtbot.keyClick(browse.view, Qt.Key.Key_J, CONTROL)
    assert len(window.collection.search("is:suspended")) == 6
    assert window.toasts.text.text() == "Suspended 6 cards"
    assert len(_selected(browse)) == 6
    qtbot.keyClick(browse.view, Qt.Key.Key_J, CONTROL | SHIFT)
    assert window.collection.search("is:suspended") == []
    window.collection.undo()
    assert len(window.collection.search("is:suspended")) == 6


def test_flags_have_keys(browse: BrowserScreen, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_2, ALT)
    assert len(window.collection.search("flag:orange")) == 1
    assert window.toasts.text.text() == "Flagged 1 card orange"
    qtbot.keyClick(browse.view, Qt.Key.Key_0, ALT)
    assert window.collection.search("is:flagged") == []


def test_cards_are_moved_to_a_deck_found_by_typing(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_deck("Fish")
    browse.select_all()
    dialog = browse.bulk.move()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.filter, "fis")
    assert dialog.chosen() == "Fish"
    assert unnamed(dialog) == []
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert len(window.collection.search("deck:Fish")) == 6
    assert window.toasts.text.text() == "Moved 6 cards to Fish"


def test_moving_to_a_deck_that_is_not_there_adds_it(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.view.select_row(0)
    dialog = browse.bulk.move()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.filter, "Insects")
    assert dialog.done_button.text() == "Add deck and move"
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert len(window.collection.search("deck:Insects")) == 1


def test_tags_are_added_to_and_removed_from_many(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.select_all()
    dialog = browse.bulk.ask_tags(True)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.field, "zoo wild")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert len(window.collection.search("tag:zoo tag:wild")) == 6
    dialog = browse.bulk.ask_tags(False)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.field.setText("zoo")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert window.collection.search("tag:zoo") == []
    assert str(window.collection.undo_name) == "Remove tags"


def test_cards_are_buried_and_made_new_again(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    session = window.collection.study()
    assert session.next() is not None
    session.answer(Rating.GOOD)
    browse.select_all()
    qtbot.keyClick(browse.view, Qt.Key.Key_B, CONTROL | SHIFT)
    assert len(window.collection.search("is:buried")) == 6
    window.commands.trigger("browse.reset")
    assert len(window.collection.search("is:new")) == 6
    assert window.toasts.text.text() == "Reset 6 cards to new"


def test_very_many_are_done_in_the_background(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_module, "JOB_FROM", 5)
    browse.select_all()
    qtbot.keyClick(browse.view, Qt.Key.Key_J, CONTROL)
    assert window.jobs.running()
    qtbot.waitUntil(lambda: window.toasts.text.text() == "Suspended 6 cards")
    assert len(window.collection.search("is:suspended")) == 6
    assert len(_selected(browse)) == 6
    monkeypatch.setattr(undo_module, "LONG_STEP_ROWS", 5)
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.jobs.running()
    qtbot.waitUntil(lambda: window.toasts.text.text().startswith("Undid"))
    assert not window.collection.search("is:suspended")


def test_actions_wait_for_a_selection(browse: BrowserScreen, window: MainWindow) -> None:
    browse.ask("nothing like this")
    for name in ("browse.move", "browse.suspend", "browse.delete", "browse.edit"):
        assert not window.commands.enabled(name)
    browse.ask("")
    browse.view.select_row(0)
    assert window.commands.enabled("browse.delete")


@pytest.mark.parametrize("column", [each.name for each in COLUMNS if each.order])
def test_every_title_sorts_both_ways(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, column: str
) -> None:
    browse.sort("created" if column != "created" else "due")
    browse.view.horizontalHeader().sectionClicked.emit(COLUMNS.index(BY_NAME[column]))
    idle(window, qtbot)
    up = list(browse.results.table.ids)
    browse.view.horizontalHeader().sectionClicked.emit(COLUMNS.index(BY_NAME[column]))
    idle(window, qtbot)
    assert browse.results.descending
    assert sorted(up) == sorted(browse.results.table.ids)
    if column == "question":
        assert _shown(browse) == list(reversed(ANIMALS))


def test_the_selection_stays_with_its_cards(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.view.select_row(2)
    browse.sort("question")
    assert _selected(browse) == ["cat"]
    window.collection.add_note({"Front": "aardvark", "Back": "a"}, "Animals")
    assert _selected(browse) == ["cat"]
    browse.ask("cat or dog")
    assert _selected(browse) == ["cat"]


def test_a_change_elsewhere_is_seen_at_once(browse: BrowserScreen, window: MainWindow) -> None:
    note = window.collection.notes_of(window.collection.search("front:bear"))[0]
    window.collection.update_note(note, {"Front": "panda"})
    assert "panda" in _shown(browse)
    window.collection.undo()
    assert "bear" in _shown(browse)


def test_one_row_per_note_shows_each_note_once(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note(
        {"Front": "gnu", "Back": "GNU"}, "Animals", note_type="basic-reverse"
    )
    assert browse.results.table.rowCount() == 8
    qtbot.mouseClick(browse.notes_button, Qt.MouseButton.LeftButton)
    assert _shown(browse) == [*ANIMALS, "gnu"]
    assert browse.count.text() == "7 notes"
    assert not browse.cards_button.isChecked()
    browse.select_all()
    browse.bulk.suspend(True)
    assert len(window.collection.search("is:suspended")) == 8
    browse.show_notes(False)
    assert browse.results.table.rowCount() == 8


def test_a_filter_writes_its_word_into_the_search(browse: BrowserScreen, qtbot: QtBot) -> None:
    browse.sidebar.chosen.emit("deck:Animals::Small", False)
    assert browse.search.text() == "deck:Animals::Small"
    assert _shown(browse) == ["ant", "cat", "eel"]
    browse.sidebar.chosen.emit("tag:c", False)
    assert _shown(browse) == ["cat"]
    browse.sidebar.chosen.emit("tag:c", False)
    assert browse.search.text() == "deck:Animals::Small"


def test_filters_are_reached_by_keyboard(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.flag(window.collection.search("front:eel"), 1)
    if not browse.shows_sidebar():
        browse.toggle_sidebar()
    browse.sidebar.setFocus()
    model = browse.sidebar.model()
    flags = next(
        model.index(row, 0)
        for row in range(model.rowCount())
        if model.index(row, 0).data() == "Flags"
    )
    browse.sidebar.setCurrentIndex(model.index(0, 0, flags))
    qtbot.keyClick(browse.sidebar, Qt.Key.Key_Return)
    assert browse.search.text() == "flag:red"
    assert _shown(browse) == ["eel"]
    assert browse.sidebar.selectionModel().isSelected(model.index(0, 0, flags))


def test_escape_goes_one_step_back_each_time(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    _search(browse, qtbot, "ant or bear")
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(browse.view, Qt.Key.Key_Escape)
    assert len(_selected(browse)) == 1
    qtbot.keyClick(browse.view, Qt.Key.Key_Escape)
    assert browse.search.text() == ""
    assert len(_shown(browse)) == 6
    qtbot.keyClick(browse.view, Qt.Key.Key_Escape)
    assert window.front() == "today"


def test_a_search_from_elsewhere_lands_on_what_was_found(
    browse: BrowserScreen, window: MainWindow
) -> None:
    window.go("today")
    window.search("eel")
    assert browse.search.text() == "eel"
    assert _shown(browse) == ["eel"]
    assert browse.view.hasFocus()


def test_the_preview_turns_to_the_card_of_the_row(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note(
        {"Text": "{{c1::Rome}} and {{c2::Milan}}", "Extra": ""}, "Towns", note_type="cloze"
    )
    browse.ask("Rome")
    for row in (0, 1):
        browse.view.select_row(row)
        card = browse.results.current_card()
        assert card is not None
        browse.detail.settle()
        shown = browse.detail.preview.view.toPlainText()
        assert card.question in shown


def test_the_past_of_a_card_is_told(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    session = window.collection.study()
    asked = session.next()
    assert asked is not None
    session.answer(Rating.GOOD, 4_200)
    browse.ask(f"id:{asked.id}")
    browse.view.select_row(0)
    browse.detail.settle()
    browse.detail.tabs.setCurrentIndex(1)
    lines = browse.detail.history.past.list.text().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("2026-03-02 10:00 · 4.2 s: Good. You answered Good (SM-2’s")
    assert "interval is 1 day" in lines[0]


def test_the_deck_of_a_card_is_changed_beside_the_table(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.view.select_row(0)
    browse.detail.settle()
    browse.detail.deck_field.settled.emit("Insects")
    moved = window.collection.card_rows(window.collection.search("deck:Insects"))
    assert [row.question for row in moved] == ["ant"]


def test_shift_enter_opens_a_window_of_its_own(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_Return, SHIFT)
    assert window.findChildren(EditWindow)[0].form.texts() == ["ant", "ANT"]


def test_columns_are_chosen_and_remembered(
    browse: BrowserScreen, window: MainWindow, saved_settings: list[Settings], qtbot: QtBot
) -> None:
    window.commands.trigger("browse.column.ease")
    assert browse.shows_column("ease")
    browse.view.setColumnWidth(COLUMNS.index(BY_NAME["ease"]), 123)
    browse.sort("ease")
    browse.view.select_row(4)
    current = browse.results.current_id()
    window.go("today")
    kept = saved_settings[-1]
    again = MainWindow(window.collection, kept, None, window.theme)
    qtbot.addWidget(again)
    again.show()
    screen = again.go("browse")
    assert isinstance(screen, BrowserScreen)
    assert screen.shows_column("ease")
    assert screen.view.columnWidth(COLUMNS.index(BY_NAME["ease"])) == 123
    assert screen.results.order == "ease"
    assert screen.results.current_id() == current


def test_the_last_column_cannot_be_hidden(browse: BrowserScreen) -> None:
    for column in COLUMNS:
        if browse.shows_column(column.name):
            browse.toggle_column(column.name)
    assert len(browse.arrangement.shown()) == 1


def test_an_empty_collection_offers_to_add_a_note(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.go("browse")
    assert isinstance(screen, BrowserScreen)
    assert screen._no_cards.isVisible()
    window.collection.add_note({"Front": "q", "Back": "a"}, "Deck")
    assert screen.view.isVisible()


def test_nothing_found_is_said_so(browse: BrowserScreen, qtbot: QtBot) -> None:
    _search(browse, qtbot, "zebra")
    assert browse._nothing.isVisible()
    assert "zebra" in browse._nothing.text.text()
