"""Notes made here come back from a package for Anki as what they were."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.formats.anki.zstandard import zstd
from flashcards.model.exporting import ExportChoices
from tests.collection.anki.test_importing import PICTURE
from tests.conftest import FixedClock

TEXTS = {
    "basic": {"Front": "a **b** $x$", "Back": "- one\n- two"},
    "cloze": {"Text": "{{c1::a}} and {{c3::*b*::hint}}", "Extra": "`code`"},
    "list": {"Question": "Which?", "Items": "one\n**two**\nthree", "All at once": "y"},
    "choice": {"Question": "Q", "Answer": "r", "Wrong answers": "w\nv", "Explanation": "*so*"},
    "basic-optional-reverse": {"Front": "f", "Back": "b", "Add reverse": "y"},
    "type-answer": {"Front": "f", "Back": "b"},
    "term": {"Term": "t", "Definition": "d", "Example": "e"},
}


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    (tmp_path / "one").mkdir()
    with flashcards.open(tmp_path / "one" / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


@pytest.fixture
def other(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    (tmp_path / "two").mkdir()
    with flashcards.open(tmp_path / "two" / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def content(collection: Collection) -> dict[str, object]:
    """Return all notes with their cards, by what they are called in every copy."""
    found: dict[str, object] = {}
    for note_id in collection.notes_of(collection.search("")):
        note = collection.note(note_id)
        kind = collection.note_type(note.note_type_id)
        cards = {
            (card.template_uid, card.ordinal): (
                card.memory,
                card.due_at,
                card.flag,
                card.suspended,
            )
            for card in map(collection.card, collection.note_cards(note_id))
        }
        found[note.guid] = (kind.uid, kind.fields, note.fields, note.tags, cards)
    return found


def filled(collection: Collection, clock: FixedClock) -> None:
    for uid, texts in TEXTS.items():
        collection.add_note(texts, "A::B", ["tag"], uid)
    verb = collection.note_types.new("Verb")
    kind = collection.note_types.create(verb)
    collection.add_note(dict.fromkeys(kind.fields, "a *b*"), "A", (), kind.uid)
    name = collection.import_media(PICTURE)
    collection.add_note({"Front": f"![p]({name})", "Back": "picture"}, "A")
    session = collection.study()
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY):
        session.next()
        session.answer(rating)
        clock.advance(seconds=20)


@pytest.mark.parametrize("older", [False, True])
def test_all_is_there_in_another_collection(
    collection: Collection,
    other: Collection,
    tmp_path: Path,
    fixed_clock: FixedClock,
    older: bool,
) -> None:
    filled(collection, fixed_clock)
    path = tmp_path / "out.apkg"
    collection.export(path, older=older)
    other.import_file(path)
    assert content(other) == content(collection)
    assert other.review_count() == collection.review_count()


def test_importing_what_was_exported_changes_nothing(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    filled(collection, fixed_clock)
    before = content(collection)
    path = tmp_path / "out.apkg"
    collection.export(path)
    for _ in range(2):
        report = collection.import_file(path)
        assert (report.added, report.updated) == (0, 0)
        assert content(collection) == before
    again = tmp_path / "again.apkg"
    collection.export(again)
    collection.export(path)
    assert again.read_bytes() == path.read_bytes()


def test_cards_set_by_hand_at_one_moment_stay_as_they_are(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    filled(collection, fixed_clock)
    collection.reset_cards(collection.search("-is:new"))
    before = content(collection)
    path = tmp_path / "out.apkg"
    collection.export(path)
    report = collection.import_file(path)
    assert report.updated == 0
    assert content(collection) == before


def in_anki(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change a package as Anki does, which keeps no texts beside the fields."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bare = path.with_suffix(".bare")
    bare.write_bytes(zstd.decompress(parts["collection.anki21b"]))
    raw = sqlite3.connect(bare)
    raw.execute("UPDATE notes SET data = ''")
    change(raw)
    raw.commit()
    raw.close()
    parts["collection.anki21b"] = zstd.compress(bare.read_bytes())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_what_anki_kept_as_it_was_stays_markdown_here(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    filled(collection, fixed_clock)
    before = content(collection)
    path = tmp_path / "out.apkg"
    collection.export(path)
    in_anki(path, lambda raw: None)
    report = collection.import_file(path)
    assert (report.added, report.updated) == (0, 0)
    assert content(collection) == before


def test_what_was_edited_in_anki_is_edited_here(collection: Collection, tmp_path: Path) -> None:
    note = collection.add_note(TEXTS["basic"], "A")
    items = collection.add_note(TEXTS["list"], "A", (), "list")
    path = tmp_path / "out.apkg"
    collection.export(path)

    def edit(raw: sqlite3.Connection) -> None:
        raw.execute("UPDATE notes SET flds = replace(flds, '<li>one', '<li>1 <b>st</b>')")
        raw.execute("UPDATE notes SET flds = replace(flds, '{{c1::one', '{{c1::eins')")
        raw.execute("UPDATE notes SET mod = mod + 100")

    in_anki(path, edit)
    report = collection.import_file(path)
    assert report.updated == 2
    assert collection.note(note).fields == ("a **b** $x$", "- 1 **st**\n- two")
    assert collection.note(items).fields[1] == "{{c1::eins}}\n{{c2::**two**}}\n{{c3::three}}"


def test_an_answer_given_in_anki_counts_here(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    collection.add_note(TEXTS["basic"], "A")
    path = tmp_path / "out.apkg"
    collection.export(path)
    fixed_clock.advance(hours=2)
    at_ms = int(fixed_clock.now.timestamp() * 1000) - 60_000

    def answer(raw: sqlite3.Connection) -> None:
        [(card,)] = raw.execute("SELECT id FROM cards").fetchall()
        raw.execute("INSERT INTO revlog VALUES (?, ?, 0, 4, 4, 0, 2500, 3000, 0)", (at_ms, card))
        [(created,)] = raw.execute("SELECT crt FROM col").fetchall()
        due = (at_ms // 1000 - created) // 86_400 + 4
        raw.execute("UPDATE cards SET type=2, queue=2, due=?, ivl=4, factor=2500, reps=1", (due,))

    in_anki(path, answer)
    collection.import_file(path)
    assert collection.review_count() == 1
    [card] = collection.search("is:review due=4")
    assert collection.card(card).template_uid == "basic-1"


def test_a_type_described_by_a_stranger_takes_no_place_of_another(
    collection: Collection, tmp_path: Path
) -> None:
    kind = collection.note_types.create(collection.note_types.new("Verb"))
    collection.add_note(dict.fromkeys(kind.fields, "x"), "A", (), kind.uid)
    path = tmp_path / "out.apkg"
    collection.export(path, older=True)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bare = tmp_path / "bare"
    bare.write_bytes(parts["collection.anki21"])
    raw = sqlite3.connect(bare)
    [(models,)] = raw.execute("SELECT models FROM col").fetchall()
    found = json.loads(models)
    for each in found.values():
        each["flashcards"]["uid"] = "strange"
        each["flashcards"]["templates"][0]["uid"] = "basic-1"
    raw.execute("UPDATE col SET models = ?", (json.dumps(found),))
    raw.execute("UPDATE notes SET guid = 'strange'")
    raw.commit()
    raw.close()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (parts | {"collection.anki21": bare.read_bytes()}).items():
            archive.writestr(name, data)
    collection.import_file(path)
    assert len(collection.search("note:Basic")) == 0
    assert len(collection.search("")) == 2


def test_choices_are_those_of_the_dialog() -> None:
    assert ExportChoices() == ExportChoices(True, True, True, False)
