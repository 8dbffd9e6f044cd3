"""Turns the numbers about recall, ratings and cards into what the charts draw."""

from bisect import bisect_right
from collections.abc import Sequence

from flashcards.model.enums import MATURE_DAYS, Standing
from flashcards.model.messages import Translatable
from flashcards.model.statistics import (
    Distribution,
    MonthRecall,
    QualityCounts,
    Recall,
    Statistics,
)
from flashcards.ui.statistics import phrases
from flashcards.ui.statistics.series import (
    Bar,
    Bars,
    Key,
    Lines,
    Points,
    Segment,
    Strip,
    Strips,
)
from flashcards.ui.words import numeral, tr

YOUNG_TOKEN, MATURE_TOKEN = "heat3", "good"


def retention(found: Statistics) -> Lines:
    """Return recall month by month, young and mature cards apart."""
    recall = found.retention
    keys = (Key(tr("Young"), YOUNG_TOKEN), Key(tr("Mature"), MATURE_TOKEN))
    points = tuple(
        Points(
            (month.young.share, month.mature.share),
            _month_words(month),
            phrases.short_month(month.first_day),
        )
        for month in recall.months
    )
    summary = tr(
        "Remembered: {all} of all, {young} of young, {mature} of mature cards",
        all=phrases.recall_words(recall.all),
        young=phrases.recall_words(recall.young),
        mature=phrases.recall_words(recall.mature),
    )
    return Lines(keys, points, summary)


def _month_words(month: MonthRecall) -> str:
    parts = [
        f"{name} {phrases.recall_words(recall)} {_of(recall)}"
        for name, recall in ((tr("young"), month.young), (tr("mature"), month.mature))
        if recall.asked
    ]
    return f"{phrases.month_words(month.first_day)}: {', '.join(parts)}"


def _of(recall: Recall) -> str:
    return tr("of {count}", count=numeral(recall.asked))


def answers(found: Statistics) -> Strips:
    """Return how answers were rated: a strip each for new, repeated, young and mature cards.

    Repeated ones were asked again on the day of a weak answer.
    """
    counts = found.answers
    rows = tuple(
        _rated(name, qualities)
        for name, qualities in (
            (tr("New"), counts.new),
            (tr("Repeated"), counts.drills),
            (tr("Young"), counts.young),
            (tr("Mature"), counts.mature),
        )
        if sum(qualities)
    )
    again = sum(sum(kind[:3]) for kind in (counts.new, counts.drills, counts.young, counts.mature))
    summary = tr(
        "{answers} · {again} rated Again",
        answers=phrases.answers(counts.total),
        again=phrases.percent(again, counts.total),
    )
    if found.of_deleted:
        gone = tr("{count} of cards deleted since", count=numeral(found.of_deleted))
        summary = f"{summary} · {gone}"
    return Strips(rows, summary)


def answer_keys() -> tuple[Key, ...]:
    """Return what the colours of ``answers`` mean."""
    return (
        Key(tr("Again"), "again"),
        Key(tr("Hard"), "hard"),
        Key(tr("Good"), "good"),
        Key(tr("Easy"), "easy"),
    )


def _rated(name: str, qualities: QualityCounts) -> Strip:
    total = sum(qualities)
    parts = (sum(qualities[:3]), *qualities[3:])
    segments = []
    for key, count in zip(answer_keys(), parts, strict=True):
        share = phrases.percent(count, total)
        words = f"{name}: {key.name} {numeral(count)} ({share})"
        if key.token == "again" and (qualities[0] or qualities[2]):  # noqa: S105  (a colour, no secret)
            each = ", ".join(f"{at}: {qualities[at]:,}" for at in range(3))
            words += tr(" – by quality {each}", each=each)
        segments.append(Segment(count, key.token, words))
    return Strip(name, tuple(segments), numeral(total))


_STANDINGS: tuple[tuple[Standing, Translatable, str], ...] = (
    (Standing.NEW, "New", "easy"),
    (Standing.LEARNING, "Learning", "hard"),
    (Standing.RELEARNING, "Relearning", "again"),
    (Standing.YOUNG, "Young", YOUNG_TOKEN),
    (Standing.MATURE, "Mature", MATURE_TOKEN),
    (Standing.BURIED, "Buried", "muted"),
    (Standing.SUSPENDED, "Suspended", "outline"),
)


def standing_keys(found: Statistics) -> list[tuple[Key, int]]:
    """Return every standing that has cards, with how many."""
    return [
        (Key(tr(name), token), found.cards[standing])
        for standing, name, token in _STANDINGS
        if found.cards[standing]
    ]


def standings(found: Statistics) -> Strips:
    """Return one strip of all cards, by where they stand."""
    total = found.card_total
    segments = tuple(
        Segment(
            count,
            key.token,
            f"{key.name}: {phrases.cards(count)} ({phrases.percent(count, total)})",
        )
        for key, count in standing_keys(found)
    )
    parts = [f"{numeral(count)} {key.name.lower()}" for key, count in standing_keys(found)]
    summary = tr("{cards}: {parts}", cards=phrases.cards(total), parts=", ".join(parts))
    return Strips((Strip("", segments),), summary, named=False)


_INTERVAL_EDGES = (0, 1, 2, 4, 8, MATURE_DAYS, 46, 91, 181, 366, 731, 1461)
"""First day of each bar of the intervals; it ends where the next begins."""
_INTERVAL_LABELS: tuple[Translatable, ...] = (
    *("< 1 d", "1 d", "2–3 d", "4–7 d", "1–3 wk"),
    *("3–6 wk", "2–3 mo", "3–6 mo", "6–12 mo", "1–2 y", "2–4 y", "> 4 y"),
)
_INTERVAL_AXIS: tuple[Translatable, ...] = (
    "",
    "1 d",
    "",
    "4 d",
    "",
    "3 wk",
    "",
    "3 mo",
    "",
    "1 y",
    "",
    "4 y",
)


def intervals(found: Statistics) -> Bars:
    """Return how many cards have which planned interval, in steps that grow."""
    spread = found.intervals
    counts = _binned(spread, _INTERVAL_EDGES)
    total = spread.total
    bars = [
        Bar(
            (counts[place],),
            _share_words(tr(_INTERVAL_LABELS[place]), counts[place], total),
            tr(_INTERVAL_AXIS[place]),
            (MATURE_TOKEN if edge >= MATURE_DAYS else YOUNG_TOKEN,),
        )
        for place, edge in enumerate(_INTERVAL_EDGES)
    ]
    keys = (Key(tr("Young"), YOUNG_TOKEN), Key(tr("Mature"), MATURE_TOKEN))
    summary = tr(
        "Median {median} · 95th percentile {most}",
        median=phrases.days(spread.percentile(50) or 0),
        most=phrases.days(spread.percentile(95) or 0),
    )
    return Bars(keys, tuple(bars[0 if counts[0] else 1 :]), summary)


_EASE_STEP, _LOWEST_EASE, _LAST_EASE = 10, 130, 350


def eases(found: Statistics) -> Bars:
    """Return how many cards have which ease factor, in tenths."""
    spread = found.eases
    edges = range(_LOWEST_EASE, _LAST_EASE + 1, _EASE_STEP)
    counts = _binned(spread, edges)
    bars = tuple(
        Bar((count,), _share_words(_ease_words(edge), count, spread.total), _ease_label(edge))
        for edge, count in zip(edges, counts, strict=True)
    )
    summary = tr(
        "Mean {mean} · 10th percentile {low}",
        mean=numeral((spread.mean or 0) / 100, 2),
        low=numeral((spread.percentile(10) or 0) / 100, 2),
    )
    return Bars((Key(tr("Cards"), "accent"),), bars, summary)


def _ease_words(edge: int) -> str:
    if edge == _LAST_EASE:
        return tr("Ease {low} and more", low=numeral(edge / 100, 2))
    last = edge + _EASE_STEP - 1
    return tr("Ease {low}–{high}", low=numeral(edge / 100, 2), high=numeral(last / 100, 2))


def _ease_label(edge: int) -> str:
    return numeral(edge / 100, 1) if edge % 50 == 0 or edge == _LOWEST_EASE else ""


def _share_words(name: str, count: int, total: int) -> str:
    return f"{name}: {phrases.cards(count)} ({phrases.percent(count, total)})"


def _binned(spread: Distribution, edges: Sequence[int]) -> list[int]:
    """Return how many cards lie from each edge up to the next; what lies below joins the first."""
    counts = [0] * len(edges)
    for value, count in spread.counts:
        counts[max(bisect_right(edges, value) - 1, 0)] += count
    return counts
