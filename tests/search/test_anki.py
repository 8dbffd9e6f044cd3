"""What stands behind ``anki:``, said in our own language."""

import contextlib

import pytest

from flashcards.model.errors import UserError
from flashcards.search.finishing import missing
from flashcards.search.parser import LONGEST_SEARCH, parse
from flashcards.search.writer import write
from tests.effort import calls


@pytest.mark.parametrize(
    ("query", "ours"),
    [
        ("anki:", ""),
        ("anki: *", ""),
        (" ANKI: dog", '"*":dog'),
        ("anki: d*g", '"*":d*g'),
        ("anki: d_g", 're:"(?s:d.g)"'),
        (r"anki: x\*y", r're:"(?s:x\\*y)"'),
        (r"anki: d\_g", '"*":d_g'),
        (r"anki: 10\:30", '"*":10:30'),
        ("anki: dog or (cat -mouse)", '"*":dog or "*":cat -"*":mouse'),
        ("anki: dog and cat", '"*":dog "*":cat'),
        ('anki: "deck:my deck"', 'deck:"my deck"'),
        ('anki: deck:"my deck"', 'deck:"my deck"'),
        ("anki: deck:d_g", 'deck:"re:\\\\Ad.g(::.*)?\\\\Z"'),
        ("anki: tag:none tag:re:^x", "tag:none tag:re:^x"),
        ("anki: front:", 'front:""'),
        ("anki: front:*dog*", "front:dog"),
        ("anki: front:dog", 'front:"re:(?s:\\\\Adog\\\\Z)"'),
        ("anki: front:_*", 'front:* -front:""'),
        ("anki: front:nc:*u*", "front:nc:u"),
        ('anki: "re:(a|b) c"', 're:"(a|b) c"'),
        ("anki: nc:uber w:dog", r"re:\bdog\b"),
        ("anki: card:2 note:basic", "card:2 note:basic"),
        ("anki: is:review", "is:review or is:relearning"),
        ("anki: is:learn", "is:learning"),
        ("anki: prop:ivl>=10", "interval>=10"),
        ("anki: prop:d>0.5", "difficulty>5.5"),
        ("anki: prop:due=1", "due=1 -is:suspended -is:buried"),
        ("anki: prop:ease<2", "ease<2 or is:new"),
        ("anki: prop:ease>2", "ease>2 -is:new"),
        ("anki: rated:7:1 added:0 edited:3", "rated:7:again added:1 changed:3"),
        ("anki: introduced:2 resched:3", "introduced:2 rescheduled:3"),
        ("anki: prop:rated=-2:1", "prop:rated=-2:again"),
        ("anki: flag:1 nid:7", "flag:red nid:7"),
        (r'anki: "re\:(x"', r're:"(?s:re:\\(x)"'),
        (r"anki: nc\:x", 're:"(?s:nc:x)"'),
        (r'anki: "front:*re\:x(*"', r'front:"re:(?s:re:x\\()"'),
        (r"anki: deck:re\:x", r'deck:"re:\\Are:x(::.*)?\\Z"'),
    ],
)
def test_an_anki_search_is_turned_into_our_own_language(query: str, ours: str) -> None:
    written = write(parse(query))
    if "nc:uber" in query:
        written = written.removeprefix("nc:uber ")
    assert written == ours
    assert parse(write(parse(query))) == parse(query)
    assert missing(query) is None


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("anki: deck:filtered", "asks for what is not here, at character 12"),
        ("anki: did:1", "asks for what is not here"),
        ("anki: is:buried-sibling", "is not something a card can be, at character 10"),
        ("anki: is:happy", '"happy" is not something a card can be, at character 10'),
        ("anki: flag:7", "is not a flag"),
        ("anki: re:a**", "cannot be read, at character 12"),
        ("anki: dog)", "A closing bracket has no opening one"),
        ("anki: " + "d_g " * 6, "more than 5 regular expressions"),
        ("anki: front:nc:u", "asks for what is not here"),
    ],
)
def test_what_is_not_here_is_refused(query: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(query)
    assert words in str(caught.value.what)


@pytest.mark.parametrize(
    "piece", ["(", '"', "a ", 'a:"', "\\", '"\\', "*", "_", "a:_ ", ":", "re:["]
)
def test_the_longest_anki_search_is_read_in_step(piece: str) -> None:
    query = ("anki:" + piece * LONGEST_SEARCH)[:LONGEST_SEARCH]

    def read() -> None:
        with contextlib.suppress(UserError):
            parse(query)

    assert calls(read) < 60 * LONGEST_SEARCH
