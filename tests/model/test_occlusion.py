"""Masks over pictures: read from notes of other programs and written so that these read them."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model import occlusion
from flashcards.model.clozes import cloze_numbers
from flashcards.model.occlusion import Mask, Occlusion, read, with_masks, without_masks
from tests.effort import never_for_ever

RECT = "{{c1::image-occlusion:rect:left=.1:top=.25:width=.3:height=.125:oi=1}}"
OVAL = "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.05}}"
POLYGON = "{{c3::image-occlusion:polygon:left=.2:top=.3:points=.2,.3 .4,.3 .3,.6}}"
LABEL = "{{c0::image-occlusion:text:left=.1:top=.9:text=Aorta\\: left\\right:scale=2:fs=.04}}"


def _one(text: str) -> Mask:
    (mask,) = read(text).masks
    return mask


def test_a_rectangle_is_read() -> None:
    mask = _one(RECT)
    assert (mask.numbers, mask.kind, mask.hides_all) == ((1,), "rect", True)
    assert (mask.left, mask.top, mask.width, mask.height) == (0.1, 0.25, 0.3, 0.125)


def test_an_ellipse_is_as_wide_as_twice_its_radius() -> None:
    mask = _one(OVAL)
    assert (mask.width, mask.height, mask.hides_all) == (0.2, 0.1, False)


def test_a_polygon_begins_where_left_and_top_say() -> None:
    assert _one(POLYGON).points == ((0.2, 0.3), (0.4, 0.3), (0.3, 0.6))
    moved = _one(POLYGON.replace("left=.2", "left=.3"))
    assert [round(x, 4) for x, _ in moved.points] == [0.3, 0.5, 0.4]


def test_a_text_has_its_colons_and_its_size() -> None:
    mask = _one(LABEL)
    assert mask.text == "Aorta: left\\right"
    assert mask.text_size == pytest.approx(0.08)
    assert mask.is_label
    assert occlusion.labels(LABEL) == [mask.text]


def test_a_name_of_what_a_mask_hides_is_kept_with_it() -> None:
    named = _one(RECT).changed(text="a: {{b}} <c>")
    (again,) = read(named.written()).masks
    assert occlusion.names((again,)) == ["a: { {b} } <c>"]
    assert (again.left, again.width) == (named.left, named.width)
    assert occlusion.as_words(named.written()).strip() == "a: { {b} } <c>"


def test_an_angle_is_a_part_of_a_full_turn() -> None:
    assert _one(RECT.replace(":oi=1", ":angle=1250")).angle == 45


def test_a_field_is_written_as_it_was_read() -> None:
    text = f"<b>of old</b>{RECT}<br>{OVAL} and {POLYGON}\n{LABEL}<br>"
    assert read(text).written() == text


def test_what_is_not_known_stays_where_a_mask_is_changed() -> None:
    mask = _one("{{c2::image-occlusion:rect:left=.1:new=a\\:b:top=.2:alone:oi=2}}")
    assert mask.changed(width=0.5).written() == (
        "{{c2::image-occlusion:rect:left=.1:top=.2:width=.5:height=0:new=a\\:b:alone}}"
    )


def test_a_changed_mask_is_read_as_it_was_written() -> None:
    for text in (RECT, OVAL, POLYGON, LABEL):
        mask = _one(text).changed(angle=90.0, fill="#ff0000")
        assert _one(mask.written()) == mask


def test_a_mask_of_several_cards_has_all_their_numbers() -> None:
    assert _one(RECT.replace("c1::", "c1,4::")).numbers == (1, 4)
    assert read(RECT.replace("c1::", "c4,2::") + OVAL + LABEL).numbers == (2, 4)


def test_what_stands_beside_the_masks_is_kept_where_one_goes() -> None:
    before = read(f"x{RECT}<br>{OVAL} a word {POLYGON}<br>")
    after = with_masks(before, [before.masks[0], before.masks[2]])
    assert after.written() == f"x a word {RECT}<br>{POLYGON}<br>"


def test_masks_leave_what_else_a_field_says() -> None:
    assert without_masks(f"a {RECT} b {{{{c2::gap}}}}") == "a  b {{c2::gap}}"


@pytest.mark.parametrize(
    "number", ["nan", "inf", "-inf", "1e999", "9" * 400, "x", "", "0x1", "1_0", "١"]
)
def test_odd_numbers_are_small_ones(number: str) -> None:
    for name in ("left", "top", "width", "height", "rx", "ry", "angle", "fs", "scale"):
        for kind in occlusion.KINDS:
            mask = _one(f"{{{{c1::image-occlusion:{kind}:{name}={number}}}}}")
            numbers = (mask.left, mask.top, mask.width, mask.height, mask.text_size)
            assert all(abs(each) <= 20 for each in numbers)
            assert 0 <= mask.angle < 360
            assert _one(mask.changed(left=0.5).written()).left == 0.5


def test_odd_points_do_no_harm() -> None:
    mask = _one("{{c1::image-occlusion:polygon:points=.1,.2 nan,1 ,, 3 .5,inf 1e9,.1}}")
    assert all(abs(x) <= 10 and abs(y) <= 10 for x, y in mask.points)
    many = _one("{{c1::image-occlusion:polygon:points=" + ".1,.2 " * 5_000 + "}}")
    assert len(many.points) == occlusion.MOST_POINTS


def test_a_mask_of_a_newer_program_is_kept() -> None:
    mask = _one("{{c1::image-occlusion:star:left=.1:beams=7}}")
    assert mask.kind == "star"
    assert mask.changed(numbers=(5,)).written().startswith("{{c5::image-occlusion:star:left=.1")


def test_openings_without_an_end_take_no_time() -> None:
    text = "{{c1::image-occlusion:rect:" * 40_000
    with never_for_ever():
        assert read(text).masks == ()


@given(st.text(alphabet="ab:=.\\{}<>&;\n1", max_size=40))
def test_any_text_on_a_picture_comes_back(said: str) -> None:
    mask = Mask((0,), occlusion.TEXT, left=0.5, text=said)
    now = _one(mask.written())
    assert now.left == 0.5
    assert now.text.replace("} }", "}}").replace("{ {", "{{").replace(" ", "") == said


@given(st.text(alphabet="{}c1,:i=<b>\\ ", max_size=60), st.sampled_from([RECT, OVAL, LABEL]))
def test_any_field_is_written_as_it_was_read(around: str, mask: str) -> None:
    text = f"{around}{mask}{around}"
    assert read(text).written() == text


@given(st.lists(st.sampled_from([RECT, OVAL, POLYGON, LABEL]), max_size=5))
def test_cards_are_counted_as_clozes_are(masks: list[str]) -> None:
    text = "<br>".join(masks)
    assert list(read(text).numbers) == cloze_numbers(text)
    assert Occlusion(read(text).masks).written().count("image-occlusion") == len(masks)


def test_a_bracket_of_html_in_a_text_is_escaped() -> None:
    assert escape("<script>") in Mask((0,), occlusion.TEXT, text="<script>").written()
