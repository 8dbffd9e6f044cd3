"""What an option leads to in a case at hand, for those whose effect no sample card shows."""

from collections.abc import Callable

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import (
    AdvanceAction,
    LeechAction,
    LimitFrom,
    NewMix,
    NewOrder,
    ReviewOrder,
)
from flashcards.model.messages import Translatable
from flashcards.model.presets import Options
from flashcards.scheduling.leeches import became_leech
from flashcards.ui.words import numeral, plural, tr

NEW_CARDS, DUE_CARDS = 100, 300
"""How many cards wait in the examples of the daily limits."""
SUBDECKS = 2
LAPSES = 40
"""So many lapses are looked at for those that tell of a leech."""
TOLD = 3
NEW_LEFT = 5
"""How many reviews of the day are left in the example of ``_new_within_reviews``."""
PAUSE_S = 15 * 60
"""How long the answer of the example is left open."""

NEW_ORDERS = {
    NewOrder.ADDED: "a1 b1 a2 b2",
    NewOrder.TEMPLATE: "a1 b1 c1 a2",
}
"""Which of the two cards of each of the notes a, b and c are met on a day with 4 new cards."""
REVIEW_ORDERS = {
    ReviewOrder.DUE: "A C B",
    ReviewOrder.RETRIEVABILITY: "C A B",
    ReviewOrder.INTERVAL: "B C A",
    ReviewOrder.EASE: "A B C",
}
"""In which order the cards of ``_review_order`` are asked."""
MIXES: dict[NewMix, Translatable] = {
    NewMix.MIXED: "due due new due due due due new due due due due new due due",
    NewMix.BEFORE: "new new new due …",
    NewMix.AFTER: "… due new new new",
}
"""Where 3 new cards stand among 12 that are due."""


def effect(name: str, options: Options) -> str:
    """Return what the option ``name`` leads to as it is set; empty where a sample card shows it."""
    told = _EFFECTS.get(name)
    return "" if told is None else told(options)


def _new_per_day(options: Options) -> str:
    if not options.new_per_day:
        return tr("No new card comes.")
    days = plural(-(-NEW_CARDS // options.new_per_day), "{count} day", "{count} days")
    return tr("{cards} new cards take {days}.", cards=NEW_CARDS, days=days)


def _reviews_per_day(options: Options) -> str:
    asked = min(options.reviews_per_day, DUE_CARDS)
    if asked == DUE_CARDS:
        return tr("With {cards} cards due, all are shown.", cards=DUE_CARDS)
    return tr("With {cards} cards due, {asked} are shown and {left} wait.",
              cards=DUE_CARDS, asked=asked, left=DUE_CARDS - asked)  # fmt: skip


def _refit_monthly(options: Options) -> str:
    if options.refit_monthly:
        return tr("Fitted again when the last fit is a month old.")
    return tr("Fitted only when you ask for it.")


def _new_limit_from(options: Options) -> str:
    most = options.new_per_day
    if options.new_limit_from is LimitFrom.OWN:
        most *= 1 + SUBDECKS
    return tr("A deck with {subdecks} subdecks, each limited to {limit}, shows {most} new cards a"
              " day in all.",
              subdecks=SUBDECKS, limit=numeral(options.new_per_day),
              most=numeral(most))  # fmt: skip


def _new_within_reviews(options: Options) -> str:
    due = max(0, options.reviews_per_day - NEW_LEFT)
    new = min(options.new_per_day, NEW_LEFT) if options.new_within_reviews else options.new_per_day
    return tr("With {due} cards due, {new} new ones come.", due=numeral(due), new=numeral(new))


def _new_order(options: Options) -> str:
    order = NEW_ORDERS.get(options.new_order)
    if order is None:
        return tr("Three notes with two cards each come in any order, a different one each day.")
    if options.bury_new:
        return tr(
            "Three notes a, b, c with two cards each: a1 b1 c1; a2 b2 c2 come on another day."
        )
    return tr("Three notes a, b, c with two cards each, 4 new cards a day: {order}.", order=order)


def _review_order(options: Options) -> str:
    cards = tr(
        "A is 20 days late (interval 30, ease 1.90), B 1 day late (8, 2.20), C 14 days late "
        "(12, 2.50)"
    )
    order = REVIEW_ORDERS.get(options.review_order)
    if order is None:
        return tr("Any order, a different one each day.")
    return tr("{order}, if {cards}.", order=order, cards=cards)


def _new_mix(options: Options) -> str:
    return tr("3 new among 12 due: {order}.", order=tr(MIXES[options.new_mix]))


def _bury_new(options: Options) -> str:
    if options.bury_new:
        return tr("“dog – Hund” was asked today: “Hund – dog”, still new, comes tomorrow.")
    return tr("“dog – Hund” was asked today: “Hund – dog”, still new, may follow at once.")


def _bury_reviews(options: Options) -> str:
    if options.bury_reviews:
        return tr("“dog – Hund” was asked today: “Hund – dog”, due as well, comes tomorrow.")
    return tr("“dog – Hund” was asked today: “Hund – dog”, due as well, may follow at once.")


def _leech_lapses(options: Options) -> str:
    threshold = options.leech_lapses
    last = threshold + LAPSES
    told = [
        lapses for lapses in range(1, last) if became_leech(lapses - 1, lapses, threshold)
    ][:TOLD]  # fmt: skip
    if not told:
        return tr("No card counts as one.")
    return tr("You are notified at lapses {lapses}, and so on.", lapses=", ".join(map(str, told)))


def _leech_action(options: Options) -> str:
    if options.leech_action is LeechAction.TELL:
        return tr("Nothing about the card changes.")
    if options.leech_action is LeechAction.TAG:
        return tr("Its note is tagged “leech”, and it is asked as before.")
    return tr("Its note is tagged “leech”, and it rests until you unsuspend it.")


def _answer_cap(options: Options) -> str:
    counted = min(options.answer_cap_s, PAUSE_S)
    seconds = plural(counted, "{count} second", "{count} seconds")
    return tr("An answer left open for 15 minutes counts as {seconds}.", seconds=seconds)


def _any_case(options: Options) -> str:
    if options.typed_any_case:
        return tr("“paris” is right for “Paris”.")
    return tr("“paris” is wrong for “Paris”.")


def _any_accents(options: Options) -> str:
    if options.typed_any_accents:
        return tr("“cafe” is right for “café”.")
    return tr("“cafe” is wrong for “café”.")


def _any_punctuation(options: Options) -> str:
    if options.typed_any_punctuation:
        return tr("“its” is right for “it’s”.")
    return tr("“its” is wrong for “it’s”.")


def _advance_question(options: Options) -> str:
    if not options.advance_question_s:
        return tr("A question waits for you.")
    seconds = plural(options.advance_question_s, "{count} second", "{count} seconds")
    return tr("A question stays {seconds}; Shift+A stops that while you study.", seconds=seconds)


def _advance_answer(options: Options) -> str:
    if not options.advance_answer_s:
        return tr("An answer waits for your rating.")
    seconds = plural(options.advance_answer_s, "{count} second", "{count} seconds")
    return tr("An answer stays {seconds}.", seconds=seconds)


def _advance_action(options: Options) -> str:
    if options.advance_action is AdvanceAction.BURY:
        return tr("The card comes tomorrow, and nothing is recorded.")
    if options.advance_action is AdvanceAction.AGAIN:
        return tr("The card counts as forgotten.")
    return tr("The card counts as known, unless you typed or chose something else.")


def _autoplay(options: Options) -> str:
    if options.autoplay:
        return tr("A card with a sound is heard at once; R plays it again.")
    return tr("A card with a sound is silent until you press R.")


def _replay_question(options: Options) -> str:
    if options.replay_question:
        return tr("“dog” was heard, you show the answer: “dog” again, then “Hund”.")
    return tr("“dog” was heard, you show the answer: “Hund” alone.")


def _day_start(options: Options) -> str:
    start = options.day_start_minutes
    before = (start - 1) % MINUTES_PER_DAY
    day = tr("Tuesday") if start else tr("Monday")
    return tr("An answer at {before} on {day} belongs to Monday, one at {start} to Tuesday.",
              before=_time(before), day=day, start=_time(start))  # fmt: skip


def _time(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


_EFFECTS: dict[str, Callable[[Options], str]] = {
    "new_per_day": _new_per_day,
    "reviews_per_day": _reviews_per_day,
    "new_limit_from": _new_limit_from,
    "new_within_reviews": _new_within_reviews,
    "refit_monthly": _refit_monthly,
    "new_order": _new_order,
    "review_order": _review_order,
    "new_mix": _new_mix,
    "bury_new": _bury_new,
    "bury_reviews": _bury_reviews,
    "leech_lapses": _leech_lapses,
    "leech_action": _leech_action,
    "answer_cap_s": _answer_cap,
    "typed_any_case": _any_case,
    "typed_any_accents": _any_accents,
    "typed_any_punctuation": _any_punctuation,
    "advance_question_s": _advance_question,
    "advance_answer_s": _advance_answer,
    "advance_action": _advance_action,
    "autoplay": _autoplay,
    "replay_question": _replay_question,
    "day_start_minutes": _day_start,
}
