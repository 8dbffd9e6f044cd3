"""A typed answer beside the right one: what differs, what counts, how right it is."""

import random
from collections.abc import Sequence

import pytest

from flashcards.text.comparing import Comparison, Leniency, Piece, Verdict, compare
from tests.effort import never_for_ever


def _shown(pieces: Sequence[Piece]) -> str:
    """Return pieces in one text, with brackets around those that differ."""
    return "".join(piece.text if piece.same else f"[{piece.text}]" for piece in pieces)


def _sides(found: Comparison) -> tuple[str, str]:
    return _shown(found.typed), _shown(found.expected)


@pytest.mark.parametrize(
    ("typed", "expected", "sides"),
    [
        ("Paris", "Paris", ("Paris", "Paris")),
        ("Pariss", "Paris", ("Paris[s]", "Paris")),
        ("Prs", "Paris", ("Prs", "P[a]r[i]s")),
        ("mitochondrium", "mitochondrion", ("mitochondri[um]", "mitochondri[on]")),
        ("", "Paris", ("", "[Paris]")),
        ("a cat", "the cat", ("[a] cat", "[the] cat")),
        ("  two   words ", "two words", ("two words", "two words")),
        ("cafe", "café", ("caf[e]", "caf[é]")),
        ("cafe\u0301", "café", ("café", "café")),
        ("don't", "don’t", ("don't", "don’t")),
        ("שלוס", "שלום", ("שלו[ס]", "שלו[ם]")),
        ("x👍🏽y", "x👍y", ("x[👍🏽]y", "x[👍]y")),
    ],
)
def test_what_differs_is_found_sign_by_sign(
    typed: str, expected: str, sides: tuple[str, str]
) -> None:
    assert _sides(compare(typed, expected)) == sides


@pytest.mark.parametrize(
    ("typed", "expected", "lenient"),
    [
        ("paris", "Paris", Leniency(case=True)),
        ("STRASSE", "Straße", Leniency(case=True)),
        ("cafe", "café", Leniency(accents=True)),
        ("Αθηνα", "Αθήνα", Leniency(accents=True)),
        ("its", "it’s!", Leniency(punctuation=True)),
        ("well known", "well-known", Leniency(punctuation=True)),
        ("¿que tal", "Qué tal?", Leniency(case=True, accents=True, punctuation=True)),
        ("a, b - c", "a b c", Leniency(punctuation=True)),
        ("in 1945", "In (1945)!", Leniency(case=True, punctuation=True)),
        ("300000", "300,000", Leniency(punctuation=True)),
        ("1945 - 1950", "1945–1950", Leniency(punctuation=True)),
        ("10%", "10 %", Leniency(punctuation=True)),
        ("COVID 19", "COVID-19", Leniency(punctuation=True)),
    ],
)
def test_what_does_not_count_is_right_and_still_not_identical(
    typed: str, expected: str, lenient: Leniency
) -> None:
    found = compare(typed, expected, lenient)
    assert found.verdict is Verdict.RIGHT
    assert not found.identical
    assert all(piece.same for piece in (*found.typed, *found.expected))
    assert compare(typed, expected).verdict is not Verdict.RIGHT


@pytest.mark.parametrize(
    ("typed", "expected", "verdict"),
    [
        ("mitochondrin", "mitochondrion", Verdict.NEAR),
        ("mitchondria", "mitochondria", Verdict.NEAR),
        ("recieve", "receive", Verdict.NEAR),
        ("London", "Paris", Verdict.WRONG),
        ("time", "tome", Verdict.WRONG),
        ("the year 1945", "the year 1946", Verdict.WRONG),
        ("", "Paris", Verdict.WRONG),
        ("words of another kind", "mitochondrion", Verdict.WRONG),
    ],
)
def test_a_slip_is_nearly_right_and_a_wrong_figure_never(
    typed: str, expected: str, verdict: Verdict
) -> None:
    assert compare(typed, expected).verdict is verdict


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5", "-5"),
        ("x = 5", "x = −5"),
        ("314", "3.14"),
        ("314159265358", "3.14159265358"),
        ("5", ".5"),
        ("1 2", "1/2"),
        ("c", "C#"),
        ("c", "C++"),
        ("10", "10%"),
        ("10", "10 %"),
        ("?", "!"),
        ("a", "!"),
        ("", "..."),
    ],
)
def test_punctuation_that_changes_what_is_said_counts(typed: str, expected: str) -> None:
    lenient = Leniency(case=True, punctuation=True)
    assert compare(typed, expected, lenient).verdict is Verdict.WRONG
    assert compare(expected, typed, lenient).verdict is Verdict.WRONG
    assert compare(expected, expected, lenient).verdict is Verdict.RIGHT


def test_whatever_is_typed_the_pieces_say_it_and_what_is_alike_is_alike() -> None:
    chance = random.Random(11)
    for _ in range(400):
        typed = "".join(chance.choice("aAé -.'’1\u0301ß") for _ in range(chance.randrange(12)))
        expected = "".join(chance.choice("aAé -.'’1\u0301ß") for _ in range(chance.randrange(12)))
        lenient = Leniency(*(chance.random() < 0.5 for _ in range(3)))
        found = compare(typed, expected, lenient)
        other = compare(expected, typed, lenient)
        assert (found.verdict is Verdict.RIGHT) == (other.verdict is Verdict.RIGHT)
        said = "".join(piece.text for piece in found.typed)
        assert said == "".join(piece.text for piece in compare(typed, said, lenient).expected)
        if found.verdict is not Verdict.RIGHT:
            assert not all(piece.same for piece in (*found.typed, *found.expected))


def test_long_answers_take_no_long_time() -> None:
    chance = random.Random(3)
    typed, expected = ("".join(chance.choices("abc ", k=20_000)) for _ in range(2))
    with never_for_ever():
        found = compare(typed, expected)
    assert found.verdict is Verdict.WRONG
