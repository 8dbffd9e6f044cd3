"""Covering parts of a picture in its window, with real keys and mouse, on a real collection."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QDialog

from flashcards.model.enums import Rating
from flashcards.model.occlusion import read
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.canvas import Canvas
from flashcards.ui.occlusion.opening import add_occlusion, edit_masks
from flashcards.ui.occlusion.window import OcclusionWindow
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.masked import LEFT, RIGHT, picture
from tests.ui.named import unnamed
from tests.ui.studying import study

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def drawing(window: MainWindow, qtbot: QtBot) -> OcclusionWindow:
    """The window with a picture in it, for a new note."""
    window.collection.add_deck("Anatomy")
    opened = add_occlusion(window, "Anatomy", given=picture())
    _ready(opened, qtbot)
    return opened


def _ready(opened: OcclusionWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not opened.canvas.image.isNull())
    qtbot.waitUntil(opened.isActiveWindow)
    opened.canvas.setFocus()


def _keys(opened: OcclusionWindow, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(opened.canvas, key)


def _numbers(opened: OcclusionWindow) -> list[tuple[int, ...]]:
    return [mask.numbers for mask in opened.canvas.board.masks]


def _cards(window: MainWindow) -> list[tuple[str, str]]:
    rows = window.collection.card_rows(window.collection.search(""))
    return sorted((row.deck, row.question) for row in rows)


def _at(canvas: Canvas, x: float, y: float) -> QPoint:
    box = canvas.sight.box
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height()).toPoint()


def _drag(
    canvas: Canvas, qtbot: QtBot, start: tuple[float, float], end: tuple[float, float]
) -> None:
    qtbot.mousePress(canvas, pos=_at(canvas, *start))
    qtbot.mouseMove(canvas, _at(canvas, *end))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=_at(canvas, *end))


# By keys alone


def test_cards_of_a_screenshot_are_made_without_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_deck("Anatomy")
    window.go("today")
    shot = QImage(300, 200, QImage.Format.Format_RGB32)
    shot.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(shot)
    qtbot.keyClick(window, Qt.Key.Key_O, CONTROL | ALT)
    (opened,) = window.findChildren(OcclusionWindow)
    qtbot.waitUntil(opened.isActiveWindow)
    qtbot.keyClick(opened, Qt.Key.Key_V, CONTROL)
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_R, ENTER, Qt.Key.Key_E, ENTER, Qt.Key.Key_P, ENTER)
    assert opened.count.text() == "3 cards"
    opened.fields.header.setFocus()
    qtbot.keyClicks(opened.fields.header, "A & B")
    qtbot.keyClick(opened.fields.header, ENTER, CONTROL)
    assert _cards(window) == [("Anatomy", f"A & B [{n}]") for n in (1, 2, 3)]
    assert not opened.canvas.isVisible(), "the next picture is waited for"
    assert window.undo_name() == "Add note"


def test_arrows_move_and_with_shift_resize(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER)
    before = drawing.canvas.board.masks[0]
    _keys(drawing, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Down)
    qtbot.keyClick(drawing.canvas, Qt.Key.Key_Right, SHIFT)
    after = drawing.canvas.board.masks[0]
    assert after.left > before.left
    assert after.top > before.top
    assert after.width > before.width
    assert after.height == before.height
    qtbot.keyClick(drawing.canvas, Qt.Key.Key_BracketRight)
    assert drawing.canvas.board.masks[0].angle == 5


def test_tab_goes_from_mask_to_mask_and_then_on(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER, Qt.Key.Key_E, ENTER, Qt.Key.Key_Escape)
    said = []
    for _ in range(2):
        _keys(drawing, qtbot, Qt.Key.Key_Tab)
        said.append(drawing.canvas.accessibleDescription())
    assert said == ["Rectangle, card 1 (mask 1 of 2)", "Ellipse, card 2 (mask 2 of 2)"]
    assert drawing.status.text().startswith(said[1])
    _keys(drawing, qtbot, Qt.Key.Key_Tab)
    assert not drawing.canvas.hasFocus()


def test_masks_are_copied_grouped_separated_and_deleted(
    drawing: OcclusionWindow, qtbot: QtBot
) -> None:
    canvas = drawing.canvas
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER)
    qtbot.keyClick(canvas, Qt.Key.Key_D, CONTROL)
    assert _numbers(drawing) == [(1,), (2,)]
    qtbot.keyClick(canvas, Qt.Key.Key_A, CONTROL)
    _keys(drawing, qtbot, Qt.Key.Key_G)
    assert (_numbers(drawing), drawing.count.text()) == ([(1,), (1,)], "1 card")
    qtbot.keyClick(canvas, Qt.Key.Key_G, SHIFT)
    assert _numbers(drawing) == [(1,), (3,)]
    _keys(drawing, qtbot, Qt.Key.Key_Delete)
    assert _numbers(drawing) == []
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert _numbers(drawing) == [(1,), (2,)]
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert _numbers(drawing) == [(1,), (1,)]


def test_a_text_is_written_on_the_picture_and_changed(
    drawing: OcclusionWindow, qtbot: QtBot
) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_T, ENTER)
    line = drawing.canvas.text_line
    qtbot.keyClicks(line, "front: view")
    qtbot.keyClick(line, ENTER)
    assert drawing.canvas.hasFocus()
    (mask,) = drawing.canvas.board.masks
    assert (mask.text, mask.numbers) == ("front: view", (0,))
    qtbot.keyClick(drawing.canvas, ENTER)
    qtbot.keyClicks(line, "back")
    qtbot.keyClick(line, ENTER)
    assert drawing.canvas.board.masks[0].text == "back"
    qtbot.keyClick(drawing.canvas, ENTER)
    qtbot.keyClicks(line, "nothing")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert drawing.canvas.board.masks[0].text == "back"
    assert drawing.isVisible()


def test_a_mask_is_named_and_the_name_is_the_answer(
    window: MainWindow, drawing: OcclusionWindow, qtbot: QtBot
) -> None:
    canvas, line = drawing.canvas, drawing.canvas.text_line
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER, ENTER)
    qtbot.keyClicks(line, "femur: left")
    qtbot.keyClick(line, ENTER)
    assert canvas.hasFocus()
    assert "Rectangle “femur: left”, card 1" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, Qt.Key.Key_L)
    qtbot.keyClicks(line, "something else")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    _keys(drawing, qtbot, Qt.Key.Key_E, ENTER, Qt.Key.Key_L)
    qtbot.keyClicks(line, "tibia")
    qtbot.keyClick(line, ENTER)
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert [mask.text for mask in canvas.board.masks] == ["femur: left", ""]
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.keyClick(canvas, ENTER, CONTROL)
    rows = window.collection.card_rows(window.collection.search("tibia"))
    assert sorted(row.answer for row in rows) == ["femur: left", "tibia"]
    assert drawing.notice.text() == "2 cards added to Anatomy"


def test_h_lets_each_card_hide_its_own_mask_alone(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER)
    before = drawing.canvas.board.masks[0]
    _keys(drawing, qtbot, Qt.Key.Key_H)
    after = drawing.canvas.board.masks[0]
    assert (before.hides_all, after.hides_all) == (True, False)
    assert drawing.fields.hides.currentText() == "Hide only what is asked"


def test_escape_gives_up_one_thing_at_a_time(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER, Qt.Key.Key_P, Qt.Key.Key_Escape)
    assert drawing.canvas.tool == "select"
    _keys(drawing, qtbot, Qt.Key.Key_N, Qt.Key.Key_Escape)
    assert drawing.canvas.board.places == []
    assert drawing.isVisible()
    _keys(drawing, qtbot, Qt.Key.Key_Escape)
    assert not drawing.isVisible()


def test_corners_of_a_polygon_are_moved_by_keys(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_P, ENTER, Qt.Key.Key_C, Qt.Key.Key_C)
    assert drawing.canvas.accessibleDescription() == "Corner 2 of 4, card 1"
    before = drawing.canvas.board.masks[0].points
    _keys(drawing, qtbot, Qt.Key.Key_Up)
    after = drawing.canvas.board.masks[0].points
    assert after[1][1] < before[1][1]
    assert (after[0], after[2:]) == (before[0], before[2:])
    _keys(drawing, qtbot, Qt.Key.Key_Escape)
    assert drawing.canvas.accessibleDescription().startswith("Polygon")


# By mouse


def test_a_drag_draws_and_another_one_moves(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    canvas = drawing.canvas
    _keys(drawing, qtbot, Qt.Key.Key_R)
    _drag(canvas, qtbot, (0.1, 0.2), (0.4, 0.6))
    mask = canvas.board.masks[0]
    assert (mask.left, mask.top, mask.width, mask.height) == pytest.approx(
        (0.1, 0.2, 0.3, 0.4), abs=0.01
    )
    _drag(canvas, qtbot, (0.2, 0.3), (0.4, 0.3))
    assert canvas.board.masks[0].left == pytest.approx(0.3, abs=0.01)
    _drag(canvas, qtbot, (0.6, 0.6), (0.7, 0.7))  # its lower right corner
    assert canvas.board.masks[0].width == pytest.approx(0.4, abs=0.01)
    qtbot.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert canvas.board.masks[0].width == pytest.approx(0.3, abs=0.01)


def test_a_polygon_is_clicked_corner_by_corner(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    canvas = drawing.canvas
    _keys(drawing, qtbot, Qt.Key.Key_P)
    for x, y in ((0.2, 0.2), (0.5, 0.2), (0.4, 0.7), (0.2, 0.2)):
        qtbot.mouseClick(canvas, pos=_at(canvas, x, y))
    (mask,) = canvas.board.masks
    assert [round(x, 1) for x, _ in mask.points] == [0.2, 0.5, 0.4]
    _drag(canvas, qtbot, (0.4, 0.7), (0.6, 0.8))
    assert canvas.board.masks[0].points[2] == pytest.approx((0.6, 0.8), abs=0.01)


def test_a_box_selects_what_lies_in_it(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    canvas = drawing.canvas
    for start, end in (
        ((0.1, 0.1), (0.2, 0.3)),
        ((0.4, 0.1), (0.5, 0.3)),
        ((0.8, 0.8), (0.9, 0.9)),
    ):
        _keys(drawing, qtbot, Qt.Key.Key_E)
        _drag(canvas, qtbot, start, end)
    _drag(canvas, qtbot, (0.05, 0.05), (0.6, 0.5))
    assert canvas.board.places == [0, 1]
    assert canvas.accessibleDescription() == "2 masks selected"


def test_a_picture_can_be_dropped(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "heart.png"
    file.write_bytes(picture())
    opened = add_occlusion(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier(0),
    )
    opened.dropEvent(drop)
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_R, ENTER)
    qtbot.keyClick(opened.canvas, ENTER, CONTROL)
    assert [question for _, question in _cards(window)] == ["heart [1]"]


# What is kept


def test_what_is_drawn_is_there_again_after_the_window_was_closed(
    window: MainWindow, drawing: OcclusionWindow, qtbot: QtBot
) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER)
    drawing.fields.header.setText("Title")
    drawn = drawing.now()
    drawing.close()
    again = add_occlusion(window)
    _ready(again, qtbot)
    assert again.now() == drawn
    assert _numbers(again) == [(1,)]


def test_nothing_is_added_without_a_mask(drawing: OcclusionWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(drawing.canvas, ENTER, CONTROL)
    assert drawing.notice.text() == "Draw a mask first: each mask is a card."


def _note(window: MainWindow) -> int:
    name = window.collection.import_media(picture())
    fields = {"Occlusion": LEFT + "<br>" + RIGHT, "Image": f'<img src="{name}">'}
    return window.collection.add_note(fields, "Anatomy", note_type="image-occlusion")


def test_masks_that_were_changed_elsewhere_meanwhile_are_told_of_and_stay_in_the_history(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    note_id = _note(window)
    opened = edit_masks(window, note_id)
    assert opened is not None
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Right)
    fixed_clock.advance(minutes=1)
    theirs = LEFT.replace("top=.2", "top=.3") + "<br>" + RIGHT
    window.collection.update_note(note_id, {"Occlusion": theirs})
    fixed_clock.advance(minutes=20)
    qtbot.keyClick(opened.canvas, ENTER, CONTROL)
    assert not opened.isVisible()
    assert window.toasts.text.text() == (
        "The masks were changed elsewhere meanwhile. Yours stand, the others are in the note’s "
        "history."
    )
    assert theirs in [each.value for each in window.collection.revisions(note_id)]


def test_changed_masks_keep_their_cards(window: MainWindow, qtbot: QtBot) -> None:
    note_id = _note(window)
    cards = window.collection.note_cards(note_id)
    opened = edit_masks(window, note_id)
    assert opened is not None
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Right)
    _keys(opened, qtbot, Qt.Key.Key_R, ENTER)
    qtbot.keyClick(opened.canvas, ENTER, CONTROL)
    assert not opened.isVisible()
    assert window.collection.note_cards(note_id)[:2] == cards
    (left, right, new) = read(window.collection.note(note_id).fields[0]).masks
    assert (left.numbers, right.written(), new.numbers) == ((1,), RIGHT, (3,))
    window.commands.trigger("edit.undo")
    assert window.collection.note_cards(note_id) == cards


def test_cards_that_were_answered_go_only_after_a_question(
    window: MainWindow, qtbot: QtBot
) -> None:
    note_id = _note(window)
    screen = study(window, "Anatomy")
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    qtbot.keyClick(screen, Qt.Key.Key_3)
    opened = edit_masks(window, note_id)
    assert opened is not None
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Delete)
    qtbot.keyClick(opened.canvas, ENTER, CONTROL)
    assert opened.isVisible()
    assert len(window.collection.note_cards(note_id)) == 2


def test_masks_not_saved_are_a_draft(window: MainWindow, qtbot: QtBot) -> None:
    note_id = _note(window)
    opened = edit_masks(window, note_id)
    assert opened is not None
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_R, ENTER)
    opened.close()
    assert len(window.collection.note_cards(note_id)) == 2
    again = edit_masks(window, note_id)
    assert again is not None
    _ready(again, qtbot)
    assert _numbers(again) == [(1,), (2,), (3,)]
    assert again.notice.text() == "This is your draft; it is not saved yet."
    again.discard.click()
    qtbot.waitUntil(lambda: not again.canvas.image.isNull())
    assert _numbers(again) == [(1,), (2,)]


def test_every_part_has_a_name(drawing: OcclusionWindow) -> None:
    assert unnamed(drawing) == []


def test_a_picture_that_is_gone_is_told(window: MainWindow, qtbot: QtBot) -> None:
    fields = {"Occlusion": LEFT, "Image": '<img src="0123456789abcdef01234567.png">'}
    note_id = window.collection.add_note(fields, "Anatomy", note_type="image-occlusion")
    opened = edit_masks(window, note_id)
    assert opened is not None
    assert "Choose another one" in opened.notice.text()
    opened.take(picture())
    _ready(opened, qtbot)
    qtbot.keyClick(opened.canvas, ENTER, CONTROL)
    note = window.collection.note(note_id)
    assert note.fields[0] == LEFT
    assert "0123456789abcdef01234567" not in note.fields[1]


def test_a_new_mask_gets_no_past_of_one_that_was_deleted(window: MainWindow, qtbot: QtBot) -> None:
    note_id = _note(window)
    window.collection.suspend(window.collection.note_cards(note_id)[:1])
    session = window.collection.study("Anatomy")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    opened = edit_masks(window, note_id)
    assert opened is not None
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_Delete)
    qtbot.keyClick(opened.canvas, ENTER, CONTROL)
    (question,) = window.findChildren(QDialog)
    question.accept()
    assert read(window.collection.note(note_id).fields[0]).numbers == (1,)
    again = edit_masks(window, note_id)
    assert again is not None
    _ready(again, qtbot)
    _keys(again, qtbot, Qt.Key.Key_R, ENTER)
    assert _numbers(again) == [(1,), (3,)]


def test_a_draft_without_an_answered_mask_gives_its_number_to_no_other(
    window: MainWindow, qtbot: QtBot
) -> None:
    note_id = _note(window)
    opened = edit_masks(window, note_id)
    assert opened is not None
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_Delete)
    opened.close()
    again = edit_masks(window, note_id)
    assert again is not None
    _ready(again, qtbot)
    _keys(again, qtbot, Qt.Key.Key_R, ENTER)
    assert _numbers(again) == [(1,), (3,)]


def test_a_draft_says_that_its_note_was_changed_since(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    note_id = _note(window)
    opened = edit_masks(window, note_id)
    assert opened is not None
    _ready(opened, qtbot)
    _keys(opened, qtbot, Qt.Key.Key_R, ENTER)
    opened.close()
    fixed_clock.advance(days=1)
    window.collection.update_note(note_id, {"Occlusion": LEFT})
    again = edit_masks(window, note_id)
    assert again is not None
    assert again.notice.text() == ("This is your draft; the note has been changed elsewhere since.")


def test_of_two_pictures_chosen_quickly_the_last_is_drawn_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    names = [window.collection.import_media(picture(width)) for width in (300, 500)]
    opened = add_occlusion(window, "Anatomy", names[0])
    opened.use_picture(names[1])
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert opened.canvas.image.width() == 500
    assert opened.now().picture == names[1]


def test_masks_not_added_yet_keep_their_picture(
    window: MainWindow, drawing: OcclusionWindow, qtbot: QtBot
) -> None:
    _keys(drawing, qtbot, Qt.Key.Key_R, ENTER)
    before = drawing.now()
    other = window.collection.import_media(picture(90))
    assert add_occlusion(window, "Anatomy", other) is drawing
    assert drawing.now() == before
    assert drawing.notice.text().startswith("Add these cards or discard them first")
    drawing.discard.click()
    add_occlusion(window, "Anatomy", other)
    _ready(drawing, qtbot)
    assert (drawing.now().picture, _numbers(drawing)) == (other, [])
