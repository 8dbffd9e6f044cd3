"""Every worked example of docs/scheduling.md is what the schedulers give."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY
from flashcards.model.enums import Profile, Rating, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.days import MS_PER_DAY, MS_PER_MINUTE, due_ms
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.registry import scheduler_for

DOC = Path(__file__).parents[1] / "docs" / "scheduling.md"
BLOCK = re.compile(r"^```example (\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
READ: dict[str, Any] = {"profile": Profile, "desired_retention": int}


def examples() -> list[tuple[str, str, str, str]]:
    """Return (scheduler, option, answers, intervals) of every line."""
    found = []
    for kind, option, lines in BLOCK.findall(DOC.read_text(encoding="utf-8")):
        for line in lines.splitlines():
            answers, _, intervals = line.partition(" -> ")
            found.append((kind, option, answers, intervals))
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


def test_there_are_examples_for_every_scheduler() -> None:
    assert {kind for kind, *_ in examples()} == set(SchedulerKind)


@pytest.mark.parametrize(("kind", "option", "answers", "intervals"), examples())
def test_an_example_is_what_the_scheduler_gives(
    kind: str, option: str, answers: str, intervals: str
) -> None:
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
        memory = scheduler.review(memory, Rating[name.upper()].quality, occasion).memory
        given.append(words(memory.interval_minutes))
        last_ms = at_ms
    assert ", ".join(given) == intervals
