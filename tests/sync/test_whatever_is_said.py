"""Whatever a learner types arrives; whatever a hostile machine says stops nobody."""

from typing import Any

import pytest

from flashcards.collection.syncing import syncing
from flashcards.store.syncing import histories
from flashcards.sync import bounded
from flashcards.sync import segment as codec
from flashcards.sync.refusals import SegmentError
from flashcards.sync.registers import stamp_of
from flashcards.sync.values import Fact, Segment
from tests.sync.group import Group

LATE = stamp_of(1_900_000_000_000)
ODD: tuple[Any, ...] = (
    None, True, -1, 1 << 62, 1.5, "", "x", "a\x1fb", "a/b/c", [], [[]], ["x", 1],
    {}, {"x": []}, [None, {"uid": 5}],
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        r"\ud83d\ude00",
        r"C:\udata",
        r"\\udelta \\\udef0",
        "😀 \\",
        '"\\"',
        "0.00012345678901234567890123",
    ],
)
def test_texts_that_look_like_code_arrive(group: Group, text: str) -> None:
    one, two, _ = group.all
    one.add_note({"Front": text, "Back": text}, deck=r"\udeck", tags=[r"\udc00"])
    group.meet()
    (card,) = two.search("")
    assert two.note(two.card(card).note_id).fields == (text, text)


def test_numbers_behind_a_point_may_be_long_and_others_not() -> None:
    numbers = [0.00012345678901234567, 1.2345678901234567e-7, 1e300]
    assert bounded.from_json(bounded.to_json(numbers), bounded.Budget(100)) == numbers
    for refused in (b"[123456789012345678901]", rb'["\ud83d"]', rb'["\\\ud83d"]'):
        with pytest.raises(SegmentError, match=r"too large|half"):
            bounded.from_json(refused, bounded.Budget(100))


@pytest.mark.parametrize(
    "text", ['[{,"', ",\\", '\\",{', '\\\\"[,', "\\\\", '"', "".join(map(chr, range(1, 300)))]
)
@pytest.mark.parametrize("at_once", [1 << 18, 1, 3])
def test_only_what_is_no_text_counts_as_a_value(
    text: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "_AT_ONCE", at_once)
    said = [text, {text: [text, "", 1]}, "," * 100]
    data, count = bounded.to_json(said), 7  # three brackets and four commas
    assert bounded.from_json(data, bounded.Budget(count)) == said
    with pytest.raises(SegmentError, match="too many values"):
        bounded.from_json(data, bounded.Budget(count - 1))


def test_long_articles_go_into_several_segments(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "CHARACTERS", 2)
    one, two, _ = group.all
    for number in range(12):
        text = f"# Article {number}\n\nTerm {number}: what it is.\n\n" + "Many words. " * 500
        one.reading.keep(one.articles.read(text, f"Article {number}"))
    group.meet()
    assert len(two.articles.sources()) == 12
    assert len(group.shelf.files) > 3


def test_what_cannot_be_stops_nothing_else(group: Group) -> None:
    """Each field of each kind of row, with values of every other sort: refused or made sense of."""
    one, two, three = group.all
    one.add_note({"Front": "a {{c1::b}}", "Back": "c"}, deck="D::E", tags=["t"])
    group.meet()
    (own, *_) = (codec.unpack(data) for data in group.shelf.files.values())
    said = {(fact.kind, fact.field): fact for fact in own.facts}
    devices = [("", ""), ("stranger", "stranger")]
    number = 0
    for (kind, name), fact in sorted(said.items()):
        for value in ODD:
            number += 1
            wrong = Fact(kind, fact.uid, name, value, LATE + number, 1, "")
            _put(group, Segment("stranger", number, devices=devices, facts=[wrong]))
    _put(
        group,
        Segment(
            "stranger",
            number + 1,
            devices=devices,
            facts=[Fact("notes", fact_of(own, "notes").uid, "tag:x", "x", LATE, 1, "9" * 30)],
        ),
    )
    for each in (one, two, one, two):
        syncing.sync(each._store, group.shelf)
    three.add_note({"Front": "harmless", "Back": "x"}, deck="Other")
    for each in (three, two, one):
        syncing.sync(each._store, group.shelf)
    assert len(two.search("harmless")) == len(one.search("harmless")) == 1
    for each in (one, two):
        problems = [str(problem) for problem in each.check()]
        harmless = ("its default holds", "A newer version", "eck options")
        assert [each for each in problems if not any(one in each for one in harmless)] == []


def test_decks_far_below_each_other_begin_at_the_top_again(group: Group) -> None:
    one, two, _ = group.all
    group.meet()
    facts = []
    for number in range(1_000):
        uid = f"deep{number}"
        facts.append(Fact("decks", uid, "own_name", f"D{number}", LATE, 1, ""))
        if number:
            facts.append(Fact("decks", uid, "parent", f"deep{number - 1}", LATE, 1, ""))
    devices = [("", ""), ("stranger", "stranger")]
    _put(group, Segment("stranger", 1, devices=devices, facts=facts))
    group.meet()
    assert len(two.deck_names()) == len(one.deck_names()) >= 1_000
    assert max(name.count("::") for name in two.deck_names()) < 100
    assert two.deck_tree()
    assert two.study("D0").next() is None


@pytest.mark.parametrize("field", ["text.", ""])
@pytest.mark.parametrize("moments", [(1, 10**18), (-(10**18), 1), (1, -(10**18)), (10**18, 1)])
def test_a_history_of_moments_that_never_were_is_refused_with_all_that_came_along(
    group: Group, field: str, moments: tuple[int, int]
) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    first = codec.unpack(next(iter(group.shelf.files.values())))
    texts = [["odd", *moments, 1], ["odd, too", *moments, 1]]
    name = field + next(each.field for each in first.facts if each.field.startswith("text."))[5:]
    guid = fact_of(first, "notes").uid
    facts = [
        Fact("revisions", guid, name, texts, LATE, 1),
        Fact("notes", guid, "tag.odd", "odd", LATE, 1),
    ]
    devices = [("", ""), (first.device, "one")]
    _put(group, Segment("stranger", 1, devices=devices, facts=facts))
    for machine in (one, two):
        (trouble,) = syncing.sync(machine._store, group.shelf).troubles
        assert "what Flashcards never writes" in str(trouble)
        assert machine.search_notes("tag:odd") == []
    one.update_note(note, {"Back": "another"})
    syncing.sync(one._store, group.shelf)
    syncing.sync(two._store, group.shelf)
    (there,) = two.search_notes("another")
    for machine, number in ((one, note), (two, there)):
        assert [each.value for each in machine.revisions(number)] == ["back"]


def fact_of(segment: Segment, kind: str) -> Fact:
    return next(fact for fact in segment.facts if fact.kind == kind)


def _put(group: Group, segment: Segment) -> None:
    data = codec.pack(segment)
    group.shelf.put(codec.name_of(segment, codec.hash_of(data)), data)
