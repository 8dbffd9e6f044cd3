"""How good the cards of an article are, beside those that a careful reader would make of it.

What is expected is a list of ``{"front", "back_contains"}``; one that is ``optional`` may be left
out. A candidate meets an expected card when its term or its question names the same thing and its
answer holds what that card's has to, and not what another card's has to as well. Each expected card
is met once, so a second candidate for it is one too many.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Card = dict[str, Any]

ALIKE = 0.8
"""Share of the words of the longer of two names that both must have, where one is in the other."""
SAID_WORDS = 4
"""Answers of fewer words may well stand in another card's."""


@dataclass
class Score:
    """What became of the candidates of one article, and of the cards that were expected."""

    right: int = 0
    others: int = 0
    """Lists, comparisons and examples nobody expected; they count neither way."""
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    wanted: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """Return how many candidates count."""
        return self.right + len(self.doubled) + len(self.wrong)

    @property
    def found(self) -> int:
        """Return how many of the cards that must be there are."""
        return self.wanted - len(self.missed)

    @property
    def precision(self) -> float:
        """Return the share of the candidates that are right."""
        return self.right / self.counted if self.counted else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the wanted cards that were found."""
        return self.found / self.wanted if self.wanted else 1.0


def score(candidates: Sequence[Card], expected: Sequence[Card]) -> Score:
    """Compare candidates with the cards that were expected."""
    result, met = Score(), set[int]()
    for candidate in candidates:
        name = str(candidate.get("term") or candidate.get("front"))
        meets = [
            place
            for place, card in enumerate(expected)
            if _same_name(candidate, card) and _right_answer(candidate, card, expected)
        ]
        free = [place for place in meets if place not in met]
        if free:
            met.add(free[0])
            result.right += 1
        elif meets:
            result.doubled.append(name)
        elif expected and candidate.get("kind", "term") not in ("term", "faq"):
            result.others += 1
        else:
            result.wrong.append(name)
    wanted = [place for place, card in enumerate(expected) if not card.get("optional")]
    result.wanted = len(wanted)
    result.missed = [str(expected[place]["front"]) for place in wanted if place not in met]
    return result


def _plain(text: str) -> str:
    """Words alone: no tags, no link's address, no role of reStructuredText, no case, no signs."""
    text = html.unescape(re.sub("<[^>]+>", " ", text))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r":[a-z:]+:`([^`<]*?)\s*(?:<[^>]*>)?`", r"\1", text)
    return " ".join(word.strip("_") for word in re.findall(r"\w*[^\W_]\w*", text.casefold()))


def _names(text: str) -> set[str]:
    """The wording; also without what stands in parentheses, the article before and plural's s."""
    whole = {_plain(text), _plain(re.sub(r"\([^()]*\)", " ", text))} - {""}
    bare = {re.sub("^(?:an?|the) ", "", name) for name in whole}
    one = {" ".join(re.sub(r"(?<=\w\w\w)s$", "", word) for word in name.split()) for name in bare}
    return whole | one


def _same_name(candidate: Card, card: Card) -> bool:
    given = _names(candidate.get("term") or "") | _names(candidate.get("front") or "")
    return any(_alike(one, other) for one in given for other in _names(card["front"]))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if f" {one} " not in f" {other} " and f" {other} " not in f" {one} ":
        return False
    first, second = set(one.split()), set(other.split())
    return len(first & second) >= ALIKE * max(len(first), len(second))


def _right_answer(candidate: Card, card: Card, expected: Sequence[Card]) -> bool:
    answer, own = f" {_plain(candidate.get('back') or '')} ", _plain(card["back_contains"])
    if own not in answer:
        return False
    if card.get("optional"):
        return True
    for other in expected:
        said = _plain(other["back_contains"])
        if other is card or other.get("optional") or said in own or own in said:
            continue
        if len(said.split()) >= SAID_WORDS and f" {said} " in answer:
            return False
    return True
