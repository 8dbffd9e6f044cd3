"""Finds sentences that enumerate: "There are three kinds: ...", "The classes are A, B and C".

The card is the sentence with a gap for each thing it names, at most five at once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.leads import (
    LONGEST_LEAD_IN,
    Lead,
    Questions,
    in_context,
    preceded,
    unlinked,
)
from flashcards.articles.finders.listed import (
    ABOUT_ITSELF,
    as_lead_in,
    hides_nothing,
    is_clear,
    with_colons_apart,
)
from flashcards.articles.finders.prose.splitting import Sentence
from flashcards.articles.finders.prose.vocabulary import BE, MODALS, PRONOUNS, VERBS
from flashcards.articles.finders.rendering import escaped
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.tree import Block
from flashcards.model.clozes import written

_MOST_MEMBERS = 20
_MOST_GAPS = 5
_LONGEST_MEMBER = 6
"""Words."""
_WITH_COLON = re.compile(r"(?P<lead>[^:;]{10,160}): (?P<members>[^:;.!?]{5,160})\.?$")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "two zwei deux dos",
            "three drei trois tres",
            "four vier quatre cuatro",
            "five fünf cinq cinco",
            "six sechs seis",
            "seven sieben sept siete",
            "eight acht huit ocho",
            "nine neun neuf nueve",
        ),
        2,
    )
    for word in words.split()
}
_NUMBER = rf"(?:{'|'.join(_NUMBERS)})"
_COUNTED = re.compile(
    rf"\b(?:{_NUMBER}|following|kinds|types|parts|stages|phases|forms|groups|classes|steps|families|"
    r"elements|components|factors|principles|layers|(?:consists?|composed|one|made up) "
    r"of|divided into|folgende\w?|arten|typen|phasen|formen|gruppen|klassen|besteh(?:t|en) aus|"
    r"suivant\w*|sortes|siguientes|tipos|clases)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?P<lead>(?:"
    # "The possible classes are", "Die drei Arten von Gestein sind"
    rf"(?:the|die|les|los|las) (?:{_NUMBER}|(?:possible|main|basic|major|principal|möglichen|"
    r"wichtigsten|principaux|principales|posibles)) [^,:;.()]{3,80}? (?:are|sind|sont|son)"
    # "Rocks are divided into"
    r"|[^,:;.()]{3,80}? (?:(?:is|are|can be) (?:divided|subdivided|split|classified|grouped) into|"
    r"se (?:divisent?|divide[n]?) en)"
    r")) (?P<members>[^:;.!?()]{5,160})\.$",
    re.IGNORECASE,
)
_PLAIN_CUE = re.compile(
    r"\s(?:are|sind|sont|son|into|en)\s[^,:;.()]{1,60}(?:,|\s(?:and|und|et|y)\s)"
)
_COMMA = re.compile(r",\s(?:(?:and|or|und|oder|et|ou|y|o)\s)?")
_AND = re.compile(r"\s(?:and|or|und|oder|et|ou|y|o)\s")
_CLOSES = re.compile(r"\s(?:and|or|und|oder|et|ou|y|o)\s[^,]+$")
_BARE_SUBJECT = re.compile(r"(?:the|der|die|das|le|la|les|el|los|las)\s", re.IGNORECASE)
_THERE_ARE = re.compile(r"(?:there|es|il|hay)\s", re.IGNORECASE)
_UNCLEAR_SIGN = re.compile(r"[()\[\]{}|\\]|\s[–—]\s")
_OF = re.compile(r"\s(?:of|in|for|that|which|von|der|die|des|du|de|del|que)\s")
_NO_NAME = (
    VERBS | BE | MODALS | PRONOUNS | {"that", "which", "who", "whose", "when", "where", "because"}
) | frozenset(
    {"not", "other", "others", "more", "many", "several", "various", "etc", "only", "if", "than"}
)
_WORD = re.compile(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class _Enumeration:
    lead: str
    members: tuple[str, ...]
    joints: tuple[str, ...]
    """What stands between the members."""
    colon: bool


def find_enumerated(
    article: Article, section: Section, block: Block, context: str, asked: Questions
) -> Iterator[Candidate]:
    """Find the sentences of a paragraph that name the parts or kinds of something.

    ``context`` is what stands over it, ``asked`` the questions of the article. Confidence: 0.55
    where the sentence stands alone, 0.45 elsewhere, 0.4 where it is the answer to a question
    already. A sentence that names more or fewer things than it says is left out.
    """
    text = article.text
    if text.find(": ", block.start, block.end) < 0 and not _PLAIN_CUE.search(
        text, block.start, block.end
    ):
        return
    sentences = article.sentences(block)
    for number, sentence in enumerate(sentences):
        if sentence.end - sentence.start > LONGEST_LEAD_IN:
            continue
        found = _read(text[sentence.start : sentence.end])
        if found is None:
            continue
        lead = Lead(unlinked(escaped(found.lead)), sentence.start)
        lead = preceded(article, block, lead, sentences[number - 1] if number else None)
        lead = in_context(lead, sentence.end, context, asked.over(block))
        if lead.words and not hides_nothing(lead.words, found.members):
            yield from _cards(article, section, lead, found, sentence)


def _read(said: str) -> _Enumeration | None:
    """Return what a sentence enumerates, if it does."""
    found, colon = _WITH_COLON.match(said), True
    if found is None or not _COUNTED.search(found["lead"]):
        found, colon = _PLAIN.match(said), False
    if found is None or ABOUT_ITSELF.search(found["lead"]):
        return None
    if found["lead"].count("(") > found["lead"].count(")"):
        return None
    members, joints = _split(found["members"])
    if _counted(found["lead"]) not in (0, len(members)):
        return None
    if not all(members) or not 2 <= len(members) <= _MOST_MEMBERS:
        return None
    if any(len(m.split()) > _LONGEST_MEMBER or m.count("(") != m.count(")") for m in members):
        return None
    made = _Enumeration(found["lead"], members, joints, colon)
    return made if colon or _names_all(made, found["members"]) else None


def _split(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the members that a sentence names and what stands between them.

    Where commas part the members, "and" parts only the last two: "black and white, red and green".
    """
    members, joints = _COMMA.split(said), _COMMA.findall(said)
    if not joints or joints[-1].strip() == ",":
        last = members.pop()
        members += _AND.split(last)
        joints += _AND.findall(last)
    return tuple(member.strip() for member in members), tuple(joints)


def _names_all(found: _Enumeration, members: str) -> bool:
    """Tell whether a sentence without a colon plainly names things: "A, B and C"."""
    if not _counted(found.lead) and not 3 <= len(found.members) <= _MOST_GAPS:
        return False
    if not _CLOSES.search(members):
        return False
    return not any(word.lower() in _NO_NAME for word in _WORD.findall(members))


def _counted(lead: str) -> int:
    """Return how many things a lead-in says there are; 0 if it says nothing of it."""
    counts = [_NUMBERS[w.lower()] for w in _WORD.findall(lead) if w.lower() in _NUMBERS]
    return counts[-1] if counts else 0


def _is_sure(lead: Lead, found: _Enumeration) -> bool:
    """Tell whether a sentence can be learned as it stands."""
    if not is_clear(lead, found.members):
        return False
    opens = _THERE_ARE if found.colon else _BARE_SUBJECT
    loose = opens.match(lead.words) and not _OF.search(lead.words)
    clean = not any(_UNCLEAR_SIGN.search(each) for each in (found.lead, *found.members))
    return clean and not loose


def _cards(
    article: Article, section: Section, lead: Lead, found: _Enumeration, sentence: Sentence
) -> Iterator[Candidate]:
    members = [with_colons_apart(escaped(member)) for member in found.members]
    sure = 0.4 if lead.repeats else 0.55 if _is_sure(lead, found) else 0.45
    opening = as_lead_in(lead.words) if found.colon else lead.words
    parts = -(-len(members) // _MOST_GAPS)
    for part in range(parts):
        gaps = range(part * len(members) // parts, (part + 1) * len(members) // parts)
        shown = [written(n - gaps[0] + 1, m) if n in gaps else m for n, m in enumerate(members)]
        yield Candidate(
            CandidateKind.LIST,
            lead.words,
            "",
            "\n".join(f"- {escaped(found.members[n])}" for n in gaps),
            sure,
            section.full_path,
            lead.start,
            sentence.end,
            article.text[lead.start : sentence.end],
            cloze=f"{opening} {_joined(shown, found)}.",
        )


def _joined(shown: Sequence[str], found: _Enumeration) -> str:
    if found.colon:
        return ", ".join(shown)
    return "".join(f"{m}{joint}" for m, joint in zip(shown, (*found.joints, ""), strict=True))
