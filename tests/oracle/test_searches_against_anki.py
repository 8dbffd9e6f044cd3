"""What stands behind ``anki:`` finds the cards that Anki finds; needs the ``oracle`` extra."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.search.parser import parse
from flashcards.search.writer import write
from flashcards.store import moves, rankings, strengths
from flashcards.store.find import FindContext, find_cards
from tests.store.sample_cards import DAY_MS, SampleCard, SampleNote, collection_of

anki_collection = pytest.importorskip("anki.collection", reason="needs the oracle extra")

OLD_DAYS = 1_000
TYPES = {1: "Basic", 2: "Basic (and reversed card)", 3: "Cloze"}
CONTEXT = FindContext.at(datetime.now().astimezone())
"""Anki asks the clock itself; every moment below is noon of a day, or well within it."""
NOON = CONTEXT.start_ms(CONTEXT.day) + DAY_MS // 2

WORDS = ("dog", "doggy cat", "a big dog", "dig", "Bold", "d_g", "café", "cafe noir", "10:30", "x*y")
BACKS = ("", "two", "the cat", "(b) c", 'say "hi"', "back\\slash", "dog\nline", "<i>x</i> &amp;")


def review(number: int) -> SampleCard:
    """Return a card in review, of various ages, some of it put aside."""
    last = NOON - (number % 9) * DAY_MS
    days = (1, 4, 10, 21, 30, 400)[number % 6]
    earlier = [(last - age * DAY_MS, 0, (1, 3, 4, 5)[(number + age) % 4], None) for age in (12, 5)]
    rows = [*earlier[number % 3 :], (last, 0, (4, 5, 3, 1)[number % 4], None)]
    return SampleCard(
        deck=("French", "French::Vocab", "Math", "big deck")[number % 4],
        suspended=number % 11 == 0,
        buried_until=CONTEXT.day + 1 if number % 13 == 0 else None,
        flag=number % 5,
        state=2,
        due_at=last + days * DAY_MS,
        interval_minutes=days * 1440,
        ease=(130, 250, 250, 310)[number % 4],
        lapses=number % 4,
        last_review_at=last,
        reviews=list(rows),
    )


def new(number: int) -> SampleCard:
    """Return a new card."""
    return SampleCard(deck=("French", "Math")[number % 2], flag=number % 3)


def notes() -> list[SampleNote]:
    """Return notes of three types with words, tags and ages of all kinds."""
    made = []
    for number in range(60):
        card = review if number % 3 else new
        front, back = WORDS[number % 10], BACKS[number % 8]
        kind = (1, 1, 2, 3, 1)[number % 5]
        if kind == 2:
            back = back or "two"  # the reverse card asks for something
        if kind == 3:
            front = f"{{{{c1::{front}}}}} and {{{{c2::more}}}}"
        made.append(
            SampleNote(
                (front, back),
                [card(number), new(number)] if kind > 1 else [card(number)],
                tags=((), ("animal",), ("animal::dog", "x"), ("any",))[number % 4],
                note_type=kind,
                created_ms=NOON - (number % 20) * DAY_MS - number,
                changed_ms=NOON - (number % 7) * DAY_MS,
            )
        )
    return made


def fill(folder: Path, ours: Connection, sample: list[SampleNote]) -> Any:
    """Return a collection of Anki's own with the same cards, numbered alike by (guid, template)."""
    path = str(folder / "oracle.anki2")
    made = anki_collection.Collection(path)
    made.db.execute("update col set crt = crt - ?", OLD_DAYS * 86_400)
    made.close()
    anki = anki_collection.Collection(path)
    reverse = anki.models.by_name(TYPES[2])
    reverse["name"] = next(each.name for each in BUILT_IN_NOTE_TYPES if each.id == 2)
    anki.models.update_dict(reverse)
    types = {1: TYPES[1], 2: reverse["name"], 3: TYPES[3]}
    begun = moves.begun(ours)
    known = strengths.of_standing(ours, begun, lambda _: DEFAULT_PARAMETERS, 240)
    strong = {each.card: pair for each, pair in zip(begun, known, strict=True)}
    place = log = 0
    for number, one in enumerate(sample, 1):
        note = anki.new_note(anki.models.by_name(types[one.note_type]))
        note.fields[:2] = list(one.fields)
        note.tags = list(one.tags)
        anki.add_note(note, 1)
        anki.db.execute(
            "update notes set guid = ?, mod = ? where id = ?",
            *(f"guid-{number}", one.changed_ms // 1000, note.id),
        )
        for card_id, card in zip(note.card_ids(), one.cards, strict=True):
            place += 1
            began = one.created_ms + place
            deck = anki.decks.id(card.deck)
            queue = -1 if card.suspended else -3 if card.buried_until else 2 if card.state else 0
            due = place
            if card.due_at is not None:
                due = anki.sched.today + (card.due_at - NOON) // DAY_MS
            data = ""
            if place in strong:
                keys = ("s", "d", "dr", "decay", "lrt")
                last = (card.last_review_at or 0) // 1000
                data = json.dumps(dict(zip(keys, (*strong[place], 0.9, 0.1542, last), strict=True)))
            anki.db.execute(
                "update cards set id=?, did=?, type=?, queue=?, due=?, ivl=?, factor=?, reps=?, "
                "lapses=?, flags=?, data=? where id=?",
                *(began, deck, card.state, queue, due, card.interval_minutes // 1440),
                *(card.ease * 10 if card.state else 0, len(card.reviews), card.lapses),
                *(card.flag, data, card_id),
            )
            for at_ms, _, quality, _ in card.reviews:
                log += 1
                anki.db.execute(
                    "insert into revlog values (?, ?, 0, ?, 1, 1, 2500, 100, 1)",
                    *(at_ms + log, began, 1 if quality < 3 else quality - 1),
                )
    return anki


SINGLE = r"""
dog   d_g   D*G   d*g   "a big dog"   big   Bold   bold   x\*y   d\_g   10\:30   back\\slash
hi   cat   (dog)   "(b)"   nothing   w:dog   w:d_g   w:do*   w:*og   w:cat   re:^d   re:d.g
"re:(dig|cat)"   re:\bdog\b   re:[xy]   re:\d{2}   nc:cafe   nc:CAFE   front:dog   front:*dog*
front:d_g   front:dog*   front:*dog   back:   back:_*   back:*   fr*:dog   back:*cat   Back:two
front:re:^d   front:re:^dog$   back:re:[a-c]   front:"a big dog"   "front:a big dog"
text:*more*   text:re:c2   deck:French   deck:french   deck:French::Vocab   deck:french::*
deck:Math   "deck:big deck"   deck:"big deck"   deck:*   deck:fr*   deck:M_th   deck:nothing
tag:animal   tag:animal::dog   tag:none   tag:an*   tag:x   tag:ANY   tag:a_y   tag:re:^an
tag:re:dog$   note:basic   note:cloze   note:"basic with reverse"   note:b*
note:nothing   card:1   card:2   card:3   card:"card 1"   card:"card 2"   card:card*   is:due
is:new   is:review   is:learn   is:suspended   is:buried   flag:0   flag:1
flag:2   flag:3   flag:4   prop:ivl>=10   prop:ivl<10   prop:ivl=21   prop:ivl!=21   prop:due=0
prop:due<0   prop:due>0   prop:due<=3   prop:due=1   prop:due>-2   prop:reps=0   prop:reps>1
prop:reps<=2   prop:lapses>1   prop:lapses=0   prop:lapses!=3   prop:ease>2   prop:ease=2.5
prop:ease<2   prop:ease!=2.5   prop:pos<20   prop:pos>=40   prop:pos=5   prop:rated=0
prop:rated=-1   prop:rated=-5   prop:rated>-3   prop:rated<-6   prop:rated=-2:1
prop:rated>-4:3   prop:s>3   prop:s<1   prop:d>0.5   prop:d<0.4   prop:r<0.8   prop:r>0.9
prop:r>=0.7   added:1   added:3   added:10   added:0   edited:1   edited:3   edited:6   rated:1
rated:3   rated:7   rated:0   rated:1:1   rated:3:2   rated:9:3   rated:30:4   rated:30
introduced:1   introduced:5   introduced:10   introduced:20
"""


def queries() -> list[str]:
    """Return what is asked, alone and put together."""
    single = [query for line in SINGLE.split("\n") for query in line.split("   ") if query]
    # "Not remembered by less than" leaves out there what was never answered: for once we differ.
    plain = [query for query in single if not query.startswith(("prop:s", "prop:d", "prop:r"))]
    pairs = list(pairwise(plain[::2]))
    return [
        *single,
        *(f"{first} {second}" for first, second in pairs[::4]),
        *(f"{first} or {second} -is:new" for first, second in pairs[1::4]),
        *(f"-({first} or {second})" for first, second in pairs[2::4]),
        *(f"-{first} and {second}" for first, second in pairs[3::4]),
    ]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Connection, Any]]:
    """Lend the same cards in a collection of ours and in one of Anki's."""
    sample = notes()
    with collection_of(sample) as ours:
        anki = fill(tmp_path_factory.mktemp("anki"), ours, sample)
        yield ours, anki
        anki.close()


def test_two_hundred_searches_find_the_cards_that_anki_finds(both: tuple[Connection, Any]) -> None:
    ours, anki = both
    assert len(queries()) >= 200
    wrong = {}
    rankings.Rankings(ours)  # as the program searches: with what it remembers of the cards
    for query in queries():
        theirs = {
            (guid, template)
            for guid, template in anki.db.execute(
                "select n.guid, c.ord from cards c join notes n on n.id = c.nid where c.id in "
                f"({','.join(map(str, anki.find_cards(query)))})"
            )
        }
        node = parse("anki: " + query)
        found = find_cards(ours, node, CONTEXT)
        mine = {tuple(row) for row in _named(ours, found)}
        if mine != theirs:
            wrong[query] = (sorted(mine - theirs), sorted(theirs - mine))
        assert parse(write(node)) == node, query
    assert wrong == {}


def _named(ours: Connection, cards: list[Any]) -> list[Any]:
    return list(
        ours.exec_driver_sql(
            "SELECT n.guid, CASE WHEN c.ordinal THEN c.ordinal - 1 ELSE t.position END "
            "FROM cards c JOIN notes n ON n.id = c.note_id "
            "JOIN templates t ON t.id = c.template_id "
            "WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(cards),),
        )
    )
