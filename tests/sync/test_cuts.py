"""A round that is cut off, at whichever write, loses nothing and doubles nothing."""

from contextlib import ExitStack
from itertools import count

from flashcards.api import Collection
from tests.sync.cuts import cut_off
from tests.sync.disks import disk_of, kept, put_back
from tests.sync.dots import picture
from tests.sync.group import Group
from tests.sync.learner import answer
from tests.sync.machines import differences


def _work(machine: Collection, word: str, dot: int) -> None:
    """Do a little of everything that a round brings to others."""
    machine.update_note(machine.search_notes("shared")[0], {"Back": f"{word} back"})
    answer(machine)
    machine.add_note({"Front": word, "Back": f"![]({machine.import_media(picture(dot))})"}, word)
    machine.delete_notes(machine.search_notes(f"gone_{word}"))


def _begin(group: Group) -> None:
    one, two, _ = group.all
    for front in ("shared", "gone_one", "gone_two"):
        one.add_note({"Front": front, "Back": "back"}, "Deck")
    group.sync(one, two, one)
    _work(two, "two", 2)
    group.sync(two)
    _work(one, "one", 1)


def test_a_round_can_be_cut_off_after_every_write(group: Group) -> None:
    """To be cut off before the next one is the same to the disk."""
    _begin(group)
    files, pictures = dict(group.shelf.files), dict(group.shelf.pictures)
    one, two = kept(group.all[0]), kept(group.all[1])
    with ExitStack() as stack:
        for steps in count(2, 2):
            group.shelf.files, group.shelf.pictures = dict(files), dict(pictures)
            one, two = (stack.enter_context(put_back(each, disk_of(each))) for each in (one, two))
            again = cut_off(one, group.shelf, steps)
            one = one if again is None else stack.enter_context(again)
            group.sync(one, two)
            _all_is_there(one, two)
            assert len(group.shelf.pictures) == 2
            if again is None:
                break
    assert steps > 10, "a round has several writes"


def _all_is_there(one: Collection, two: Collection) -> None:
    assert differences(one, two) == []
    assert one.check() == []
    fronts = [one.note(number).fields[0] for number in one.search_notes("")]
    assert sorted(fronts) == ["one", "shared", "two"]
    assert one.review_count() == 2
    with one._store.reading() as conn:
        texts = {row[0] for row in conn.exec_driver_sql("SELECT value FROM revisions")}
    assert "two back" in texts, "of two texts of a field the earlier is in its history"
