"""Pictures come along with the notes that show them."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.collection.syncing import syncing
from flashcards.store.connections import raw_of
from flashcards.subjects.syncing import SyncingFace
from flashcards.sync import secret
from tests.sync.dots import picture
from tests.sync.group import Group, Pair
from tests.sync.machines import Clock, Shelf


def _meet(pair: Pair, shelf: Shelf, key: secret.Key | None = None) -> None:
    for each in (*pair, *pair):
        report = syncing.sync(each._store, shelf, key)
        assert report.troubles == ()


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_a_picture_reaches_the_other(pair: Pair, passphrase: str) -> None:
    one, two = pair
    key = secret.unlocked(passphrase, b"salt" * 4) if passphrase else None
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    shelf = Shelf()
    _meet(pair, shelf, key)
    assert two.media_path(name).read_bytes() == picture(7)
    assert (name in shelf.pictures) == (not passphrase)
    assert two.check() == []


def _damaged(pair: Pair, folder: Path) -> tuple[str, Path]:
    """Let one add a picture, and cut off what it put into the folder; return name and file."""
    one, _ = pair
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    one.syncing.sync(folder)
    file = folder / "media" / name
    file.write_bytes(picture(7)[:20])
    return name, file


def test_a_picture_that_is_not_what_its_name_says_is_on_its_way_for_an_hour(
    pair: Pair, tmp_path: Path
) -> None:
    _, two = pair
    name, file = _damaged(pair, tmp_path)
    report = two.syncing.sync(tmp_path)
    assert (report.waiting, report.troubles) == (1, ())
    assert not two.media_path(name).exists()
    file.write_bytes(picture(7))
    assert two.syncing.sync(tmp_path).waiting == 0
    assert two.media_path(name).read_bytes() == picture(7)


def test_a_picture_that_stays_damaged_is_told_of_and_put_there_again(
    pair: Pair, tmp_path: Path
) -> None:
    one, two = pair
    name, _ = _damaged(pair, tmp_path)
    two.syncing.sync(tmp_path)
    clock = two.clock
    assert isinstance(clock, Clock)
    for hours in (2, 24):
        clock.moment += timedelta(hours=hours)
        (trouble,) = two.syncing.sync(tmp_path).troubles
        assert f"{name} in the sync folder is damaged" in str(trouble)
        one.syncing.sync(tmp_path)
    assert two.syncing.sync(tmp_path).troubles == ()
    assert two.media_path(name).read_bytes() == picture(7)


def test_a_picture_under_a_key_met_in_an_earlier_run_is_found(pair: Pair, tmp_path: Path) -> None:
    one, two = pair
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for each, folder in ((one, mine), (two, theirs)):  # both begin, each with a salt of its own
        folder.mkdir()
        each.add_note({"Front": folder.name, "Back": "answer"}, deck="Pictures")
        each.syncing.sync(folder, "correct horse")
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    one.syncing.sync(mine, "correct horse")
    for file in mine.glob("*.seg"):
        shutil.copy(file, theirs)
    two.syncing.sync(theirs, "correct horse")
    shutil.copytree(mine / "media", theirs / "media")
    SyncingFace(two._store).sync(theirs, "correct horse")  # as after a restart
    assert two.media_path(name).read_bytes() == picture(7)


@pytest.mark.parametrize("sends", [True, False], ids=["sending", "fetching"])
def test_a_round_ends_with_the_next_picture_where_it_is_stopped(pair: Pair, sends: bool) -> None:
    one, two = pair
    names = [one.import_media(picture(shade)) for shade in range(6)]
    shown = "".join(f"![]({name})" for name in names)
    one.add_note({"Front": shown, "Back": "six dots"}, deck="Pictures")
    shelf = Shelf()
    if not sends:
        syncing.sync(one._store, shelf)
    stops = syncing.sync((one if sends else two)._store, shelf, None, lambda done, _total: done < 2)
    assert stops.stopped
    held = [name for name in names if two.media_path(name).exists()]
    assert len(shelf.pictures if sends else held) == 2
    _meet(pair, shelf)
    assert all(two.media_path(name).exists() for name in names)


def test_a_round_that_is_stopped_at_once_tells_nothing_and_loses_nothing(pair: Pair) -> None:
    one, two = pair
    one.add_note({"Front": "a", "Back": "b"}, deck="Letters")
    shelf = Shelf()
    report = syncing.sync(one._store, shelf, None, lambda _done, _total: False)
    assert (report.stopped, report.told, shelf.files) == (True, 0, {})
    _meet(pair, shelf)
    assert len(two.search_notes("")) == 1


def test_a_picture_that_one_deletes_while_the_other_shows_it_comes_to_all(group: Group) -> None:
    one, two, three = group.all
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    group.sync(one, two, one)
    one.delete_notes(one.search_notes(""))
    one.empty_bin()
    two.empty_bin()
    group.sync(one, two)
    two.media.put_into_bin([name])
    one.add_note({"Front": f"again ![]({name})", "Back": "a dot"}, deck="Pictures")
    group.meet()
    group.meet()
    for each in (one, two, three):
        assert each.media_path(name).read_bytes() == picture(7)
        assert each.media.look_through().missing == []


def test_a_new_picture_is_no_reason_to_read_all_notes_where_another_was_deleted(
    group: Group,
) -> None:
    one, two, _ = group.all
    gone = one.import_media(picture(7))
    group.meet()
    one.media.put_into_bin([gone])
    one.add_note({"Front": "old", "Back": "x"}, deck="Pictures")
    group.meet()
    name = one.import_media(picture(8))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    asked: list[str] = []
    raw = raw_of(two._store._writer)
    raw.set_trace_callback(asked.append)
    group.sync(one, two)
    raw.set_trace_callback(None)
    assert any("INTO media" in each for each in asked)
    assert not [each for each in asked if "fields FROM notes WHERE id >" in each]


def test_a_picture_that_one_deletes_comes_back_with_a_note_from_the_bin_of_the_other(
    group: Group,
) -> None:
    one, two, three = group.all
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    group.sync(one, two, one)
    one.delete_notes(one.search_notes(""))
    group.sync(one, two)
    two.empty_bin()
    two.media.put_into_bin([name])
    group.sync(two)
    (entry,) = one.bin()
    one.restore_from_bin(entry.id)
    group.meet()
    group.meet()
    for each in (one, two, three):
        assert each.media_path(name).read_bytes() == picture(7)
