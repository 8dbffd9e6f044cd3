"""Messages in which newer collections keep options."""

import random

import pytest

from flashcards.formats.anki import options
from flashcards.formats.anki.wire import WireError
from tests.formats.anki import making


def test_what_newer_versions_and_add_ons_say_comes_back() -> None:
    preset = making.preset(3, "Mine", addon={"deep": [1]}, reviewOrder=2)
    preset["new"]["separate"] = True
    read = options.preset(3, "Mine", 5, options.preset_config(preset))
    assert read["addon"] == {"deep": [1]}
    assert read["reviewOrder"] == 2
    assert read["new"]["separate"] is True
    assert read["new"]["ints"] == [1, 4, 0]
    assert read["new"]["initialFactor"] == 2500
    assert options.preset_config(read) == options.preset_config(preset)


def test_presets_may_be_json_already() -> None:
    read = options.preset(3, "Mine", 5, b'{"id": 9, "name": "old", "maxTaken": 30}')
    assert read == {"id": 3, "name": "Mine", "maxTaken": 30, "mod": 5}
    with pytest.raises(WireError):
        options.preset(3, "Mine", 5, b"{}}")


def test_filtered_decks_keep_their_searches() -> None:
    deck = making.deck(
        7, "Cram", dyn=1, resched=False, terms=[["is:due", 50, 6]], delays=[1.0, 2.5],
        newToday=[20, 3], timeToday=[20, 900],
    )  # fmt: skip
    read = options.deck(7, "A\x1fCram", 1, *options.deck_parts(deck))
    assert read["name"] == "A::Cram"
    assert read["terms"] == [["is:due", 50, 6]]
    assert (read["dyn"], read["resched"], read["delays"]) == (1, False, [1.0, 2.5])
    assert (read["newToday"], read["timeToday"]) == ([20, 3], [20, 900])


def test_limits_that_are_unset_differ_from_none_at_all() -> None:
    unset = options.deck(1, "a", 1, *options.deck_parts(making.deck()))
    none = options.deck(1, "a", 1, *options.deck_parts(making.deck(newLimit=0)))
    assert (unset["newLimit"], none["newLimit"]) == (None, 0)


@pytest.mark.parametrize(
    "data",
    [b"\x0a\x05abc", b"\x80", b"\x08" + b"\xff" * 11, b"\x0b\x01", b"\x1d\x00", b"\x4a\x02ab"],
)
def test_bytes_that_are_no_message_are_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        options.preset(1, "a", 1, data)


def test_any_bytes_end_in_values_or_an_error() -> None:
    chance = random.Random(7)
    good = options.preset_config(making.preset(3, "Mine", addon=1))
    for _ in range(500):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            options.preset(1, "a", 1, bytes(data))
        except WireError:
            continue
