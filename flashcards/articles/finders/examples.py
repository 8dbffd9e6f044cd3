"""Finds examples in running text: "metals such as iron", "for example", "examples include"."""

import re
from collections.abc import Iterator

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.rendering import escaped, inline
from flashcards.articles.finders.splitting import LONGEST_SENTENCE, Word, words_in
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.finders.vocabulary import (
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    VAGUE_NOUNS,
    VERBS,
    WIDE_NOUNS,
    singular,
)
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_SUCH_AS = re.compile(r"(?:,\s|\s\()?\s?\b(?:such as|like|e\.g\.,?|for instance,?|for example,?)\s")
_CUE = re.compile(r"such as |like |e\.g\.|[Ee]xamples? ")
_EXAMPLES = re.compile(
    r"^(?:(?:Well-known|Common|Typical|Familiar|Famous|Some|Good|Other)\s)?[Ee]xamples\s"
    r"(?:of\s(?P<what>[^.;:]{2,60}?)\s)?(?:include|are)\s(?P<list>.+)$"
)
_STOPS = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | MODALS | VERBS
_LIST_END = re.compile(r"[;.!?)–—]|\s(?:that|which|who|because|when|to|is|are|was|were|can|use)\s")
_NAMES = re.compile(
    r"[A-Z0-9][^\s,]{0,40}"
    r"(?:(?:,? (?:and|or) |, | )(?:[A-Z0-9][^\s,]{0,40}|of(?= [A-Z])|the(?= [A-Z]))){0,12}"
)
_ADJECTIVE_ENDINGS = (
    "al",
    "ic",
    "ive",
    "ous",
    "ed",
    "ary",
    "an",
    "ful",
    "able",
    "ible",
    "ent",
    "y",
)
_SHORTEST = 15
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION})
_MOST_IN_SENTENCE = 2


def find_examples(article: Article) -> Iterator[Candidate]:
    """Find named examples of a kind. Confidence: 0.35."""
    for section in article.sections:
        if section.aside or article.is_story:
            continue
        for block in article.inside(section):
            if block.kind in _PROSE and not block.children and block.end - block.start > _SHORTEST:
                yield from _in_block(article, section, block)


def _in_block(article: Article, section: Section, block: Block) -> Iterator[Candidate]:
    text = article.text
    if not _CUE.search(text, block.start, block.end):
        return
    for sentence in article.sentences(block):
        if sentence.end - sentence.start > LONGEST_SENTENCE or text[sentence.end - 1] in "?:":
            continue
        found = 0
        for cue in _SUCH_AS.finditer(text, sentence.start, sentence.end):
            kind = _kind_before(words_in(text, sentence.start, cue.start()))
            members = _members(text, cue.end(), sentence.end)
            if not kind or not members or ("like" in cue[0] and not members[:1].isupper()):
                continue
            if "(" in cue[0] and text[max(cue.start() - 80, 0) : cue.start()].rstrip().endswith(
                f" and {kind}"
            ):
                continue  # "A and B (e.g. ...)": who knows of which
            yield _made(article, section, block, kind, members, sentence.start, sentence.end)
            found += 1
            if found == _MOST_IN_SENTENCE:
                break


def _kind_before(words: list[Word]) -> str:
    """The plural noun, with the words that belong to it, right before "such as"."""
    taken: list[str] = []
    for word in reversed(words):
        if not word.is_word or word.lower in _STOPS or len(taken) == 3:
            break
        taken.insert(0, word.text)
    if not taken or singular(taken[-1].lower()) == taken[-1].lower():
        return ""
    first_at = len(words) - len(taken)
    at_beginning = first_at == 0 or words[first_at - 1].text in ":—–"
    qualifies = taken[0].lower().endswith(_ADJECTIVE_ENDINGS) or "-" in taken[0]
    verbal = at_beginning and len(taken) > 1 and not qualifies and taken[0][1:].islower()
    if taken[0].lower().endswith("ly") or verbal:
        taken = taken[1:]
    verbs = [n for n, word in enumerate(taken[:-1]) if singular(word.lower()) != word.lower()]
    if verbs:
        taken = taken[verbs[-1] + 1 :]  # "translates names": no plural stands inside a name
    if len(taken) == 1 and singular(taken[0].lower()) in VAGUE_NOUNS | WIDE_NOUNS:
        return ""
    first = taken[0]
    lower = first.lower() if at_beginning and first[1:].islower() else first
    return " ".join([lower, *taken[1:]])


def _members(text: str, start: int, end: int) -> str:
    stop = _LIST_END.search(text, start, min(end, start + 160))
    last = stop.start() if stop else min(end, start + 160)
    members = text[start:last].strip(" ,")
    if members[:1].isupper():
        named = _NAMES.match(members)
        members = named[0].strip(" ,") if named else ""
        members = re.sub(r"\s(?:and|or)$", "", members)
    if not 2 <= len(members) <= 120 or any(len(m.split()) > 5 for m in members.split(",")[:-1]):
        return ""
    return members


def _made(
    article: Article,
    section: Section,
    block: Block,
    kind: str,
    members: str,
    start: int,
    end: int,
) -> Candidate:
    quoted = article.text[start:end]
    several = "," in members or " and " in members or " or " in members
    front = f"Name examples of {kind}." if several else f"Name an example of {kind}."
    sentence = inline(article.text, start, end, block.spans)
    return Candidate(
        CandidateKind.EXAMPLE,
        f"{kind}: {members}",
        escaped(front),
        f"{escaped(members[:1].upper() + members[1:])}.\n\n> {sentence}",
        0.35,
        section.full_path,
        start,
        end,
        quoted,
    )
