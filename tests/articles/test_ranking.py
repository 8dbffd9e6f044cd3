"""What is learned from a learner's choices: a made-up learner is recognised, and no sooner."""

from dataclasses import replace
from math import exp
from random import Random

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.checking import weaknesses
from flashcards.articles.features import FEATURES, LARGEST, Counted
from flashcards.articles.finding import find
from flashcards.articles.ranking import (
    FEWEST,
    FEWEST_OF_EACH,
    Learned,
    Verdict,
    auc,
    fit,
    learn,
)
from flashcards.articles.reading import read

TIDES = """# Tides

A **tide** is a rise and fall of the sea that the Moon causes. Every tide comes back.

*Slack water*: The time when no current runs.

## Neap tide

Neap tide is a tide of small range. See https://example.org/neap for more.

| Name | Meaning |
|---|---|
| Ebb | The outgoing current. |
| Flood | The incoming current. |

```
tide = moon + sun
```
"""


def made_up(count: int, seed: int, likes: tuple[float, ...], batch: int = 20) -> list[Verdict]:
    """Return choices of a learner with known likes, who looks at nothing the rules look at."""
    random = Random(seed)
    found = []
    for number in range(count):
        row = tuple(random.uniform(0, 2) for _ in likes)
        chance = 1 / (1 + exp(-sum(a * (x - 1) for a, x in zip(likes, row, strict=True))))
        found.append(Verdict(random.random() < chance, row, random.random(), number // batch))
    return found


# Counting


def numbers_of(term: str) -> dict[str, float]:
    document = read(TIDES, "tides.md")
    candidates = find(document)
    counted = Counted(document, candidates)
    found = next(each for each in candidates if each.term == term)
    return dict(zip(FEATURES, counted.of(found, weaknesses(found)), strict=True))


def test_what_a_reader_sees_of_a_card_is_counted() -> None:
    tide, ebb = numbers_of("tide"), numbers_of("Ebb")
    assert tide["term is marked"] == 1
    assert tide["term in the title"] == 0  # which is in the plural
    assert tide["in a paragraph"] == 1
    assert tide["uses of the term"] > ebb["uses of the term"] > 0
    assert ebb["term is marked"] == 0
    assert ebb["in a table"] == 1
    assert ebb["term begins large"] == 1
    assert ebb["place in the article"] > tide["place in the article"]
    neap = numbers_of("Neap tide")
    assert neap["term is a whole heading"] == 1
    assert neap["asks what it is"] == 1


def test_every_number_is_bounded_whatever_the_card_is() -> None:
    document = read(TIDES, "tides.md")
    word = "x" * 50_000
    found = Candidate(CandidateKind.TERM, "", "", "", 0.5, (), 0, 0, "")
    odd = [
        found,
        replace(found, term=word, front=word * 2, back=f"{word} " * 9, heading=("a",) * 50),
        replace(found, cloze="{{c1::a}} " * 500, confidence=7.0, end=len(document.text)),
        replace(found, start=10**9, end=10**9, aliases=("b",) * 99, quote="{}<>" * 999),
    ]
    counted = Counted(document, odd)
    for each in odd:
        row = counted.of(each, [])
        assert len(row) == len(FEATURES)
        assert all(0 <= number <= LARGEST for number in row)


def test_the_numbers_have_names_of_their_own_and_are_few() -> None:
    assert len(set(FEATURES)) == len(FEATURES) <= 71


# Fitting


def test_a_made_up_learner_is_recognised() -> None:
    likes = (3.0, -2.0, 0.0, 1.0)
    seen, unseen = made_up(1_000, 1, likes), made_up(1_000, 2, likes)
    ranker = fit([each.row for each in seen], [each.kept for each in seen])
    first, second, third, fourth = ranker.weights
    assert first > fourth > abs(third)
    assert second < -fourth
    verdicts = [each.kept for each in unseen]
    truth = auc([sum(map(float.__mul__, likes, each.row)) for each in unseen], verdicts)
    assert auc([ranker.chance(each.row) for each in unseen], verdicts) > truth - 0.01
    chances = [ranker.chance(each.row) for each in unseen]
    assert sum(chances) / 1_000 == pytest.approx(sum(verdicts) / 1_000, abs=0.03)


def test_the_same_choices_make_the_same_ranker() -> None:
    seen = made_up(400, 3, (1.0, -1.0))
    rows, verdicts = [each.row for each in seen], [each.kept for each in seen]
    assert fit(rows, verdicts) == fit(rows, verdicts)


def test_numbers_that_never_differ_or_tell_all_are_borne() -> None:
    rows = [(1.0, float(n % 2), float(n % 2)) for n in range(400)]
    ranker = fit(rows, [n % 2 == 1 for n in range(400)])
    assert ranker.weights[0] == pytest.approx(0)
    assert ranker.chance((1.0, 1.0, 1.0)) > 0.9
    assert ranker.chance((1.0, 0.0, 0.0)) < 0.1
    assert 0 < ranker.chance((9e9, -9e9, 9e9)) < 1


def test_the_share_of_pairs_in_the_right_order_is_counted() -> None:
    scores, verdicts = [0.1, 0.4, 0.4, 0.8, 0.9], [False, True, False, False, True]
    pairs = [(a, b) for a, up in zip(scores, verdicts, strict=True) if up
             for b, other in zip(scores, verdicts, strict=True) if not other]  # fmt: skip
    right = sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs)
    assert auc(scores, verdicts) == pytest.approx(right)
    assert auc([0.3, 0.2], [True, True]) == 0.5


# When it is used


def test_nothing_is_learned_from_too_few_choices() -> None:
    choices = made_up(FEWEST, 4, (3.0, -3.0))
    assert learn(choices).ranker is not None
    few = learn(choices[1:])
    assert (few.ranker, few.tested, few.choices) == (None, 0, FEWEST - 1)


def test_nothing_is_learned_from_who_keeps_nearly_everything() -> None:
    choices = [replace(each, kept=True) for each in made_up(600, 5, (3.0, -3.0))]
    left_out = FEWEST_OF_EACH - 1
    for place in range(left_out):
        choices[place * 20] = replace(choices[place * 20], kept=False)
    assert learn(choices) == Learned(600 - left_out, left_out)


def test_it_is_tried_on_the_newest_choices_and_left_aside_where_the_rules_do_as_well() -> None:
    choices = made_up(600, 6, (3.0, -3.0))
    learned = learn(choices)
    assert learned.ranker is not None
    assert learned.tested == 160  # the article in which the newest quarter begins included
    assert learned.auc > 0.8
    assert learned.rules_auc < 0.6
    assert learned.right > learned.rules_right
    knowing = learn([replace(each, confidence=float(each.kept)) for each in choices])
    assert (knowing.ranker, knowing.tested, knowing.rules_auc) == (None, 160, 1.0)


def test_a_taste_that_has_turned_is_not_held_against_the_learner() -> None:
    before, after = made_up(450, 7, (3.0, 0.0)), made_up(150, 8, (-3.0, 0.0))
    learned = learn(before + [replace(each, batch=each.batch + 99) for each in after])
    assert learned.tested == 150
    assert learned.auc < 0.5
    assert learned.ranker is None
