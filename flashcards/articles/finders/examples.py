"""Finds examples in running text: "metals such as iron", "for example", "examples include"."""

import re
from collections.abc import Iterator, Sequence

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.splitting import LONGEST_SENTENCE, Sentence, Word, words_in
from flashcards.articles.finders.prose.vocabulary import (
    CHARACTERISING,
    CONJUNCTIONS,
    DETERMINERS,
    LOOSE_ADJECTIVES,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    VAGUE_NOUNS,
    VERBS,
    WIDE_NOUNS,
    singular,
)
from flashcards.articles.finders.rendering import escaped, inline
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.tree import Block, BlockKind, Span, spans_between

_K = BlockKind
_SUCH_AS = re.compile(r"(?:,\s|\s\()?\s?\b(?:such as|like|e\.g\.,?|for instance,?|for example,?)\s")
_CUE = re.compile(r"such as |like |e\.g\.|[Ee]xamples? ")
_STOPS = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | MODALS | VERBS
_LIST_END = re.compile(
    r"[()]|[;!?–—]|\.(?=\s|$)"
    r"|\s(?P<word>that|which|who|because|when|to|is|are|was|were|can|use|have|has|may|will|should)\s"
)
_NAMES = re.compile(
    r"[A-Z0-9][^\s,]{0,40}(?: \([^()]{1,40}\))?"
    r"(?:(?:,? (?:and|or) |, | )(?:[A-Z0-9][^\s,]{0,40}(?: \([^()]{1,40}\))?"
    r"|of(?= [A-Z])|the(?= [A-Z]))){0,12}"
)
_AND_SO_ON = re.compile(r"(?:[\s,]+(?:and|or|etc|and so on|and more)?\.?)$")
_LAST_OF_LIST = re.compile(r"(.{1,140}?(?:^|[\s,])(?:and|or)\s[^,]{1,60}),\s")
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_BETWEEN = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
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
_MOST_IN_NAME = 3
_FEW = 2
_LONGEST_LIST = 160
_LONGEST_MEMBERS = 120
"""Characters."""
_LONGEST_MEMBER = 5
"""Words of one example, but for the last."""


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
            before = words_in(text, sentence.start, cue.start())
            bold = bool(block.spans) and block.spans[0].start == sentence.start
            kind = _kind_before(before, block.kind is _K.ITEM and not bold)
            subject = block.kind is not _K.ITEM and len(before) == len(kind.split())
            bounds = _members(text, block.spans, cue, sentence.end, subject) if kind else None
            if bounds is None or not _tells(text[slice(*bounds)], kind, "like" in cue[0]):
                continue
            if "(" in cue[0] and text[max(cue.start() - 80, 0) : cue.start()].rstrip().endswith(
                f" and {kind}"
            ):
                continue  # "A and B (e.g. ...)": who knows of which
            yield _made(article, section, block, kind, bounds, sentence)
            found += 1
            if found == _MOST_IN_SENTENCE:
                break


def _kind_before(words: list[Word], in_item: bool) -> str:
    """The plural noun, with the words that belong to it, right before "such as"."""
    taken: list[str] = []
    for word in reversed(words):
        if not word.is_word or word.lower in _STOPS or len(taken) == _MOST_IN_NAME:
            break
        taken.insert(0, word.text)
    if not taken or singular(taken[-1].lower()) == taken[-1].lower():
        return ""
    first_at = len(words) - len(taken)
    before = words[first_at - 1].lower if first_at else ""
    at_beginning = not before or before in ":—–"
    first = taken[0].lower()
    verbal = at_beginning and taken[0][1:].islower() and not _qualifies(first, in_item)
    gerund = not at_beginning and len(taken) == _MOST_IN_NAME and first.endswith("ing")
    if len(taken) > 1 and (verbal or gerund or before in MODALS or first.endswith("ly")):
        taken = taken[1:]
    verbs = [n for n, word in enumerate(taken[:-1]) if singular(word.lower()) != word.lower()]
    if verbs:
        taken = taken[verbs[-1] + 1 :]  # "translates names": no plural stands inside a name
        if len(taken) > 1 and taken[0].lower() in VERBS | CHARACTERISING:
            taken = taken[1:]  # "servers send headers"
    described = {word.lower() for word in taken[:-1]} - LOOSE_ADJECTIVES
    vague = singular(taken[-1].lower()) in VAGUE_NOUNS | WIDE_NOUNS
    if not described and (vague or before in DETERMINERS):
        return ""
    first = taken[0]
    lower = first.lower() if at_beginning and first[1:].islower() else first
    return " ".join([lower, *taken[1:]])


def _qualifies(first: str, in_item: bool) -> bool:
    """Tell whether the first word of a sentence belongs to the noun behind it and is no verb.

    Items often begin with a verb, sentences hardly ever.
    """
    if not in_item:
        return first not in VERBS | CHARACTERISING
    return first.endswith(_ADJECTIVE_ENDINGS) or "-" in first


def _tells(members: str, kind: str, likened: bool) -> bool:
    """Tell whether the examples are worth asking for: of "letters such as o or d" many are."""
    if members.endswith(("'s", "’s")):
        return False
    if members[:1].isupper() or members[:1].isdigit():
        return True
    return not likened and (len(kind.split()) > 1 or len(_BETWEEN.split(members)) > _FEW)


def _members(
    text: str, spans: Sequence[Span], cue: re.Match[str], end: int, subject: bool
) -> tuple[int, int] | None:
    """Where the examples behind a cue stand; ``subject``: whether a verb must follow them."""
    start, last = cue.end(), min(end, cue.end() + _LONGEST_LIST)
    shown = _masked(text, spans, start, last)
    stop, by_verb = _end_of_list(shown, bracketed="(" in cue[0])
    shown = _AND_SO_ON.sub("", shown[:stop].rstrip(" ,."))
    closed = _LAST_OF_LIST.match(shown)
    shown = closed[1] if closed else shown
    if shown[:1].isupper():
        named = _NAMES.match(shown)
        shown = _AND_SO_ON.sub("", named[0].rstrip(" ,")) if named else ""
    parts = _BETWEEN.split(shown)
    if subject and not by_verb and shown[:1].islower():
        # "gases such as methane and carbon dioxide warm the air": the verb is not known.
        most = max((len(_BRACKETS.sub("", part).split()) for part in parts[:-1]), default=0)
        spare = len(parts[-1].split()) - most
        shown = " ".join(shown.split(" ")[: -spare or None]) if most and spare > 0 else shown
        if not most and spare > 1:
            return None
    if not 2 <= len(shown) <= _LONGEST_MEMBERS or shown.count("(") != shown.count(")"):
        return None
    if any(len(part.split()) > _LONGEST_MEMBER for part in parts[:-1]):
        return None
    return start, start + len(shown)


def _masked(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """Return a stretch of the text in which marked words are one word each, whatever they hold."""
    shown = text[start:end]
    for span in spans_between(spans, start, end):
        if span.mark in ("code", "emphasis") and span.start < span.end <= end:
            mask = ("X" if span.mark == "code" else "x") * (span.end - span.start)
            shown = shown[: span.start - start] + mask + shown[span.end - start :]
    return shown


def _end_of_list(shown: str, bracketed: bool) -> tuple[int, bool]:
    """Where the examples end, and whether a verb or the like ends them."""
    depth = 0
    for sign in _LIST_END.finditer(shown):
        if sign[0] == "(":
            depth += 1
        elif sign[0] == ")":
            if not depth:
                return sign.start(), True
            depth -= 1
        elif not depth and not bracketed:
            return sign.start(), bool(sign["word"])
    return (0 if bracketed else len(shown)), False


def _made(
    article: Article,
    section: Section,
    block: Block,
    kind: str,
    bounds: tuple[int, int],
    sentence: Sentence,
) -> Candidate:
    members = article.text[slice(*bounds)]
    several = len(_BETWEEN.split(members)) > 1
    front = f"Name examples of {kind}." if several else f"Name an example of {kind}."
    shown = inline(article.text, *bounds, block.spans)
    whole = inline(article.text, sentence.start, sentence.end, block.spans)
    return Candidate(
        CandidateKind.EXAMPLE,
        f"{kind}: {members}",
        escaped(front),
        f"{shown[:1].upper()}{shown[1:]}.\n\n> {whole}",
        0.35,
        section.full_path,
        sentence.start,
        sentence.end,
        article.text[sentence.start : sentence.end],
    )
