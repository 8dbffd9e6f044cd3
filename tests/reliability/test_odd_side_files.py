"""Whatever stands where the small files beside a collection belong: it opens, or says why not."""

import os
from pathlib import Path

import pytest

import flashcards
from flashcards import UserError
from tests.odd_files import TEXTS, THINGS, put

FRONT = {"Front": "capital of France", "Back": "Paris"}
ODD = [*TEXTS, *THINGS]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "collection.flashcards"
    with flashcards.open(path) as collection:
        collection.add_note(FRONT, deck="Geo")
        collection.backup()
    return path


def opens_whole(path: Path) -> None:
    with flashcards.open(path) as collection:
        assert len(collection.search()) == 1
        assert len(collection.backups()) == 1
        assert collection.check() == []
        assert "\ud800" not in str(collection.location_warning())


@pytest.mark.parametrize("name", ODD)
def test_an_odd_device_file_is_made_anew(path: Path, name: str) -> None:
    put(path.with_name(path.name + ".device"), name)
    if name in ("folder", "pipe"):
        with pytest.raises(UserError, match="cannot be used"):
            flashcards.open(path)
        return
    with flashcards.open(path) as collection:
        told = "could not be read" in str(collection.location_warning())
    assert told or name == "UTF-16"  # which JSON may be
    opens_whole(path)
    with flashcards.open(path) as collection:
        assert "could not be read" not in str(collection.location_warning())


@pytest.mark.parametrize("name", ODD)
def test_an_odd_lock_file_is_used_or_told_of(path: Path, name: str) -> None:
    put(path.with_name(path.name + ".lock"), name)
    if name in THINGS:
        with pytest.raises(UserError, match="cannot be used"):
            flashcards.open(path)
        return
    opens_whole(path)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_note_of_something_unfinished_stops_nothing(path: Path, name: str) -> None:
    put(path.with_name(path.name + ".unfinished-abc"), name)
    opens_whole(path)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_index_of_backups_hides_none(path: Path, name: str) -> None:
    put(path.parent / "backups" / path.stem / "index.json", name)
    opens_whole(path)


@pytest.mark.parametrize("beside", [".lock", ".device", ".device.partial"])
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_planted_link_leads_nothing_of_ours_elsewhere(
    path: Path, tmp_path: Path, beside: str, link: object
) -> None:
    diary = tmp_path / "diary"
    diary.write_text("dear diary")
    planted = path.with_name(path.name + beside)
    planted.unlink(missing_ok=True)
    assert callable(link)
    link(diary, planted)
    if beside == ".lock":
        with pytest.raises(UserError, match="cannot be used"):
            flashcards.open(path)
    else:
        opens_whole(path)
    assert diary.read_text() == "dear diary"


def test_a_planted_note_removes_nothing_it_did_not_make(path: Path, tmp_path: Path) -> None:
    others = tmp_path / ".film.part"
    others.write_text("half a film")
    picture = path.with_name("collection.media") / "kept.txt"
    picture.parent.mkdir()
    picture.write_text("kept")
    note = path.with_name(path.name + ".unfinished-abc")
    named = f'{{"drafts": ["{others}"], "pictures": ["kept.txt", "../{path.name}"]}}'
    note.write_text(named)
    opens_whole(path)
    assert others.read_text() == "half a film"
    assert picture.read_text() == "kept"
    assert not note.exists()


def test_an_export_to_a_stick_that_was_pulled_out_keeps_nobody_out(
    path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    draft = stick / ".abc-0.part"
    draft.write_text("half a deck")
    note = path.with_name(path.name + ".unfinished-abc")
    note.write_text(f'{{"drafts": ["{draft}"]}}')
    stick.chmod(0o500)
    if os.geteuid() == 0:  # who may write anywhere: let something else stand in the way
        stick.chmod(0o700)
        draft.unlink()
        draft.mkdir()
    opens_whole(path)
    stick.chmod(0o700)
    if draft.is_file():
        assert note.exists()
    opens_whole(path)
    assert not draft.is_file()


def test_a_backup_dated_on_no_day_stops_no_later_one(path: Path) -> None:
    folder = path.parent / "backups" / path.stem
    made = next(folder.glob("*.flashcards"))
    odd = folder / "collection-20260230T120000Z.flashcards"
    odd.write_bytes(made.read_bytes())
    with flashcards.open(path) as collection:
        collection.backup()
        assert len(collection.backups()) == 2
    assert odd.exists()


@pytest.mark.parametrize("name", THINGS)
@pytest.mark.parametrize("ending", ["csv", "md"])
def test_importing_what_is_no_file_is_refused_and_the_collection_stays_usable(
    path: Path, tmp_path: Path, name: str, ending: str
) -> None:
    put(tmp_path / f"deck.{ending}", name)
    with flashcards.open(path) as collection:
        with pytest.raises(UserError):
            collection.import_file(tmp_path / f"deck.{ending}")
        with pytest.raises(UserError):
            collection.import_media(tmp_path / f"deck.{ending}")
        with pytest.raises(UserError):
            collection.articles.read(tmp_path / f"deck.{ending}")
        assert collection.check() == []


@pytest.mark.parametrize("name", ["pipe", "endless device", "folder"])
def test_a_deck_with_such_a_picture_comes_without_it(path: Path, tmp_path: Path, name: str) -> None:
    put(tmp_path / "p.png", name)
    (tmp_path / "deck.md").write_text("# Deck\n\n## Question?\n\nAnswer ![p](p.png)\n")
    with flashcards.open(path) as collection:
        report = collection.import_file(tmp_path / "deck.md")
        assert report.added == 1
        assert any("p.png" in str(problem.message) for problem in report.problems)


@pytest.mark.parametrize("name", [*TEXTS, *THINGS])
def test_odd_settings_give_the_defaults(tmp_path: Path, name: str) -> None:
    from flashcards import settings

    put(tmp_path / "settings.json", name)
    try:
        found = settings.load(tmp_path / "settings.json")
    except UserError:
        assert name in THINGS
        return
    assert found == settings.Settings(other=found.other)
