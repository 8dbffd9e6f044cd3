"""What the kinds and orders of custom study are called, and what a choice comes to in words."""

from flashcards.model.messages import Translatable
from flashcards.study.custom import CustomKind, CustomOrder, CustomStudy
from flashcards.ui.statistics.phrases import cards, days
from flashcards.ui.words import deck_words, plural, tr

KINDS: tuple[tuple[CustomKind, Translatable], ...] = (
    (CustomKind.AHEAD, "Review ahead"),
    (CustomKind.FORGOTTEN, "Forgotten lately"),
    (CustomKind.SEARCH, "By a search or tag"),
    (CustomKind.CRAM, "Cram, without rescheduling"),
    (CustomKind.PREVIEW, "Preview new cards"),
)
_EFFECTS: dict[CustomKind, Translatable] = {
    CustomKind.AHEAD: "Cards that fall due soon are asked early, and the answers count.",
    CustomKind.FORGOTTEN: "Cards you rated Again are asked once more; the answer counts where a "
    "card is due, else it only trains.",
    CustomKind.SEARCH: "The cards found are asked, due or not, and the answers count.",
    CustomKind.CRAM: "Answers are recorded, but do not change when a card is due.",
    CustomKind.PREVIEW: "New cards are shown before their turn, and stay new.",
}
ORDERS: tuple[tuple[Translatable, CustomOrder], ...] = (
    ("Due first", CustomOrder.DUE),
    ("Likeliest forgotten first", CustomOrder.ENDANGERED),
    ("Oldest first", CustomOrder.ADDED),
    ("Random", CustomOrder.RANDOM),
)


def effect(kind: CustomKind) -> str:
    """Return what a kind asks and what its answers do."""
    return tr(_EFFECTS[kind])


def count_verdict(count: int) -> str:
    """Return how many cards a choice means."""
    return tr("{cards} to study", cards=cards(count)) if count else tr("No card fits this choice")


def nothing_hint(study: CustomStudy) -> str:
    """Return what to do where no card fits."""
    if study.query.strip():
        return tr("Try another search, or fewer words.")
    if study.kind in (CustomKind.AHEAD, CustomKind.FORGOTTEN):
        return tr("Choose more days, or another deck.")
    return tr("Choose another deck, or another kind of study.")


def described(study: CustomStudy) -> str:
    """Return a choice in one line."""
    parts = [_kind_words(study)]
    parts.append(tr("all decks") if study.deck is None else deck_words(study.deck))
    if study.query.strip():
        parts.append(study.query.strip())
    if study.limit:
        parts.append(plural(study.limit, "at most {count} card", "at most {count} cards"))
    return " · ".join(parts)


def _kind_words(study: CustomStudy) -> str:
    match study.kind:
        case CustomKind.AHEAD:
            return tr("{days} ahead", days=days(study.days))
        case CustomKind.FORGOTTEN:
            return tr("Forgotten in the last {days}", days=days(study.days))
        case CustomKind.SEARCH:
            return tr("By a search")
        case CustomKind.CRAM:
            return tr("Cram")
        case CustomKind.PREVIEW:
            return tr("Preview of new cards")


def suggested_name(study: CustomStudy) -> str:
    """Return a name to keep a choice under."""
    parts = [_kind_words(study)]
    if study.deck is not None:
        parts.append(study.deck.split("::")[-1])
    if study.query.strip():
        parts.append(study.query.strip())
    return " · ".join(parts)
