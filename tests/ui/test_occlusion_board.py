"""Masks while they are drawn: numbers stay with their cards, and every change can be undone."""

import random

import pytest

from flashcards.model.occlusion import ELLIPSE, POLYGON, RECTANGLE, TEXT, Mask, Occlusion, read
from flashcards.ui.occlusion.board import MOST_STEPS, Board
from flashcards.ui.occlusion.geometry import Box, Frame
from tests.ui.masked import LEFT, RIGHT

THIRD = "{{c5::image-occlusion:polygon:left=.4:top=.4:points=.4,.4 .6,.4 .5,.6:oi=1}}"
BOX = Mask((9,), RECTANGLE, 0.4, 0.4, 0.2, 0.2)


def _board(*masks: str, aspect: float = 2.0) -> Board:
    return Board(read("<br>".join(masks)), Frame(aspect))


def _numbers(board: Board) -> list[tuple[int, ...]]:
    return [mask.numbers for mask in board.masks]


def test_each_new_mask_is_a_card_and_a_text_is_none() -> None:
    board = Board(Occlusion())
    board.add(BOX)
    board.add(BOX)
    board.add(Mask((), TEXT, 0.1, 0.1, text="Heart"))
    assert _numbers(board) == [(1,), (2,), (0,)]
    assert board.places == [2]


def test_a_new_mask_never_takes_the_number_of_one_that_went() -> None:
    board = _board(LEFT, RIGHT, THIRD)
    board.select([2])
    board.delete()
    board.add(BOX)
    assert _numbers(board) == [(1,), (2,), (6,)]


def test_what_is_not_touched_is_written_as_it_was() -> None:
    board = _board(LEFT, RIGHT)
    board.select([1])
    board.move(0.05, 0)
    assert (
        board.occlusion()
        .written()
        .startswith(f"{LEFT}<br>{{{{c2::image-occlusion:ellipse:left=.65:")
    )


def test_a_group_is_one_card_with_the_lowest_number() -> None:
    board = _board(LEFT, RIGHT, THIRD)
    board.select([1, 2])
    board.group()
    assert _numbers(board) == [(1,), (2,), (2,)]
    assert board.group_of(1) == {1, 2}


def test_a_group_taken_apart_leaves_its_number_to_the_first() -> None:
    board = _board(LEFT, RIGHT, THIRD)
    board.select([0, 1, 2])
    board.group()
    board.ungroup()
    assert _numbers(board) == [(1,), (6,), (7,)]


def test_one_that_leaves_a_group_is_a_new_card() -> None:
    board = _board(LEFT, RIGHT)
    board.select([0, 1])
    board.group()
    board.select([0])
    board.ungroup()
    assert _numbers(board) == [(3,), (1,)]


def test_a_copy_is_a_new_card_and_a_copied_group_is_one() -> None:
    board = _board(LEFT, RIGHT)
    board.select([0, 1])
    board.group()
    board.duplicate()
    assert _numbers(board) == [(1,), (1,), (3,), (3,)]
    assert board.places == [2, 3]


def test_hiding_one_or_all_is_said_of_every_mask_but_texts() -> None:
    board = _board(LEFT, RIGHT)
    board.add(Mask((), TEXT, text="x"))
    board.hide(False)
    board.add(BOX)
    assert [mask.hides_all for mask in board.masks] == [False] * 4
    board.hide(True)
    assert [mask.hides_all for mask in board.masks] == [True, True, False, True]
    board.undo()
    assert not board.state.hides_all


def test_a_mask_cannot_be_moved_off_the_picture() -> None:
    board = _board(LEFT)
    board.select([0])
    board.move(-5, 7)
    left, top = board.frame.bounds(board.masks[0]).middle
    assert (left, top) == pytest.approx((0, 1))


def test_a_key_after_a_drag_is_a_step_of_its_own() -> None:
    board = _board(LEFT)
    board.select([0])
    for end in (board.end, board.cancel):
        board.begin()
        board.move(0.2, 0)
        end()
        before = board.masks
        board.move(0.05, 0)
        board.undo()
        assert board.masks == before


def test_a_held_key_is_one_step_and_a_drag_is_one_step() -> None:
    board = _board(LEFT)
    board.select([0])
    for _ in range(5):
        board.move(0.01, 0)
    board.begin()
    for far in (0.1, 0.2):
        board.again()
        board.move(0, far)
    board.end()
    assert board.masks[0].top == pytest.approx(0.4)
    board.undo()
    assert board.masks[0].top == pytest.approx(0.2)
    board.undo()
    assert board.occlusion().written() == LEFT
    assert not board.can_undo()


def test_a_drag_that_is_given_up_leaves_nothing() -> None:
    board = _board(LEFT)
    board.select([0])
    board.begin()
    board.grow(0.1, 0.1)
    board.cancel()
    assert board.masks == read(LEFT).masks
    assert not board.can_undo()


@pytest.mark.parametrize("kind", [RECTANGLE, ELLIPSE, POLYGON, TEXT])
def test_a_turn_keeps_the_middle(kind: str) -> None:
    frame = Frame(1.6)
    mask = Mask(
        (1,), kind, 0.3, 0.3, 0.2, 0.1, points=((0.3, 0.3), (0.5, 0.3), (0.5, 0.4)), text="x"
    )
    if kind == POLYGON:  # whose box changes as it turns
        turned = frame.rotated(frame.rotated(mask, 90), 270)
        assert frame.bounds(turned).middle == pytest.approx(frame.bounds(mask).middle, abs=0.03)
        return
    for degrees in (15, 90, 200):
        turned = frame.rotated(mask, degrees)
        assert frame.bounds(turned).middle == pytest.approx(frame.bounds(mask).middle)
        assert turned.angle == degrees


def test_a_turned_mask_is_stretched_along_its_own_sides() -> None:
    frame = Frame(2.0)
    mask = frame.rotated(Mask((1,), RECTANGLE, 0.4, 0.4, 0.1, 0.2), 90)
    wider = frame.stretched(mask, Box(0, 0, 0.4, 0.2))
    assert (wider.width, wider.height) == pytest.approx((0.2, 0.2))
    assert (wider.left, wider.top) == pytest.approx((mask.left, mask.top))


def test_no_mask_becomes_too_small_to_be_seen() -> None:
    frame = Frame(2.0)
    for mask in (*read(LEFT + RIGHT + THIRD).masks, Mask((0,), TEXT, text="x")):
        small = frame.grown(mask, -9, -9)
        bounds = frame.bounds(small)
        assert bounds.width >= 0.0099
        assert bounds.height >= 0.0099


def test_any_row_of_changes_is_undone_to_what_was_read() -> None:
    rng = random.Random(11)
    board = _board(LEFT, RIGHT, THIRD)
    whole = board.occlusion().written()
    changes = (
        lambda: board.add(BOX),
        board.delete,
        board.duplicate,
        board.group,
        board.ungroup,
        lambda: board.move(rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5)),
        lambda: board.grow(rng.uniform(-0.2, 0.2), rng.uniform(-0.2, 0.2)),
        lambda: board.rotate(rng.uniform(0, 360)),
        lambda: board.hide(rng.random() < 0.5),
    )
    for _ in range(MOST_STEPS - 1):
        board.select(rng.sample(range(len(board.masks)), min(len(board.masks), rng.randint(0, 4))))
        rng.choice(changes)()
        written = board.occlusion().written()
        assert [m.numbers for m in read(written).masks] == _numbers(board)
    while board.can_undo():
        board.undo()
    assert board.occlusion().written() == whole
    while board.can_redo():
        board.redo()
    assert board.occlusion().written() == written
