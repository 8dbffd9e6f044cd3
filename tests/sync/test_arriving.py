"""Files that come late, twice or never: what came is taken in, and none of it keeps back more."""

import gc
from datetime import timedelta

import pytest

from flashcards.api import Collection
from flashcards.carriers.carrier import Entry
from flashcards.carriers.refusals import FullError
from flashcards.collection.syncing import syncing
from tests.sync.carrying import Service
from tests.sync.dots import picture
from tests.sync.group import Group
from tests.sync.machines import Shelf


def _written(group: Group, question: str, deck: str = "Deck") -> str:
    """Add a note on the first machine; return the name of the file that tells of it."""
    before = set(group.shelf.files)
    group.all[0].add_note({"Front": question, "Back": "answer"}, deck)
    group.sync(group.all[0])
    (name,) = set(group.shelf.files) - before
    return name


def _questions(collection: Collection) -> list[str]:
    return sorted(collection.note(each).fields[0] for each in collection.search_notes(""))


def _waiting(collection: Collection, shelf: Shelf) -> int:
    report = syncing.sync(collection._store, shelf)
    assert report.troubles == ()
    return report.waiting


def test_a_file_that_waits_and_lies_there_twice_is_taken_in(group: Group) -> None:
    two, service = group.all[1], Shelf()
    first, second, third = (_written(group, each) for each in ("a", "b", "c"))
    files = group.shelf.files
    copy = third.replace(".seg", " (conflicted copy).seg")
    service.files = {first: files[first], third: files[third], copy: files[third]}
    for _ in range(2):
        assert _waiting(two, service) == 1
        assert _questions(two) == ["a"]
    service.files[second] = files[second]
    assert _waiting(two, service) == 0
    assert _questions(two) == ["a", "b", "c"]
    group.meet()


@pytest.mark.parametrize("act", ["adds a card", "moves a card"])
def test_cards_whose_deck_never_comes_are_shown_after_a_week_and_found_when_it_does(
    group: Group, act: str
) -> None:
    one, two, _ = group.all
    _written(group, "first")
    group.meet()
    lost = _written(group, "lost", "Lost")
    if act == "adds a card":
        one.add_note({"Front": "later", "Back": "answer"}, "Lost")
    else:
        one.move_cards(one.search("first"), "Lost")
    group.sync(one)
    held = group.shelf.files.pop(lost)
    assert _waiting(two, group.shelf) == 1
    group.clock.moment += timedelta(days=8)
    assert _waiting(two, group.shelf) == 0
    found = {"adds a card": ["first", "later"], "moves a card": ["first"]}[act]
    assert _questions(two) == found
    assert "Recovered notes" in two.deck_names()
    assert two.check() == []
    group.shelf.files[lost] = held
    group.meet()
    assert two.deck_names() == one.deck_names()
    assert "Recovered notes" not in two.deck_names()


def test_what_was_said_first_of_a_deck_counts_though_it_comes_last(group: Group) -> None:
    one, two, _ = group.all
    _written(group, "first")
    group.meet()
    lost = _written(group, "lost", "Lost")
    one.add_preset("Other", deck="Lost")
    group.sync(one)
    held = group.shelf.files.pop(lost)
    assert _waiting(two, group.shelf) == 1
    group.clock.moment += timedelta(days=8)
    assert _waiting(two, group.shelf) == 0
    group.shelf.files[lost] = held
    group.meet()
    assert "Lost" in two.deck_names()
    assert two.deck_names() == one.deck_names()


def test_a_full_folder_keeps_nobody_from_hearing(group: Group) -> None:
    one, two, _ = group.all
    service = Service()
    views = [service.view("laptop"), service.view("phone")]
    names = [each.import_media(picture(shade)) for shade, each in enumerate((one, two))]
    for each, name, view in zip((one, two), names, views, strict=False):
        each.add_note({"Front": f"![]({name})", "Back": "a dot"}, "Deck")
        if each is one:
            syncing.sync(one._store, view)
            service.settle()
    views[1].trouble = FullError("phone")
    with pytest.raises(FullError):
        syncing.sync(two._store, views[1])
    assert len(_questions(two)) == 2
    assert two.media_path(names[0]).read_bytes() == picture(0)
    assert two.syncing.status().waiting > 0
    service.settle()
    for each, view in ((two, views[1]), (one, views[0])):
        syncing.sync(each._store, view)
        service.settle()
    assert _questions(one) == _questions(two)
    assert one.media_path(names[1]).read_bytes() == picture(1)


def test_a_clock_that_was_ahead_once_does_not_make_what_waits_wait_for_years(group: Group) -> None:
    two, shelf = group.all[1], group.shelf
    first, _ = _written(group, "first"), _written(group, "second")
    del shelf.files[first]
    right = group.clock.moment
    group.clock.moment += timedelta(days=3650)
    assert _waiting(two, shelf) == 1
    group.clock.moment = right + timedelta(hours=1)
    assert _waiting(two, shelf) == 1
    group.clock.moment += timedelta(days=8)
    assert _waiting(two, shelf) == 0
    assert _questions(two) == ["second"]


class _Far(Shelf):
    """Notes whether memory is looked through for what is not needed while somebody waits here."""

    def __init__(self) -> None:
        super().__init__()
        self.collects: set[bool] = set()

    def segments(self) -> list[Entry]:
        self.collects.add(gc.isenabled())
        return super().segments()

    def read(self, name: str, limit: int) -> bytes:
        self.collects.add(gc.isenabled())
        return super().read(name, limit)

    def put(self, name: str, data: bytes) -> None:
        self.collects.add(gc.isenabled())
        super().put(name, data)


def test_while_a_network_is_waited_for_memory_is_set_free_as_ever(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    shelf = _Far()
    for each in (one, two):
        assert syncing.sync(each._store, shelf).told
    assert len(two.search("")) == 1
    assert shelf.collects == {True}
