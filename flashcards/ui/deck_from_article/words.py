"""How the review screen names things, and what of a card's Markdown a list shows."""

import re
from functools import lru_cache

from flashcards.articles.candidates import CandidateKind
from flashcards.model.articles import DraftCard
from flashcards.model.clozes import parse
from flashcards.model.messages import Translatable
from flashcards.ui.deck_from_article.deciding import LIKELY, OWN, Choice, ReviewCard
from flashcards.ui.words import plural, tr, worded

UNCERTAIN, WEAK = "uncertain", "weak"
KINDS = (*(kind.value for kind in CandidateKind), OWN)
GROUPS = ("", *KINDS, UNCERTAIN, WEAK)
"""What can be shown alone; "" is all."""
_ONE: dict[str, Translatable] = {
    "term": "Term",
    "faq": "Question",
    "list": "List",
    "contrast": "Contrast",
    "choice": "Multiple choice",
    "statement": "Statement",
    OWN: "Your own",
}
_MANY: dict[str, Translatable] = {
    "": "All",
    UNCERTAIN: "Uncertain",
    WEAK: "Weak",
    "term": "Terms",
    "faq": "Questions",
    "list": "Lists",
    "contrast": "Contrasts",
    "choice": "Multiple choice",
    "statement": "Statements",
    OWN: "Your own",
}
TINT = {
    "term": "accent",
    "faq": "good",
    "list": "hard",
    "contrast": "again",
    "choice": "muted",
    "statement": "accent",
    OWN: "text",
}
"""The colour of a kind; its line is told apart by how it is drawn, too."""
_MARKS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`{1,3}|^#{1,6}\s+|^>\s?", re.MULTILINE)
_ITEM = re.compile(r"^(\s*)[-*+]\s+", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{1,300}\)\s{0,9}(?=\S)")
_BREAKS = re.compile(r"\n{2,}")
LONGEST_SHOWN = 700


def kind_name(kind: str) -> str:
    """Return what one card of a kind is called."""
    return tr(_ONE[kind])


def group_name(group: str) -> str:
    """Return what the cards of a kind or another group are called."""
    return tr(_MANY[group])


def fits(card: ReviewCard, group: str) -> bool:
    """Whether a card belongs to a group."""
    if group == UNCERTAIN:
        return card.uncertain
    if group == WEAK:
        return bool(card.weaknesses) or card.alike
    return not group or card.kind == group


def confidence_name(confidence: float) -> str:
    """Return in words whether a card is one that readers may want as it is."""
    return tr("likely") if confidence >= LIKELY else tr("uncertain")


def from_choices(count: int) -> str:
    """Return what the cards chosen at first, and how sure they are, go by."""
    return plural(count, "From your {count} choice", "From your {count} choices")


def choice_name(card: ReviewCard) -> str:
    """Return what was decided about a card."""
    if card.known:
        return tr("in your collection")
    names = {
        Choice.CHOSEN: tr("chosen"),
        Choice.OPEN: tr("not chosen"),
        Choice.LEFT_OUT: tr("left out"),
    }
    return names[card.choice]


def caption(card: ReviewCard) -> str:
    """Return the small line beneath a card."""
    if card.kind == OWN:
        parts = [kind_name(card.kind)]
    else:
        parts = [kind_name(card.kind), confidence_name(card.confidence)]
        if card.edited:
            parts.append(tr("edited"))
    if card.known:
        parts.append(tr("in your collection"))
    return " · ".join(parts)


def notes(card: ReviewCard) -> str:
    """Return what the learner should know of a card, a line each; empty when all is well."""
    lines = [*map(worded, card.weaknesses)]
    if card.alike:
        lines.insert(0, tr("Another card you chose asks the same."))
    if card.duplicates:
        lines.insert(
            0,
            plural(
                len(card.duplicates),
                "You have a note that asks this.",
                "You have {count} notes that ask this.",
            ),
        )
    return "\n".join(lines)


def shown(markdown: str) -> str:
    """Return a text as a list shows it: without marks, items with bullets, not endless."""
    text = _IMAGE.sub("", markdown[: 2 * LONGEST_SHOWN]) or markdown  # the list draws it
    text = _ITEM.sub(r"\1• ", text.strip())
    return _BREAKS.sub("\n", _MARKS.sub("", text))[:LONGEST_SHOWN]


def cloze_shown(cloze: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a cloze text with its gaps filled, and where they are."""
    gaps: list[tuple[int, int]] = []
    opened: list[int] = []
    text = ""
    marked = _BREAKS.sub("\n", re.sub(r"[*`]+", "", _ITEM.sub(r"\1• ", cloze.strip())))
    for event in parse(marked):
        if isinstance(event, str):
            text += event[: LONGEST_SHOWN - len(text)]
        elif event is not None:
            opened.append(len(text))
        else:
            gaps.append((opened.pop(), len(text)))
    return text, [gap for gap in gaps if gap[0] < gap[1]]


@lru_cache(maxsize=8_192)
def card_words(card: DraftCard) -> tuple[str, list[tuple[int, int]], str]:
    """Return what a list shows of a card: its question, the gaps in it, its answer."""
    if card.cloze:
        text, gaps = cloze_shown(card.cloze)
        return text, gaps, shown(card.back)
    return shown(card.front), [], shown(card.back)


def spoken(card: ReviewCard) -> str:
    """Return a card as a screen reader says it."""
    front, _, back = card_words(card.card)
    return ". ".join(filter(None, (choice_name(card), front, back, caption(card), notes(card))))
