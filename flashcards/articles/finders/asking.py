"""Words a question by what its answer says: "What is X used for?", "What does X do?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.vocabulary import (
    AGENTS,
    ARTICLES,
    CHARACTERISING,
    DETERMINERS,
    PARTICIPLES,
    PERSON_NOUNS,
    PREPOSITIONS,
    RESTRICTORS,
    VERBS,
    singular,
)
from flashcards.articles.finders.structure import Article
from flashcards.articles.finders.wording import abbreviates, looks_plural, what_is

_DONE = re.compile(
    r"(?P<done>[A-Za-z]+)(?: (?:\w+ly|often|also|mostly|best))? "
    r"(?P<way>by|for|in|with|as|from|to|on|through|into|of|at|against)\b"
)
_DOES = re.compile(
    r"(?P<does>[A-Za-z]{2,}s)(?:(?:, [a-z]+s)*,? (?:and|or) [a-z]+s)? (?P<next>[\w’']+)"
)
_DID = re.compile(r"(?P<did>[A-Za-z]{2,}ed) (?P<next>[\w’']+)")
_DATE = re.compile(
    r"(?:in |c\. ?|ca\. ?|circa |about |around |early |late |mid-?)?(?:the )?"
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:[A-Z][a-z]{2,8}\.?,? )(?:\d{1,2},? )?[12]\d{3}"
    r"|[12]\d{3}s?|\d{1,4} (?:BCE?|CE|AD)|AD \d{1,4})"
    r"(?:\s?[–-]\s?\d{1,4}(?: (?:BCE?|CE|AD))?)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?,? [A-Z][a-z]|[A-Z][a-z]+ \d{1,2}\b(?!\d)")
_IS = re.compile(r"(?:the|an?|one of the|any)\s", re.IGNORECASE)
_POINTS_AT_IT = re.compile(r"(?P<several>These|They|Those) (?:are|were)\s|(?:This|It) (?:is|was)\s")
_HELD = re.compile(r"(?:For|In|With|On|By|From|At|During) (?=\S)")
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_PARTS = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
_WAYS = frozenset(
    ["by", "for", "in", "with", "as", "from", "to", "on", "through", "into", "of", "at", "against"]
)
_NO_PARTICIPLES = frozenset(
    {"speed", "seed", "need", "feed", "weed", "breed", "bed", "red", "shed"}
)
_OBJECTS = (DETERMINERS | frozenset({"us", "them", "it", "you", "how", "what", "whether"})) - {"s"}
_TO_DO = re.compile(r"[Tt]o (?!(?:the|an?|this|that|these|which|whom|one|be)\b)[a-z]+\b")
_LONGEST_SHORT = 5
"""Letters; longer names in capitals are written so by the article."""
_MOST_WORDS = 8
_SET_APART = 0.8
"""How sure an entry is that its author has set apart, as in a glossary."""
_DEFINE = frozenset(
    {"refers", "means", "indicates", "describes", "denotes", "represents", "stands"}
)
_ENOUGH_TO_TELL = 300
_WORD = re.compile(r"[\w’'-]+")
_MANY = 3
_LONGEST_PART = 5


def is_date(label: str) -> bool:
    """Tell whether a label is a year or a day: "49 BC", "4 July 1776"."""
    return bool(_DATE.fullmatch(label))


def doers(said: Sequence[str]) -> list[str]:
    """Tell for each entry of one list whether it says what its label does: "Heats the water."

    Returns "do", "did" or "" for each. A verb and a plural noun look alike, so the list as a
    whole decides: one sure verb, and every entry that opens alike follows it.
    """
    now = _alike(
        [(m["does"].lower(), m["next"].lower()) if m else None for m in map(_DOES.match, said)]
    )
    then = _alike(
        [(m["did"].lower(), m["next"].lower()) if m else None for m in map(_DID.match, said)]
    )
    return ["do" if does else "did" if did else "" for does, did in zip(now, then, strict=True)]


def _alike(opens: Sequence[tuple[str, str] | None]) -> list[bool]:
    likely = [found is not None and _may_be_verb(*found) for found in opens]
    sure = [
        may and found is not None and _is_verb(*found)
        for may, found in zip(likely, opens, strict=True)
    ]
    return likely if any(sure) and sum(likely) * 3 >= 2 * len(opens) else sure


def question(label: str, said: str, does: str) -> str:
    """Return the question that what is said of a label answers; "" if it shows no such form.

    ``label`` is shown as it comes, so it may hold Markdown; ``does`` comes from ``doers``.
    """
    if is_date(label.strip("*")):
        return happened(label)
    if _HELD.match(label.strip("*")):
        return ""
    plural = _several(label.strip("*"))
    if does:
        verb = "did" if does == "did" else "do" if plural else "does"
        return f"What {verb} {label} do?"
    done = _DONE.match(said)
    if done and _is_participle(done["done"].lower()):
        verb = "are" if plural else "is"
        return f"What {verb} {label} {done['done'].lower()} {done['way']}?"
    points = _POINTS_AT_IT.match(said)
    if points:
        return what_is(label, plural=bool(points["several"]))
    if _says_who(said) and all(w[:1].isupper() for w in label.strip("*").split()[:2]):
        return what_is(label, person=True)
    if _IS.match(said) or _names_itself(label.strip("*"), said):
        return what_is(label, plural)
    return f"Name {label}." if plural and _enumerates(said) else ""


def with_questions(article: Article, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, each entry asked for by the question that its meaning answers.

    Only a plain "What is X?" is changed: for what a verb means and what an abbreviation stands
    for. Linear in the number of candidates.
    """
    if not article.english:
        return list(candidates)
    return [
        replace(each, front=better) if (better := _better(each)) else each for each in candidates
    ]


def _better(candidate: Candidate) -> str:
    term, said = candidate.term, candidate.back[:_ENOUGH_TO_TELL]
    plain = candidate.front in (what_is(term), what_is(term, plural=True))
    if candidate.kind is not CandidateKind.TERM or not plain:
        return ""
    if candidate.confidence >= _SET_APART:
        if _TO_DO.match(said):
            short = term.isupper() and len(term) < _LONGEST_SHORT
            return f"What does it mean to {term if short else term.lower()}?"
        if doers([said])[0] == "do":
            return question(term, said, "do")
    if " " in term and term.istitle() and _says_who(said):
        return what_is(term, person=True)
    whole = said.rstrip(".")
    letters = sum(letter.isupper() for letter in term)
    spelt = letters > 1 and term not in whole and len(whole.split()) <= _MOST_WORDS
    if spelt and abbreviates(term, whole):
        return f"What does {term} stand for?"
    return ""


def _says_who(said: str) -> bool:
    """Tell whether a text says who somebody is: "The student who shot the archduke"."""
    words = _WORD.findall(said[:120].split(",")[0].lower())[:_LONGEST_PART]
    end = next((n for n, word in enumerate(words) if word in RESTRICTORS), len(words))
    heads = {singular(word) for word in words[:end][-1:]}
    return bool(heads & (PERSON_NOUNS | AGENTS)) and end > 0


def _names_itself(label: str, said: str) -> bool:
    """Tell whether what is said has its label as a subject: "Hot in summer, ovens of clay ..."."""
    at = said.find(f"{label} ")
    return at == 0 or (at > 1 and said[at - 2 : at] == ", ")


def happened(date: str) -> str:
    """Return the question for what happened in a year or on a day."""
    bare_date = date.strip("*")
    if not bare_date[0].isdigit() and not _DAY.match(bare_date):
        return f"What happened {date[:1]}{date[1:2].lower()}{date[2:]}?"
    return f"What happened {'on' if _DAY.match(bare_date) else 'in'} {date}?"


def about(label: str) -> str:
    """Return what to ask of a label when nothing else can be told: "Explain X."."""
    if _HELD.match(label.strip("*")):
        return f"What holds {label[:1]}{label[1:2].lower()}{label[2:]}?"
    return f"Explain {label}."


def _several(label: str) -> bool:
    return looks_plural(label) or looks_plural(label.lower())


def _may_be_verb(word: str, following: str) -> bool:
    if word.endswith("ed"):
        return following not in _WAYS and word not in _NO_PARTICIPLES
    known = DETERMINERS | PREPOSITIONS | _DEFINE
    return not word.endswith(("ss", "us", "is")) and word not in known


def _is_verb(word: str, following: str) -> bool:
    if word.endswith("ed"):
        return following in _OBJECTS
    return following in _OBJECTS or (word in VERBS | CHARACTERISING and following not in ARTICLES)


def _is_participle(word: str) -> bool:
    if word in PARTICIPLES or word == "known":
        return True
    return len(word) > 3 and word.endswith("ed") and word not in _NO_PARTICIPLES


def _enumerates(said: str) -> bool:
    """Tell whether a text only lists names: "Rye, spelt and emmer"."""
    parts = _PARTS.split(_BRACKETS.sub("", said).rstrip(" ."))
    words = {word for part in parts for word in part.lower().split()}
    opening = parts[0].split(" ", 1)[0].lower()
    return (
        len(parts) >= _MANY
        and not (opening.endswith("ed") and not opening.endswith("eed"))
        and all(0 < len(part.split()) <= _LONGEST_PART for part in parts)
        and not words & VERBS
    )
