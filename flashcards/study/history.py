"""A card's past in plain words: why the interval is what it is."""

from collections.abc import Sequence
from datetime import timedelta, timezone

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.enums import ReviewKind
from flashcards.model.ids import ReviewId, VersionId
from flashcards.model.presets import SchedulerVersion
from flashcards.model.reviews import Review
from flashcards.scheduling.days import interval_words, moment_ms
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.registry import scheduler_from
from flashcards.scheduling.replay import in_order, log_row


def standing(rows: Sequence[Review]) -> list[Review]:
    """Return the rows that count, in the order they count."""
    by_id = {row.id: row for row in rows}
    struck: dict[ReviewId, bool] = {}
    ordered = [by_id[ReviewId(row[0])] for row in in_order(log_row(row) for row in rows)]
    for row in ordered:
        if row.target is not None:
            struck[row.target] = row.kind is ReviewKind.STRUCK
    return [row for row in ordered if row.target is None and not struck.get(row.id)]


def why(
    rows: Sequence[Review],
    versions: dict[VersionId, SchedulerVersion],
    snapshots: dict[ReviewId, Memory],
) -> list[str]:
    """Tell, answer by answer, how the card's interval came about; the newest comes last."""
    lines: list[str] = []
    memory, last_ms = NEW_MEMORY, None
    for row in standing(rows):
        # The date where the learner was, as the log has it.
        day = f"{row.at.astimezone(timezone(timedelta(minutes=row.offset_minutes))):%Y-%m-%d}"
        version = versions[row.version_id]
        scheduler = scheduler_from(version.scheduler, version.parameters)
        if row.kind is ReviewKind.ANSWER:
            occasion = Occasion(
                moment_ms(row.at), row.offset_minutes, version.day_start_minutes,
                last_ms, row.card_id, row.interval_minutes,
            )  # fmt: skip
            after = scheduler.review(memory, row.quality, occasion).memory
            lines.append(f"{day}: {scheduler.explain(memory, row.quality, after, occasion)}")
            memory, last_ms = after, occasion.at_ms
        elif row.kind is ReviewKind.DRILL:
            lines.append(
                f"{day}: Repeated the same day with {int(row.quality)}; "
                f"the interval stays {interval_words(row.interval_minutes)}."
            )
        else:
            memory = snapshots.get(row.id, NEW_MEMORY)
            what = "The card was reset and starts anew."
            if memory.interval_minutes:
                what = f"The interval was set to {interval_words(memory.interval_minutes)}."
            lines.append(f"{day}: {what}")
    if not lines:
        lines.append("The card is new: it has not been answered yet.")
    return lines
