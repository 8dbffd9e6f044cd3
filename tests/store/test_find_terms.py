"""What each term of a search finds, on one small collection: a table to read."""

import io
import sys

import pytest

from flashcards import children as children_module
from flashcards.__main__ import main
from flashcards.model.errors import UserError
from flashcards.search import matching, matching_process
from flashcards.search.parser import parse
from flashcards.store.find import find_cards
from tests.processes import children
from tests.store.sample_cards import DAY_MS, NOON, SampleCard, SampleNote, collection_of
from tests.store.test_find import CONTEXT

AGAIN, GOOD, EASY = 1, 4, 5
ANSWER, MOVED = 0, 6


def ago(days: int) -> int:
    """Return noon so many days ago, in UTC ms."""
    return NOON - days * DAY_MS


def answered(*days_and_qualities: tuple[int, int], due_in: int = 1) -> SampleCard:
    """Return a card in review with these answers: (days ago, quality)."""
    rows = [(ago(days), ANSWER, quality, None) for days, quality in days_and_qualities]
    last = rows[-1][0]
    return SampleCard(
        state=2,
        due_at=NOON + due_in * DAY_MS,
        interval_minutes=due_in * 1440 + (NOON - last) // 60_000,
        last_review_at=last,
        reviews=list(rows),
    )


NOTES = [
    SampleNote(("Was heißt Hund?", "dog ![](dog.png)"), [answered((10, GOOD), (2, AGAIN))]),
    SampleNote(("der Hund", "the dog"), [SampleCard(), SampleCard(flag=1)], note_type=2),
    SampleNote(
        ("{{c1::Ohm}} is {{c2::V/A}}", r"\(R = U / I\)"), [SampleCard(), SampleCard()], note_type=3
    ),
    SampleNote(("was  heißt *Hund*?", "[sound:hund.mp3]"), [answered((1, GOOD))], tags=("x",)),
    SampleNote(("`print()`", "https://example.org"), [answered((0, EASY))]),
    SampleNote(("50 $ or 60 $", "money"), [answered((40, GOOD))], heading="Prices"),
]
NOTES[5].cards[0].reviews.append((ago(5), MOVED, 0, None))
NOTES[4].cards[0].reviews.append((ago(1), MOVED, 0, None))
"""Cards: note 1 has 1, note 2 has 2 and 3, note 3 has 4 and 5, then 6, 7 and 8."""


def found(query: str) -> list[int]:
    with collection_of(NOTES) as conn:
        return sorted(find_cards(conn, parse(query), CONTEXT))


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        # which note, which card
        ("guid:guid-2", [2, 3]),
        ("guid:guid-99", []),
        ("nid:2", [2, 3]),
        ("cid:2,4", [2, 4]),
        ("card:1", [1, 2, 4, 6, 7, 8]),
        ("card:2", [3, 5]),
        ("card:3", []),
        ('card:"card 2"', [3]),
        ("card:cl*", [4, 5]),
        ('card:"1"', []),
        ("fr*:hund", [1, 2, 3, 6]),
        ("b*:dog", [1, 2, 3]),
        # regular expressions, accents, whole words
        ("re:h[ua]nd", [1, 2, 3, 6]),
        (r"re:\d{2}", [8]),
        (r're:"^(the|der) "', [2, 3]),
        ("re:^dog", []),
        ("re:^was", [1, 6]),
        ("re:HUND", [1, 2, 3, 6]),
        ("re:(?-i)HUND", []),
        (r're:"(?-i)[a-z]\("', [7]),
        ("front:re:dog$", []),
        ("back:re:dog$", [2, 3]),
        ("b*:re:DOG$", [2, 3]),
        ("-re:hund is:new", [4, 5]),
        ("re:h[ua]nd or re:^50", [1, 2, 3, 6, 8]),
        ('card:re:"card [12]"', [1, 2, 3, 6, 7, 8]),
        ("note:re:^cl", [4, 5]),
        ("deck:re:^a$", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("deck:re:b", []),
        ("tag:re:^X$", [6]),
        # what only begins like an expression
        ("article:re:[", []),
        ("source:re:[", []),
        ("guid:re:[", []),
        (" ".join(['"re:a"'] * 6), []),
        (r'anki:"re\:(x"', []),
        ("nc:heisst", [1, 6]),
        ("nc:HÚND", [1, 2, 3, 6]),
        ("back:nc:hund", [6]),
        ("nc:d*g", [1, 2, 3]),
        ("w:dog", [1, 2, 3]),
        ("w:do", []),
        ("w:do*", [1, 2, 3]),
        ("w:*og", [1, 2, 3]),
        ("w:d*g", [1, 2, 3]),
        ("w:*o", []),
        # what is in it
        ("has:picture", [1]),
        ("has:sound", [6]),
        ("has:formula", [4, 5]),
        ("has:code", [7]),
        ("has:link", [7]),
        ("has:cloze", [4, 5]),
        ("has:tag", [6]),
        ("has:source", [8]),
        ("has:article", []),
        ("has:pic", [1]),
        ("-has:cloze has:formula", []),
        # duplicates
        ("dupe:front", [1, 6]),
        ("dupe:back", []),
        ('dupe:"basic,was heißt hund?"', [1, 6]),
        ('dupe:"1,Was heißt Hund?"', [1, 6]),
        ('dupe:"basic,der hund"', []),
        # numbers
        ("prop:reps>=2", [1]),
        ("prop:reps=0", [2, 3, 4, 5]),
        ("prop:ivl=41", [8]),
        ("prop:interval>40", [8]),
        ("prop:ease=2.5 is:new", [2, 3, 4, 5]),
        ("prop:lapses!=0", []),
        ("prop:pos<=3", [2, 3]),
        ("position>3", [4, 5]),
        ("prop:due=1", [1, 6, 7, 8]),
        ("prop:due<1", []),
        # days of answers
        ("introduced:1", [7]),
        ("introduced:2", [6, 7]),
        ("introduced>=10", [1, 8]),
        ("introduced=10", [1]),
        ("prop:introduced=-10", [1]),
        ("prop:introduced>-10", [6, 7]),
        ("prop:added>=yesterday", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("prop:added<yesterday", []),
        ("prop:added<=tod", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("rated:3", [1, 6, 7]),
        ("prop:rated=-10", [1]),
        ("prop:rated=-10:good", [1]),
        ("prop:rated=-10:1", []),
        ("prop:rated>-2", [6, 7]),
        ("prop:rated<=-10", [1, 8]),
        ("prop:rated!=0", [1, 6, 8]),
        ("resched:2", [7]),
        ("resched:6", [7, 8]),
        ("rescheduled=5", [8]),
        ("prop:resched=-5", [8]),
        ("prop:resched>-5", [7]),
        ("edited:1", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("edited>1", []),
        # what is remembered
        ("retrievability<=1", [1, 6, 7, 8]),
        ("prop:r<0.8", [8]),
        ("prop:r>=80%", [1, 6, 7]),
        ("prop:s>5", [7]),
        ("stability<0.5", []),
        ("difficulty>=1", [1, 6, 7, 8]),
        ("prop:d<1.5", [7]),
    ],
)
def test_each_term_finds_these_cards(query: str, cards: list[int]) -> None:
    assert found(query) == cards


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('re:"(a"', "The regular expression cannot be read, at character 5"),
        ("dog front:re:a**", "The regular expression cannot be read, at character 16"),
        ('deck:re:"a)"', "The regular expression cannot be read, at character 11"),
        ("re:" + "a" * 301, "longer than 300 characters, at character 304"),
        ("re:" + "[ab]" * 21, "more than 20 brackets, at character 4"),
        ("re:a " * 6, "more than 5 regular expressions, at character 26"),
        ('re:"' + "(" * 150 + '"', "The regular expression cannot be read"),
        ("prop:colour>3", 'prop:"colour>3" is not a number that a card has'),
        ("prop:ivl>x", '"x" is not a number, at character 10'),
        ("prop:rated=x", '"x" is not a whole number, at character 12'),
        ("prop:rated=-1:maybe", '"maybe" is not a rating, at character 15'),
        ("has:colour", '"colour" is not something a note can have, at character 5'),
        ("dupe:colour", 'No note type has a field called "colour"'),
        ("dupe:colour,red", 'There is no note type called "colour"'),
        ("introduced:0", "A number of days has to be 1 or more, at character 12"),
    ],
)
def test_a_term_that_means_nothing_is_refused_and_says_where(query: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        found(query)
    assert words.removeprefix("prop:") in str(caught.value.what)


def test_a_note_type_whose_name_only_begins_like_an_expression_is_not_there() -> None:
    with pytest.raises(UserError, match="no note type called"):
        found('dupe:"re:(,x"')


def test_as_much_as_is_allowed_is_looked_for() -> None:
    assert found("re:" + "a?" * 150) == found("")
    assert found("re:[a] or " * 4 + "re:" + "[ab]?" * 20) == found("")


def test_a_number_that_is_not_compared_yet_is_left_out_while_one_types() -> None:
    everything = found("")
    for unfinished in (
        "re:",
        "front:re:",
        "tag:re:",
        "nc:",
        "w:",
        "prop:",
        "prop:iv",
        "prop:ivl",
        "prop:ivl>",
        "prop:rated=-",
        "has:",
        "dupe:",
        "card:",
    ):
        assert found(unfinished) == everything


def test_what_is_remembered_follows_from_the_answers() -> None:
    remembered = answered((100, GOOD), (98, GOOD), (90, GOOD), (60, GOOD))
    notes = [SampleNote(("a", "b"), [card]) for card in (answered((60, GOOD)), remembered)]
    with collection_of(notes) as conn:
        by_strength = [
            [number for number in (1, 2) if number in find_cards(conn, parse(query), CONTEXT)]
            for query in ("prop:s>30", "prop:s<=30", "prop:r<70%", "prop:r>70%")
        ]
    assert by_strength == [[2], [1], [1], [2]]


@pytest.mark.parametrize("expression", [r're:"(a+)+$"', "re:a*a*a*a*a*a*a*b", r're:"(a|a)*\Zb"'])
def test_an_expression_that_tries_for_ever_is_given_up_and_leaves_no_process(
    expression: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "SECONDS", 1)
    before = children()
    with (
        collection_of([SampleNote(("a" * 20_000 + "!", "b"), [SampleCard()])]) as conn,
        pytest.raises(UserError, match="takes too long"),
    ):
        find_cards(conn, parse(expression), CONTEXT)
    assert children() <= before


def test_a_search_that_breaks_off_is_not_said_to_take_long() -> None:
    with pytest.raises(UserError, match="broke off"):
        matching.matching("re:(", [(1, ["a"])], lambda: None)


def test_the_program_that_is_python_and_all_looks_for_expressions_too(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    told = b"".join(matching_process.request("d.g", [(1, ["a dog"]), (2, ["cat"])], 5))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told)))
    monkeypatch.setattr(children_module, "limit", lambda *_: None)  # it is for a process that ends
    assert main([children_module.ARGUMENT, children_module.MATCHING]) == 0
    assert capfdbinary.readouterr().out == b'[1]\n["done"]\n'
