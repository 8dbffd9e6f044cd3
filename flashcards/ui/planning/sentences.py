"""What a choice or a plan comes to, in plain sentences and as bars."""

from collections.abc import Sequence
from datetime import date

from flashcards.model.plans import CatchUp, DayLoad, DayPlan, ExamPreview, HolidayPreview, PlanKind
from flashcards.ui.home.words import duration_words, told_by
from flashcards.ui.statistics.phrases import (
    cards,
    day_within,
    day_words,
    days,
    short_day,
    span_words,
)
from flashcards.ui.statistics.series import Bar, Bars, Key
from flashcards.ui.words import deck_words, numeral, plural, tr

_LABELS = 14
"""At most so many days are named under the bars, fewer where there is no room."""


def percent(share: float) -> str:
    """Return a share, 0 to 1, in percent."""
    return tr("{share}%", share=numeral(100 * share))


def on_day(day: date, today: int) -> str:
    """Return a day within a sentence."""
    return day_within(day.toordinal(), today)


# Bars ---------------------------------------------------------------------------------


def keys(planned: str) -> tuple[Key, Key]:
    """Return what the colours of the bars stand for."""
    return Key(planned, "accent"), Key(tr("due anyway"), "outline")


def load_bars(loads: Sequence[DayLoad], today: int, planned: str) -> Bars:
    """Return a bar a day: what the plan puts there, and above it what is due anyway."""
    every = max(1, -(-len(loads) // _LABELS))
    bars = tuple(
        Bar(
            (load.added, load.already),
            _load_words(load, today),
            short_day(load.day.toordinal()) if place % every == 0 else "",
        )
        for place, load in enumerate(loads)
    )
    return Bars(keys(planned), bars, peak_words(loads, today))


def _load_words(load: DayLoad, today: int) -> str:
    words = f"{day_words(load.day.toordinal(), today)}: {cards(load.total)}"
    if load.added and load.already:
        return tr("{day}, {added} of them by the plan", day=words, added=numeral(load.added))
    return words


def peak_words(loads: Sequence[DayLoad], today: int) -> str:
    """Return which day has most to do."""
    if not loads:
        return tr("No days")
    fullest = max(loads, key=lambda load: load.total)
    return tr("Most on one day: {cards}, {day}", cards=cards(fullest.total),
              day=on_day(fullest.day, today))  # fmt: skip


# Catch-up -----------------------------------------------------------------------------


def catch_up_verdict(found: CatchUp) -> str:
    """Return what a catch-up comes to."""
    if not found.cards:
        return tr("Nothing is due, so there is nothing to catch up on")
    if len(found.loads) == 1:
        return tr("{cards} on one day", cards=cards(found.cards))
    return tr(
        "{cards} over {days}, at most {peak} on one day",
        cards=cards(found.cards),
        days=days(len(found.loads)),
        peak=numeral(found.peak),
    )


def catch_up_told(found: CatchUp, today: int) -> list[str]:
    """Return what is likely forgotten, and what the daily limit asks for."""
    if not found.cards:
        return [tr("After a break, this page spreads due cards over the coming days.")]
    last = on_day(found.loads[-1].day, today)
    forgotten = tr(
        "You are likely to forget {expected} with this plan, {at_once} if you answered all today, "
        "{without} if you answered none before {last}.",
        expected=numeral(found.forgotten_expected),
        at_once=numeral(found.forgotten_at_once),
        without=numeral(found.forgotten_without),
        last=last,
    )
    if found.loads[-1].day.toordinal() <= today:
        return [_today_words(found), _time_told(found.loads)]
    return [forgotten, _time_told(found.loads), _limit_words(found)]


def _time_told(loads: Sequence[DayLoad]) -> str:
    """Return how long the cards of a plan take on its fullest day, and what that rests on."""
    about = duration_words(round(max((load.seconds for load in loads), default=0.0)))
    if len(loads) == 1:
        return tr("The cards take about {time}. {by}", time=about, by=told_by())
    return tr("The cards take at most about {time} on one day. {by}", time=about, by=told_by())


def _today_words(found: CatchUp) -> str:
    """Return why there is nothing to spread: today has them all."""
    if found.days_needed == 1:
        return tr(
            "At {limit} reviews a day, there is room for all of them today. To spread them out, "
            "choose a number of days.",
            limit=numeral(found.limit),
        )
    return tr("To spread them out, choose more than one day.")


def _limit_words(found: CatchUp) -> str:
    needed, limit = found.days_needed, numeral(found.limit)
    if needed is None and found.limit:
        return tr("At {limit} reviews a day, a year is not enough for all of them.", limit=limit)
    if needed is None:
        return tr("The deck options allow no reviews, so none of them would be shown.")
    asks = tr("At {limit} reviews a day, this takes {days}", limit=limit, days=days(needed))
    if found.peak > found.limit and needed > len(found.loads):
        return tr("{asks} or more; in fewer days, some cards wait longer.", asks=asks)
    return f"{asks}." if needed == len(found.loads) else tr("{asks} or more.", asks=asks)


# Holiday ------------------------------------------------------------------------------


def holiday_verdict(found: HolidayPreview) -> str:
    """Return how many cards a holiday moves."""
    if not found.cards:
        return tr("No cards are due on these days yet")
    return plural(found.cards, "{count} card is due on these days",
                  "{count} cards are due on these days")  # fmt: skip


def holiday_told(found: HolidayPreview) -> list[str]:
    """Return where they go, and what is likely forgotten."""
    later = tr("Cards you answer from now on skip these days too.")
    if not found.cards:
        return [later]
    before = plural(found.before, "{count} moves earlier", "{count} move earlier")
    after = plural(found.after, "{count} moves later", "{count} move later")
    forgotten = tr(
        "You are likely to forget {expected} of them, or {without} if you answered them when due.",
        expected=numeral(found.forgotten_expected),
        without=numeral(found.forgotten_without),
    )
    return [f"{before}, {after}. {later}", forgotten]


# Exam ---------------------------------------------------------------------------------


def exam_verdict(found: ExamPreview) -> str:
    """Return how much is remembered on the day."""
    if not found.cards:
        return tr("No card of this deck has been learned yet")
    if percent(found.retention_expected) == percent(found.retention_as_it_is):
        said = tr("{share} remembered on the day", share=percent(found.retention_as_it_is))
    else:
        said = tr(
            "{expected} remembered on the day, instead of {as_it_is}",
            expected=percent(found.retention_expected),
            as_it_is=percent(found.retention_as_it_is),
        )
    if not found.new_cards:
        return said
    return tr(
        "Of the {learned} learned so far, {said}",
        learned=plural(found.cards, "{count} card", "{count} cards"),
        said=said,
    )


def exam_told(found: ExamPreview, retention: int) -> list[str]:
    """Return what a plan for an exam costs, and what it cannot do."""
    told = []
    if found.cards and not found.below:
        told.append(
            tr(
                "No extra reviews needed: {cards} at {retention}% or more.",
                cards=cards(found.cards),
                retention=retention,
            )
        )
    elif found.cards:
        told.append(
            tr(
                "Below {retention}% on the day: {below} of {cards} now, {still} with the plan.",
                below=numeral(found.below),
                cards=cards(found.cards),
                retention=retention,
                still=numeral(found.still_below),
            )
        )
        told.append(_extra(found))
        told.append(tr("Assumes you study every day and forget each card at most once."))
        if found.extra:
            told.append(_time_told(found.loads))
    if found.new_cards:
        told.append(
            tr(
                "{cards} not counted. Start {per_day} a day to see all of them by then.",
                cards=plural(found.new_cards, "{count} new card is", "{count} new cards are"),
                per_day=numeral(found.new_per_day),
            )
        )
    return told


def _extra(found: ExamPreview) -> str:
    if not found.extra:
        return tr("More reviews would not help.")
    last = len(found.loads)
    words = plural(found.extra, "{count} extra review", "{count} extra reviews")
    return tr(
        "{extra} in the last {days}, about {per_day} a day: {moved} brought forward now, {later} "
        "likely after their next answer.",
        extra=words,
        days=days(last),
        per_day=numeral(-(-found.extra // last) if last else found.extra),
        moved=numeral(found.moved),
        later=numeral(found.later),
    )


# Lists --------------------------------------------------------------------------------


def plan_detail(plan: DayPlan) -> str:
    """Return a plan's deck and days."""
    deck = tr("All decks") if plan.deck is None else deck_words(plan.deck)
    if plan.deck == "":
        deck = tr("The deck is gone")
    first, last = plan.first.toordinal(), plan.last.toordinal()
    if plan.kind is PlanKind.EXAM:
        when = tr("{day}, {retention}%", day=short_day(first), retention=plan.retention)
    else:
        when = span_words(first, last)
    return f"{deck} · {when}"


def plan_note(plan: DayPlan, today: int) -> str:
    """Return how far away a plan is."""
    first, last = plan.first.toordinal(), plan.last.toordinal()
    if last < today:
        return tr("over")
    if first > today:
        ahead = first - today
        soon = ahead == 1
        return tr("tomorrow") if soon else plural(ahead, "in {count} day", "in {count} days")
    left = last - today
    return tr("today") if not left else tr("{days} left", days=days(left))
