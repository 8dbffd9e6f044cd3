"""Names what is weak about a card before it is made."""

import re

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.wording import key

LONGEST_ANSWER_WORDS = 120
"""Words; what is longer is hard to recall and to grade at once."""

_WORD = re.compile(r"\w+")
_CODE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1", re.MULTILINE | re.DOTALL)
_CLOZE = re.compile(r"\{\{c\d+::")
_JOINED_QUESTIONS = re.compile(r"[?？]\s+\S|\b(?:and|or) (?:what|how|why|when|where|who|which)\b")
_SHARED_TO_LEAK = 0.8
_MOST_GAPS = 7
_SMALL = frozenset(
    [
        "what",
        "is",
        "are",
        "was",
        "were",
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "and",
        "or",
        "who",
        "does",
        "do",
        "how",
        "name",
        "stand",
        "for",
        "which",
        "by",
    ]
)


def weaknesses(candidate: Candidate) -> list[str]:
    """Return what a learner should mend in a card, in plain words; empty if nothing is weak."""
    if candidate.cloze:
        return _of_cloze(candidate)
    found: list[str] = []
    front, back = candidate.front.strip(), candidate.back.strip()
    if not back:
        return ["The question has no answer."]
    if not front:
        found.append("The card asks nothing.")
    if _leaks(front, back):
        found.append("The question already holds the answer.")
    if _JOINED_QUESTIONS.search(front):
        found.append("It asks two things at once.")
    if _several_facts(candidate, back):
        found.append("The answer holds several facts; split it into cards of one fact each.")
    words = len(_WORD.findall(_CODE.sub(" ", back)))
    if words > LONGEST_ANSWER_WORDS:
        found.append(f"The answer is very long ({words} words).")
    return found


def _of_cloze(candidate: Candidate) -> list[str]:
    gaps = len(_CLOZE.findall(candidate.cloze))
    if not gaps:
        return ["The text has no gap."]
    if gaps > _MOST_GAPS:
        return [f"The text has {gaps} gaps; shorter lists are easier to learn."]
    return []


def _leaks(front: str, back: str) -> bool:
    """Tell whether hardly a word of the answer is new to who has read the question."""
    asked = {key(word) for word in _WORD.findall(front.casefold())}
    answer = [word for word in _WORD.findall(back.casefold()) if word not in _SMALL]
    if not answer or not front:
        return False
    if len(answer) <= 2 and len(asked) > 8:
        return False
    known = sum(key(word) in asked for word in answer)
    return known >= _SHARED_TO_LEAK * len(answer)


def _several_facts(candidate: Candidate, back: str) -> bool:
    prose = _CODE.sub(" ", back)
    if candidate.kind is CandidateKind.TERM:
        paragraphs = [part for part in prose.split("\n\n") if len(part.split()) > 6]
        return len(paragraphs) > 1 or prose.count("\n- ") > 2
    return candidate.kind is CandidateKind.FAQ and prose.count("\n- ") + prose.count("\n1. ") > 7
