"""Files nothing shows go to the bin and come back; files that are missing are found."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.enums import NoteKind
from flashcards.model.errors import CancelledError
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template
from flashcards.store import backup_media
from flashcards.store.leftovers import backups_folder
from flashcards.text.file_names import KnownFiles, filled, made_names, ways
from tests.conftest import FixedClock
from tests.effort import never_for_ever

Keep = Callable[..., str]


def picture(number: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes([number]) * (number + 20)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def keep(collection: Collection, tmp_path: Path) -> Keep:
    """Keep a picture that was called so, and return the name it has in the collection."""

    def keeping(title: str, number: int) -> str:
        file = tmp_path / title
        file.write_bytes(picture(number))
        return collection.import_media(file)

    return keeping


def unused(collection: Collection) -> set[str]:
    return {file.name for file in collection.media.look_through().unused}


def missing(collection: Collection) -> dict[str, int]:
    return {file.name: file.notes for file in collection.media.look_through().missing}


def test_what_nothing_names_is_unused_the_largest_first(collection: Collection, keep: Keep) -> None:
    shown, small, large = keep("shown.png", 1), keep("small.png", 2), keep("large.png", 3)
    collection.add_note({"Front": f"![]({shown})", "Back": "b"}, deck="D")
    report = collection.media.look_through()
    assert [(file.name, file.title) for file in report.unused] == [
        (large, "large.png"), (small, "small.png"),
    ]  # fmt: skip
    assert report.unused_size == len(picture(2)) + len(picture(3))
    assert (report.files, report.missing) == (3, [])


@pytest.mark.parametrize(
    "written",
    [
        "[sound:my cat (1).png]",
        '<img src="my cat (1).png">',
        '<img src="my%20cat%20%281%29.png">',
        "<img src='my&#32;cat (1).png'>",
        "<video src=\"x\"><source src='my cat (1).png'></video>",
        "`my cat (1).png`",
        "![](<my cat \\(1\\).png>)",
    ],
)
def test_a_file_named_as_it_was_called_is_used(
    collection: Collection, keep: Keep, written: str
) -> None:
    keep("my cat (1).png", 1)
    collection.add_note({"Front": written, "Back": "b"}, deck="D")
    assert unused(collection) == set()


def test_accents_written_apart_name_the_same_file(collection: Collection, keep: Keep) -> None:
    keep("\u00e9t\u00e9.png", 1)
    collection.add_note({"Front": '<img src="e\u0301te\u0301.png">', "Back": "b"}, deck="D")
    assert unused(collection) == set()


def test_note_types_decks_and_the_bin_use_files_too(collection: Collection, keep: Keep) -> None:
    names = [keep(f"{number}.png", number) for number in range(5)]
    made = NoteType(
        NoteTypeId(0), "", "Mine", NoteKind.NORMAL, ("A", "B"),
        (Template("", "One", f'<img src="{names[0]}">{{{{A}}}}', "{{B}}"),),
        css=f'.card {{ background: url("{names[1]}") }}',
    )  # fmt: skip
    collection.note_types.create(made)
    gone = collection.add_note({"Front": f"![]({names[2]})", "Back": "b"}, deck="D")
    collection.delete_notes([gone])
    assert unused(collection) == {names[3], names[4]}


def test_what_a_note_said_before_uses_files_as_it_can_come_back(
    collection: Collection, keep: Keep
) -> None:
    name = keep("a.png", 1)
    note = collection.add_note({"Front": f"![]({name})", "Back": "b"}, deck="D")
    collection.update_note(note, {"Front": "without", "Back": "b"})
    assert unused(collection) == set()


def test_what_is_being_written_uses_files(collection: Collection, keep: Keep) -> None:
    name, other = keep("a.png", 1), keep("b.png", 2)
    draft = {"new note": {"fields": {"Front": f"![]({name})"}, "marks": [["b.png"]]}}
    collection.path.with_suffix(".drafts.json").write_text(json.dumps(draft))
    assert unused(collection) == set()
    collection.path.with_suffix(".drafts.json").unlink()
    assert unused(collection) == {name, other}


def test_a_name_made_of_a_field_is_a_name(collection: Collection, keep: Keep) -> None:
    cat, dog = keep("cat.png", 1), keep("dog.png", 2)
    made = NoteType(
        NoteTypeId(0), "", "Mine", NoteKind.NORMAL, ("Word", "B"),
        (Template("", "One", '<img src="{{text:Word}}.png">', "{{B}}"),),
    )  # fmt: skip
    collection.note_types.create(made)
    collection.add_note({"Word": "cat", "B": "b"}, deck="D", note_type="Mine")
    assert unused(collection) == {dog}
    assert cat not in unused(collection)


def test_a_file_whose_name_begins_with_a_line_is_kept(collection: Collection, keep: Keep) -> None:
    keep("_font.png", 1)
    assert unused(collection) == set()


def test_missing_files_lead_to_their_notes(collection: Collection, keep: Keep) -> None:
    lost, here = keep("lost.png", 1), keep("here.png", 2)
    first, second = (
        collection.add_note({"Front": f"{n} ![]({lost}) ![]({here})", "Back": "b"}, deck="D")
        for n in range(2)
    )
    third = collection.add_note(
        {"Front": "[sound:gone.mp3] ![](https://example.org/x.png) `![](code.png)`", "Back": "b"},
        deck="D",
    )
    collection.media_path(lost).unlink()
    by_kept, by_sound = collection.media.look_through().missing
    assert (by_kept.name, by_kept.title, by_kept.note_ids) == (lost, "lost.png", (first, second))
    assert (by_sound.name, by_sound.note_ids) == ("gone.mp3", (third,))


def test_a_style_that_names_a_missing_font_is_told(collection: Collection) -> None:
    made = NoteType(
        NoteTypeId(0), "", "Mine", NoteKind.NORMAL, ("A", "B"),
        (Template("", "One", "{{A}}", "{{B}}"),),
        css='@font-face { font-family: x; src: url("_gone.ttf") }',
    )  # fmt: skip
    collection.note_types.create(made)
    [found] = collection.media.look_through().missing
    assert (found.name, found.notes, found.note_types) == ("_gone.ttf", 0, ("Mine",))


def test_a_missing_file_comes_back_from_the_backups(collection: Collection, keep: Keep) -> None:
    lost = keep("lost.png", 1)
    collection.add_note({"Front": f"![]({lost})", "Back": "b"}, deck="D")
    collection.backup()
    collection.media_path(lost).unlink()
    [found] = collection.media.look_through().missing
    assert found.in_backups
    assert collection.media.bring_missing([found.name]) == 1
    assert missing(collection) == {}
    assert collection.media_path(lost).read_bytes() == picture(1)


def test_the_bin_keeps_files_through_a_restart_and_gives_them_back(
    collection_path: Path, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    (tmp_path / "cat.png").write_bytes(picture(1))
    with flashcards.open(collection_path, fixed_clock) as collection:
        name = collection.import_media(tmp_path / "cat.png")
        assert collection.media.put_into_bin([name, name, "../x"]) == 1
        assert str(collection.undo_name) == "Delete media file"
        assert unused(collection) == set()
    with flashcards.open(collection_path, fixed_clock) as collection:
        [entry] = collection.bin()
        assert (entry.name, entry.files, entry.size) == ("cat.png", 1, len(picture(1)))
        assert collection.check() == []
        assert collection.restore_from_bin(entry.id).files == 1
        assert collection.bin() == []
        assert unused(collection) == {name}
        assert collection.media.look_through().unused[0].title == "cat.png"


def test_one_undo_takes_the_deletion_back_and_redo_does_it_again(
    collection: Collection, keep: Keep
) -> None:
    names = [keep("a.png", 1), keep("b.png", 2)]
    collection.media.put_into_bin(names)
    collection.undo()
    assert (collection.bin(), unused(collection)) == ([], set(names))
    collection.redo()
    assert (len(collection.bin()), unused(collection)) == (1, set())


def test_a_file_without_a_row_goes_to_the_bin_and_comes_back_too(
    collection: Collection, keep: Keep
) -> None:
    lone = keep("a.png", 1)
    collection.undo()
    assert unused(collection) == {lone}
    assert collection.media.put_into_bin([lone]) == 1
    [entry] = collection.bin()
    collection.restore_from_bin(entry.id)
    assert unused(collection) == {lone}


def test_files_go_from_the_disk_only_after_thirty_days_and_a_restart(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        name = collection.import_media(picture(1))
        kept = collection.import_media(picture(2))
        collection.media.put_into_bin([name, kept])
        fixed_clock.advance(days=31)
        collection.rest()
        assert collection.bin() == []
        assert collection.media_path(name).exists()
        collection.add_note({"Front": f"![]({kept})", "Back": "b"}, deck="D")
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.rest()
        assert not collection.media_path(name).exists()
        assert collection.media_path(kept).exists()  # a note shows it again
        assert unused(collection) == set()
        made = collection.backup()
        assert (made.parent / "media" / name).exists()  # its backup may need it
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.media.tidy() == 0
        assert collection.check() == []


def let_go(path: Path, clock: FixedClock) -> str:
    """Delete a picture for good in a session that ends, and return its name."""
    with flashcards.open(path, clock) as collection:
        name = collection.import_media(picture(1))
        collection.media.put_into_bin([name])
        clock.advance(days=31)
        collection.rest()
    return name


def test_a_file_that_was_edited_and_is_in_no_backup_stays(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    name = let_go(collection_path, fixed_clock)
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.media_path(name).write_bytes(b"edited")
        assert collection.media.tidy() == 0
        assert collection.media_path(name).read_bytes() == b"edited"
        assert unused(collection) == {name}


def test_without_room_for_backups_goes_what_they_have_and_the_rest_waits(
    collection_path: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = let_go(collection_path, fixed_clock)
    kept = backups_folder(collection_path) / "media" / name
    content = kept.read_bytes()
    kept.unlink()
    monkeypatch.setattr(backup_media, "LEAVE_FREE", 1 << 60)
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.media.tidy() == 0
        assert collection.media_path(name).exists()
    kept.write_bytes(content)
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.import_media(picture(2))  # for this one there is no room
        assert collection.media.tidy() == 1
        assert not collection.media_path(name).exists()


def test_what_was_let_go_in_this_session_comes_back_by_undo(
    collection: Collection, keep: Keep
) -> None:
    name = keep("a.png", 1)
    collection.media.put_into_bin([name])
    collection.empty_bin()
    collection.rest()
    assert collection.media_path(name).exists()
    collection.undo()
    collection.restore_from_bin(collection.bin()[0].id)
    assert unused(collection) == {name}


def test_a_look_can_be_cancelled(collection: Collection) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, deck="D")
    with pytest.raises(CancelledError):
        collection.media.look_through(lambda _done, _total: False)


def test_names_are_looked_up_in_four_ways() -> None:
    assert ways("a%20b&amp;c.png") == ["a%20b&amp;c.png", "a%20b&c.png", "a b&c.png"]


def test_known_files_are_found_by_any_ending_and_by_none() -> None:
    known = KnownFiles(["a.png", "aa.png", "README", "x.PNG"])
    assert set(known.named_in("see aa.png and README")) == {"aa.png", "README"}
    assert set(known.named_in("x.PNG")) == {"x.PNG"}
    assert set(known.named_in("0aa.png, b-a.png, b_a.png")) == set()
    assert set(known.named_in("(a.png)")) == {"a.png"}
    assert set(KnownFiles([]).named_in("a.png")) == set()


def test_names_of_very_many_endings_take_no_time() -> None:
    known = KnownFiles([f"a.{number:x}g" for number in range(30_000)] + ["b.png"])
    with never_for_ever():
        assert set(known.named_in(".z" * 500_000 + " b.png")) == {"b.png"}
    bare = KnownFiles([f"same{number}" for number in range(30_000)])
    with never_for_ever():
        assert set(bare.named_in("sam " * 100_000 + "same7")) == {"same7"}


def test_names_made_of_fields_are_filled() -> None:
    assert made_names('<img src="_{{Word}}.png">[sound:{{kana:Word}}.mp3]{{Word}}') == [
        "_{{Word}}.png", "{{kana:Word}}.mp3",
    ]  # fmt: skip
    assert filled("_{{kana:Word}}.png", {"Word": "neko"}) == "_neko.png"


def test_a_note_of_files_to_remove_that_is_spoilt_does_no_harm(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    flashcards.open(collection_path, fixed_clock).close()
    for value in ("[" * 100_000, '["x"]', '{"../x": 1, "a.png": 2}', "nonsense"):
        with closing(sqlite3.connect(collection_path)) as raw, raw:
            raw.execute("INSERT OR REPLACE INTO collection VALUES ('media_let_go', ?)", (value,))
        with flashcards.open(collection_path, fixed_clock) as collection:
            collection.rest()
            assert collection.check() == []


def test_a_template_of_many_beginnings_of_names_takes_no_time() -> None:
    assert made_names("{{A}}" + "src=" * 50_000) == []
