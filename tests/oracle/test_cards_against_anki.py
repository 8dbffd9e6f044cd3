"""Cards say what they say in Anki, on real packages; needs the ``oracle`` extra."""

import copy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flashcards.text.render import render_card
from tests.oracle import anki_cards
from tests.oracle.anki_cards import AnkiCard, anki_words, is_problem, packages
from tests.text.face_words import words
from tests.text.template_table import DIFFERENT, FIELDS, NEEDED, PROBLEMS, ROWS, YIELDS, Row

anki_collection = pytest.importorskip("anki.collection", reason="needs the oracle extra")

MOST = 60
"""How many cards of each template and package are compared."""


@pytest.fixture(autouse=True)
def formulas_as_written() -> Iterator[None]:
    """Let Anki leave the source of formulas: it would draw them with a program of the machine."""
    hooks = pytest.importorskip("anki.hooks", reason="needs the oracle extra")
    latex = pytest.importorskip("anki.latex", reason="needs the oracle extra")
    hooks.card_did_render.remove(latex.on_card_did_render)
    yield
    hooks.card_did_render.append(latex.on_card_did_render)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return an empty collection of Anki's with the note types of the table."""
    made = anki_collection.Collection(str(tmp_path_factory.mktemp("anki") / "table.anki2"))
    for kind, name in enumerate(("Normal", "ClozeN")):
        note_type = made.models.new(name)
        note_type["type"] = kind
        fields = tuple(FIELDS.values())[kind]
        for field in fields:
            made.models.add_field(note_type, made.models.new_field(field))
        template = made.models.new_template("Card X")
        template["qfmt"] = template["afmt"] = f"{{{{{'cloze:' * kind}{fields[0]}}}}}"
        made.models.add_template(note_type, template)
        made.models.add_dict(note_type)
    yield made
    made.close()


def drawn(collection: Any, row: Row) -> tuple[str, str]:
    """Return both sides of a row of the table as Anki draws them."""
    note_type = copy.deepcopy(collection.models.by_name(row.note_type.name))
    template = note_type["tmpls"][0]
    template["qfmt"], template["afmt"] = row.question, row.answer_template
    note = collection.new_note(note_type)
    note.fields[:] = row.fields
    note.tags = ["t1", "t2"]
    card = note.ephemeral_card(
        ord=max(row.cloze - 1, 0), custom_note_type=note_type, custom_template=template
    )
    output = card.render_output()
    return output.question_text, output.answer_text


@pytest.mark.parametrize(
    "row",
    [*ROWS, *(row for row, _, _ in DIFFERENT)],
    ids=lambda row: f"{row.question} {row.first}",
)
def test_the_table_has_the_words_of_anki(collection: Any, row: Row) -> None:
    question, answer = drawn(collection, row)
    if (row.asked, row.answered) == ("", ""):
        assert is_problem(question)
        return
    card = AnkiCard(row.note_type, row.fields, "t", row.cloze, {}, question, answer)
    typed = anki_cards.typed_answers(collection, card)
    is_open = "{{hint:" in row.answer_template or ":hint:" in row.answer_template
    assert anki_words(question, {}) == row.asked
    assert anki_words(answer, typed, hints_open=is_open) == row.answered


@pytest.mark.parametrize("template", PROBLEMS)
def test_anki_refuses_what_the_table_says_is_wrong(collection: Any, template: str) -> None:
    assert is_problem(drawn(collection, Row(template, "a", "", ""))[0])


def asking(collection: Any, question: str) -> Any:
    """Return a note type with fields A, B and C, the question being that of its second card."""
    note_type = collection.models.new("Asking")
    for name in ("A", "B", "C"):
        collection.models.add_field(note_type, collection.models.new_field(name))
    for front in ("{{A}}{{B}}{{C}}", question):
        template = collection.models.new_template(front)
        template["qfmt"], template["afmt"] = front, "back"
        collection.models.add_template(note_type, template)
    made = collection.models.add_dict(note_type).id
    return collection.models.get(made)


@pytest.mark.parametrize(("question", "filled", "yields"), YIELDS)
def test_anki_makes_the_cards_of_the_table(
    collection: Any, question: str, filled: tuple[str, ...], yields: bool
) -> None:
    note = collection.new_note(asking(collection, question))
    note.fields[:] = filled
    collection.add_note(note, 1)
    assert (1 in [card.ord for card in note.cards()]) is yields


@pytest.mark.parametrize(("question", "needed"), NEEDED)
def test_anki_needs_the_fields_of_the_table(
    collection: Any, question: str, needed: tuple[str, ...]
) -> None:
    _, kind, places = asking(collection, question)["req"][1]
    names = tuple("ABC"[place] for place in places)
    assert (names[:1] if kind == "any" else names) == needed


def compare(collection: Any, most: int) -> tuple[int, Counter[str]]:
    """Return how many sides were compared, and how many differ, by note type and side."""
    compared, different = 0, Counter[str]()
    for card in anki_cards.cards_of(collection, most):
        ours = render_card(
            card.note_type, card.fields, card.template_uid, card.ordinal, card.special
        )
        typed = anki_cards.typed_answers(collection, card)
        said = anki_words(card.question, {})
        compared += 2
        if said != words(ours.question_html):
            different[f"{card.note_type.name}, question"] += 1
        either = [anki_words(card.answer, typed, hints_open=is_open) for is_open in (False, True)]
        if words(ours.answer_html) not in either:
            different[f"{card.note_type.name}, answer"] += 1
    return compared, different


def test_every_side_of_real_packages_says_what_it_says_in_anki(tmp_path: Path) -> None:
    compared = 0
    for place, path in enumerate(packages()):
        folder = tmp_path / str(place)
        folder.mkdir()
        found = anki_cards.open_package(path, folder)
        sides, different = compare(found, MOST)
        found.close()
        assert different == {}, path.name
        compared += sides
    assert compared > 1_000
