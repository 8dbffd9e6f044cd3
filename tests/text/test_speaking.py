"""A side is read aloud as it is shown, each field in its own language, and never the answer."""

from dataclasses import replace

import pytest

from flashcards.model.note_types import BASIC, CLOZE, IMAGE_OCCLUSION
from flashcards.model.notes import FieldSettings, NoteType
from flashcards.text.played import Speech
from flashcards.text.render import render_card
from flashcards.text.speaking import spoken
from tests.text.test_occlusion import FIRST, SECOND

GERMAN = replace(BASIC, settings=(FieldSettings(language="en"), FieldSettings(language="de-DE")))


def _said(note_type: NoteType, *fields: str, asked: bool, ordinal: int = 0) -> tuple[Speech, ...]:
    uid = note_type.templates[0].uid
    card = render_card(note_type, fields, uid, ordinal)
    return spoken(note_type, fields, uid, ordinal, card, asked=asked)


def _with(
    note_type: NoteType, question: str, answer: str = "{{FrontSide}}<hr>{{Back}}"
) -> NoteType:
    asked = replace(note_type.templates[0], question=question, answer=answer)
    return replace(note_type, templates=(asked,))


def test_each_side_says_its_own_field_in_its_language() -> None:
    fields = ("**dog** [sound:dog.mp3]", "Hund\n\n- Tier")
    assert _said(GERMAN, *fields, asked=True) == (Speech("dog", "en"),)
    assert _said(GERMAN, *fields, asked=False) == (Speech("Hund Tier", "de-DE"),)


def test_fields_of_two_languages_are_two_texts_and_of_one_language_one() -> None:
    both = _with(GERMAN, "{{Front}} – {{Back}}")
    assert _said(both, "dog", "Hund", asked=True) == (Speech("dog", "en"), Speech("Hund", "de-DE"))
    plain = _with(BASIC, "{{Front}} – {{Back}}")
    assert _said(plain, "dog", "Hund", asked=True) == (Speech("dog. Hund"),)


def test_a_gap_is_said_only_once_it_is_shown() -> None:
    fields = ("The {{c1::dog}} barks", "")
    assert _said(CLOZE, *fields, asked=True, ordinal=1) == (Speech("The [...] barks"),)
    (answer,) = _said(CLOZE, *fields, asked=False, ordinal=1)
    assert answer.text == "The dog barks"


@pytest.mark.parametrize(
    "question", ["{{Front}}{{type:Back}}", "{{Front}}{{hint:Back}}", "{{#Back}}{{Front}}{{/Back}}"]
)
def test_what_is_not_in_sight_is_not_said(question: str) -> None:
    (said,) = _said(_with(BASIC, question), "dog", "Hund", asked=True)
    assert said.text.startswith("dog")
    assert "Hund" not in said.text


def test_the_answer_of_a_picture_says_the_name_of_what_it_uncovers() -> None:
    masks = FIRST.replace(":oi=1", ":text=femur") + SECOND.replace(":oi=1", ":text=tibia")
    fields = (masks, '<img src="legs.png">', "Bones", "", "")
    assert _said(IMAGE_OCCLUSION, *fields, asked=True, ordinal=2) == (Speech("Bones"),)
    assert _said(IMAGE_OCCLUSION, *fields, asked=False, ordinal=2) == (Speech("tibia. Bones"),)
    bare = (masks, '<img src="legs.png">', "", "", "")
    assert _said(IMAGE_OCCLUSION, *bare, asked=True, ordinal=1) == ()
    assert _said(IMAGE_OCCLUSION, *bare, asked=False, ordinal=1) == (Speech("femur"),)


def test_a_section_that_is_not_shown_is_not_said() -> None:
    assert _said(_with(BASIC, "x {{^Front}}{{Back}}{{/Front}}"), "dog", "Hund", asked=True) == (
        Speech("x"),
    )


def test_a_side_of_sounds_alone_says_nothing() -> None:
    assert _said(BASIC, "[sound:a.mp3]", "b", asked=True) == ()


def test_what_the_style_of_a_card_hides_is_not_said() -> None:
    hiding = _with(GERMAN, '{{Front}} <div class="later">{{Back}}</div>')
    card = render_card(hiding, ("dog", "Hund"), "basic-1", 0)
    said = spoken(hiding, ("dog", "Hund"), "basic-1", 0, card, asked=True, shown="dog\n")
    assert said == (Speech("dog", "en"),)
