"""Decks from Anki keep their names and cards, whatever another program made of them."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.collection.anki.decks import deck_name
from tests.collection.anki.test_importing import fields, packed
from tests.conftest import FixedClock
from tests.formats.anki import making


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def with_decks(folder: Path, decks: Sequence[Any], **cards: Any) -> Path:
    """Return a package with a card in each deck."""
    notes = [making.note(each["id"], f"in {each['id']}", "b") for each in decks]
    found = [making.card(each["id"], each["id"], did=each["id"], **cards) for each in decks]
    return packed(folder, notes=notes, cards=found, log=[], decks=[making.deck(), *decks])


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("", "blank"),
        ("::", "blank::blank"),
        ("A::", "A::blank"),
        ("::A", "blank::A"),
        ("A::::B", "A::blank::B"),
        ("A:B::C:::D", "A:B::C::D"),
        ("  A\t ::  B\x00\n ", "A::B"),
        ("L" * 150 + "::M", "L" * 150 + "::M"),
        ("L" * 700, "L" * 496),
        ("::".join("x" * 90 for _ in range(9)), "::".join("x" * 53 for _ in range(9))),
    ],
)
def test_names_are_mended_as_in_anki_and_shortened_where_they_are_too_long(
    there: str, here: str
) -> None:
    assert deck_name({"name": there}, "") == here
    assert len(deck_name({"name": there}, "Below")) <= 500


def test_decks_of_one_name_stay_apart(collection: Collection, tmp_path: Path) -> None:
    names = {5: "Cell", 6: "cell", 7: "CELL", 8: "Other"}
    path = with_decks(tmp_path, [making.deck(key, name) for key, name in names.items()])
    for _ in range(2):
        report = collection.import_file(path)
        assert collection.deck_names() == ["Cell", "cell_", "CELL__", "Other"]
        for key, name in {5: "Cell", 6: "cell_", 7: "CELL__", 8: "Other"}.items():
            assert len(collection.search(f'"in {key}" deck:{name}')) == 1
        if report.added:
            assert [str(each.message) for each in report.problems] == [
                "Two decks are called cell; one is cell_ now.",
                "Two decks are called CELL; one is CELL__ now.",
            ]


def test_any_number_of_decks_of_one_name_is_numbered(
    collection: Collection, tmp_path: Path
) -> None:
    report = collection.import_file(
        with_decks(tmp_path, [making.deck(key, "S") for key in range(5, 205)])
    )
    assert (report.added, len(collection.deck_names())) == (200, 200)
    assert {"S", "S_", "S____", "S_5", "S_199"} <= set(collection.deck_names())


def test_a_deck_of_the_learners_of_that_name_takes_the_first(
    collection: Collection, tmp_path: Path
) -> None:
    collection.add_deck("cell")
    collection.import_file(with_decks(tmp_path, [making.deck(5, "Cell"), making.deck(6, "CELL")]))
    assert collection.deck_names() == ["cell", "CELL_"]


def test_cards_whose_own_deck_is_missing_stay_where_they_are(
    collection: Collection, tmp_path: Path
) -> None:
    path = with_decks(tmp_path, [making.deck(5, "Here")], odid=77, odue=3)
    assert [each.name for each in collection.preview_anki(path).decks] == ["Here"]
    assert collection.import_file(path).deck == "Here"
    assert len(collection.search("deck:Here")) == 1


def test_it_is_told_that_a_deck_is_missing(collection: Collection, tmp_path: Path) -> None:
    path = packed(
        tmp_path, notes=[making.note(1, "a", "b")], cards=[making.card(2, 1, did=77)], log=[]
    )
    report = collection.import_file(path)
    assert report.deck == "Anki"
    assert [str(each.message) for each in report.problems] == [
        "The deck of some cards is missing; they are in Anki."
    ]


def test_parts_of_tags_without_a_name_are_called_as_in_anki(
    collection: Collection, tmp_path: Path
) -> None:
    note = making.note(1, "a", "b", tags=" ::d c:: a:\n:b x:y ")
    collection.import_file(packed(tmp_path, notes=[note], cards=[making.card(2, 1)], log=[]))
    assert collection.tags() == ["a::b", "blank::d", "c::blank", "x:y"]


def test_rows_that_are_the_same_in_all_are_left_out(collection: Collection, tmp_path: Path) -> None:
    path = packed(tmp_path, notes=[making.note(1, "a", "b")], cards=[making.card(2, 1)], log=[])
    bare = tmp_path / "made.bare"
    with sqlite3.connect(bare) as raw:
        raw.executescript(
            "CREATE TABLE more AS SELECT * FROM notes; DROP TABLE notes;"
            "CREATE TABLE notes AS SELECT * FROM more, (SELECT 1 UNION SELECT 2 UNION SELECT 3)"
        )
    raw.close()
    report = collection.import_file(making.package(path, bare))
    assert (report.added, report.skipped) == (1, 2)


def test_new_cards_keep_their_order_whatever_numbers_it_was_written_in(
    collection: Collection, tmp_path: Path
) -> None:
    notes = [making.note(number, f"n{number}", "b") for number in (1, 2, 3)]
    places = {1: 1_360_829_033, 2: 1_360_828_777, 3: 7}
    cards = [making.card(key, key, due=place) for key, place in places.items()]
    collection.import_file(packed(tmp_path, notes=notes, cards=cards, log=[]))
    session = collection.study()
    found = []
    while (card := session.next()) is not None:
        found.append(card.question_html)
        session.answer(Rating.EASY)
    assert found == ["n3", "n2", "n1"]


def test_control_characters_go_as_in_anki(collection: Collection, tmp_path: Path) -> None:
    note = making.note(1, "a\x08b", "c\nd\te\x7f")
    path = packed(tmp_path, notes=[note], cards=[making.card(2, 1)], log=[])
    report = collection.import_file(path)
    assert fields(collection, "") == ("ab", "c\nd\te")
    assert [str(each.message) for each in report.problems] == [
        "2 control characters, which no screen shows, are taken out, as in Anki."
    ]
    assert collection.import_file(path).unchanged == 1
