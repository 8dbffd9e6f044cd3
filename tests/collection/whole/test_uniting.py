"""A collection's file comes into one that has notes already: nothing is doubled or lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from tests.collection.whole.everything import facts, lived_in
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "other" / "other.flashcards", fixed_clock) as opened:
        yield opened


@pytest.fixture
def words(collection: Collection) -> list[int]:
    return [
        collection.add_note({"Front": word, "Back": f"{word} back"}, "French", ["noun"])
        for word in ("un", "deux", "trois")
    ]


def carried(source: Collection, target: Collection, deck: str | None = None) -> tuple[int, ...]:
    """Bring one collection into another; return how many notes were added, updated and so on."""
    file = source.path.with_name("carried.json")
    source.export(file, deck)
    report = target.import_file(file)
    assert target.check() == []
    return report.added, report.updated, report.unchanged, report.skipped


def answer(collection: Collection, count: int, rating: Rating = Rating.GOOD) -> None:
    session = collection.study()
    for _ in range(count):
        session.next()
        session.answer(rating)
    session.close()


def test_a_file_imported_twice_changes_nothing(
    collection: Collection, other: Collection, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    lived_in(collection, fixed_clock)
    collection.export(tmp_path / "all.cards.zip")
    other.import_file(tmp_path / "all.cards.zip")
    before = facts(other.path)
    report = other.import_file(tmp_path / "all.cards.zip")
    assert (report.added, report.updated) == (0, 0)
    assert facts(other.path) == before
    assert other.check() == []


def test_its_own_file_changes_nothing_in_a_collection(
    collection: Collection, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    lived_in(collection, fixed_clock)
    before = facts(collection.path)
    collection.export(tmp_path / "all.cards.zip")
    collection.import_file(tmp_path / "all.cards.zip")
    assert facts(collection.path) == before
    assert collection.check() == []


@pytest.mark.usefixtures("words")
def test_notes_join_those_that_are_here(collection: Collection, other: Collection) -> None:
    other.add_note({"Front": "vier", "Back": "four"}, "German")
    assert carried(collection, other) == (3, 0, 0, 0)
    assert other.deck_names() == ["French", "German"]
    assert len(other.search("")) == 4


@pytest.mark.usefixtures("words")
def test_answers_of_both_sides_count(
    collection: Collection, other: Collection, fixed_clock: FixedClock
) -> None:
    carried(collection, other)
    answer(collection, 2)
    fixed_clock.advance(days=1)
    answer(other, 3)
    assert carried(collection, other) == (0, 2, 1, 0)
    assert other.review_count() == 5
    assert carried(other, collection) == (0, 3, 0, 0)
    assert collection.review_count() == 5
    logs = [
        sorted((row.at, row.quality) for row in each.history(card))
        for each in (collection, other)
        for card in each.search("un")
    ]
    assert logs[0] == logs[1]


@pytest.mark.usefixtures("words")
def test_undo_takes_united_answers_back_and_redo_brings_them(
    collection: Collection, other: Collection, fixed_clock: FixedClock
) -> None:
    carried(collection, other)
    answer(other, 1)
    fixed_clock.advance(days=1)
    answer(collection, 3)
    collection.undo()
    carried(collection, other)
    assert other.review_count() == 3
    other.undo()
    assert other.check() == []
    assert other.review_count() == 1
    other.redo()
    assert other.check() == []
    assert other.review_count() == 3


def test_an_answer_struck_there_is_struck_here(
    collection: Collection, other: Collection, words: list[int]
) -> None:
    answer(collection, 1)
    carried(collection, other)
    assert other.review_count() == 1
    collection.undo()
    carried(collection, other)
    assert other.review_count() == 0
    other.undo()
    assert other.check() == []
    assert other.review_count() == 1
    assert len(words) == 3


def text(collection: Collection, guid: str) -> str:
    found = (collection.note(note) for note in collection.search_notes(""))
    return next(note.fields[1] for note in found if note.guid == guid)


def test_an_edit_made_there_comes_in_and_one_made_here_stays(
    collection: Collection, other: Collection, words: list[int]
) -> None:
    guids = [collection.note(note).guid for note in words]
    carried(collection, other)
    collection.update_note(words[0], {"Back": "edited there"}, tags=["noun", "new"])
    mine = next(n for n in other.search_notes("") if other.note(n).guid == guids[1])
    other.update_note(mine, {"Back": "edited here"})
    assert carried(collection, other) == (0, 1, 2, 0)
    assert text(other, guids[0]) == "edited there"
    assert text(other, guids[1]) == "edited here"
    assert "new" in other.tags()


def test_of_a_field_edited_on_both_sides_the_own_stays_and_the_other_is_kept(
    collection: Collection, other: Collection, words: list[int]
) -> None:
    guid = collection.note(words[0]).guid
    carried(collection, other)
    mine = next(n for n in other.search_notes("") if other.note(n).guid == guid)
    collection.update_note(words[0], {"Back": "edited there"})
    other.update_note(mine, {"Back": "edited here"})
    file = collection.path.with_name("again.json")
    collection.export(file)
    [problem] = other.import_file(file).problems
    assert "yours stays" in str(problem)
    assert text(other, guid) == "edited here"
    assert "edited there" in [revision.value for revision in other.revisions(mine)]
    assert other.import_file(file).problems == ()


def test_an_older_file_does_not_bring_back_what_was_said_before(
    collection: Collection, words: list[int], tmp_path: Path
) -> None:
    collection.export(tmp_path / "old.json")
    collection.update_note(words[0], {"Back": "better"})
    report = collection.import_file(tmp_path / "old.json")
    assert (report.updated, report.problems) == (0, ())
    assert collection.note(words[0]).fields[1] == "better"


def test_what_was_decided_here_of_cards_decks_and_options_stays(
    collection: Collection, other: Collection, words: list[int]
) -> None:
    carried(collection, other)
    other.rename_deck("French", "Français")
    other.set_options("Français", new_per_day=3)
    other.suspend(other.search("un"))
    collection.flag(collection.search("un"), 2)
    assert carried(collection, other) == (0, 0, 3, 0)
    assert other.deck_names() == ["Français"]
    assert other.options("Français").new_per_day == 3
    assert len(other.search("is:suspended")) == 1
    assert len(words) == 3


@pytest.mark.usefixtures("words")
def test_a_note_deleted_here_comes_back_with_its_history_and_leaves_the_bin(
    collection: Collection, other: Collection
) -> None:
    answer(collection, 3)
    carried(collection, other)
    other.delete_notes(other.search_notes("un"))
    assert len(other.bin()) == 1
    assert carried(collection, other) == (1, 0, 2, 0)
    assert other.review_count() == 3
    assert other.bin() == []
    [card] = other.search("un")
    assert len(other.history(card)) == 1
    other.undo()
    assert other.check() == []
    assert len(other.bin()) == 1
    assert (len(other.search("")), other.review_count()) == (2, 3)


def test_a_field_and_a_card_type_that_are_missing_here_are_added(
    collection: Collection, other: Collection
) -> None:
    types = collection.note_types
    own = types.create(types.new("Verb"))
    note = collection.add_note({"Front": "go", "Back": "went"}, "D", note_type=own.uid)
    carried(collection, other)
    edited = collection.note_type(own.uid)
    from dataclasses import replace

    wider = replace(
        edited, fields=(*edited.fields, "Meaning"), field_uids=(*edited.field_uids, "meaning")
    )
    types.save(wider, types.effect_of(wider))
    collection.update_note(note, {"Meaning": "gehen"})
    assert carried(collection, other) == (0, 1, 0, 0)
    there = other.note(other.search_notes("gehen")[0])
    assert there.fields == ("go", "went", "gehen")


@pytest.mark.usefixtures("words")
def test_one_deck_goes_alone_with_what_it_needs(
    collection: Collection, other: Collection, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    lived_in(collection, fixed_clock)
    collection.export(tmp_path / "one.cards.zip", "Languages::French")
    report = other.import_file(tmp_path / "one.cards.zip")
    assert report.added == len(collection.search_notes('deck:"Languages::French"'))
    assert other.deck_names() == ["Languages", "Languages::French"]
    assert other.bin() == []
    assert other.articles.sources() == []
    assert other.check() == []
    for card in other.search(""):
        assert other.preset_of("Languages").name == "By FSRS"
        assert other.card(card) is not None


@pytest.mark.usefixtures("words")
def test_a_collection_can_come_under_a_deck(
    collection: Collection, other: Collection, tmp_path: Path
) -> None:
    collection.export(tmp_path / "all.json")
    other.import_file(tmp_path / "all.json", "From my sister")
    assert other.deck_names() == ["From my sister", "From my sister::French"]
