"""How much of an answer is asked for, and which questions are taken at first."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read

MORE = (
    "Weavers in the north have done so for three hundred years, and many of their books tell of "
    "it at length. Others prefer to wait until the wool has rested for a winter, which costs room "
    "and money, and which only large workshops can afford today."
)


def asked(text: str) -> list[Candidate]:
    return [c for c in find(read(text, kind="markdown")) if c.kind is CandidateKind.FAQ]


def answer(question: str, said: str, over: str = "FAQ") -> Candidate:
    return asked(f"# Wool\n\n## {over}\n\n### {question}\n\n{said}\n")[0]


def test_of_a_long_answer_the_sentence_that_answers_is_asked_for() -> None:
    made = answer("Why is raw wool washed?", f"Raw wool is washed to free it of its fat. {MORE}")
    assert made.back == "Raw wool is washed to free it of its fat."
    assert made.chosen


def test_yes_and_no_come_with_their_reason() -> None:
    made = answer("Can wool be boiled?", f"No. Boiling turns loose wool into felt. {MORE}")
    assert made.back == "No. Boiling turns loose wool into felt."
    assert made.chosen
    why = answer(
        "Is wool washed warm?",
        f"Usually, but not hot. The reason is that heat felts the fibres of wool. {MORE}",
    )
    assert why.back.endswith("The reason is that heat felts the fibres of wool.")


def test_a_short_answer_stays_whole() -> None:
    said = "A skein is a loosely coiled length of yarn. It is sold by weight."
    assert answer("What is a skein?", said).back == said


@pytest.mark.parametrize(
    "said",
    [
        f"Many weavers ask us this in spring. {MORE}",
        f"It depends. {MORE}",
        f"There are several ways. {MORE}",
        "The following steps wash wool:\n\n- Soak it for a night.\n- Rinse it. " + MORE,
        f"(The picture shows a tub that holds three fleeces at once.)\n\n{MORE}",
    ],
)
def test_an_answer_that_comes_late_is_offered_whole_and_not_taken(said: str) -> None:
    made = answer("What washes wool best?", said)
    assert not made.chosen
    assert MORE[-30:] in made.back


@pytest.mark.parametrize(
    "question",
    [
        "What if I wash it twice?",
        "Which loom is right for you?",
        "Are you ready for the loom?",
    ],
)
def test_what_only_speaks_to_the_reader_is_not_taken(question: str) -> None:
    assert not answer(question, "Wool is washed once.").chosen


def test_an_interview_is_not_taken() -> None:
    made = asked(
        "# Talk\n\n## Wool is dear today. What do you think of it?\n\nNo, wool is cheap.\n\n"
        "## La laine est chère. Qu’en pensez-vous ?\n\nNon, la laine est bon marché.\n"
    )
    assert [c.chosen for c in made] == [False, False]


def test_a_question_without_its_subject_shows_what_stands_over_it() -> None:
    made = answer("What are the symptoms?", "Red eyes and a cough.", over="Wool fever")
    assert made.front == "What are the symptoms?\n\n> Wool fever"
    assert made.chosen


def test_a_question_mark_that_is_spoken_of_asks_nothing() -> None:
    assert asked('# Signs\n\n## Greedy matching with "?"\n\nA sign behind another.\n') == []


def test_the_question_of_a_manual_is_asked_for_with_the_opening_of_its_answer() -> None:
    text = (
        "wovenfaq(7)\n===========\n\nYarn\n----\n\nWhat does `skein.length` do?::\n"
        "\tThis option sets the length of a skein that the loom winds off.  " + MORE + "\n"
    )
    made = find(read(text, kind="asciidoc"))[0]
    assert made.front == "What does skein.length do?"
    assert made.back == "This option sets the length of a skein that the loom winds off."
    assert made.chosen


def term(text: str) -> Candidate:
    (made,) = [c for c in find(read(text, kind="markdown")) if c.kind is CandidateKind.TERM]
    return made


@pytest.mark.parametrize(
    "said",
    [
        "A loosely coiled length of yarn. Not to be confused with a hank.",
        "A loosely coiled length of yarn. See Chapter .",
        "*See also* Hank. A loosely coiled length of yarn.",
    ],
)
def test_remarks_are_no_part_of_a_definition(said: str) -> None:
    assert term(f"# Glossary\n\nSkein\n: {said}\n").back == "A loosely coiled length of yarn."


def test_of_a_long_entry_the_sentence_that_defines_is_the_answer() -> None:
    made = term(f"# Glossary\n\nSkein\n: A loosely coiled length of yarn or of thread. {MORE}\n")
    assert made.back == "A loosely coiled length of yarn or of thread."


def test_an_entry_with_half_a_pair_of_marks_ends_where_a_long_answer_ends() -> None:
    said = "A coil ` of yarn. " + "It holds wool that was spun by hand. " * 200
    made = term(f"# Glossary\n\nSkein\n: {said}\n")
    assert len(made.back.split()) < 60


def test_examples_are_no_terms_to_take() -> None:
    text = "# Fairs\n\n## Examples\n\nA fair of weavers\n: A fair in Ghent sells looms.\n"
    assert not any(c.chosen for c in find(read(text, kind="markdown")))


def test_an_answer_is_never_cut_inside_a_bracket() -> None:
    said = (
        "A ring is two entries that send their reader round and round without an end (Books. "
        f"See Volumes; Volumes. See Books). {MORE}"
    )
    assert answer("What is a ring of entries?", said).back.endswith("Volumes. See Books).")


def test_the_rest_of_a_cut_answer_is_open_to_statements_and_its_opening_is_not() -> None:
    said = f"Raw wool is washed because of its heavy load of fat. {MORE}"
    fact = "Wool of the north holds about 40 percent of fat before it is washed."
    text = f"# Wool\n\n## Why is raw wool washed?\n\n{said}\n\n{fact}\n"
    cards = find(read(text, kind="markdown"))
    assert [(card.kind, card.term) for card in cards] == [
        (CandidateKind.FAQ, "Why is raw wool washed?"),
        (CandidateKind.STATEMENT, "40 percent"),
    ]
