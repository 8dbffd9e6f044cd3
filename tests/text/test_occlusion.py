"""Pictures with masks on cards: the HTML of each side says what covers the picture."""

import re
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template
from flashcards.text.occlusion import Covering, address, covering, laid_over
from flashcards.text.plain import plain_text
from flashcards.text.render import render_card
from flashcards.text.sanitise import sanitise
from tests.text.card_html import words

FIRST = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2:oi=1}}"
SECOND = "{{c2::image-occlusion:rect:left=.5:top=.1:width=.2:height=.2:oi=1}}"
OPEN = SECOND.replace(":oi=1", "")
WORDS = "{{c0::image-occlusion:text:left=.1:top=.8:text=Heart:scale=1:fs=.05}}"
PICTURE = '<img src="0123456789abcdef01234567.png">'
INSIDE = (
    '<div id="image-occlusion-container">{{Image}}<canvas id="image-occlusion-canvas"></canvas>'
)
FACE = (
    "{{#Header}}<div>{{Header}}</div>{{/Header}}"
    '<div style="display: none">{{cloze:Occlusion}}</div><div id="err"></div>'
    f"{INSIDE}</canvas></div>"
    "<script>try { anki.imageOcclusion.setup(); } catch (exc) { }</script>"
)
ANSWER = FACE + "<div><button id=toggle>Toggle</button></div>{{#Back}}<div>{{Back}}</div>{{/Back}}"


def _type(question: str = FACE, answer: str = ANSWER) -> NoteType:
    fields = ("Occlusion", "Image", "Header", "Back")
    template = Template("t", "Cloze", question, answer)
    return NoteType(
        NoteTypeId(9), "io", "Image occlusion", NoteKind.CLOZE, fields, (template,), markup="html"
    )


def _sides(number: int = 1, masks: str = FIRST + SECOND, **given: str) -> tuple[str, str]:
    note_type = _type(**{name: given.pop(name) for name in ("question", "answer") if name in given})
    fields = (masks, given.get("image", PICTURE), given.get("header", ""), given.get("back", ""))
    card = render_card(note_type, fields, "t", number)
    return card.question_html, card.answer_html


def _coverings(html: str) -> list[Covering | None]:
    return [covering(query) for query in re.findall(r'src="[^"?]*\?([^"]*)"', html)]


def test_the_question_covers_what_it_asks_and_the_answer_says_where_that_was() -> None:
    question, answer = _sides(2)
    (asked,), (told,) = _coverings(question), _coverings(answer)
    assert asked is not None
    assert told is not None
    assert (asked.asked, told.asked, asked.number) == (True, False, 2)
    assert [mask.left for mask in asked.asks] == [0.5]
    assert [mask.left for mask in asked.covers] == [0.1]


def test_other_masks_are_open_where_one_hides_but_itself() -> None:
    (asked,) = _coverings(_sides(1, FIRST + OPEN)[0])
    assert asked is not None
    assert asked.covers == ()


def test_what_every_card_shows_is_there_on_both_sides() -> None:
    for side in _sides(1, FIRST + SECOND + WORDS):
        (shown,) = _coverings(side)
        assert shown is not None
        assert [mask.text for mask in shown.always] == ["Heart"]


def test_the_masks_say_no_words() -> None:
    question, answer = _sides(header="The heart", back="It beats")
    assert words(question) == "The heart"
    assert words(answer) == "The heartToggleIt beats"


def test_the_picture_of_a_header_is_not_the_one_that_is_covered() -> None:
    question, _ = _sides(header='<img src="aaaa.png">')
    assert re.findall(r'src="([^"?]*)(\??)', question) == [
        ("aaaa.png", ""),
        ("0123456789abcdef01234567.png", "?"),
    ]


@pytest.mark.parametrize(
    "face", ["{{cloze:Occlusion}}{{Image}}", "<b>{{Image}}</b>{{cloze:Occlusion}}"]
)
def test_a_template_without_its_own_element_covers_the_first_picture(face: str) -> None:
    question, answer = _sides(question=face, answer=face)
    assert len(_coverings(question)) == len(_coverings(answer)) == 1
    assert "image-occlusion" not in question + answer


def test_words_beside_the_masks_are_shown() -> None:
    face = "{{cloze:Occlusion}}{{Image}}"
    question, answer = _sides(
        masks=f"Which one? {FIRST} and {{{{c1::this}}}}", question=face, answer=face
    )
    assert words(question) == "Which one? and [...]"
    assert words(answer) == "Which one? and this"


def test_gaps_alone_name_no_masks() -> None:
    face = "{{cloze-only:Occlusion}}{{Image}}"
    assert "image-occlusion" not in "".join(_sides(question=face, answer=face))


def test_too_many_masks_leave_the_picture_out() -> None:
    corners = [f".{n * 7919 % 9973:04},.{n * 6101 % 9967:04}" for n in range(60_000)]
    many = "".join(
        f"{{{{c1::image-occlusion:polygon:points={' '.join(corners[at : at + 300])}}}}}"
        for at in range(0, len(corners), 300)
    )
    question, _ = _sides(masks=many)
    assert "<img" not in question
    assert "too many masks" in question


@pytest.mark.parametrize(
    "query", ["", "q1", "q1.", "q1.AAAA", "x1.AAAA", "q123456.AAAA", "q1." + "A" * 70_000]
)
def test_an_odd_address_covers_nothing_and_does_no_harm(query: str) -> None:
    shown = covering(query)
    assert shown is None or shown.masks == ()


def test_an_address_that_unpacks_without_end_is_cut() -> None:
    packed = address([FIRST + " " * 10], 1, asked=True)
    assert covering(packed[1:]) is not None
    bomb = urlsafe_b64encode(zlib.compress(b" " * 40_000_000 + FIRST.encode())).decode()
    assert covering(f"q1.{bomb}") == Covering(True, 1, ())


def test_a_picture_keeps_its_masks_in_a_template_that_reaches_around_fields() -> None:
    html = f'<img src="a.png{address([FIRST], 1, asked=True)}" alt="">'
    assert sanitise(html) == html
    assert "<img" not in sanitise('<img src="a.png?width=3">')


def test_masks_are_no_words_of_a_note_and_their_texts_are() -> None:
    assert plain_text(f"{FIRST}<br>{WORDS}<br>{SECOND}") == "Heart"


def test_markdown_notes_are_covered_too() -> None:
    note_type = replace(_type(), markup="markdown")
    picture = "![](0123456789abcdef01234567.png)"
    card = render_card(note_type, (FIRST, picture, "", ""), "t", 1)
    assert len(_coverings(card.question_html)) == 1


MASKS = "aaaabbbbccccddddeeeeffff"
LAID = (
    '{{#Image}}<div id="io-wrapper"><div id="io-overlay">{{Question Mask}}</div>'
    '<div id="io-original">{{Image}}</div></div>{{/Image}}<div>{{Header}}</div>'
)


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_masks_of_the_older_addon_lie_over_the_picture(ending: str) -> None:
    fields = ("Image", "Question Mask", "Answer Mask", "Header")
    template = Template("t", "IO", LAID, LAID.replace("Question", "Answer"))
    note_type = NoteType(
        NoteTypeId(8), "ioe", "IOE", NoteKind.NORMAL, fields, (template,), markup="html"
    )
    masks = [f'<img src="{MASKS}{part}.{ending}">' for part in ("q", "a")]
    card = render_card(note_type, (PICTURE, *masks, '<img src="h.png">'), "t", 0)
    for html, part in ((card.question_html, "q"), (card.answer_html, "a")):
        query = re.findall(r'src="0123456789abcdef01234567.png\?([^"]*)"', html)
        assert [laid_over(each) for each in query] == [f"{MASKS}{part}.{ending}"]
        assert html.count("<img") == 2
        assert f"{MASKS}{part}.{ending}]" not in html
