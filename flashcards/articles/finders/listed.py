"""Tells whether what a list or sentence enumerates can be asked for, and writes it safely."""

import re
from collections.abc import Sequence

from flashcards.articles.finders.leads import Lead
from flashcards.articles.finders.wording import asks, key

_UNCLEAR = re.compile(
    r"\b(?:we|our|us|you|your|this|these|those|it|its|they|their|them|here|above|below|such|i|my|"
    r"a few|another|additional|some|other possible|various|will (?:learn|cover|see|meet|encounter)|"
    r"(?:is|are) intended|information on|expect(?:s|ed)? (?:in|from)|erwarte\w*|"
    r"for (?:example|instance)|e\.g\.|in that case|exercises?|figures?|chapters?|sections?|"
    r"lectures?|articles?|papers?|topics?|guide|book|page|sources?|recommend\w*|also see|visit|"
    r"returns?|updated|dies\w{0,2}|hier|dabei|wir|unser\w*|sie|ihre?|beispiel\w*|ce|cette|ces|"
    r"ici|nous|notre|vous|votre|ils?|elles?|exemples?|est[aeo]s?|aquí|nosotros|nuestr[ao]s?|"
    r"ejemplos?)\b",
    re.IGNORECASE,
)
"""Words of a lead-in that cannot be understood, or matter little, without the article."""
_LONGEST_CLEAR = 25
"""Words of a lead-in."""
_TO_LOOK_UP = re.compile(r"=|\w\.\w{2,}|://|\\\[|RFC|DOI|^`|\w#\w|^/\w|[!?]$")
"""Items that are addresses, assignments or sources."""
ABOUT_ITSELF = re.compile(
    r"\bthis (?:article|post|chapter|section|guide|lesson|lecture|paper|page|series|course|book)\b"
    r"|\bwe(?:['’](?:re|ll)| are| will| shall) ",
    re.IGNORECASE,
)
"""A lead-in by which an article tells what it is about to do."""
_SMALL = frozenset({"for", "in", "of", "on", "the", "a", "an", "with", "by", "to", "and", "or"})


def is_clear(lead: Lead, pieces: Sequence[str]) -> bool:
    """Tell whether a list can be understood and answered without its article."""
    words = lead.words
    if _UNCLEAR.search(words) or len(words.split()) > _LONGEST_CLEAR:
        return False
    named = words.rpartition(" – ")[2]
    return not named.isupper() and not any(map(_TO_LOOK_UP.search, pieces))


def hides_nothing(lead: str, pieces: Sequence[str]) -> bool:
    """Tell whether a lead-in names all items: "The future of A and B: for A, for B"."""
    asked = {key(word) for word in lead.split()}
    return all({key(word) for word in piece.split()} - _SMALL <= asked for piece in pieces)


def as_lead_in(lead: str) -> str:
    """Return a lead-in as it stands over what it lists: with a colon, unless it asks."""
    return lead if asks(lead) else f"{lead}:"


def with_colons_apart(piece: str) -> str:
    """Return a piece as it can stand in a gap, in which two colons would begin a hint."""
    return piece.replace("::", ": :")
