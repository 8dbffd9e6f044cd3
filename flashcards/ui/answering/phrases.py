"""How a sitting says times, days and what was done."""

from collections.abc import Iterable
from datetime import date, datetime

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import CardState, LeechAction
from flashcards.model.messages import Message, Translatable
from flashcards.model.plans import PlanKind
from flashcards.scheduling.days import interval_words, learner_day
from flashcards.scheduling.sm2 import SM2
from flashcards.study.session import Choice, Elsewhere, StudyCard
from flashcards.ui.dates import LONG_DAY, LONG_DAY_OF_YEAR, day_words, time_words
from flashcards.ui.words import plural, tr, worded

LONGEST_MINUTES = 268 * MINUTES_PER_DAY
"""As an interval it reads 8.8 mo; no other takes more room."""


def clock_words(ms: int) -> str:
    """Return a duration as a clock shows it: ``0:34``, ``1:02:03``."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def when_words(moment: datetime, now: datetime, day_start_minutes: int) -> str:
    """Return when a card falls due, seen from ``now`` (aware, local)."""
    local = moment.astimezone(now.tzinfo)
    today = learner_day(now, day_start_minutes)
    ahead = learner_day(local, day_start_minutes) - today
    if ahead <= 0:
        return tr("today at {time}", time=time_words(local))
    if ahead == 1:
        return tr("tomorrow")
    form = "dddd" if ahead < 7 else LONG_DAY if ahead < 300 else LONG_DAY_OF_YEAR
    day = date.fromordinal(today + ahead)
    return tr("on {day}", day=day_words(day, form))


def state_words(card: StudyCard, today: int) -> str:
    """Return what kind of question this is, where it is worth a word; ``today`` is an ordinal."""
    if card.card.drill_day == today:
        return tr("repeat")
    if card.state is CardState.NEW:
        return tr("new")
    return ""


def rated_words(word: str, choice: Choice | None, undo_key: str, *, aloud: bool = False) -> str:
    """Return what the line under the card says after an answer, or what is heard of it."""
    said = tr("Rated {word}", word=word)
    if choice is not None:
        interval = spoken_interval(choice.label) if aloud else choice.label
        comes = tr("due today") if choice.drills_today else tr("due in {x}", x=interval)
        comes = worded(choice.label) if choice.unchanged and not choice.drills_today else comes
        said = tr("{said}: {comes}", said=said, comes=comes)
    return done_words(said, undo_key)


def spoken_interval(label: Message) -> str:
    """Return a button's short interval as it is read aloud: ``6 days`` for ``6 d``."""
    found = dict(label.arguments)
    if isinstance(then := found.get("interval"), Message):
        return tr("today, then {interval}", interval=spoken_interval(then))
    if (minutes := found.get("minutes")) is not None:
        return plural(int(str(minutes)), "{count} minute", "{count} minutes")
    if (days := found.get("days")) is not None:
        return plural(int(str(days)), "{count} day", "{count} days")
    units: tuple[tuple[str, Translatable, Translatable], ...] = (
        ("hours", "1 hour", "{hours} hours"),
        ("months", "1 month", "{months} months"),
        ("years", "1 year", "{years} years"),
    )
    for name, one, many in units:
        if (value := found.get(name)) is not None:
            return tr(one) if value == 1 else tr(many, **{name: value})
    return worded(label)


def moved_words(choice: Choice) -> str:
    """Return for which plan an answer would bring the card on another day; empty for none."""
    if choice.moved_for is None:
        return ""
    if choice.moved_for is PlanKind.EXAM:
        return tr("moved before your exam")
    return tr("moved out of your holiday")


def first_days_words(card: StudyCard) -> str:
    """Return why SM-2 gives Good and Easy the same interval; empty where it does not, or may not.

    That is so for the first two passes of a card.
    """
    alike = card.planner.scheduler.name == SM2.name and card.card.memory.repetitions < 2
    if card.drilled or not alike:
        return ""
    return tr(
        "In SM-2 the first two intervals are always 1 and 6 days. Good and Easy differ from the "
        "third on."
    )


def longest_words() -> str:
    """Return the longest text there is on what follows a rating."""
    return _drilled(interval_words(LONGEST_MINUTES))


def _drilled(interval: Message) -> str:
    return tr("today, then {interval}", interval=interval)


def shorter_words(choice: Choice) -> str:
    """Return what follows a rating, for a narrow button; empty where it is short anyway."""
    if not choice.drills_today:
        return ""
    interval = dict(choice.label.arguments).get("interval")
    return tr("today, {interval}", interval=interval) if interval is not None else ""


def plans_words(choices: Iterable[Choice]) -> str:
    """Return why ratings lead to other days than their intervals say; empty where none does."""
    found = list(dict.fromkeys(filter(None, map(moved_words, choices))))
    moved = found[0] if found else ""
    if len(found) > 1:  # there are two kinds of plans that move cards
        moved = tr("{one} or {other}", one=found[0], other=found[1])
    return tr("Some days are {moved}.", moved=moved) if found else ""


def leech_words(action: LeechAction, undo_key: str) -> str:
    """Return what is said of a card that was forgotten again and again, and what became of it."""
    said = tr("This card keeps being forgotten: rewrite or split it")
    if action is LeechAction.TAG:
        said = tr("{said}. It is tagged “leech”", said=said)
    elif action is LeechAction.SUSPEND:
        said = tr("{said}. It is tagged “leech” and suspended", said=said)
    return done_words(said, undo_key)


_ELSEWHERE: dict[Elsewhere, Translatable] = {
    Elsewhere.ANSWERED: "The card was answered on another computer.",
    Elsewhere.SUSPENDED: "The card was suspended on another computer.",
    Elsewhere.BURIED: "The card was buried on another computer.",
    Elsewhere.MOVED: "The card was moved to another deck on another computer.",
    Elsewhere.PUT_OFF: "After what another computer did, the card is not asked today.",
    Elsewhere.DELETED: "The card was deleted on another computer.",
    Elsewhere.REWORDED: "The card was changed on another computer.",
    Elsewhere.RETYPED: "The card’s note type was changed on another computer.",
    Elsewhere.REGROUPED: "The card was moved to another note on another computer.",
}


def elsewhere_words(done: Elsewhere, *, stays: bool) -> str:
    """Return what another computer did to a card that was asked, and what of it if it stays."""
    what = tr(_ELSEWHERE[done])
    if not stays or done is Elsewhere.REWORDED:
        return what
    return tr("{what} Your answer counts all the same.", what=what)


def not_kept_words(done: Elsewhere | None) -> str:
    """Return why an answer that waited could not be kept."""
    if done is None:
        return tr("The card has changed since, so the answer was not kept.")
    return tr("{what} So the answer was not kept.", what=tr(_ELSEWHERE[done]))


def done_words(what: str, undo_key: str) -> str:
    """Return what was done, and the key that takes it back where there is one."""
    return tr("{what}. {key} to undo.", what=what, key=undo_key) if undo_key else what


def undone_words(step: Message | None, redo_key: str) -> str:
    """Return what was taken back, and the key that does it again; None for nothing to undo."""
    if step is None:
        return tr("There is nothing to undo")
    said = tr("Undid: {step}", step=step)
    return tr("{said}. {key} to redo.", said=said, key=redo_key) if redo_key else said
