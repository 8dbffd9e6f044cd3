"""Says in a few words by which rules decks are planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.model.enums import Profile, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.registry import TITLES
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """The options of a preset and the decks that are planned by it."""

    options: Options
    decks: tuple[str, ...]


def rules_below(collection: "Collection", deck: str | None) -> list[Rules]:
    """Return by which options a deck and its subdecks are planned; None means all decks."""
    found: dict[int, tuple[Options, list[str]]] = {}
    for name in collection.deck_names():
        if deck is None or name == deck or name.startswith(f"{deck}::"):
            preset = collection.preset_of(name)
            found.setdefault(preset.id, (preset.options, []))[1].append(name)
    return [Rules(options, tuple(names)) for options, names in found.values()]


def rules_words(options: Options) -> str:
    """Return what plans a deck: ``FSRS, 90 % retention, fitted to your answers``."""
    words = [TITLES[options.scheduler.value]]
    if options.scheduler is SchedulerKind.SM2 and options.profile is Profile.SOURCE:
        words.append(tr("by SuperMemo’s own code"))
    if options.scheduler is SchedulerKind.FSRS:
        words.append(tr("{percent}% retention", percent=options.desired_retention))
        if options.fsrs_parameters:
            words.append(tr("with parameters of its own"))
    if options.fuzz or options.load_balance or len(set(options.easy_days)) > 1:
        words.append(tr("spread over days"))
    return ", ".join(words)


def spoken(found: Sequence[Rules]) -> list[str]:
    """Return a line for each of several rules, with the decks they are for; one for a single."""
    if len(found) == 1:
        return [tr("Scheduler: {rules}", rules=rules_words(found[0].options))]
    return [
        tr("{decks}: {rules}", decks=_decks_words(one.decks), rules=rules_words(one.options))
        for one in found
    ]


def _decks_words(names: Sequence[str]) -> str:
    """Return some decks by name, many by number; subdecks of what is named are not."""
    tops = [name for name in names if not any(name.startswith(f"{other}::") for other in names)]
    if len(tops) > _MOST_NAMES:
        return plural(len(names), "1 deck", "{count} decks")
    return ", ".join(name.replace("::", " › ") for name in tops)
