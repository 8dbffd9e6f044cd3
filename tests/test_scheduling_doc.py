"""Every worked example of docs/scheduling.md is what the program gives, and its pictures exist."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import Profile, Rating, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.days import MS_PER_DAY, MS_PER_MINUTE, due_ms
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, retrievability
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.registry import scheduler_for

DOC = Path(__file__).parents[1] / "docs" / "scheduling.md"
BLOCK = re.compile(r"^```(\w+) (\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
READ: dict[str, Any] = {"profile": Profile, "desired_retention": int}


def told(block: str) -> list[tuple[str, str, str, str]]:
    """Return (scheduler, option, what is given, what follows) of every line in blocks so named."""
    found = []
    for name, kind, option, lines in BLOCK.findall(DOC.read_text(encoding="utf-8")):
        for line in lines.splitlines() if name == block else ():
            given, _, follows = line.partition(" -> ")
            found.append((kind, option, given, follows))
    return found


def options_of(kind: str, option: str) -> Options:
    options = Options(scheduler=SchedulerKind(kind))
    if option:
        name, _, value = option.partition("=")
        options = replace(options, **{name: READ[name](value)})
    return options


def words(minutes: int) -> str:
    whole = minutes // MINUTES_PER_DAY
    return f"{whole} d" if whole else f"{minutes} min"


def answered(kind: str, option: str, answers: str) -> list[tuple[Memory, str]]:
    """Return the memory after each answer to a new card, and how it is explained."""
    options = options_of(kind, option)
    scheduler = scheduler_for(options)
    memory, last_ms, given = NEW_MEMORY, None, []
    at_ms = 20_000 * MS_PER_DAY + 9 * 60 * MS_PER_MINUTE
    for answer in answers.split():
        name, _, late = answer.partition("+")
        if last_ms is not None:
            at_ms = due_ms(last_ms, 0, memory.interval_minutes, options.day_start_minutes)
        at_ms += int(late or 0) * MS_PER_DAY
        occasion = Occasion(at_ms, 0, options.day_start_minutes, last_ms)
        quality = Rating[name.upper()].quality
        after = scheduler.review(memory, quality, occasion).memory
        given.append((after, str(scheduler.explain(memory, quality, after, occasion))))
        memory, last_ms = after, at_ms
    return given


@pytest.mark.parametrize("block", ["example", "why"])
def test_there_are_examples_for_every_scheduler(block: str) -> None:
    assert {kind for kind, *_ in told(block)} == set(SchedulerKind)


@pytest.mark.parametrize(("kind", "option", "answers", "intervals"), told("example"))
def test_an_example_is_what_the_scheduler_gives(
    kind: str, option: str, answers: str, intervals: str
) -> None:
    given = answered(kind, option, answers)
    assert ", ".join(words(memory.interval_minutes) for memory, _ in given) == intervals


@pytest.mark.parametrize(("kind", "option", "answers", "said"), told("why"))
def test_a_step_is_explained_as_the_program_does(
    kind: str, option: str, answers: str, said: str
) -> None:
    assert answered(kind, option, answers)[-1][1].startswith(said)


@pytest.mark.parametrize(("stability", "_option", "days", "share"), told("recall"))
def test_recall_falls_as_the_formula_says(
    stability: str, _option: str, days: str, share: str
) -> None:
    strength = float(stability.removeprefix("stability="))
    left = retrievability(strength, float(days.removesuffix(" d")), DEFAULT_PARAMETERS)
    assert share == f"{100 * left:.0f}%"


@pytest.mark.parametrize("picture", re.findall(r"\]\((pictures/.*?)\)", DOC.read_text("utf-8")))
def test_every_picture_is_there_and_small(picture: str) -> None:
    assert (DOC.parent / picture).stat().st_size < 200_000
