"""A deck file that comes again: what is recognised, what is followed and what stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.ids import CardId
from flashcards.model.notes import Note
from flashcards.store import media
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def notes_in(collection: Collection, query: str = "") -> list[Note]:
    return [collection.note(n) for n in collection.notes_of(collection.search(query))]


def learn(collection: Collection, deck: str | None = None) -> CardId:
    """Answer one card and return its id."""
    session = collection.study(deck)
    card = session.next()
    assert card is not None
    session.answer(Rating.GOOD)
    return CardId(card.id)


# Recognised --------------------------------------------------------------------


def test_the_same_front_in_another_deck_is_another_note(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(written(tmp_path, "french.csv", "pain,bread\nchat,cat\n"))
    report = collection.import_file(written(tmp_path, "english.csv", "pain,suffering\nice,glace\n"))
    assert (report.added, report.updated) == (2, 0)
    assert [n.fields[1] for n in notes_in(collection, "deck:french pain")] == ["bread"]
    assert [n.fields[1] for n in notes_in(collection, "deck:english pain")] == ["suffering"]


def test_notes_without_ids_are_recognised_in_a_renamed_deck(
    collection: Collection, tmp_path: Path
) -> None:
    table = written(tmp_path, "french.csv", "pain,bread\nchat,cat\n")
    collection.import_file(table)
    deck = written(tmp_path, "deck.md", "---\ndeck: A\nid: a\n---\n## One?\nTwo.\n")
    collection.import_file(deck)
    collection.rename_deck("french", "Français")
    collection.rename_deck("A", "B")
    assert collection.import_file(table, deck="Français").unchanged == 2
    assert collection.import_file(deck).unchanged == 1
    assert collection.deck_names() == ["B", "Français"]


def test_rows_of_one_table_that_name_decks_may_share_a_front(
    collection: Collection, tmp_path: Path
) -> None:
    text = "front,back,deck\npain,bread,French\npain,suffering,English\n"
    collection.import_file(written(tmp_path, "words.csv", text))
    turned = "front,back,deck\npain,suffering,English\npain,bread,French\n"
    assert collection.import_file(written(tmp_path, "words.csv", turned)).unchanged == 2
    assert collection.deck_names() == ["English", "French"]


def test_a_table_that_brings_both_new_and_changed_notes_is_imported(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(written(tmp_path, "w.tsv", "a\tb\nc\td\n"))
    for note in notes_in(collection):
        collection.update_note(note.id, note_type="basic-reverse")
    report = collection.import_file(written(tmp_path, "w.tsv", "x\ty\na\tB\nz\tz\nc\tD\n"))
    assert (report.added, report.updated) == (2, 2)
    assert len(collection.search("")) == 6
    assert collection.check() == []


# Types -------------------------------------------------------------------------


def test_a_reverse_added_in_the_file_keeps_what_was_learnt(
    collection: Collection, tmp_path: Path
) -> None:
    text = "---\ndeck: A\nid: a\n---\n## One? {#one}\nTwo.\n"
    path = written(tmp_path, "a.md", text)
    collection.import_file(path)
    card = learn(collection)
    path.write_text(text + "Reverse: yes\n")
    assert collection.import_file(path).updated == 1
    assert collection.card(card).memory.repetitions == 1
    assert [template(collection, c) for c in collection.search("")] == [
        "basic-reverse-1",
        "basic-reverse-2",
    ]
    path.write_text(text)
    collection.import_file(path)
    assert collection.search("") == [card]
    assert collection.card(card).memory.repetitions == 1
    collection.undo()
    collection.undo()
    assert template(collection, card) == "basic-1"
    assert collection.check() == []


def template(collection: Collection, card: CardId) -> str:
    return collection.card(card).template_uid


def test_a_type_changed_by_hand_keeps_what_was_learnt(collection: Collection) -> None:
    note = collection.add_note({"Front": "a", "Back": "b"}, deck="A")
    card = learn(collection)
    collection.update_note(note, note_type="basic-reverse")
    assert collection.card(card).memory.repetitions == 1
    assert len(collection.search("")) == 2
    collection.undo()
    assert collection.search("") == [card]
    collection.redo()
    collection.update_note(note, {"Text": "{{c1::a}}"}, note_type="cloze")
    assert card not in collection.search("")
    assert collection.check() == []


@pytest.mark.parametrize("row", ["a\tB\n", 'a\t"B"\n'])
def test_a_table_without_types_leaves_a_note_its_reverse(
    collection: Collection, tmp_path: Path, row: str
) -> None:
    collection.import_file(written(tmp_path, "w.tsv", "a\tb\nc\td\n"))
    (note,) = notes_in(collection, "b")
    collection.update_note(note.id, note_type="basic-reverse")
    report = collection.import_file(written(tmp_path, "w.tsv", row + "c\td\n"))
    assert (report.updated, report.unchanged) == (1, 1)
    assert len(collection.note_cards(note.id)) == 2
    assert collection.note(note.id).fields == ("a", "B")


# Sources -----------------------------------------------------------------------


SECTIONS = "---\ndeck: A\nid: a\nsource: Old title\n---\n# Old\n## One? {#one}\nTwo.\n"


def test_a_changed_section_and_source_are_followed(collection: Collection, tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", SECTIONS)
    collection.import_file(path)
    path.write_text(SECTIONS.replace("Old", "New"))
    assert collection.import_file(path).updated == 1
    assert _source(collection) == "New title: New"
    assert collection.import_file(path).unchanged == 1
    collection.undo()
    assert _source(collection) == "Old title: Old"


def test_a_table_leaves_sections_and_sources_alone(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(written(tmp_path, "a.md", SECTIONS))
    table = "front,back,tags,deck,guid,type\nOne?,Three.,,A,a/one,basic\n"
    assert collection.import_file(written(tmp_path, "a.csv", table)).updated == 1
    assert _source(collection) == "Old title: Old"


def _source(collection: Collection) -> str:
    card = collection.study("A").next()
    assert card is not None
    return card.source


def test_cards_moved_elsewhere_stay_there(collection: Collection, tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", SECTIONS)
    collection.import_file(path)
    collection.move_cards(collection.search(""), "Mine")
    collection.delete_deck("A")
    path.write_text(SECTIONS.replace("Two", "Three"))
    assert collection.import_file(path).updated == 1
    assert len(collection.search("deck:Mine Three")) == 1
    assert collection.deck_names() == ["Mine"]


# Nothing to import -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("deck.md", "---\ndeck: A\n---\n\nQ: Why?\n", "deck.md holds no notes: line 5: The q"),
        ("deck.md", "Only prose.\n", "deck.md holds no notes. A note is a line such as"),
        ("deck.csv", "", "deck.csv holds no notes. Each row needs a front and a back"),
        ("deck.csv", "front,back\n", "deck.csv holds no notes"),
        ("deck.tsv", "a\t\n\tb\n", "deck.tsv holds no notes: line 1: This row has no back"),
        ("deck.csv", "front,back,type\n<br>,b,basic\n", "deck.csv holds no notes: line 2: "),
    ],
)
def test_a_file_without_a_note_is_refused_and_leaves_no_trace(
    collection: Collection, tmp_path: Path, name: str, text: str, told: str
) -> None:
    with pytest.raises(UserError) as caught:
        collection.import_file(written(tmp_path, name, text), deck="New")
    assert str(caught.value).startswith(told)
    assert collection.deck_names() == []
    assert collection.undo_name is None


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.mark.parametrize("in_the_way", ["collection.media", "collection.media/{name}.part/x"])
def test_a_picture_that_cannot_be_kept_is_told_in_words(
    collection: Collection, tmp_path: Path, in_the_way: str
) -> None:
    obstacle = tmp_path / in_the_way.format(name=media.name_for(PICTURE))
    obstacle.parent.mkdir(parents=True, exist_ok=True)
    obstacle.write_text("in the way")
    (tmp_path / "cell.png").write_bytes(PICTURE)
    path = written(tmp_path, "deck.md", "## Cell? {#cell}\n![a cell](cell.png)\n")
    with pytest.raises(UserError, match=r"is a file, not a folder|could not be kept"):
        collection.import_file(path)
    with pytest.raises(UserError, match=r"is a file, not a folder|could not be kept"):
        collection.import_media(PICTURE)
    assert collection.deck_names() == []


def _reversed(folder: Path, collection: Collection) -> Path:
    text = "---\ndeck: A\nid: a\n---\n## One? {#one}\nTwo.\nReverse: yes\n"
    path = written(folder, "a.md", text)
    collection.import_file(path)
    return path


def test_a_reversed_card_with_answers_outlives_its_line_in_the_file_and_that_is_told(
    collection: Collection, tmp_path: Path
) -> None:
    path = _reversed(tmp_path, collection)
    (note,) = notes_in(collection)
    first, second = collection.note_cards(note.id)
    collection.suspend([first])
    assert learn(collection) == second
    before = collection.card(second)
    path.write_text(path.read_text().replace("Two.\nReverse: yes\n", "Three.\n"))
    report = collection.import_file(path)
    assert report.updated == 1
    assert collection.note(note.id).fields == ("One?", "Three.")
    assert collection.card(second) == before
    (problem,) = report.problems
    assert "“One?” has no reverse" in str(problem.message)
    again = collection.import_file(path)
    assert (again.unchanged, len(again.problems)) == (1, 1)
    collection.update_note(note.id, note_type="basic")
    assert collection.import_file(path).problems == ()
    assert collection.note_cards(note.id) == [first]


def test_a_reversed_card_never_answered_goes_with_its_line_in_the_file_and_undo_brings_it_back(
    collection: Collection, tmp_path: Path
) -> None:
    path = _reversed(tmp_path, collection)
    (note,) = notes_in(collection)
    first, second = collection.note_cards(note.id)
    collection.suspend([second])
    assert learn(collection) == first
    path.write_text(path.read_text().replace("Reverse: yes\n", ""))
    assert collection.import_file(path).problems == ()
    assert collection.note_cards(note.id) == [first]
    assert collection.history(first) != []
    collection.undo()
    assert collection.note_cards(note.id) == [first, second]
