"""Searches kept under a name: ordered, renamed, deleted, undone, and there after a restart."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from tests.conftest import FixedClock


def names(collection: Collection) -> list[str]:
    return [each.name for each in collection.browsing.searches()]


def test_searches_keep_their_order_after_a_restart(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        browsing = collection.browsing
        uids = [browsing.save_search(name, f"tag:{name}") for name in ("a", "b", "c")]
        assert browsing.move_search(uids[2], -1)
        assert not browsing.move_search(uids[0], -1)
        browsing.rename_search(uids[0], "  first  one ")
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert names(collection) == ["first one", "c", "b"]
        assert [each.query for each in collection.browsing.searches()] == [
            "tag:a",
            "tag:c",
            "tag:b",
        ]
        assert collection.check() == []


def test_each_change_is_one_step_of_undo(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        browsing = collection.browsing
        uids = [browsing.save_search(name, "dog") for name in ("a", "b", "c")]
        browsing.move_search(uids[0], 1)
        browsing.move_search(uids[0], 1)
        assert names(collection) == ["b", "c", "a"]
        browsing.delete_search(uids[1])
        assert names(collection) == ["c", "a"]
        collection.undo()
        collection.undo()
        assert names(collection) == ["b", "a", "c"]


def test_what_cannot_be_kept_is_refused(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        browsing = collection.browsing
        uid = browsing.save_search("Verbs", "tag:verb")
        for name, query, told in (
            ("verbs", "dog", "already a saved search"),
            (" ", "dog", "needs a name"),
            ("x" * 201, "dog", "needs a name"),
            ("other", "interval>soon", "not a number"),
        ):
            with pytest.raises(UserError, match=told):
                browsing.save_search(name, query)
        browsing.rename_search(uid, "VERBS")
        browsing.delete_search(uid)
        with pytest.raises(UserError, match="does not exist"):
            browsing.rename_search(uid, "gone")
        assert names(collection) == []
