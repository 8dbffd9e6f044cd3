"""Writing a note in its window, with real key presses, on a real collection."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

import flashcards
from flashcards.model.messages import message
from flashcards.settings import Settings
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.drafts import NEW_NOTE, Drafts
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.studying import study

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes, aimed at a deck."""
    window.collection.add_deck("French")
    opened = add_note(window, "French")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _editing(window: MainWindow, qtbot: QtBot, note_id: int) -> EditWindow:
    opened = edit_note(window, note_id)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _type(qtbot: QtBot, opened: AddWindow, *texts: str) -> None:
    for edit, text in zip(opened.form.edits, texts, strict=False):
        edit.setFocus()
        qtbot.keyClicks(edit, text)


def test_ctrl_n_opens_the_window_and_ctrl_enter_adds(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    opened = window.findChildren(AddWindow)[0]
    qtbot.waitUntil(opened.isActiveWindow)
    _type(qtbot, opened, "chien", "dog")
    qtbot.keyClick(opened.form.edits[1], Qt.Key.Key_Return, CONTROL)
    found = window.collection.card_rows(window.collection.search("chien"))
    assert [(row.question, row.answer) for row in found] == [("chien", "dog")]


def _study_zoology(window: MainWindow) -> None:
    window.collection.add_note({"Front": "cat", "Back": "chat"}, deck="French")
    window.collection.add_note({"Front": "owl", "Back": "bird"}, deck="Zoology::Birds")
    study(window, "Zoology")


def test_a_note_written_while_studying_is_meant_for_the_deck_of_the_card(
    window: MainWindow, qtbot: QtBot
) -> None:
    _study_zoology(window)
    window.commands.trigger("note.add")
    opened = window.findChildren(AddWindow)[0]
    assert opened.deck_field.deck() == "Zoology::Birds"
    opened.close()


def test_a_note_written_on_today_is_meant_for_the_deck_chosen_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_deck("Chemistry")
    window.collection.add_note({"Front": "cat", "Back": "chat"}, deck="French")
    home = window.go("today")
    assert isinstance(home, HomeScreen)
    home.tree.choose("French")
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    opened = window.findChildren(AddWindow)[0]
    assert opened.deck_field.deck() == "French"
    assert opened.windowTitle() == "Add note to French"
    opened.close()


def test_a_note_goes_where_notes_were_added_last_while_that_deck_is_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    collection.add_deck("Chemistry")
    crest, trough = "**Crest**: The highest point of a wave.", "**Trough**: The lowest one."
    window.go("article", text=f"# Waves\n\n{crest}\n\n{trough}\n")
    qtbot.waitUntil(lambda: not window.jobs.running())
    window.commands.trigger("article.add")
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert collection.deck_names() == ["Chemistry", "Waves"]
    opened = add_note(window)
    assert opened.deck_field.deck() == "Waves"
    opened.close()
    window.undo()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert collection.deck_names() == ["Chemistry"]
    opened = add_note(window)
    assert opened.deck_field.deck() == "Chemistry"
    assert opened.windowTitle() == "Add note to Chemistry"
    opened.choose_deck("Waves")
    assert opened.windowTitle() == "Add note to Waves"
    opened.close()


def test_a_note_begun_keeps_its_deck_while_another_is_studied(
    window: MainWindow, qtbot: QtBot
) -> None:
    begun = add_note(window, "French")
    _type(qtbot, begun, "begun")
    begun.close()
    _study_zoology(window)
    opened = add_note(window, current="Zoology::Birds")
    assert opened.form.texts()[0] == "begun"
    assert opened.deck_field.deck() == "French"
    opened.close()


def test_the_window_stays_with_deck_and_tags_and_empty_fields(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    adding.form.tag_field.setFocus()
    qtbot.keyClicks(adding.form.tag_field, "animal easy")
    _type(qtbot, adding, "chat", "cat")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Return, CONTROL)
    assert adding.isVisible()
    assert adding.form.texts() == ["", ""]
    assert adding.form.edits[0].hasFocus()
    assert adding.form.tags() == ["animal", "easy"]
    assert adding.deck_field.deck() == "French"
    assert adding.last_added.text() == "Added: chat"
    _type(qtbot, adding, "chien", "dog")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Return, CONTROL)
    assert len(window.collection.search("deck:French tag:animal")) == 2


def test_the_note_added_last_can_be_opened(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, adding, "chat", "cat")
    adding.add()
    qtbot.mouseClick(adding.show_last, Qt.MouseButton.LeftButton)
    assert window.findChildren(EditWindow)[0].form.texts() == ["chat", "cat"]


def test_a_note_that_makes_no_card_is_told_about_and_its_text_stays(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, adding, "", "only a back")
    qtbot.keyClick(adding.form.edits[1], Qt.Key.Key_Return, CONTROL)
    assert "front is empty" in adding.notice.text()
    assert adding.notice.isVisible()
    assert adding.form.texts() == ["", "only a back"]
    assert window.collection.search() == []


def test_a_duplicate_is_told_about_while_typing(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note({"Front": "Le Chat", "Back": "cat"}, "French")
    _type(qtbot, adding, "le  chat")
    qtbot.waitUntil(adding.duplicates.isVisible)
    assert adding.duplicates.text() == "A note with this question already exists"
    _type(qtbot, adding, "s")
    qtbot.waitUntil(lambda: not adding.duplicates.isVisible())


def test_a_window_closed_while_similar_notes_are_looked_for_is_gone_quietly(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note({"Front": "Name the capital of France", "Back": "Paris"}, "French")
    _type(qtbot, adding, "What is the capital of France?")
    adding.finder._look()
    assert window.jobs.running()
    adding.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(adding)
    qtbot.waitUntil(lambda: not window.jobs.running())


def test_a_question_that_a_note_of_another_type_has_is_told_about(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    fields = {"Term": "Osmosis", "Definition": "flow of water"}
    note = window.collection.add_note(fields, "Biology", (), "term")
    _type(qtbot, adding, "osmosis")
    adding.finder._look()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert adding.duplicates.text() == "A note of another type has this question"
    adding.duplicates.click()
    screen = window.findChildren(BrowserScreen)[0]
    wanted = window.collection.note_cards(note)
    qtbot.waitUntil(lambda: set(screen.results.table.ids) <= {note, *wanted})


def test_a_similar_note_is_told_about_and_shown_by_a_key(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note({"Front": "Name the capital of France", "Back": "Paris"}, "French")
    _type(qtbot, adding, "What is the capital of France?")
    qtbot.waitUntil(adding.duplicates.isVisible)
    assert adding.duplicates.text() == "A similar note exists"
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_D, CONTROL | shift)
    screen = window.findChildren(BrowserScreen)[0]
    qtbot.waitUntil(lambda: len(screen.results.table.ids) == 1)


def test_the_card_appears_while_one_types(adding: AddWindow, qtbot: QtBot) -> None:
    assert not adding.preview.view.isVisible()
    _type(qtbot, adding, "a **bold** word")
    qtbot.waitUntil(lambda: "<strong>bold</strong>" in adding.preview.view.html())


def test_a_cloze_note_shows_each_of_its_cards(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    adding.type_field.setCurrentIndex(adding.type_field.findData("cloze"))
    adding.type_field.activated.emit(adding.type_field.currentIndex())
    _type(qtbot, adding, "{{c1::Paris}} is in {{c2::France}}")
    qtbot.waitUntil(lambda: "[...]" in adding.preview.view.html())
    first = adding.preview.view.html()
    adding.preview.step(1)
    assert adding.preview.view.html() != first


def test_cloze_keys_in_another_type_say_what_to_do(adding: AddWindow, qtbot: QtBot) -> None:
    modifiers = CONTROL | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_C, modifiers)
    assert "Cloze" in adding.notice.text()


def test_escape_closes_and_the_draft_is_there_again(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, adding, "half a thought")
    adding.form.tag_field.setText("idea")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Escape)
    assert not adding.isVisible()
    again = add_note(window)
    assert again.form.texts()[0] == "half a thought"
    assert again.form.tags() == ["idea"]
    assert again.deck_field.deck() == "French"


def test_a_draft_survives_the_end_of_the_program(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, adding, "written before the power went")
    path = window.collection.path
    qtbot.waitUntil(lambda: bool(Drafts(path).get(NEW_NOTE)))
    assert Drafts(path).get(NEW_NOTE)["fields"]["Front"] == "written before the power went"


def test_closing_the_main_window_keeps_drafts_and_saves_edits(
    qtbot: QtBot, window: MainWindow, adding: AddWindow
) -> None:
    note_id = window.collection.add_note({"Front": "q", "Back": "a"}, "French")
    opened = _editing(window, qtbot, note_id)
    opened.form.edits[1].setFocus()
    qtbot.keyClicks(opened.form.edits[1], "!")
    _type(qtbot, adding, "draft")
    window.close()
    assert window.collection.note(note_id).fields == ("q", "!a")
    path = window.collection.path
    assert Drafts(path).get(NEW_NOTE)["fields"]["Front"] == "draft"


def test_an_edit_is_saved_on_closing_as_one_step_of_undo(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note({"Front": "one", "Back": "two"}, "French")
    opened = _editing(window, qtbot, note_id)
    for edit, text in zip(opened.form.edits, ("1", "2"), strict=True):
        edit.setFocus()
        qtbot.keyClicks(edit, text)
    assert window.collection.note(note_id).fields == ("one", "two")
    qtbot.keyClick(opened.form.edits[0], Qt.Key.Key_Escape)
    assert window.collection.note(note_id).fields == ("1one", "2two")
    assert str(window.collection.undo()) == "Edit note"
    assert window.collection.note(note_id).fields == ("one", "two")
    assert str(window.collection.undo()) == "Add note"


def test_one_undo_takes_back_an_edit_with_the_picture_pasted_into_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    note_id = window.collection.add_note({"Front": "owl", "Back": "bird"}, deck="Zoology")
    opened = _editing(window, qtbot, note_id)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    opened.form.edits[1].insertFromMimeData(data)
    opened.close()
    assert "![](" in window.collection.note(note_id).fields[1]
    window.undo()
    assert window.collection.note(note_id).fields == ("owl", "bird")
    assert str(window.collection.undo_name) == "Add note"


def test_looking_at_a_note_is_no_edit(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note({"Front": "one", "Back": "two"}, "French", ["b", "a"])
    opened = _editing(window, qtbot, note_id)
    opened.close()
    assert str(window.collection.undo_name) == "Add note"


def test_text_that_cannot_be_saved_stays_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note(
        {"Text": "{{c1::Paris}}", "Extra": ""}, "French", note_type="cloze"
    )
    opened = _editing(window, qtbot, note_id)
    opened.form.edits[0].setPlainText("no cloze left")
    opened.keeper.save()
    assert "no cloze" in opened.notice.text()
    assert opened.form.texts()[0] == "no cloze left"
    opened.close()
    assert window.collection.note(note_id).fields[0] == "{{c1::Paris}}"
    again = _editing(window, qtbot, note_id)
    assert again.form.texts()[0] == "no cloze left"
    assert "draft" in again.notice.text()
    qtbot.mouseClick(again.discard, Qt.MouseButton.LeftButton)
    assert again.form.texts()[0] == "{{c1::Paris}}"


def test_an_answer_taken_away_is_not_saved_and_nothing_typed_is_lost(
    window: MainWindow, qtbot: QtBot
) -> None:
    note_id = window.collection.add_note({"Front": "chien", "Back": "dog"}, "French")
    opened = _editing(window, qtbot, note_id)
    opened.form.edits[0].setPlainText("le chien")
    opened.form.edits[1].setPlainText("")
    opened.keeper.save()
    assert opened.notice.text() == "The note has no answer yet. Fill in “Back”."
    assert opened.form.texts() == ["le chien", ""]
    opened.close()
    assert window.collection.note(note_id).fields == ("chien", "dog")
    again = _editing(window, qtbot, note_id)
    assert again.form.texts() == ["le chien", ""]
    again.form.edits[1].setPlainText("the dog")
    again.close()
    assert window.collection.note(note_id).fields == ("le chien", "the dog")


def test_an_undo_elsewhere_reaches_the_open_note(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note({"Front": "one", "Back": "two"}, "French")
    window.collection.update_note(note_id, {"Front": "changed"})
    opened = _editing(window, qtbot, note_id)
    window.collection.undo()
    assert opened.form.texts()[0] == "one"


def test_unsaved_text_wins_over_a_change_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note({"Front": "one", "Back": "two"}, "French")
    opened = _editing(window, qtbot, note_id)
    opened.form.edits[0].setFocus()
    qtbot.keyClicks(opened.form.edits[0], "my ")
    window.collection.add_tags([note_id], ["elsewhere"])
    assert opened.form.texts()[0] == "my one"
    opened.close()
    assert window.collection.note(note_id).fields[0] == "my one"


def test_what_was_not_typed_follows_a_change_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    collection = window.collection
    note = collection.add_note({"Front": "chien", "Back": "cat"}, deck="French", tags=["a"])
    opened = _editing(window, qtbot, note)
    qtbot.keyClicks(opened.form.edits[0], "!")
    written = opened.form.texts()[0]
    collection.update_note(note, {"Back": "dog"}, tags=["b"])
    opened.keeper.save()
    assert collection.note(note).fields == (written, "dog")
    assert collection.note(note).tags == ("b",)
    opened.close()


def test_adding_twice_while_a_long_write_runs_adds_once(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, adding, "chien", "dog")
    with window.collection._store.writing(message("Import")):
        for _ in range(2):
            qtbot.keyClick(adding.form.edits[1], Qt.Key.Key_Return, CONTROL)
        assert window.writes.pending() == 1
    qtbot.waitUntil(lambda: not window.writes.pending())
    assert len(window.collection.search("chien")) == 1


def test_a_deleted_note_leaves_its_text_to_be_copied(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note({"Front": "one", "Back": "two"}, "French")
    opened = _editing(window, qtbot, note_id)
    window.collection.delete_notes([note_id])
    assert "deleted" in opened.notice.text()
    assert opened.form.texts()[0] == "one"


def test_a_note_that_is_gone_is_said_so(window: MainWindow) -> None:
    window.go("today")
    assert edit_note(window, 4711) is None
    assert "does not exist" in window.toasts.text.text()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_same_note_opens_once(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note({"Front": "one", "Back": "two"}, "French")
    opened = _editing(window, qtbot, note_id)
    assert edit_note(window, note_id) is opened
    assert add_note(window) is add_note(window)


def test_moving_the_note_moves_all_its_cards(window: MainWindow, qtbot: QtBot) -> None:
    note_id = window.collection.add_note(
        {"Front": "one", "Back": "two"}, "French", note_type="basic-reverse"
    )
    opened = _editing(window, qtbot, note_id)
    line = opened.deck_field.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "German")
    opened.form.edits[0].setFocus()
    assert len(window.collection.search("deck:German")) == 2


def test_both_windows_name_everything_and_show_their_keys(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    note_id = window.collection.add_note({"Front": "one", "Back": "two"}, "French")
    opened = _editing(window, qtbot, note_id)
    assert unnamed(adding) == []
    assert unnamed(opened) == []
    qtbot.keyClick(opened.form.edits[0], Qt.Key.Key_F1)
    assert unnamed(opened) == []


def test_windows_close_when_another_collection_is_opened(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    with flashcards.open(window.collection.path.with_name("other.flashcards")) as other:
        before = window.collection
        window.take_collection(other)
        assert not adding.isVisible()
        window.take_collection(before)


def test_the_size_of_the_window_is_remembered(
    adding: AddWindow, window: MainWindow, saved_settings: list[Settings]
) -> None:
    adding.resize(700, 500)
    adding.close()
    assert saved_settings[-1].lists["editor.add"]
    assert add_note(window).size().width() == 700
