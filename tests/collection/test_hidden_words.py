"""What of a passage is covered while it is read, also where the learner has edited the note."""

import pytest

from flashcards import Collection
from flashcards.collection.articles.places import hidden_in, lacks_gap
from flashcards.model.enums import NoteKind
from tests.collection.coast import note_of
from tests.collection.test_reading_along import collection as collection
from tests.collection.test_reading_along import said

PASSAGE = "Sea birds need three things: cliffs to breed on, fish to eat, calm water to moult on."


def covered(text: str, number: int = 1) -> list[str]:
    before = "Before it. "
    span = len(before), len(before) + len(PASSAGE)
    found = hidden_in(before + PASSAGE, span, "list", "", NoteKind.CLOZE, (text, ""), number)
    return [(before + PASSAGE)[low:high] for low, high in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("need {{c1::cliffs to breed on}}, {{c2::fish to eat}}", ["cliffs to breed on"]),
        ("All they need: {{c1::cliffs}}, {{c2::fish}}.", ["cliffs"]),
        ("Birds of the sea need {{c1::steep cliffs}} to breed on", ["three things: cliffs"]),
        ("need three things: {{c1::rocks}} to breed on, fish to eat", ["cliffs"]),
        ("{{c1::cliffs}} to breed on, fish to eat, {{c1::calm water}}", ["cliffs", "calm water"]),
        ("cliffs to breed on, calm water to {{c1::moult}} on", ["moult"]),
        ("breed on, fish to eat, calm water to moult {{c1::on}}", ["on"]),
    ],
)
def test_an_edited_cloze_covers_its_gap_alone(text: str, words: list[str]) -> None:
    assert covered(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "cliffs to breed on {{c1::and luck}}, fish to eat",
        "{{c1::Luck}} and wind",
        "need three things: {{c1::...}} cliffs",
    ],
)
def test_a_gap_that_the_passage_does_not_have_is_said_to_be_missing(text: str) -> None:
    assert covered(text) == []
    assert lacks_gap(PASSAGE, text)


@pytest.mark.parametrize(
    "text", ["{{c1::Cliffs -- to BREED\non}}", "need {{c1::three}} things", "no gap", ""]
)
def test_a_gap_that_differs_in_marks_and_spaces_alone_is_found(text: str) -> None:
    assert not lacks_gap(PASSAGE, text)


def test_of_two_gaps_alike_the_right_one_is_covered() -> None:
    found = hidden_in(
        "one fish, two fish",
        (0, 18),
        "list",
        "",
        NoteKind.CLOZE,
        ("one fish, two {{c1::fish}}",),
        1,
    )
    assert found == ((14, 18),)


def test_words_that_several_cards_cover_are_asked_once(collection: Collection) -> None:
    note = note_of(collection, "Moult")
    collection.update_note(note.id, {}, note_type="basic-reverse")
    assert len(collection.note_cards(note.id)) == 2
    asked = [blank for blank in collection.articles.in_article(1) if blank.note_id == note.id]
    assert [said(collection, blank) for blank in asked] == [["Moult"]]
