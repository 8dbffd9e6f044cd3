"""Sets of Quizlet are read with whatever separators they were exported."""

import pytest

from flashcards.formats.kinds import kind_of
from flashcards.formats.programs.quizlet import begins, read
from tests.effort import never_for_ever
from tests.reference import reference

PAIRS = [("dog", "Hund"), ("cat *x*", "Katze"), ("cow", "Kuh")]


TABLES = ((",", "\n"), (",", "\n\n"), (",", ";;"), ("\t", "\n"))
"""Separators that plain tables have."""
OTHERS = [
    (words, cards)
    for words in ("---", " - ", ",", "\t", "::", " = ")
    for cards in ("\n", ";", ";;", "\n\n")
    if (words, cards) not in TABLES
]


@pytest.mark.parametrize(("words", "cards"), OTHERS)
def test_every_pair_of_separators_is_found_out(words: str, cards: str) -> None:
    data = cards.join(words.join(pair) for pair in PAIRS).encode()
    if (words, cards) == ("\t", "\n\n"):
        data = data.replace(b"Hund", b"Hund\nzwei")
    assert begins(data)
    deck = read(data, "set.txt")
    found = [tuple(note.fields.values()) for note in deck.notes]
    assert found == [(one, other.replace("Hund", found[0][1])) for one, other in PAIRS]
    assert deck.literal


@pytest.mark.parametrize(
    "text",
    [
        "dog\tHund; R\xfcde\ncat\tKatze; Kater\ncow\tKuh; Rind\n",
        "- a - b\n- c - d\n- e - f\n",
        "One - two.\nA line without.\nThree - four.\nFive - six.\n",
        "a,b\nc,d\ne,f\n",
        "a - b\nc - d\n",
        "",
    ],
)
def test_tables_lists_and_prose_are_no_sets(text: str) -> None:
    assert not begins(text.encode())


def test_what_lacks_a_side_is_told_with_its_line() -> None:
    lines = [f"term {number}---text" for number in range(2_000)]
    lines[1_500] = "---only this"
    deck = read("\r\n".join(lines).encode(), "set.txt")
    assert (len(deck.notes), deck.left_out) == (1_999, 1)
    assert [(each.line, str(each.message)) for each in deck.problems] == [
        (1_501, "“only this” has no term or no definition and was left out.")
    ]


def test_a_real_set_is_read_whole() -> None:
    data = reference("real", "csv", "kraj011__quizlet.txt").read_bytes()
    told = kind_of("set.txt", data)
    assert told is not None
    assert told.name == "quizlet"
    deck = read(data, "set.txt")
    assert (len(deck.notes), deck.problems) == (54, ())
    assert deck.notes[0].fields["Front"] == "Federal judiciary"


def test_no_text_takes_longer_than_its_length() -> None:
    with never_for_ever():
        for part in ("---", ";", "\t", "a - ", "||"):
            begins((part * 300_000).encode())
            read((part * 300_000).encode(), "set.txt")
