"""What judging the past by other rules would change, in plain words."""

from flashcards.model.reviews import ReplayPreview
from flashcards.ui.statistics.phrases import cards
from flashcards.ui.words import numeral, plural, tr


def moved_words(preview: ReplayPreview) -> str:
    """Return how many cards would move: ``212 of 1,340 cards move.``"""
    if not preview.cards:
        return tr("No card of these decks was answered yet.")
    if not preview.moved:
        return tr("No due dates change")
    if preview.moved == preview.cards:
        return plural(preview.moved, "The card moves.", "All {count} cards move.")
    return plural(
        preview.moved,
        "{count} of {cards} moves.",
        "{count} of {cards} move.",
        cards=cards(preview.cards),
    )


def days_words(preview: ReplayPreview) -> str:
    """Return what that means for today and tomorrow."""
    if not preview.cards:
        return tr("There are no past answers to reschedule.")
    if not preview.moved:
        return tr("Every due date already matches these options.")
    said = [
        tr(
            "{day} {after} instead of {before}.",
            day=day,
            after=numeral(after),
            before=numeral(before),
        )
        if before != after
        else tr("{day} {after}, as it is.", day=day, after=numeral(after))
        for day, before, after in zip(
            (tr("Today"), tr("Tomorrow")), preview.due_before, preview.due_after, strict=False
        )
    ]
    return " ".join(said)


def done_words(moved: int) -> str:
    """Return what was done."""
    if not moved:
        return tr("Rescheduled past reviews; no card moved")
    return plural(
        moved,
        "Rescheduled past reviews: 1 card moved",
        "Rescheduled past reviews: {count} cards moved",
    )
