"""What a learner can type into the search box, and what it means."""

import contextlib
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.enums import Rating
from flashcards.model.errors import UserError
from flashcards.search.parser import LONGEST_SEARCH, parse
from flashcards.search.tree import (
    And,
    Attribute,
    Comparison,
    Day,
    Deck,
    Everything,
    Field,
    Flag,
    FromArticle,
    IdKind,
    Ids,
    Is,
    Kind,
    Moment,
    Node,
    Not,
    Number,
    Or,
    Rated,
    Source,
    State,
    Tag,
    Text,
    Within,
)
from tests.effort import calls

A, B, C = Text("a"), Text("b"), Text("c")


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("", Everything()),
        ("  \t ", Everything()),
        ("*", Everything()),
        ("rain", Text("rain")),
        ("a b", And((A, B))),
        ("a and b", And((A, B))),
        ("a or b", Or((A, B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a or b) c", And((Or((A, B)), C))),
        ("-a", Not(A)),
        ("--a", A),
        ("-(a b)", Not(And((A, B)))),
        ("-(-a)", A),
        ('"heavy rain"', Text("heavy rain", exact=True)),
        ("“heavy rain”", Text("heavy rain", exact=True)),
        (r'"say \"no\" \\ \n"', Text(r'say "no" \ \n', exact=True)),
        ('"or"', Text("or", exact=True)),
        ("-or", Not(Text("or", exact=True))),
        ("日本", Text("日本")),
        ("deck:A::B", Deck("A::B")),
        ('deck:"A b"', Deck("A b")),
        ("DECK:x", Deck("x")),
        ("tag:x::y", Tag("x::y")),
        ("note:basic", Kind("basic")),
        ("source:GAN", Source("GAN")),
        ("article:tides", FromArticle("tides")),
        ('article:"The moon"', FromArticle("The moon")),
        ('article:"1984"', FromArticle("1984")),
        ("article:1984,3", Ids(IdKind.ARTICLE, (1984, 3))),
        ("is:due", Is(State.DUE)),
        ("is:Suspended", Is(State.SUSPENDED)),
        ("flag:2", Flag(2)),
        ("flag:red", Flag(1)),
        ("interval>=21", Number(Attribute.INTERVAL, Comparison.GREATER_OR_EQUAL, Decimal(21))),
        ("interval ≥ 21", Number(Attribute.INTERVAL, Comparison.GREATER_OR_EQUAL, Decimal(21))),
        ("ease<2,5", Number(Attribute.EASE, Comparison.LESS, Decimal("2.5"))),
        ("lapses:3", Number(Attribute.LAPSES, Comparison.EQUAL, Decimal(3))),
        ("reviews!=5", Number(Attribute.REVIEWS, Comparison.NOT_EQUAL, Decimal(5))),
        ("added:7", Within(Moment.ADDED, 7)),
        ("added>=2026-01-31", Day(Moment.ADDED, Comparison.GREATER_OR_EQUAL, date(2026, 1, 31))),
        ("due<=3", Day(Moment.DUE, Comparison.LESS_OR_EQUAL, 3)),
        ("due=tomorrow", Day(Moment.DUE, Comparison.EQUAL, 1)),
        ("changed:yesterday", Day(Moment.CHANGED, Comparison.EQUAL, 1)),
        ("rated:1", Within(Moment.REVIEWED, 1)),
        ("rated:7:again", Rated(7, Rating.AGAIN)),
        ("rated:7:3", Rated(7, Rating.GOOD)),
        ("front:text", Field("front", "text")),
        ('"my field":"some text"', Field("my field", "some text")),
        ('back:""', Field("back", "")),
        ("id:1,2", Ids(IdKind.CARD, (1, 2))),
        ("nid:7", Ids(IdKind.NOTE, (7,))),
    ],
)
def test_a_search_has_the_meaning_the_help_promises(query: str, meaning: Node) -> None:
    assert parse(query) == meaning


@pytest.mark.parametrize("text", ["10:30", "std::vector", "http://x", ":)x"[:1], "a<b", "C++", "→"])
def test_everyday_text_with_odd_marks_is_searched_as_text(text: str) -> None:
    assert parse(text) == Text(text)


@pytest.mark.parametrize(
    "rest",
    [
        "deck:",
        "-deck:",
        'deck:"',
        "tag:",
        "is:",
        "front:",
        'front:"',
        "interval>",
        "due>=2026-0",
        "due>=2026-",
        "rated:",
        "or",
        "and",
        "-",
        "(",
        "-(",
        '"',
        "()",
        "-()",
        "flag:",
        "id:",
        "”",
    ],
)
def test_what_is_still_being_typed_is_left_out(rest: str) -> None:
    assert parse(f"a {rest}") == A
    assert parse(rest) == Everything()


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("(a or b", Or((A, B))),
        ("(a (b", And((A, B))),
        ('"heavy ra', Text("heavy ra", exact=True)),
        ('deck:"Gen AI', Deck("Gen AI")),
        ("is:su", Is(State.SUSPENDED)),
        ("flag:gr", Flag(3)),
        ("or a", A),
        ("a or or b", Or((A, B))),
        ("a - b", And((A, B))),
    ],
)
def test_what_is_left_open_counts_as_closed(query: str, meaning: Node) -> None:
    assert parse(query) == meaning


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("a )", 3),
        ("a is:happy", 6),
        ("flag:9", 6),
        ("interval>soon", 10),
        ("ease<2.5x", 6),
        ("added:0", 7),
        ("due<2026-02-31", 5),
        ("id:x", 4),
        ("rated:3:maybe", 9),
        ("lapses>99999999999999999999", 8),
        ('re:"(?a)(?u)x"', 5),
        ("card:0", 6),
        ("card:-1", 6),
        ("anki: card:0", 12),
        ("(" * 60 + "a", 51),
        ("a " * 201, 401),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_place(query: str, place: int) -> None:
    with pytest.raises(UserError, match=rf"at character {place} of the search"):
        parse(query)


def test_a_message_spells_out_characters_that_hide_or_turn_text() -> None:
    with pytest.raises(UserError) as caught:
        parse("is:\u202egnp\u200b")
    assert "\\u202e" in str(caught.value.what)
    assert str(caught.value.what).isprintable()


def test_the_examples_of_the_help_are_understood() -> None:
    page = Path(__file__).parents[2] / "docs" / "search.md"
    cells = re.findall(r"^\| (`.*?) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    examples = [example for cell in cells for example in re.findall("`([^`]+)`", cell)]
    assert len(examples) > 40
    for example in examples:
        meaning = parse(example)
        assert meaning != Everything()
        if set(example) & set(":<>="):
            assert not isinstance(meaning, Text)


def test_nul_and_lone_surrogates_part_words() -> None:
    assert parse("a\0b\ud800c") == And((A, B, C))


@settings(max_examples=400)
@given(
    st.text()
    | st.text(alphabet='ab -()":*<>=“”\\\0orORdeck:is19.,', max_size=60)
    | st.lists(
        st.sampled_from(
            ["a", "-", "(", ")", '"', "or", " ", "deck:", "is:due", "ease", "<", "2", "due:", "☂"]
        )
    ).map("".join)
)
def test_any_text_has_a_meaning_or_a_plain_refusal(query: str) -> None:
    refused = None
    try:
        parse(query)
    except UserError as error:
        refused = str(error.what)
    assert refused is None or "at character" in refused


@pytest.mark.parametrize("piece", ["(", ")", "-", '"', "a ", "interval ", "a:", "\\", '"\\', "*"])
def test_the_longest_search_is_read_in_step(piece: str) -> None:
    query = (piece * LONGEST_SEARCH)[:LONGEST_SEARCH]

    def read() -> None:
        with contextlib.suppress(UserError):
            parse(query)

    assert calls(read) < 30 * LONGEST_SEARCH
    parse("a" * LONGEST_SEARCH)
    with pytest.raises(UserError, match="longer than"):
        parse(query + " ")
