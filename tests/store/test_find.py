"""Searches against a real file, compared with a plain reading of the same cards."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.enums import Rating
from flashcards.model.errors import UserError
from flashcards.scheduling.days import learner_day
from flashcards.search import tree
from flashcards.search.parser import parse
from flashcards.store.find import OF_COLUMNS, FindContext, find_cards, find_notes
from flashcards.store.find_numbers import REMEMBERED
from flashcards.text.plain import plain_text
from tests.effort import never_for_ever
from tests.search.trees import trees
from tests.store.sample_cards import DAY_MS, NOON, SampleCard, SampleNote, collection_of

ZONE = ZoneInfo("Europe/Berlin")
CONTEXT = FindContext.at(datetime.fromtimestamp(NOON / 1000, ZONE))
TODAY = CONTEXT.day
WORDS = ("rain", "rainy", "ra", "Sun", "日本", "日本語", "本", "co-op", "c3", "a*b", "ab")


def search(notes: list[SampleNote], query: str, order: str = "created") -> list[int]:
    with collection_of(notes) as conn:
        return list(find_cards(conn, parse(query), CONTEXT, order))


def note(front: str = "front", back: str = "back", **card: Any) -> SampleNote:
    return SampleNote((front, back), [SampleCard(**card)])


# What a learner would try -------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3, 4]),
        ("gen", [1]),
        ("GENERATOR", [1]),
        ("cafe", [3]),
        ('"gener"', []),
        ('"a generator"', [1]),
        ('"generator a"', []),
        ("本", [2]),
        ("日本", [2]),
        ("本日", []),
        ("GPT日", [2]),
        ("gen or 日", [1, 2]),
        ("-gen", [2, 3, 4]),
        ("-(gen or 日)", [3, 4]),
        ("front:a", [1, 3]),
        ("back:one", [2]),
        ('front:"A gen*tor"', [1]),
        ("*erato*", [1]),
        ("→", [4]),
        ('"C++"', [4]),
        ('"C#"', []),
        ("back:É", [4]),
        ("text:a", []),
        ('back:""', [3]),
        ("note:basic", [1, 2, 3, 4]),
        ("note:b*c", [1, 2, 3, 4]),
        ("note:cloze", []),
        ("source:chapter", [4]),
        ("source:nowhere", []),
        ("id:1,3", [1, 3]),
        ("nid:2", [2]),
    ],
)
def test_words_and_fields_are_found(query: str, found: list[int]) -> None:
    notes = [
        note("A generator makes samples", "two"),
        note("GPT日本語", "one"),
        note("a café", ""),
        note("C++ → Rust", "été"),
    ]
    notes[3].heading = "Chapter 3"
    assert search(notes, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ab", [1]),
        ('"ab ab"', [1]),
        ('"a*b"', [2]),
        ("a*b", [1, 2]),
        ("front:a*b", [1, 2]),
        ('front:"*b a*"', [1]),
    ],
)
def test_words_are_found_as_they_are_shown_and_stars_as_they_are_written(
    query: str, found: list[int]
) -> None:
    assert search([note("a*b a*b"), note("a*b")], query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("deck:A", [1, 2]),
        ("deck:a", [1, 2]),
        ("deck:a::b", [2]),
        ("deck:*b*", [2, 3]),
        ("deck:none-such", []),
        ("tag:x", [1, 2]),
        ("tag:X::y", [2]),
        ("tag:*y", [2, 3]),
        ("tag:none", [4]),
        ("-tag:x", [3, 4]),
        ("deck:A -tag:x::y", [1]),
    ],
)
def test_decks_and_tags_include_what_lies_below(query: str, found: list[int]) -> None:
    notes = [note(deck=deck) for deck in ("A", "A::B", "AB", "C")]
    for place, tags in enumerate([("x",), ("x::y", "z"), ("xy",), ()]):
        notes[place].tags = tags
    assert search(notes, query) == found


def test_a_struck_answer_does_not_count() -> None:
    struck = [(NOON, 0, 4, None), (NOON, 4, 0, 0)]
    again = [*struck, (NOON, 5, 0, 0)]
    notes = [note(reviews=rows, last_review_at=NOON) for rows in ([], struck, again)]
    assert search(notes, "reviews=0") == [1, 2]
    assert search(notes, "reviews:1") == [3]
    assert search(notes, "rated:1:good") == [3]


def test_cards_without_a_due_moment_come_last_either_way() -> None:
    notes = [note(due_at=due) for due in (None, NOON + 5, NOON)]
    with collection_of(notes) as conn:
        assert find_cards(conn, tree.Everything(), CONTEXT, "due") == [3, 2, 1]
        assert find_cards(conn, tree.Everything(), CONTEXT, "due", descending=True) == [2, 3, 1]


def test_subdecks_are_sorted_below_their_deck() -> None:
    assert search([note(deck=deck) for deck in ("a b", "A::z", "A")], "", "deck") == [3, 2, 1]


def test_notes_are_found_once_for_all_their_cards() -> None:
    notes = [
        SampleNote(("b", "x"), [SampleCard(), SampleCard()], note_type=2),
        SampleNote(("a", "x"), [SampleCard()]),
    ]
    with collection_of(notes) as conn:
        assert find_notes(conn, parse("x"), CONTEXT, "question") == [2, 1]


def test_an_unknown_field_or_order_is_refused_in_plain_words() -> None:
    with pytest.raises(UserError, match="No note type has a field"):
        search([note()], "colour:red")
    with pytest.raises(UserError, match="cannot be sorted"):
        search([note()], "", "colour")


def test_a_search_of_many_deeply_nested_parts_is_answered() -> None:
    notes = [note("rain")]
    assert search(notes, " ".join(["rain"] * 200)) == [1]
    assert search(notes, " or ".join(["sun"] * 199 + ["rain"])) == [1]
    assert search(notes, " ".join(["-is:due"] * 200)) == [1]
    assert search(notes, " or ".join(["is:due or ra*n"] * 100)) == [1]
    assert search(notes, "-(is:due or (is:new sun " * 24 + "rain") == [1]
    assert search(notes, "deck:a " * 200) == [1]


def test_whatever_is_typed_is_answered_or_refused_in_plain_words() -> None:
    starts = ['"', "", "front:", "*", "source:", "article:", "deck:", "tag:", "note:"]
    with collection_of([note("rain → C++ 日本"), note("a\u0301 ÄÖ", "%_\\ '\"")]) as conn:

        @settings(max_examples=400, deadline=None)
        @given(
            st.text()
            | st.text(alphabet="ab -()\":*<>=“\\\0'%_^{}+~→é日\u0301\u200b\ud800")
            | st.tuples(st.sampled_from(starts), st.text()).map("".join)
        )
        def type_it(query: str) -> None:
            refused = None
            try:
                find_cards(conn, parse(query), CONTEXT)
            except UserError as error:
                refused = str(error.what)
            assert refused is None or refused.endswith(".")

        type_it()


def test_a_deck_inside_another_is_found_by_its_own_name_where_none_has_it_as_its_whole() -> None:
    notes = [note(deck=deck) for deck in ("My stuff::Geo", "My stuff::Geo::Rivers", "Geology", "B")]
    assert search(notes, "deck:geo") == [1, 2]
    assert search(notes, "deck:rivers") == [2]
    assert search(notes, "deck:stuff") == []
    assert search([*notes, note(deck="Geo")], "deck:geo") == [5]


@pytest.mark.parametrize(
    "query",
    [
        '"' + "a " * 4900,
        "a*" * 4900 + "c",
        "front:" + "é*b" * 3000,
        "source:" + "%_é" * 3000,
        "article:" + "a*" * 4000,
    ],
)
def test_the_longest_searches_are_answered(query: str) -> None:
    with never_for_ever():
        assert search([note("a" * 50_000, "é%" * 50_000)], query) == []


# Random collections, random searches, against a plain reading ------------------------

moments = st.integers(-3 * 48, 3 * 48).map(lambda half_hours: NOON + half_hours * DAY_MS // 48)
texts = st.lists(st.sampled_from((*WORDS, "ra*i*n")), max_size=3).map(" ".join)
log_rows = st.lists(
    st.tuples(moments, st.integers(0, 3), st.integers(0, 5), st.none()), max_size=3
).flatmap(
    lambda rows: (
        st.just(rows)
        | st.lists(st.tuples(st.just(NOON), st.integers(4, 5), st.just(0), st.integers(0, 2))).map(
            lambda strikes: rows + [strike for strike in strikes if strike[3] < len(rows)]
        )
    )
)
cards = st.builds(
    SampleCard,
    deck=st.sampled_from(["A", "A::B", "a b", "C"]),
    suspended=st.booleans(),
    buried_until=st.none() | st.integers(TODAY - 1, TODAY + 1),
    flag=st.integers(0, 4),
    state=st.integers(0, 3),
    due_at=st.none() | moments,
    interval_minutes=st.sampled_from([0, 10, 1440, 20 * 1440, 21 * 1440]),
    ease=st.sampled_from([130, 200, 250]),
    lapses=st.integers(0, 2),
    last_review_at=st.none() | moments,
    drill_day=st.none() | st.integers(TODAY - 1, TODAY + 1),
    reviews=log_rows,
)
sample_notes = st.builds(
    SampleNote,
    fields=st.tuples(texts, texts),
    cards=st.lists(cards, min_size=1, max_size=1),
    tags=st.lists(st.sampled_from(["x", "x::y", "Z"]), max_size=2, unique=True).map(tuple),
    note_type=st.sampled_from([1, 3]),
    created_ms=moments,
    changed_ms=moments,
)
comparisons = st.sampled_from(tree.Comparison)
some_moments = st.sampled_from(tree.Moment)
leaves: st.SearchStrategy[tree.Node] = st.one_of(
    st.builds(tree.Text, st.sampled_from(WORDS), st.booleans()),
    st.builds(tree.Field, st.sampled_from(["front", "Text"]), st.sampled_from(["", *WORDS])),
    st.builds(tree.Deck, st.sampled_from(["a", "A::B", "*b", "x"])),
    st.builds(tree.Tag, st.sampled_from(["x", "X::y", "z", "none", "*"])),
    st.builds(tree.Kind, st.sampled_from(["basic", "Cloze", "*"])),
    st.builds(tree.Is, st.sampled_from(tree.State)),
    st.builds(tree.Flag, st.integers(0, 4)),
    st.builds(
        tree.Number,
        st.sampled_from([each for each in tree.Attribute if each not in REMEMBERED]),
        comparisons,
        st.sampled_from([Decimal(0), Decimal(1), Decimal("2.5"), Decimal(2), Decimal(21)]),
    ),
    st.builds(tree.Day, some_moments, comparisons, st.integers(-2, 2)),
    st.builds(
        tree.Day, some_moments, comparisons, st.integers(-2, 2).map(lambda n: day_of(TODAY + n))
    ),
    st.builds(tree.Within, some_moments, st.integers(1, 3)),
    st.builds(tree.Rated, st.integers(1, 3), st.sampled_from(Rating)),
    st.builds(tree.Ids, st.sampled_from(tree.IdKind), st.just((1, 3))),
    st.builds(tree.FromArticle, st.sampled_from(["rain", "*"])),
    st.builds(tree.Guid, st.sampled_from(["guid-1", "guid-9"])),
    st.builds(tree.Template, st.sampled_from([1, 2, "card 1", "cloze", "*"])),
    st.builds(tree.Answered, comparisons, st.integers(-1, 2), st.none() | st.sampled_from(Rating)),
)
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<=": le,
    ">=": ge,
    "!=": ne,
    "=": eq,
    "<": lt,
    ">": gt,
}


def day_of(ordinal: int) -> date:
    return date.fromordinal(ordinal)


@settings(max_examples=150, deadline=None)
@given(st.lists(sample_notes, min_size=1, max_size=5), trees(leaves, 5))
def test_any_search_finds_what_a_plain_reading_of_the_cards_finds(
    notes: list[SampleNote], node: tree.Node
) -> None:
    with collection_of(notes) as conn:
        found = find_cards(conn, node, CONTEXT, "created")
    meant = [number for number, one in enumerate(notes, 1) if holds(node, number, one)]
    assert sorted(found) == meant


@settings(max_examples=40, deadline=None)
@given(st.lists(sample_notes, max_size=6), st.sampled_from(OF_COLUMNS), st.booleans())
def test_any_order_sorts_each_card_once_and_back_to_front(
    notes: list[SampleNote], order: str, descending: bool
) -> None:
    with collection_of(notes) as conn:
        found = find_cards(conn, tree.Everything(), CONTEXT, order, descending)
    assert sorted(found) == list(range(1, len(notes) + 1))
    keys = [key for key in (KEYS[order](notes[number - 1]) for number in found) if key is not None]
    assert keys == sorted(keys, reverse=descending)


KEYS: dict[str, Callable[[SampleNote], Any]] = {
    "due": lambda one: one.cards[0].due_at,
    "created": lambda one: one.created_ms,
    "changed": lambda one: one.changed_ms,
    "question": lambda one: one.fields[0].lower(),
    "deck": lambda one: one.cards[0].deck.lower().split("::"),
    "state": lambda one: one.cards[0].state,
    "interval": lambda one: one.cards[0].interval_minutes,
    "ease": lambda one: one.cards[0].ease,
    "lapses": lambda one: one.cards[0].lapses,
    "reviews": lambda one: len(standing(one.cards[0])),
    "tags": lambda one: " ".join(one.tags).lower() or None,
    "note_type": lambda one: one.note_type,
    "card": lambda one: one.note_type,
    "flag": lambda one: one.cards[0].flag,
}


def holds(node: tree.Node, number: int, one: SampleNote) -> bool:
    card = one.cards[0]
    match node:
        case tree.And(parts):
            return all(holds(part, number, one) for part in parts)
        case tree.Or(parts):
            return any(holds(part, number, one) for part in parts)
        case tree.Not(part):
            return not holds(part, number, one)
        case tree.Text(text, exact):
            return has_words(text, exact, one.fields)
        case tree.Field(name, text):
            if (name == "front") != (one.note_type == 1):
                return False
            pattern = ".*".join(map(re.escape, text.lower().split("*")))
            return bool(re.search(pattern, one.fields[0].lower())) if text else not one.fields[0]
        case tree.Deck(pattern):
            return is_below(pattern, card.deck)
        case tree.Tag(pattern):
            if pattern == "none":
                return not one.tags
            return any(is_below(pattern, tag) for tag in one.tags)
        case tree.Kind(pattern):
            return pattern == "*" or (pattern == "basic") == (one.note_type == 1)
        case tree.FromArticle() | tree.Ids(tree.IdKind.ARTICLE):
            return False  # no article is kept here; tests/collection/test_articles.py has some
        case tree.Ids(_, numbers):
            return number in numbers
        case tree.Guid(guid):
            return guid == f"guid-{number}"
        case tree.Template(template):
            known = (1, "card 1") if one.note_type == 1 else (1, "cloze")
            return template == "*" or template in known
        case tree.Answered(comparison, days, rating):
            return any(
                compares(tree.Moment.REVIEWED, comparison, days, at_ms)
                and rating in (None, rating_of(quality))
                for at_ms, quality in standing(card)
            )
        case tree.Number(tree.Attribute.POSITION, comparison, value):
            return card.state == 0 and COMPARE[comparison](Decimal(number), value)
        case tree.Is(state):
            return is_in(state, card)
        case tree.Flag(flag):
            return card.flag == flag
        case tree.Number(attribute, comparison, value):
            return COMPARE[comparison](number_of(attribute, card), value)
        case tree.Rated(days, rating):
            if not is_within(card.last_review_at, tree.Moment.REVIEWED, days):
                return False
            return any(
                is_within(at_ms, tree.Moment.REVIEWED, days) and rating_of(quality) == rating
                for at_ms, quality in standing(card)
            )
        case tree.Within(moment, days):
            return is_within(moment_of(moment, one), moment, days)
        case tree.Day(moment, comparison, day):
            return compares(moment, comparison, day, moment_of(moment, one))
    raise AssertionError(node)


def has_words(text: str, exact: bool, fields: tuple[str, ...]) -> bool:
    """Whether the fields have ``text``: as written where it has a star, else as they are shown.

    Two stars around something are emphasis, so that "a*b a*b" is shown as "ab ab".
    """
    if "*" in text and not exact:
        written = " | ".join(fields)
        return bool(re.search(".*".join(map(re.escape, text.split("*"))), written, re.DOTALL))
    shown = " | ".join(map(plain_text, fields))
    wanted, tokens = (re.findall("[a-z0-9]+|[日本語]", it.lower()) for it in (text, shown))
    for start in range(len(tokens) - len(wanted) + 1):
        piece = tokens[start : start + len(wanted)]
        last = piece[-1] == wanted[-1] or (not exact and piece[-1].startswith(wanted[-1]))
        if last and piece[:-1] == wanted[:-1]:
            return True
    return False


def is_below(pattern: str, name: str) -> bool:
    expression = ".*".join(map(re.escape, pattern.lower().split("*")))
    return bool(re.fullmatch(f"{expression}(::.*)?", name.lower()))


def is_in(state: tree.State, card: SampleCard) -> bool:
    buried = card.buried_until is not None and card.buried_until > TODAY
    due = card.due_at is not None and moment_day(card.due_at) <= TODAY
    return {
        "due": due and card.state > 0 and not card.suspended and not buried,
        "new": card.state == 0,
        "learning": card.state in (1, 3) or card.drill_day == TODAY,
        "review": card.state == 2,
        "relearning": card.state == 3,
        "suspended": card.suspended,
        "buried": buried,
        "flagged": card.flag > 0,
        "young": 1440 <= card.interval_minutes < 21 * 1440,
        "mature": card.interval_minutes >= 21 * 1440,
    }[state.value]


def number_of(attribute: tree.Attribute, card: SampleCard) -> Decimal:
    return {
        "interval": Decimal(card.interval_minutes // 1440),
        "ease": Decimal(card.ease) / 100,
        "lapses": Decimal(card.lapses),
        "reviews": Decimal(len(standing(card))),
    }[attribute.value]


def standing(card: SampleCard, kinds: tuple[int, ...] = (0, 1)) -> list[tuple[int, int]]:
    struck: dict[int, bool] = {}
    for _, kind, _, target in card.reviews:
        if target is not None:
            struck[target] = kind == 4
    return [
        (at_ms, quality)
        for place, (at_ms, kind, quality, _) in enumerate(card.reviews)
        if kind in kinds and not struck.get(place)
    ]


def rating_of(quality: int) -> Rating:
    return Rating.AGAIN if quality < 3 else Rating(quality - 1)


def moment_of(moment: tree.Moment, one: SampleNote) -> int | None:
    card = one.cards[0]
    return {
        "due": card.due_at,
        "added": one.created_ms,
        "reviewed": card.last_review_at,
        "changed": one.changed_ms,
        "introduced": min((at_ms for at_ms, _ in standing(card)), default=None),
        "rescheduled": max((at_ms for at_ms, _ in standing(card, (2, 6))), default=None),
    }[moment.value]


def moment_day(at_ms: int) -> int:
    return learner_day(datetime.fromtimestamp(at_ms / 1000, ZONE), 240)


def is_within(at_ms: int | None, moment: tree.Moment, days: int) -> bool:
    if at_ms is None:
        return False
    ago = TODAY - moment_day(at_ms)
    return -ago < days if moment is tree.Moment.DUE else ago < days


def compares(
    moment: tree.Moment, comparison: tree.Comparison, day: int | date, at_ms: int | None
) -> bool:
    if at_ms is None:
        return comparison is tree.Comparison.NOT_EQUAL
    if isinstance(day, date):
        return COMPARE[comparison](moment_day(at_ms), day.toordinal())
    ahead = moment_day(at_ms) - TODAY
    return COMPARE[comparison](ahead if moment is tree.Moment.DUE else -ahead, day)
