"""Leaving, joining again and another folder lose nothing that anybody wrote meanwhile."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.carriers.folder import FolderCarrier
from flashcards.carriers.refusals import FullError
from flashcards.collection.syncing import snapshots
from flashcards.model.enums import Quality
from flashcards.model.errors import UserError
from flashcards.sync.heading import opened as header_of
from flashcards.sync.refusals import NeedsPassphraseError
from tests.sync.group import Group
from tests.sync.machines import differences


def _meet(folder: Path, *machines: Collection) -> None:
    folder.mkdir(exist_ok=True)
    for each in machines * 2:
        each.sync(folder)
        assert [str(problem) for problem in each.check()] == []
    assert [differences(machines[0], each) for each in machines] == [[] for _ in machines]


def _begun(group: Group, folder: Path) -> tuple[Collection, Collection]:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, deck="D")
    _meet(folder, one, two)
    return one, two


def _write_on_both(one: Collection, two: Collection) -> None:
    two.update_note(two.search_notes("")[0], {"Front": "written by two"})
    two.suspend([two.search("")[0]])
    two.set_options("D", new_per_day=7)
    one.update_note(one.search_notes("")[0], {"Back": "written by one"})
    one.flag([one.search("")[0]], 2)
    one.set_options("D", reviews_per_day=99)
    kind = two.note_type("Basic")
    first = kind.templates[0]
    asked = replace(first, question=first.question + " two")
    two.note_types.save(replace(kind, templates=(asked, *kind.templates[1:])))


def _all_is_there(*machines: Collection) -> None:
    for each in machines:
        card = each.card(each.search("")[0])
        assert each.note(card.note_id).fields == ("written by two", "written by one")
        assert (card.suspended, card.flag) == (True, 2)
        options = each.options("D")
        assert (options.new_per_day, options.reviews_per_day) == (7, 99)
        assert each.note_type("Basic").templates[0].question.endswith(" two")


def test_what_both_wrote_meanwhile_is_there_after_joining_again(
    group: Group, tmp_path: Path
) -> None:
    one, two = _begun(group, tmp_path / "folder")
    one.syncing.leave()
    assert not one.syncing.status().takes_part
    _write_on_both(one, two)
    two.sync(tmp_path / "folder")
    _meet(tmp_path / "folder", one, two)
    assert one.syncing.status().takes_part
    _all_is_there(one, two)


def test_in_another_folder_all_is_told_again(group: Group, tmp_path: Path) -> None:
    one, two = _begun(group, tmp_path / "folder")
    one.delete_notes([one.add_note({"Front": "gone", "Back": "x"}, deck="Other::Below")])
    session = one.study()
    session.next()
    session.answer(Quality.GOOD)
    _write_on_both(one, two)
    one.syncing.leave()
    two.syncing.leave()
    _meet(tmp_path / "another", one, two)
    _all_is_there(one, two)
    late = group.all[2]
    _meet(tmp_path / "another", one, late, two)
    _all_is_there(one, two, late)
    one.update_note(one.search_notes("")[0], {"Back": "later"})
    _meet(tmp_path / "another", one, two, late)
    assert late.note(late.search_notes("")[0]).fields[1] == "later"


def test_what_was_deleted_before_leaving_or_after_stays_deleted(
    group: Group, tmp_path: Path
) -> None:
    one, two = _begun(group, tmp_path / "folder")
    for front in ("one", "two"):
        one.add_note({"Front": front, "Back": "x"}, deck="D")
    _meet(tmp_path / "folder", one, two)
    one.delete_notes(one.search_notes("one"))
    one.syncing.leave()
    one.delete_notes(one.search_notes("two"))
    _meet(tmp_path / "folder", one, two)
    assert len(two.search("")) == len(one.search("")) == 1


def _locked(folder: Path) -> list[bool]:
    return [header_of(path.read_bytes()).lock is not None for path in folder.glob("*.seg")]


def test_what_waited_goes_into_another_folder_as_that_is_protected(
    group: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = _begun(group, tmp_path / "open")
    with monkeypatch.context() as full:
        full.setattr(FolderCarrier, "put", _refuse)
        one.add_note({"Front": "not for everybody", "Back": "x"}, deck="D")
        with pytest.raises(UserError):
            one.sync(tmp_path / "open")
        one.syncing.leave()
        (tmp_path / "protected").mkdir()
        with pytest.raises(UserError):
            one.sync(tmp_path / "protected", passphrase="secret")
    for each in (one, two, one, two):
        each.syncing.leave()
        each.sync(tmp_path / "protected", passphrase="secret")
    assert all(_locked(tmp_path / "protected"))
    assert len(two.search("not for everybody")) == 1


def test_where_the_first_file_did_not_fit_another_folder_is_looked_at_as_well(
    group: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = _begun(group, tmp_path / "folder")
    for name in ("small", "protected"):
        (tmp_path / name).mkdir()
    group.all[2].sync(tmp_path / "protected", passphrase="secret")
    one.syncing.leave()
    with monkeypatch.context() as full:
        full.setattr(FolderCarrier, "put", _refuse)
        with pytest.raises(UserError):
            one.sync(tmp_path / "small")
    with pytest.raises(NeedsPassphraseError):
        one.sync(tmp_path / "protected")
    one.sync(tmp_path / "protected", passphrase="secret")
    assert all(_locked(tmp_path / "protected"))
    group.all[2].sync(tmp_path / "protected", passphrase="secret")
    assert len(group.all[2].search("front")) == 1


def test_where_all_cannot_be_told_again_in_one_file_new_things_are_and_it_is_tried_another_day(
    group: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = _begun(group, tmp_path / "folder")
    another, late = tmp_path / "another", group.all[2]
    another.mkdir()
    one.syncing.leave()
    with monkeypatch.context() as large:
        large.setattr(snapshots, "LARGEST", 100)
        found = [one.sync(another)]
        one.add_note({"Front": "new", "Back": "x"}, deck="D")
        found.append(one.sync(another))
    (trouble,) = [str(each) for report in found for each in report.troubles]
    assert "cannot be told to other computers" in trouble
    assert len([*another.glob("*.seg")]) == 1
    group.clock.moment += timedelta(days=2)
    _meet(another, one, late)
    assert len(late.search("front")) == len(late.search("new")) == 1


def test_a_copy_that_has_told_nothing_yet_knows_its_folder(group: Group, tmp_path: Path) -> None:
    _begun(group, tmp_path / "folder")
    (tmp_path / "another").mkdir()
    copy = group.clone(0)
    for each in (copy, group.all[0]):
        each.sync(tmp_path / "folder")
        with pytest.raises(UserError, match="lacks the files"):
            each.sync(tmp_path / "another")


@pytest.mark.parametrize("passphrase", ["", "a passphrase"])
def test_a_backup_from_before_another_folder_was_chosen_goes_on_there(
    group: Group, tmp_path: Path, passphrase: str
) -> None:
    one, two = _begun(group, tmp_path / "folder")
    one.add_note({"Front": "still to be carried", "Back": "x"}, deck="D")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FolderCarrier, "put", _refuse)
        with pytest.raises(FullError):
            one.sync(tmp_path / "folder")
    backup = one.backup()
    another = tmp_path / "another"
    another.mkdir()
    for each in one, two, one:
        each.syncing.sync(another, passphrase, anew=each is not one or not any(another.iterdir()))
    two.add_note({"Front": "since", "Back": "x"}, deck="D")
    two.syncing.sync(another, passphrase)
    one.syncing.sync(another, passphrase)
    one = group.restore(0, backup)
    if passphrase:
        with pytest.raises(NeedsPassphraseError):
            one.syncing.sync(another)
    for each in one, two, one:
        report = each.syncing.sync(another, passphrase)
        assert (report.troubles, report.waiting) == ((), 0)
    assert differences(one, two) == []
    fronts = sorted(one.note(each).fields[0] for each in one.search_notes(""))
    assert fronts == ["front", "still to be carried"]
    for path in another.glob("*.seg"):
        assert (header_of(path.read_bytes()).lock is not None) == bool(passphrase)


def test_an_old_backup_goes_on_in_a_folder_that_was_cleared_since(
    group: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    one, two = _begun(group, folder)
    backup = one.backup()
    monkeypatch.setattr(snapshots, "_MANY_FILES", 1)
    for _ in range(5):
        two.add_note({"Front": "front", "Back": "back"}, deck="D")
        _meet(folder, one, two)
        group.clock.moment += timedelta(days=40)
    one = group.restore(0, backup)
    _meet(folder, one, two)
    assert len(one.search("")) == 1


def test_a_backup_restored_after_leaving_concerns_nobody_else(group: Group, tmp_path: Path) -> None:
    one, two = _begun(group, tmp_path / "folder")
    backup = one.backup()
    two.add_note({"Front": "newer", "Back": "x"}, deck="D")
    _meet(tmp_path / "folder", one, two)
    one.syncing.leave()
    group.restore(0, backup)
    one = group.all[0]
    assert not one.syncing.status().takes_part
    assert len(one.search("")) == 1
    two.sync(tmp_path / "folder")
    _meet(tmp_path / "folder", one, two)
    assert len(two.search("")) == len(one.search("")) == 2


def _refuse(*_: object) -> None:
    raise FullError("folder")


def test_joining_again_asks_for_the_passphrase_of_the_folder_it_is(
    group: Group, tmp_path: Path
) -> None:
    one, two = _begun(group, tmp_path / "open")
    late = group.all[2]
    (tmp_path / "protected").mkdir()
    late.add_note({"Front": "late", "Back": "x"}, deck="Late")
    late.sync(tmp_path / "protected", passphrase="secret")
    for each in (one, two):
        each.syncing.leave()
        with pytest.raises(NeedsPassphraseError):
            each.sync(tmp_path / "protected")
        each.sync(tmp_path / "protected", passphrase="secret")
        each.syncing.leave()
        with pytest.raises(NeedsPassphraseError):
            each.sync(tmp_path / "protected")
        each.sync(tmp_path / "protected", passphrase="secret")
    one.add_note({"Front": "later", "Back": "x"}, deck="D")
    one.sync(tmp_path / "protected", passphrase="secret")
    assert all(_locked(tmp_path / "protected"))
    one.syncing.leave()
    one.sync(tmp_path / "open")
    assert not any(_locked(tmp_path / "open"))
    one.syncing.leave()
    one.sync(tmp_path / "protected", passphrase="secret")
    assert all(_locked(tmp_path / "protected"))
    late.sync(tmp_path / "protected", passphrase="secret")
    assert len(late.search("later")) == 1
