"""Finds abbreviations that an article spells out: "network address translation (NAT)"."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.splitting import LONGEST_SENTENCE, Sentence
from flashcards.articles.finders.rendering import escaped
from flashcards.articles.finders.structure import Article, Ranges
from flashcards.articles.finders.wording import abbreviates, bare
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9&]{1,8}\b")
_SPELT_BEHIND = re.compile(
    r"\b(?P<short>[A-Z]{2,6}),\s(?:the\s|or\s|short\sfor\s|meaning\s)?"
    r"(?P<words>[\w’'-]{1,30}(?:\s[\w’'-]{1,30}){1,5})(?=[.,;:)])"
)
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION})


def find_acronyms(article: Article, taken: Ranges) -> Iterator[Candidate]:
    """Find abbreviations that are spelt out once and used again. Confidence: 0.45."""
    text = article.text
    known: set[str] = set()
    used = Counter(_CAPITALS.findall(text))
    for section in article.sections:
        if section.aside or section.faq:
            continue
        for block in article.inside(section):
            if block.kind not in _PROSE or block.children or block.start in taken:
                continue
            behind = list(_behind_comma(text, block.start, block.end))
            apart = {at for _, _, at in behind} | _marked(block)
            for short, words, at in (*_in(text, block.start, block.end), *behind):
                if (used[short.rstrip("s")] < 2 and at not in apart) or short in known:
                    continue
                known.add(short)
                sentences = article.sentences(block)
                sentence = sentences[max(bisect_right(sentences, at, key=_start) - 1, 0)]
                if not sentence.start <= at < sentence.end:
                    continue
                if sentence.end - sentence.start > LONGEST_SENTENCE:
                    continue
                yield Candidate(
                    CandidateKind.TERM,
                    short if at in apart else words,
                    f"What does {short} stand for?" if article.english else short,
                    f"{escaped(words[:1].upper() + words[1:])}.",
                    0.45,
                    section.full_path,
                    sentence.start,
                    sentence.end,
                    text[sentence.start : sentence.end],
                    aliases=(words if at in apart else short,),
                )


def _marked(block: Block) -> set[int]:
    """Where the brackets begin behind words that the author marked as an abbreviation."""
    return {span.end + 1 for span in block.spans if span.mark == "abbreviation"}


def _start(sentence: Sentence) -> int:
    return sentence.start


def spelt_out(article: Article) -> list[tuple[str, str]]:
    """Return the pairs of abbreviation and full name that stand anywhere in the article."""
    found = _in(article.text, 0, len(article.text))
    return list(dict.fromkeys((short, words) for short, words, _ in found))


def _behind_comma(text: str, start: int, end: int) -> Iterator[tuple[str, str, int]]:
    """ "ARP, the Address Resolution Protocol", "TTL, or time to live"."""
    for found in _SPELT_BEHIND.finditer(text, start, end):
        words = found["words"].split()
        letters = [word[0].lower() for word in words if word[0].isalnum()]
        if "".join(letters) == found["short"].lower():
            yield found["short"], found["words"], found.start()


def _in(text: str, start: int, end: int) -> Iterator[tuple[str, str, int]]:
    at = text.find("(", start, end - 2)
    while at >= 0:
        window = max(start, at - 120)
        close = text.find(")", at + 3, min(end, at + 90)) if text[at + 1] != "(" else -1
        if close > 0:
            inner, before = text[at + 1 : close], text[window:at].rstrip()
            made = _expansion(inner, before)
            if made:
                yield (*made, at)
        at = text.find("(", at + 1, end - 2)


def _expansion(inner: str, before: str) -> tuple[str, str] | None:
    words = before.split()
    if not words:
        return None
    if " " not in inner and inner[:1].isupper():
        size = len(inner.rstrip("s"))
        for length in sorted(range(1, min(size + 3, len(words)) + 1), key=lambda n: abs(n - size)):
            candidate = bare(" ".join(words[-length:]))
            if candidate[:1].casefold() == inner[0].casefold() and abbreviates(inner, candidate):
                return inner, candidate
        return None
    short = bare(words[-1])
    if short.isupper() and short.isalnum() and abbreviates(short, inner) and "," not in inner:
        return short, bare(inner)
    return None
