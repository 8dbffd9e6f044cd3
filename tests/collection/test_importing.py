"""Bringing deck files in, again, and back out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.errors import CancelledError
from flashcards.model.notes import Field
from tests.conftest import FixedClock

DECK = """---
deck: Top::Sub
id: sub
tags: all
---
# Heading
## What is one? {#one}
The first.
Tags: own

C: A {{c1::gap}} and {{c2::another}}. {#gaps}
"""


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_deck_without_a_name_is_called_as_its_file(
    collection: Collection, tmp_path: Path
) -> None:
    for name in ("Rivers.md", "Lakes.cards.md", "Seas.CARDS.MD", ".cards.md"):
        file = tmp_path / name
        file.write_text(f"## Of {name}?\nYes\n", encoding="utf-8")
        collection.import_file(file)
    assert {"Rivers", "Lakes", "Seas", ".cards"} <= set(collection.deck_names())


def test_importing_the_same_file_again_changes_nothing(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(tmp_path, "deck.md", DECK)
    first = collection.import_file(path)
    assert (first.deck, first.added, first.problems) == ("Top::Sub", 2, ())
    again = collection.import_file(path)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert len(collection.search("deck:Top")) == 3


def test_a_reworded_note_keeps_its_card_and_its_past(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(tmp_path, "deck.md", DECK)
    collection.import_file(path)
    (card,) = collection.search("first")
    session = collection.study()
    answered = session.next()
    assert answered is not None
    session.answer(flashcards.Rating.GOOD)
    path.write_text(DECK.replace("The first.", "The very first."))
    report = collection.import_file(path)
    assert (report.updated, report.unchanged) == (1, 1)
    assert collection.search("very") == [card]
    assert collection.card(answered.id).memory.repetitions == 1


def test_a_renamed_deck_keeps_its_name_when_its_file_comes_again(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(tmp_path, "deck.md", DECK)
    collection.import_file(path)
    collection.rename_deck("Top::Sub", "Mine")
    assert collection.import_file(path).deck == "Mine"
    assert "Top::Sub" not in collection.deck_names()


def test_the_learner_s_own_tags_stay_when_a_file_comes_again(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(tmp_path, "deck.md", DECK)
    collection.import_file(path)
    notes = collection.notes_of(collection.search("first"))
    collection.add_tags(notes, ["mine"])
    collection.import_file(path)
    assert collection.note(notes[0]).tags == ("all", "mine", "own")


def test_an_import_is_one_step_to_undo(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(written(tmp_path, "deck.md", DECK))
    assert str(collection.undo()) == "Import deck.md"
    assert collection.search("") == []
    assert collection.deck_names() == []
    assert collection.search("gap") == []
    assert str(collection.redo()) == "Import deck.md"
    assert len(collection.search("gap")) == 2
    assert collection.check() == []


def test_rows_with_the_same_front_are_both_kept_and_known_again(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(tmp_path, "words.tsv", "bank\triver\tgeo\nbank\tmoney\n\tlost\n")
    report = collection.import_file(path)
    assert (report.deck, report.added) == ("words", 2)
    assert report.problems
    again = collection.import_file(path)
    assert (again.added, again.unchanged) == (0, 2)


def test_a_cancelled_import_keeps_nothing(collection: Collection, tmp_path: Path) -> None:
    path = written(tmp_path, "big.tsv", "".join(f"f{i}\tb{i}\n" for i in range(9_000)))
    with pytest.raises(CancelledError):
        collection.import_file(path, progress=lambda done, total: done < 4_000)
    assert collection.search("") == []
    assert collection.undo_name is None
    assert collection.check() == []


@pytest.mark.parametrize("name", ["deck.md", "deck.csv", "deck.tsv"])
def test_what_is_exported_can_be_imported_elsewhere(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock, name: str
) -> None:
    collection.import_file(written(tmp_path, "deck.md", DECK))
    out = tmp_path / "out" / name
    out.parent.mkdir()
    assert collection.export(out) == 2
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as other:
        report = other.import_file(out)
        assert (report.added, report.problems) == (2, ())
        assert len(other.search("")) == 3
        theirs = {other.note(n).guid for n in other.notes_of(other.search(""))}
    assert theirs == {collection.note(n).guid for n in collection.notes_of(collection.search(""))}


def test_a_picture_comes_along_with_its_deck(collection: Collection, tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(64)
    (tmp_path / "cell.png").write_bytes(picture)
    path = written(tmp_path, "deck.md", "## Cell? {#cell}\n![a cell](cell.png)\n")
    report = collection.import_file(path)
    assert report.problems == ()
    (note,) = collection.notes_of(collection.search(""))
    name = collection.note(note).fields[1].partition("](")[2].rstrip(")")
    assert collection.media_path(name).read_bytes() == picture


def test_a_missing_picture_is_told_and_the_note_kept(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(tmp_path, "deck.md", "## Cell? {#cell}\n![a cell](cell.png)\n")
    report = collection.import_file(path)
    assert report.added == 1
    assert "cell.png" in str(report.problems[0])


def test_decks_of_a_table_have_the_one_above_them_in_common_whatever_its_capitals(
    collection: Collection, tmp_path: Path
) -> None:
    path = written(tmp_path, "words.csv", "front,back,deck\na,1,Bio::Cells\nb,2,bio::Plants\n")
    report = collection.import_file(path, deck="Mine")
    assert collection.deck_names() == ["Mine", "Mine::Cells", "Mine::Plants"]
    assert report.deck == "Mine"


@pytest.mark.parametrize("name", ["nothing.md", "deck.xyz"])
def test_a_file_that_cannot_be_read_is_refused_in_words(
    collection: Collection, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UserError):
        collection.import_file(tmp_path / name)


def test_real_tables_of_others_come_in_without_loss(collection: Collection, shared: Path) -> None:
    for path in sorted((shared / "real" / "csv").glob("*.csv")):
        report = collection.import_file(path, deck=f"Real::{path.stem}")
        assert report.added + report.unchanged + report.updated > 0
    assert collection.import_file(shared / "real" / "csv" / "kraj011__quizlet.txt").added > 0
    with pytest.raises(UserError, match="separator"):
        collection.import_file(shared / "real" / "csv" / "kraj011__all_vocab.txt")
    assert collection.check() == []


def test_a_table_comes_in_where_basic_has_a_third_field_and_leaves_that_alone(
    collection: Collection, tmp_path: Path
) -> None:
    basic = collection.note_type("basic")
    collection.note_types.save(basic.with_fields([*basic.field_list(), Field("Hint")]))
    table = written(tmp_path, "own.csv", "front,back\nsun,Sol\nmoon,Luna\n")
    assert collection.import_file(table).added == 2
    [moon] = collection.search_notes("moon")
    collection.update_note(moon, {"Hint": "at night"})
    table.write_text("front,back\nsun,Sol\nmoon,la Luna\n")
    again = collection.import_file(table)
    assert (again.updated, again.unchanged) == (1, 1)
    assert collection.note(moon).fields == ("moon", "la Luna", "at night")
    assert collection.check() == []
