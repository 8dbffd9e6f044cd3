"""How the screen about a changed article names what became of a passage."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from flashcards.collection.articles.matching import is_clearly_material
from flashcards.model.articles import Decision, PassageChange, PassageState
from flashcards.ui.deck_from_article.words import confidence_name, kind_name
from flashcards.ui.kept_articles.words import path_words
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft

ORDER = (
    PassageState.CONFLICT,
    PassageState.REWORDED,
    PassageState.NEW,
    PassageState.GONE,
    PassageState.MOVED,
    PassageState.UNCHANGED,
)
"""What asks for a decision first."""


def state_name(state: PassageState) -> str:
    """Return what passages in a state are called."""
    return {
        PassageState.CONFLICT: tr("Edited on both sides"),
        PassageState.REWORDED: tr("Reworded"),
        PassageState.NEW: tr("New"),
        PassageState.GONE: tr("Gone"),
        PassageState.MOVED: tr("Moved"),
        PassageState.UNCHANGED: tr("Unchanged"),
    }[state]


def reason(change: PassageChange) -> str:
    """Return in a sentence why a passage is in its state."""
    if change.state is PassageState.REWORDED:
        if change.material:
            if is_clearly_material(change.old_quote, change.new_quote):
                return tr("The article says something else here now.")
            return tr("The article words this differently now.")
        return tr("The article changed small words, endings, the order or punctuation.")
    if change.state is PassageState.MOVED:
        return tr("It says the same, now under {heading}.", heading=path_words(change.heading))
    return {
        PassageState.CONFLICT: tr("You edited the card, and the article was reworded too."),
        PassageState.NEW: tr("The article did not say this before."),
        PassageState.GONE: tr("The article does not say this any more."),
        PassageState.UNCHANGED: tr("Nothing has changed here."),
    }[change.state]


def certainty(change: PassageChange, draft: "Draft") -> str:
    """Return of a new passage its kind, and how sure the rules are; empty of all others."""
    if change.state is not PassageState.NEW or change.candidate is None:
        return ""
    found = draft.candidates[change.candidate]
    return f"{kind_name(found.candidate.kind.value)} · {confidence_name(found.confidence)}"


def decision_name(state: PassageState, decision: Decision) -> str:
    """Return what a decision does, as its button says it."""
    if decision is Decision.MINE:
        names = {
            PassageState.CONFLICT: tr("Keep &mine"),
            PassageState.GONE: tr("Keep &my card"),
        }
        return names.get(state, tr("Leave &my card as it is"))
    if decision is Decision.THEIRS:
        return (
            tr("&Take theirs")
            if state is PassageState.CONFLICT
            else tr("Use &the article’s wording")
        )
    return {
        Decision.SUSPEND: tr("&Suspend its cards"),
        Decision.TAKE: tr("&Take it"),
        Decision.LEAVE: tr("&Leave it out"),
    }[decision]


def decision_word(state: PassageState, decision: Decision | None) -> str:
    """Return what a list says was decided; empty where nothing can be."""
    if decision is None:
        return ""
    if decision is Decision.MINE:
        return tr("mine") if state is PassageState.CONFLICT else tr("stays")
    if decision is Decision.THEIRS:
        return tr("theirs") if state is PassageState.CONFLICT else tr("article’s wording")
    return {
        Decision.SUSPEND: tr("suspend"),
        Decision.TAKE: tr("take"),
        Decision.LEAVE: tr("leave out"),
    }[decision]


def outcome_words(passages: Sequence[PassageChange], decisions: Mapping[int, Decision]) -> str:
    """Return in a line what an update would do."""
    chosen = list(decisions.values())
    news = chosen.count(Decision.THEIRS)
    taken, asleep = chosen.count(Decision.TAKE), chosen.count(Decision.SUSPEND)
    again = sum(
        passages[place].material for place, each in decisions.items() if each is Decision.THEIRS
    )
    parts = [
        plural(news, "{count} note to reword", "{count} notes to reword") if news else "",
        plural(taken, "{count} new note", "{count} new notes") if taken else "",
        plural(asleep, "{count} note suspended", "{count} notes suspended") if asleep else "",
        plural(again, "{count} to check", "{count} to check") if again else "",
    ]
    return ", ".join(filter(None, parts)) or tr("No note changes; the newer text is kept")


def decided_words(count: int, decisions: AbstractSet[Decision]) -> str:
    """Return what was decided about several passages at once."""
    if decisions == {Decision.TAKE}:
        return plural(count, "{count} new card taken", "{count} new cards taken")
    if decisions == {Decision.LEAVE}:
        return plural(count, "{count} new card left out", "{count} new cards left out")
    return plural(count, "{count} passage decided", "{count} passages decided")


def left_out_words(count: int) -> str:
    """Return what becomes of passages left out before; empty for none."""
    if not count:
        return ""
    return plural(
        count,
        "{count} passage stays left out. New deck from article can add it.",
        "{count} passages stay left out. New deck from article can add them.",
    )
