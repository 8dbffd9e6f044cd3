"""Names what is weak about a card before it is made."""

import re

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.wording import key
from flashcards.model.clozes import insides, rewritten
from flashcards.model.messages import Message, message

LONGEST_ANSWER_WORDS = 120
"""Words; what is longer is hard to recall and to grade at once."""

LONGEST_MEANING_WORDS = 60
"""Words of what is said of a term; more of them are more than one fact."""

_WORD = re.compile(r"\w+")
_ONLY_COUNTS = re.compile(
    r"There (?:are|is) (?:several|many|various|different|a number of|a variety of)\b[^:,;.]*\.?"
)
_ONLY_POINTS = re.compile(
    r"(?:[\w’'-]+ ){0,6}(?:is|are|was|were) (?:shown|given|described|listed|explained|discussed|"
    r"summari[sz]ed|illustrated|depicted) (?:in (?:fig|figure|table|section|chapter|appendix)\b"
    r"|below|above).{0,40}",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1", re.MULTILINE | re.DOTALL)
_JOINED_QUESTIONS = re.compile(
    r"[?？]\s.*[?？]|\b(?:and|or) (?:what|how|why|when|where|who|which)\b"
    r"|^What (?:is|are) the (?!differ)\w+ and the \w+ of\b"
    r"|^What (?:is|are) (?![^?]*\bdiffer)[^?,]*, [^?]* and [^?]*\?$"
)
_SHARED_TO_LEAK = 0.8
_MOST_GAPS = 7
_LONGEST_GAP = 25
"""Words; what is longer nobody fills in as it stands."""
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


def weaknesses(candidate: Candidate) -> list[Message]:
    """Return what a learner should mend in a card, in plain words; empty if nothing is weak."""
    if candidate.cloze:
        return _of_cloze(candidate)
    found: list[Message] = []
    front, back = candidate.front.strip(), candidate.back.strip()
    if not back:
        return [message("The question has no answer.")]
    if not front:
        found.append(message("The card asks nothing."))
    if candidate.kind is not CandidateKind.CHOICE and _leaks(front, back):
        found.append(message("The question already holds the answer."))
    if _JOINED_QUESTIONS.search(front.split("\n\n", 1)[0]):
        found.append(message("It asks two things at once."))
    if _several_facts(candidate, back):
        found.append(
            message("The answer holds several facts; split it into cards of one fact each.")
        )
    if _ONLY_COUNTS.fullmatch(back) or _ONLY_POINTS.fullmatch(back):
        found.append(message("The answer tells nothing to learn."))
    words = len(_WORD.findall(_CODE.sub(" ", back)))
    longest = (
        LONGEST_MEANING_WORDS if candidate.kind is CandidateKind.TERM else LONGEST_ANSWER_WORDS
    )
    if words > longest:
        found.append(message("The answer is very long ({words} words).", words=words))
    return found


def _of_cloze(candidate: Candidate) -> list[Message]:
    gaps = insides(candidate.cloze)
    if not gaps:
        return [message("The text has no gap.")]
    found = []
    shown = _words(rewritten(candidate.cloze, lambda *_: " "))
    if any(hidden and hidden <= shown for hidden in map(_words, gaps)):
        found.append(message("The text around a gap already holds what it hides."))
    if len(gaps) > _MOST_GAPS:
        found.append(
            message("The text has {gaps} gaps; shorter lists are easier to learn.", gaps=len(gaps))
        )
    longest = max(len(_WORD.findall(gap)) for gap in gaps)
    if longest > _LONGEST_GAP:
        found.append(
            message("A gap hides {words} words; hide only what is to be remembered.", words=longest)
        )
    return found


def _words(text: str) -> set[str]:
    return {key(word) for word in _WORD.findall(text.casefold()) if word not in _SMALL}


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
