"""Imports, edits, exports, backups, restores and migrations cut off by kill -9: all or nothing."""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards.formats import markdown_deck
from flashcards.store import backup, backup_media, leftovers
from flashcards.store.schema import LATEST
from tests.reliability.harness import Workers, assert_sound, kills, workers
from tests.reliability.worker import ARTICLE_TERMS, EDITED, START
from tests.store import older

QUICK = 5
"""Kills of each kind in the normal run; the long one makes 20, or what the environment says."""

ROWS = 400
PICTURED = 30


@pytest.fixture(scope="module")
def nursery(repository: Path) -> Iterator[Workers]:
    with workers(repository) as started:
        yield started


@pytest.fixture(params=[QUICK, pytest.param(20, marks=[pytest.mark.soak, pytest.mark.timeout(0)])])
def times(request: pytest.FixtureRequest) -> int:
    return int(request.param) if request.param == QUICK else kills(request.param)


@pytest.fixture
def chance() -> random.Random:
    return random.Random(26)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "collection.flashcards"


def acknowledged(lines: list[str]) -> list[str]:
    return [line.removeprefix("ok ") for line in lines if line.startswith("ok ")]


def write_deck_files(folder: Path) -> None:
    """Write a table, and Markdown decks each with a picture of its own."""
    folder.mkdir()
    rows = "".join(f"asks {number}?\tsays {number}\tt::a\n" for number in range(ROWS))
    (folder / "notes.tsv").write_text(rows)
    for name in range(40):
        picture = b"\x89PNG\r\n\x1a\n" + random.Random(name).randbytes(60_000)
        (folder / f"{name}.png").write_bytes(picture)
        text = "".join(f"## {name} asks {n}?\n![p]({name}.png)\n\n" for n in range(PICTURED))
        (folder / f"pictured-{name}.md").write_text(f"---\ndeck: D\n---\n{text}")


def test_a_killed_import_is_there_whole_or_not_at_all(
    nursery: Workers, path: Path, chance: random.Random, times: int
) -> None:
    path.parent.mkdir()
    write_deck_files(path.parent / "files")
    for number in range(times):
        for old in path.parent.glob("collection*"):  # each kill meets new notes and pictures
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        nursery.begin("import", path, seed=number + 1)
        done = acknowledged(nursery.kill_at_random(chance, steps=2, seconds=0.06))
        assert_sound(path)
        with flashcards.open(path) as collection:
            found = collection.notes_of(collection.search())
            kept = {
                name: len(collection.search(f'deck:"{name}"')) for name in collection.deck_names()
            }
            assert set(kept.values()) <= {0, ROWS, PICTURED}
            assert all(kept[f"Imported {deck}"] for deck in done[:2])
            shown = {collection.note(note).fields[1] for note in found}
            pictures = {text[5:-1] for text in shown if text.startswith("![p](")}
            folder = path.with_name("collection.media")
            assert {file.name for file in folder.glob("*")} == pictures


def test_a_killed_edit_is_there_whole_or_not_at_all(
    nursery: Workers, path: Path, chance: random.Random, times: int
) -> None:
    with flashcards.open(path) as collection:
        for number in range(120):
            front = {"Front": f"front {number}", "Back": f"back {number}"}
            collection.add_note(front, deck=EDITED, tags=[f"version::{number}"])
    for number in range(times):
        nursery.begin("edit", path, seed=number + 1)
        done = acknowledged(nursery.kill_at_random(chance, steps=3, seconds=0.05))
        assert_sound(path)
        with flashcards.open(path) as collection:
            if not collection.search():  # killed between the deletion and its undoing
                for again in range(120):
                    words = {"Front": f"front {again}", "Back": f"back {again}"}
                    collection.add_note(words, deck=EDITED, tags=[f"version::{again}"])
                continue
            found = [collection.note(note) for note in collection.notes_of(collection.search())]
            assert len(found) == 120
            versions = [note.fields[0].removeprefix("front ") for note in found]
            assert [note.fields[1] for note in found] == [f"back {each}" for each in versions]
            for note, version in zip(found, versions, strict=True):
                assert f"version::{version}" in note.tags
            assert set(done) <= {*versions, *done[:-1]}
            for tag in collection.tags():
                if tag.startswith("all-"):
                    assert len(collection.search(f"tag:{tag}")) == 120
                    collection.remove_tags([note.id for note in found], [tag])
            assert len(collection.search("is:suspended")) in (0, 120)
            decks = [name for name in collection.deck_names() if name in (EDITED, "Elsewhere")]
            assert len(decks) == 1
            if decks == ["Elsewhere"]:
                collection.rename_deck("Elsewhere", EDITED)


def test_a_killed_change_of_note_types_is_there_whole_or_not_at_all(
    nursery: Workers, path: Path, chance: random.Random, times: int
) -> None:
    with flashcards.open(path) as collection:
        for number in range(120):
            fields = {"Front": f"front {number}", "Back": f"back {number}"}
            collection.add_note(fields, deck=EDITED)
    for number in range(times):
        nursery.begin("retype", path, seed=number + 1)
        nursery.kill_at_random(chance, steps=1, seconds=0.15)
        assert_sound(path)
        with flashcards.open(path) as collection:
            found = [collection.note(note) for note in collection.search_notes("")]
            assert sorted(note.fields[:2] for note in found) == sorted(
                (f"front {number}", f"back {number}") for number in range(120)
            )
            [kind] = {collection.note_type(note.note_type_id).uid for note in found}
            templates = len(collection.note_type(kind).templates)
            assert len(collection.search("")) == 120 * templates


def test_a_killed_change_of_an_article_is_there_whole_or_not_at_all(
    nursery: Workers, path: Path, chance: random.Random, times: int
) -> None:
    met: Counter[str] = Counter()
    for number in range(times):
        nursery.begin("follow", path, seed=number + 1)
        done = acknowledged(nursery.kill_at_random(chance, steps=4, seconds=0.1))
        assert_sound(path)
        with flashcards.open(path) as collection:
            texts = [collection.note(n).fields for n in collection.notes_of(collection.search())]
            assert len(texts) in ((ARTICLE_TERMS,) if done else (0, ARTICLE_TERMS))
            versions = {back.rpartition(" ")[2].rstrip(".") for _, back in texts}
            assert len(versions) <= 1
            assert set(done[-1:]) <= {str(int(each) - late) for each in versions for late in (0, 1)}
            kept = collection.articles.sources()
            met[f"{len(kept)} kept"] += 1
            for row in kept:
                text = collection.articles.source(row.id).text
                passages = collection.articles.passages(row.id)
                assert len(passages) == row.notes == ARTICLE_TERMS
                assert all(text[each.start : each.stop] == each.quote for each in passages)
                assert f"in the year {versions.pop()}." in text
    assert met["1 kept"]


def test_a_killed_export_leaves_the_old_file_or_the_new_one(
    nursery: Workers, path: Path, chance: random.Random, times: int
) -> None:
    folder = path.parent / "exports"
    folder.mkdir(parents=True)
    picture = b"\x89PNG\r\n\x1a\n" + chance.randbytes(200_000)
    with flashcards.open(path) as collection:
        shown = f"![p]({collection.import_media(picture)})"
        for number in range(300):
            collection.add_note({"Front": f"front {number}", "Back": shown}, deck="Out")
    for _ in range(times):
        nursery.begin("export", path)
        done = acknowledged(nursery.kill_at_random(chance, steps=3, seconds=0.05))
        flashcards.open(path).close()  # the next start tidies up
        assert_sound(path)
        assert {file.suffix for file in folder.iterdir()} <= {".md", ".csv", ".png"}
        assert set(done) <= {file.name for file in folder.iterdir()}
        if (folder / "out.md").exists():
            deck = markdown_deck.read_bytes((folder / "out.md").read_bytes(), "out.md")
            assert (len(deck.notes), deck.problems) == (300, ())
            assert [file.read_bytes() for file in folder.glob("*.png")] == [picture]
        if (folder / "out.csv").exists():
            assert len((folder / "out.csv").read_text().splitlines()) in (300, 301)
            assert (folder / "out.csv").read_bytes().endswith(b"\n")


def test_after_a_killed_backup_the_newest_one_can_be_restored(
    nursery: Workers, path: Path, chance: random.Random, times: int, tmp_path: Path
) -> None:
    with flashcards.open(path) as collection:
        rows = "".join(f"row {number}\t{'b' * 300}\n" for number in range(4_000))
        (tmp_path / "rows.tsv").write_text(rows)
        collection.import_file(tmp_path / "rows.tsv", deck="A")
    for number in range(times):
        nursery.begin("backup", path, seed=number * 3)
        made = acknowledged(nursery.kill_at_random(chance, steps=2, seconds=0.1))
        assert_sound(path, lambda: START)
        newest = backup.list_backups(path)[0]
        if made:
            assert newest.path.name >= Path(made[-1]).name
        assert backup.verify(newest.path).notes == newest.notes >= 4_000
        assert not list(newest.path.parent.glob("*.partial*"))
        elsewhere = tmp_path / f"restored-{number}" / "collection.flashcards"
        for acknowledged_one in map(Path, made[-1:]):
            found = backup_media.coming(acknowledged_one, elsewhere)
            assert (found.back, found.lacking) == (found.files, 0)
        with flashcards.open(path, lambda: START) as collection:
            collection.back_up_if_due(daily=True)  # copies what a kill came before
        flashcards.restore(newest.path, elsewhere)
        found = backup_media.coming(newest.path, elsewhere)
        assert (found.back, found.lacking) == (0, 0)
        assert_sound(elsewhere, lambda: START)
        shutil.rmtree(elsewhere.parent)


def test_a_killed_restore_leaves_the_old_collection_or_the_new_one(
    nursery: Workers, path: Path, chance: random.Random, times: int, tmp_path: Path
) -> None:
    kept = path.parent / "kept"
    kept.mkdir(parents=True)
    (tmp_path / "rows.tsv").write_text("".join(f"{n}\tb\n" for n in range(3_000)))
    with flashcards.open(path, lambda: START) as collection:
        shown = collection.import_media(b"\x89PNG\r\n\x1a\n" + b"x" * 3_000_000)
        collection.add_note({"Front": "one", "Back": f"![]({shown})"}, deck="A")
        shutil.copy(collection.backup(), kept / "a.flashcards")
        collection.import_file(tmp_path / "rows.tsv", deck="A")
        shutil.copy(collection.backup(), kept / "b.flashcards")
    shutil.copytree(leftovers.backups_folder(path) / "media", kept / "media")
    for _ in range(times):
        (path.parent / "collection.media" / shown).unlink(missing_ok=True)
        nursery.begin("restore", path)
        nursery.kill_at_random(chance, steps=2, seconds=0.08)
        with flashcards.open(path) as collection:
            assert len(collection.search()) in (1, 3_001)
            brought = {file.name for file in collection.media_path("x").parent.iterdir()}
            assert brought <= {shown}
            assert all(collection.media_path(name).stat().st_size > 3_000_000 for name in brought)
            collection.media.bring_missing([shown])  # where a kill came before it
        assert_sound(path)
        for info in backup.list_backups(path):
            assert backup.verify(info.path).notes in (1, 3_001)


def test_a_killed_migration_leaves_the_older_collection_or_the_newer_one(
    nursery: Workers, path: Path, chance: random.Random, times: int, tmp_path: Path
) -> None:
    texts = [f"front {number}\x1fback" for number in range(5_000)]
    older.cards_of_layout(tmp_path / "older.flashcards", 1, texts)
    met: Counter[int] = Counter()
    for number in range(times):
        here = tmp_path / str(number) / path.name
        here.parent.mkdir()
        shutil.copy(tmp_path / "older.flashcards", here)
        nursery.begin("migrate", here)
        nursery.kill_at_random(chance, steps=0, seconds=0.03)
        with closing(sqlite3.connect(here)) as raw:
            met[raw.execute("PRAGMA user_version").fetchone()[0]] += 1
        assert_sound(here)
        with flashcards.open(here) as collection:
            assert len(collection.search()) == 5_000
        for info in backup.list_backups(here):  # of both layouts
            assert backup.verify(info.path).notes == 5_000
    assert set(met) <= {1, LATEST}
