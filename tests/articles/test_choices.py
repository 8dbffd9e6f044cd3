"""Multiple choice: options on the front, the right ones on the back, and none without a key."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.checking import weaknesses
from flashcards.articles.finding import find
from flashcards.articles.reading import read

FRONT = "Which grain makes a rye loaf?\n\n- oats\n- rye\n- wheat"


def choices(text: str, name: str = "a.md") -> list[Candidate]:
    found = find(read(text, name))
    assert all(card.kind is CandidateKind.CHOICE for card in found)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "#### Q1. Which grain makes a rye loaf?\n\n- [ ] oats\n- [x] rye\n- [ ] wheat\n",
        "Which grain makes a rye loaf?\n\n- [ ] A. oats\n- [*] B. rye\n- [ ] C. wheat\n",
        "1. Which grain makes a rye loaf?\n\nA) oats\nB) rye\nC) wheat\n\nAnswer: B\n",
        (
            "1. Which grain makes a rye loaf?\n   - a) oats\n   - b) rye\n   - c) wheat\n\n"
            "## Answers\n\n1. b\n"
        ),
        "1. Which grain makes a rye loaf?\n\nA. oats\nB. rye\nC. wheat\n\nAnswer key: 1-B, 2-A\n",
        "Which grain makes a rye loaf?\n\n- oats\n- rye\n- wheat\n\n**Correct answer:** b\n",
        (
            "Which grain makes a rye loaf?\n\n(a) oats\n(b) rye\n(c) wheat\n\n"
            "<details><summary>Show</summary>\n\nThe answer is (b).\n\n</details>\n"
        ),
    ],
)
def test_the_options_stand_on_the_front_and_the_right_one_on_the_back(text: str) -> None:
    (card,) = choices(text)
    assert (card.front, card.back) == (FRONT, "rye")
    assert card.term == "Which grain makes a rye loaf?"
    assert weaknesses(card) == []


def test_several_right_options_and_code_before_them_are_kept() -> None:
    text = (
        "# Quiz\n\n## Which lines print a loaf?\n\n```\nbake()\n```\n\n"
        "- [x] `print(loaf)`\n- [ ] `loaf`\n- [x] `show(loaf)`\n"
    )
    (card,) = choices(text)
    assert card.front.split("\n\n")[1] == "```\nbake()\n```"
    assert card.back == "- `print(loaf)`\n- `show(loaf)`"
    assert card.heading == ("Quiz",)


def test_two_questions_never_fuse_and_one_without_a_key_is_not_offered() -> None:
    text = (
        "1. Which loaf is dark?\nA. rye\nB. wheat\nAnswer: A\n\n"
        "2. Which loaf is light?\nA. rye\nB. oats\nC. wheat\n\n"
        "3. Which loaf is flat?\nA. pitta\nB. brioche\nAnswer: A\n"
    )
    assert [(c.term, c.back) for c in choices(text, "quiz.txt")] == [
        ("Which loaf is dark?", "rye"),
        ("Which loaf is flat?", "pitta"),
    ]


def test_wrong_options_teach_nothing() -> None:
    text = (
        "### Q1. What is true of rye?\n\n- [ ] Rye is a fish that swims.\n- [ ] Rye is a stone.\n\n"
        "### Q2. What is true of oats?\n\n- [x] Oats are a grain that is boiled.\n"
        "- [ ] Oats are birds that sing.\n"
    )
    assert [c.term for c in choices(text)] == ["What is true of oats?"]


def test_a_list_of_tasks_and_lettered_clauses_are_no_quiz() -> None:
    tasks = "# Oven\n\n## To do\n\n- [x] light it\n- [ ] clean it\n"
    clauses = "# Bread\n\n## What may a baker sell?\n\n(a) bread of rye\n(b) cakes of wheat\n"
    assert find(read(tasks, "a.md")) == []
    assert [card.kind for card in find(read(clauses, "a.md"))] == [CandidateKind.FAQ]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Which grain is not ground for a loaf?", "oats"),
        ("Which statement is true of every loaf except one?", "oats"),
        ("A loaf weighs 3 pounds. How much do 4 weigh?", "12"),
    ],
)
def test_what_only_the_options_or_a_sum_answer_is_offered_and_not_taken(
    question: str, right: str
) -> None:
    (card,) = choices(f"#### Q1. {question}\n\n- [ ] rye\n- [x] {right}\n- [ ] wheat\n")
    assert not card.chosen
    assert card.back == right


def test_a_note_behind_an_option_is_left_out() -> None:
    text = "#### Q1. Which grain makes a rye loaf?\n\n- [ ] oats (wrong answer)\n- [x] rye\n"
    (card,) = choices(text)
    assert card.front == "Which grain makes a rye loaf?\n\n- oats\n- rye"
