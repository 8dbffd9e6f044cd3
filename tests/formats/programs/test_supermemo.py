"""SuperMemo's questions and answers are told from articles and read line by line."""

from flashcards.formats.kinds import Family, kind_of
from flashcards.formats.programs.supermemo_text import begins, read
from tests.effort import never_for_ever

CHOICES = "<li>Chad</li><li>Italy</li><li>Niger &amp; all a &lt; b</li>"
TEXT = """Q: river
A: rivero

q: What borders
q: Nigeria?
a: Niger &
a: all a < b
a1: Italy
a2: Chad

Q: 1 &#33267; <b>bold</b>
A: 2
I: REP=8 LAP=1 EF=3.200 UF=2.370 INT=42 LAST=27.01.26
O: 36
Q: next at once
A: I: am no learning
"""


def test_blocks_become_items_with_all_their_lines() -> None:
    items = read(TEXT, "sm.txt", "Deck").items
    assert [(item.question, item.answer) for item in items] == [
        ("river", "rivero"),
        (
            f"What borders<br>Nigeria?<ul>{CHOICES}</ul>",
            "Niger &amp;<br>all a &lt; b",
        ),
        ("1 &#33267; <b>bold</b>", "2"),
        ("next at once", "I: am no learning"),
    ]
    learning = items[2].learning
    assert (learning.repetitions, learning.lapses, learning.interval) == (8, 1, 42)
    assert (str(learning.last), learning.easiness) == ("2026-01-27", 3.2)


def test_a_text_is_a_deck_where_nearly_all_of_it_is_questions_with_answers() -> None:
    assert begins(TEXT.encode())
    told = kind_of("x.txt", TEXT.encode())
    assert told is not None
    assert told.family is Family.COLLECTION
    article = b"A long text.\n\nWith paragraphs.\n\nQ: one?\nA: yes\n\nAnd more of it.\n"
    assert not begins(article)
    assert not begins(b"front\tback\nQ: \tA:\n")
    assert not begins(b"Q: one question\n\nQ: and no answer\n")
    assert not begins(b"")


def test_text_without_a_question_is_told_with_its_line() -> None:
    found = read("Q: a\nA: b\n\nstray words\n", "sm.txt", "Deck")
    assert [(each.line, str(each.message)) for each in found.problems.all()] == [
        (4, "“stray words” belongs to no question and was left out.")
    ]


def test_an_answer_of_any_length_is_read_at_once() -> None:
    with never_for_ever():
        read("Q: a\nA: b\n" + "A: c\n" * 100_000, "sm.txt", "Deck")
        read("<b " * 300_000 + "\nQ: a\n", "sm.txt", "Deck")
