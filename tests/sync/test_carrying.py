"""The service that tests are carried by does all that it says, and loses nothing in the end."""

import contextlib
from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from flashcards.carriers import refusals
from flashcards.sync.segment import Fact, Segment, hash_of, name_of, pack, unpack
from tests.sync.carrying import Service, View, is_carrier

LIMIT = 1 << 20


def segment(device: str, number: int) -> bytes:
    fact = Fact("notes", "guid", "field", f"{device} {number}" * 30, number, 0)
    return pack(Segment(device, number, devices=[(device, "")], facts=[fact]))


def put(view: View, number: int) -> str:
    data = segment(view.name, number)
    name = name_of(Segment(view.name, number), hash_of(data))
    view.put(name, data)
    return name


def whole(view: View) -> set[str]:
    """Return the hashes of what a view has, reading all that it calls ready."""
    carrier = is_carrier(view)
    found = [carrier.read(entry.name, LIMIT) for entry in carrier.segments() if entry.ready]
    return set(map(sound, found))


@cache
def sound(data: bytes) -> str:
    """Return the hash of a segment that can be read."""
    assert unpack(data).facts
    return hash_of(data)


def stormy(seed: int) -> tuple[Service, list[set[str]], set[str]]:
    """Return a service after many deliveries, what its first view saw, and what went wrong."""
    random, service = Random(seed), Service()
    seen: list[set[str]] = []
    wrong: set[str] = set()
    views = [service.view(name) for name in ("laptop", "phone", "tablet")]
    for number in range(1, 40):
        view = random.choice(views)
        with contextlib.suppress(refusals.CarrierError):
            put(view, number)
            view.put_media(f"{number:024x}.png", b"a picture")
        service.deliver(random)
        wrong |= {sign for sign, shows in SIGNS.items() if any(map(shows, views))}
        if not views[0].gone:
            seen.append(whole(views[0]))
    return service, seen, wrong


@pytest.mark.parametrize("seed", range(12))
def test_in_the_end_everybody_has_everything(seed: int) -> None:
    service, seen, wrong = stormy(seed)
    service.settle()
    ends = [(whole(view), view.media()) for view in service.views]
    assert ends[0] == ends[1] == ends[2]
    assert set().union(*seen) <= ends[0][0]
    assert len(ends[0][0]) > 20
    assert wrong == set(SIGNS)


def test_equal_seeds_do_equal_things() -> None:
    one, other = stormy(3), stormy(3)
    assert one[1] == other[1]
    assert [list(view.files) for view in one[0].views] == [
        list(view.files) for view in other[0].views
    ]


SIGNS: dict[str, Callable[[View], bool]] = {
    "late": lambda view: bool(view.service.owed[view.name]),
    "in part": lambda view: any(held.here < len(held.data) for held in view.files.values()),
    "gone": lambda view: view.gone,
    "conflicted": lambda view: any("conflict" in name for name in view.files),
    "in capitals": lambda view: any(name.isupper() for name in view.files),
    "evicted": lambda view: any(held.evicted for held in view.files.values()),
    "vanished": lambda view: any(held.hidden for held in view.files.values()),
    "doubled": lambda view: any(held.doubled for held in view.files.values()),
    "full": lambda view: isinstance(view.trouble, refusals.FullError),
    "not permitted": lambda view: isinstance(view.trouble, refusals.NotPermittedError),
}


def test_a_replica_that_comes_later_hears_of_everything() -> None:
    service = Service()
    first = service.view("laptop")
    names = {put(first, 1), put(first, 2)}
    late = service.view("late")
    assert not late.segments()
    service.settle()
    assert {entry.name for entry in late.segments()} == names


def test_what_one_deletes_goes_everywhere() -> None:
    service = Service()
    one, other = service.view("laptop"), service.view("phone")
    name = put(one, 1)
    service.settle()
    other.delete(name)
    service.settle()
    assert not one.segments()
    with pytest.raises(refusals.GoneError):
        one.read(name, LIMIT)
