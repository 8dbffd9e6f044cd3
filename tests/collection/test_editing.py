"""Writing notes and putting decks in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import CardState
from flashcards.model.ids import PresetId
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def add(collection: Collection, front: str = "one", deck: str = "Deck") -> int:
    return collection.add_note({"Front": front, "Back": "back"}, deck=deck)


def test_a_cloze_note_has_a_card_for_each_number(collection: Collection) -> None:
    note = collection.add_note({"Text": "{{c1::a}} {{c2::b}}"}, deck="D", note_type="cloze")
    first, second = collection.note_cards(note)
    collection.update_note(note, {"Text": "{{c2::b}} {{c3::c}}"})
    kept, third = collection.note_cards(note)
    assert kept == second
    assert third not in (first, second)
    collection.undo()
    assert collection.note_cards(note) == [first, second]
    assert collection.check() == []


def test_a_note_that_makes_no_card_is_refused_and_nothing_is_written(
    collection: Collection,
) -> None:
    with pytest.raises(UserError, match="front is empty"):
        collection.add_note({"Front": " ", "Back": "x"}, deck="New")
    with pytest.raises(UserError, match="no cloze"):
        collection.add_note({"Text": "plain"}, deck="New", note_type="cloze")
    assert collection.deck_names() == []
    note = add(collection)
    with pytest.raises(UserError):
        collection.update_note(note, {"Front": ""})
    assert collection.note(note).fields == ("one", "back")


def test_a_note_needs_an_answer_however_it_comes_to_lack_one(collection: Collection) -> None:
    for kind in ("basic", "basic-reverse"):
        with pytest.raises(UserError, match=r"no answer yet\. Fill in “Back”"):
            collection.add_note({"Front": "one"}, deck="New", note_type=kind)
    assert collection.deck_names() == []
    note = add(collection)
    with pytest.raises(UserError, match="no answer yet"):
        collection.update_note(note, {"Back": " \n"})
    assert collection.note(note).fields == ("one", "back")
    cloze = collection.add_note({"Text": "{{c1::a}}"}, deck="D", note_type="cloze")
    with pytest.raises(UserError, match="no answer yet"):
        collection.update_note(cloze, {"Front": "a"}, note_type="basic")
    collection.update_note(cloze, {"Text": "{{c1::b}}", "Extra": ""})
    assert collection.note(cloze).fields == ("{{c1::b}}", "")


def test_a_note_from_elsewhere_that_has_no_answer_can_still_be_changed(
    collection: Collection, tmp_path: Path
) -> None:
    note = collection.add_note({"Front": "one", "Back": "SOON GONE"}, deck="Deck")
    table = tmp_path / "notes.csv"
    collection.export(table)
    table.write_text(table.read_text().replace("SOON GONE", ""))
    collection.import_file(table)
    assert collection.note(note).fields == ("one", "")
    collection.update_note(note, {"Front": "two"}, tags=["t"])
    assert collection.note(note).fields == ("two", "")
    collection.update_note(note, {"Back": "there"})
    with pytest.raises(UserError, match="no answer yet"):
        collection.update_note(note, {"Back": ""})


def test_an_unknown_field_is_refused_with_the_fields_there_are(collection: Collection) -> None:
    with pytest.raises(UserError, match="Front, Back"):
        collection.add_note({"Question": "x"}, deck="D")


def test_changing_the_type_keeps_the_card_that_both_types_have_in_common_or_undo_brings_it_back(
    collection: Collection,
) -> None:
    note = add(collection)
    before = collection.note_cards(note)
    collection.update_note(note, note_type="basic-reverse")
    assert len(collection.note_cards(note)) == 2
    collection.undo()
    assert collection.note_cards(note) == before
    assert collection.check() == []


def test_an_id_is_never_used_again(collection: Collection) -> None:
    note = add(collection)
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    cards = collection.note_cards(note)
    collection.delete_notes([note])
    fresh = add(collection, "two")
    assert fresh > note
    assert not set(collection.note_cards(fresh)) & set(cards)
    (card,) = collection.note_cards(fresh)
    assert collection.history(card) == []
    assert collection.review_count() == 1


def test_duplicates_are_found_whatever_their_marks_and_case(collection: Collection) -> None:
    note = add(collection, "What is *one*?")
    assert collection.duplicates("what is  one?") == [note]
    assert collection.duplicates("what is two?") == []


def test_tags_are_added_and_removed_whatever_their_case(collection: Collection) -> None:
    notes = [add(collection, "a"), add(collection, "b")]
    collection.add_tags(notes, ["Bio::Cell", "x"])
    assert collection.tags() == ["Bio::Cell", "x"]
    collection.remove_tags(notes[:1], ["bio"])
    assert collection.note(notes[0]).tags == ("x",)
    assert len(collection.search("tag:bio")) == 1
    collection.undo()
    assert len(collection.search("tag:bio")) == 2


def test_renaming_a_deck_takes_its_subdecks_along(collection: Collection) -> None:
    add(collection, deck="A::B::C")
    collection.rename_deck("A::B", "X::Y")
    assert collection.deck_names() == ["A", "X", "X::Y", "X::Y::C"]
    collection.move_deck("X::Y", None)
    assert collection.deck_names() == ["A", "X", "Y", "Y::C"]
    collection.undo()
    collection.undo()
    assert collection.deck_names() == ["A", "A::B", "A::B::C"]


@pytest.mark.parametrize(
    ("old", "new"), [("A", "A::B::C"), ("A", "Z"), ("A", ""), ("A", "x::::y"), ("Q", "R")]
)
def test_a_rename_that_makes_no_sense_is_refused(
    collection: Collection, old: str, new: str
) -> None:
    collection.add_deck("A::B")
    collection.add_deck("Z")
    with pytest.raises(UserError):
        collection.rename_deck(old, new)
    assert collection.deck_names() == ["A", "A::B", "Z"]


def test_only_the_case_of_a_name_can_be_changed(collection: Collection) -> None:
    collection.add_deck("french")
    collection.rename_deck("french", "French")
    assert collection.deck_names() == ["French"]


def test_a_deleted_deck_comes_back_whole(collection: Collection) -> None:
    note = add(collection, deck="A::B")
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    (card,) = collection.note_cards(note)
    before = collection.card(card)
    assert collection.delete_deck("A") == 1
    assert collection.search("") == []
    assert collection.review_count() == 1
    collection.undo()
    assert collection.card(card) == before
    assert collection.check() == []


def test_a_reset_card_is_new_and_its_past_stays(collection: Collection) -> None:
    note = add(collection)
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    (card,) = collection.note_cards(note)
    collection.reset_cards([card])
    assert collection.card(card).memory.state is CardState.NEW
    assert len(collection.history(card)) == 2
    assert str(collection.why(card)[-1]).endswith("starts over.")
    assert collection.check() == []
    collection.undo()
    assert collection.card(card).memory.repetitions == 1
    assert collection.check() == []


def test_options_belong_to_the_preset_and_can_be_undone(collection: Collection) -> None:
    add(collection, deck="A::B")
    add(collection, deck="C")
    preset = collection.add_preset("Slow")
    collection.assign_preset("A", preset)
    collection.set_options("A", new_per_day=3, profile="source")
    assert collection.options("A::B").new_per_day == 3
    assert collection.options("C").new_per_day == 20
    collection.undo()
    assert collection.options("A::B").new_per_day == 20
    collection.delete_preset(preset)
    assert collection.preset_of("A").name == "Default"


def test_the_day_starts_at_one_time_for_all_decks(collection: Collection) -> None:
    add(collection, deck="A")
    add(collection, deck="B")
    collection.assign_preset("B", collection.add_preset("Other"))
    collection.set_options("A", day_start_minutes=300)
    assert collection.options("B").day_start_minutes == 300


@pytest.mark.parametrize(
    "change", [{"new_per_day": -1}, {"profile": "magic"}, {"nonsense": 1}, {"new_per_day": "many"}]
)
def test_an_option_out_of_range_is_refused(
    collection: Collection, change: dict[str, object]
) -> None:
    add(collection)
    with pytest.raises(UserError):
        collection.set_options("Deck", **change)


def test_text_that_no_file_can_hold_is_refused_at_the_door(collection: Collection) -> None:
    with pytest.raises(UserError, match="half a character"):
        add(collection, "\ud800")
    with pytest.raises(UserError, match="million"):
        add(collection, "x" * 1_000_001)
    note = add(collection, "a\x00b")
    assert collection.note(note).fields[0] == "ab"


def test_everything_is_there_after_a_restart(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = add(collection)
        session = collection.study()
        session.next()
        session.answer(Rating.EASY)
        card = collection.card(collection.note_cards(note)[0])
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.card(card.id) == card
        assert collection.undo() is None
        assert collection.check() == []


def test_a_listener_hears_of_each_operation_once(collection: Collection) -> None:
    heard: list[str] = []
    stop = collection.subscribe(lambda changes: heard.append(str(changes.label)))
    add(collection)
    collection.undo()
    stop()
    collection.redo()
    assert heard == ["Add note", "Add note"]


def test_deck_names_are_one_whatever_their_case_in_every_script(collection: Collection) -> None:
    add(collection, deck="Ä")
    add(collection, "two", deck="ä")
    assert collection.deck_names() == ["Ä"]
    add(collection, "three", deck="ä::x")
    assert collection.deck_names() == ["Ä", "Ä::x"]
    assert [node.name for node in collection.deck_tree()] == ["Ä"]
    assert collection.delete_deck("ä") == 3


def test_renaming_counts_parts_not_letters(collection: Collection) -> None:
    add(collection, deck="Straße::x")
    add(collection, deck="STRASSE::y")
    collection.rename_deck("strasse", "Weg")
    assert collection.deck_names() == ["Weg", "Weg::x", "Weg::y"]


@pytest.mark.parametrize(
    "change",
    [{"new_per_day": None}, {"new_per_day": 3.9}, {"drill": "no"}, {"drill": 2}],
)
def test_an_option_of_another_kind_is_refused(
    collection: Collection, change: dict[str, object]
) -> None:
    add(collection)
    with pytest.raises(UserError, match="does not fit"):
        collection.set_options("Deck", **change)


def test_what_does_not_exist_is_refused_in_words(collection: Collection) -> None:
    add(collection)
    nowhere = PresetId(99)
    for action in (
        lambda: collection.assign_preset("Deck", nowhere),
        lambda: collection.add_preset("x", copy_of=nowhere),
        lambda: collection.rename_preset(nowhere, "x"),
        lambda: collection.delete_preset(nowhere),
        lambda: collection.unbury("Nowhere"),
        lambda: collection.statistics(days=0),
        lambda: collection.update_note(99, {"Front": "x"}),
        lambda: collection.flag([1], 9),
    ):
        before = collection.undo_name
        with pytest.raises(UserError):
            action()
        assert collection.undo_name == before


def test_moving_no_cards_makes_no_deck(collection: Collection) -> None:
    collection.move_cards([], "New")
    assert collection.deck_names() == []


def _picture(number: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes([number])


def _pictures_known(collection: Collection) -> int:
    with collection._store.reading() as conn:
        return len(conn.exec_driver_sql("SELECT 1 FROM media").fetchall())


def test_pictures_go_and_come_with_the_note_they_were_added_for(collection: Collection) -> None:
    note = collection.add_note({"Front": "owl", "Back": "bird"}, deck="A")
    shown = [f"![]({collection.import_media(_picture(number))})" for number in range(2)]
    collection.update_note(note, {"Back": " ".join(shown)})
    assert str(collection.undo()) == "Edit note"
    assert collection.note(note).fields == ("owl", "bird")
    assert _pictures_known(collection) == 0
    assert str(collection.undo_name) == "Add note"
    assert str(collection.redo()) == "Edit note"
    assert collection.note(note).fields == ("owl", " ".join(shown))
    assert _pictures_known(collection) == 2
    assert collection.redo() is None


def test_a_new_note_takes_its_picture_along(collection: Collection) -> None:
    shown = f"![]({collection.import_media(_picture(0))})"
    collection.add_note({"Front": shown, "Back": "bird"}, deck="A")
    assert str(collection.undo()) == "Add note"
    assert _pictures_known(collection) == 0
    assert collection.undo_name is None


def test_a_picture_the_note_does_not_show_stays_a_step_of_its_own(collection: Collection) -> None:
    note = collection.add_note({"Front": "owl", "Back": "bird"}, deck="A")
    collection.import_media(_picture(0))
    collection.update_note(note, {"Back": "bird of prey"})
    assert str(collection.undo()) == "Edit note"
    assert _pictures_known(collection) == 1
    assert str(collection.undo()) == "Add picture"
    assert _pictures_known(collection) == 0
