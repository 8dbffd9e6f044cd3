"""Numbers typed into the options of a deck are read by the signs of the learner's language."""

import pytest

from flashcards.languages.choosing import texts_in
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.ui.deck_options.option_words import (
    MisreadError,
    parameters_from,
    parameters_words,
    steps_from,
    steps_words,
)
from tests.languages.speaking import spoken_by

FITTED = tuple(round(value * 1.01, 4) for value in DEFAULT_PARAMETERS)


@pytest.mark.parametrize(
    ("locale", "typed", "steps"),
    [
        ("en", "1, 10", (1, 10)),
        ("en", "1m,10m", (1, 10)),
        ("en", "1.5 h", (90,)),
        ("de", "1,5 h", (90,)),
        ("de", "1,5 h; 2 d", (90, 2880)),
        ("de", "1m,10m", (1, 10)),
        ("de", "1, 10", (1, 10)),
    ],
)
def test_steps_are_read_by_the_decimal_sign_of_the_language(
    locale: str, typed: str, steps: tuple[int, ...]
) -> None:
    with spoken_by(locale=locale):
        assert steps_from(typed) == steps


@pytest.mark.parametrize(
    ("language", "shown", "typed"),
    [
        ("de", "10 min 2 h 3 T", "10 Minuten 2 Stunden 3 Tage"),
        ("de", "1 min 1 h 1 T", "1 m 1 hour 1d"),
        ("fr", "10 min 2 h 3 j", "10 minutes 2 heures 3 jours"),
        ("es", "10 min 2 h 1 d", "10 m 2 horas 1 día"),
    ],
)
def test_steps_have_the_units_of_the_language_and_may_be_typed_in_english(
    language: str, shown: str, typed: str
) -> None:
    with spoken_by(texts_in(language), language):
        steps = steps_from(typed)
        assert steps_words(steps).replace("\u00a0", " ") == shown
        assert steps_from(shown) == steps


@pytest.mark.parametrize(
    ("locale", "typed"),
    [("en", "1.5 min"), ("de", "1,5 min"), ("de", "1.5 h"), ("de", ",5 h"), ("en", "123456789")],
)
def test_a_step_that_is_no_time_is_refused_and_never_taken_apart(locale: str, typed: str) -> None:
    with spoken_by(locale=locale), pytest.raises(MisreadError):
        steps_from(typed)


@pytest.mark.parametrize("locale", ["en", "de", "fr"])
def test_parameters_are_read_as_the_language_shows_them(locale: str) -> None:
    with spoken_by(locale=locale):
        shown = parameters_words(FITTED)
        assert ("," in shown) is (locale != "en")
        assert parameters_from(shown) == FITTED
        assert parameters_from("[" + ", ".join(map(str, FITTED)) + "]") == FITTED
        assert parameters_from(shown.replace(" ", "; ")) == FITTED
