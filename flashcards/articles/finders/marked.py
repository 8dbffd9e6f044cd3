"""Finds the terms an author set in bold or italics where they are introduced, as textbooks do."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.splitting import LONGEST_SENTENCE, Sentence, clauses
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HEDGES,
    LOOSE_ADJECTIVES,
    MODALS,
    OPENING_ADVERBS,
    POINTING,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
)
from flashcards.articles.finders.rendering import as_sentence, inline
from flashcards.articles.finders.structure import Article, Ranges, Section
from flashcards.articles.finders.wording import key, looks_plural, split_label, what_is
from flashcards.articles.tree import Block, BlockKind, Span

_K = BlockKind
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION})
_MARKS = frozenset({"strong", "emphasis", "term"})
_NO_NOUNS = (
    (PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | MODALS | VERBS | BE | HEDGES)
    | OPENING_ADVERBS
    | LOOSE_ADJECTIVES
    | frozenset({"not", "very", "too", "all", "no", "yes", "please", "important", "new"})
)
_SHARE = {"strong": 4.0, "emphasis": 2.5}
"""One in how many marked words must be a known term for the rest to be believed."""
_NAME = re.compile(r"[^_:{}\[\]=<>\\]*[^\W\d_][^_:{}\[\]=<>\\]*")
"""What may be a word; labels of figures, keys of sources and markup are none."""
_MOST_WORDS = 5
_FEWEST_WORDS = 6
_ENOUGH_MARKED = 3
_SHORTEST_IN_ITALICS = 4
"""Letters; shorter ones are a letter or syllable that is spoken of."""


def find_marked(article: Article, found: Sequence[Candidate], taken: Ranges) -> Iterator[Candidate]:
    """Find marked words that no other rule has made a term of, each where it stands first.

    An author marks for many reasons. Only where enough of the bold words, or of those in
    italics, are terms that the other rules have found, as in a textbook, are the rest taken to
    be terms as well; words marked up as defined always are. Confidence: 0.4, for a sentence that
    uses a word seldom says what it means.
    """
    known = {key(name) for c in found for name in (c.term, *c.aliases)}
    marked = list(_marked(article, taken))
    trusted = {mark for mark in _MARKS if _means_terms(marked, mark, known)}
    for section, block, span, name in marked:
        spoken_of = span.mark == "emphasis" and len(name) < _SHORTEST_IN_ITALICS
        if key(name) not in known and span.mark in trusted and not spoken_of:
            yield from _made(article, section, block, span, name)


def _means_terms(
    marked: Sequence[tuple[Section, Block, Span, str]], mark: str, known: set[str]
) -> bool:
    """Tell whether the author uses a mark for terms, going by those that are known."""
    names = [name for _, _, span, name in marked if span.mark == mark]
    hits = sum(key(name) in known for name in names)
    return mark == "term" or (len(names) >= _ENOUGH_MARKED and hits * _SHARE[mark] >= len(names))


def _marked(article: Article, taken: Ranges) -> Iterator[tuple[Section, Block, Span, str]]:
    seen: set[str] = set()
    for section in article.sections:
        if section.aside or section.faq or section.glossary:
            continue
        for block in article.inside(section):
            if block.kind not in _PROSE or block.children or block.start in taken:
                continue
            for span in block.spans:
                name = split_label(article.text[span.start : span.end])[0]
                if span.mark not in _MARKS or key(name) in seen:
                    continue
                if _is_name(article, block, span, name):
                    seen.add(key(name))
                    yield section, block, span, name


def _is_name(article: Article, block: Block, span: Span, name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or not _NAME.fullmatch(name):
        return False
    if (
        article.text[span.end - 1] in ".?!:;,"
        or span.end - span.start > (block.end - block.start) // 2
    ):
        return False
    lowers = [word.lower() for word in words]
    if len(words) == 1 and (lowers[0] in _NO_NOUNS or lowers[0].endswith("ly")):
        return False
    return lowers[-1] not in _NO_NOUNS


def _made(
    article: Article, section: Section, block: Block, span: Span, name: str
) -> Iterator[Candidate]:
    sentences = article.sentences(block)
    number = bisect_right(sentences, span.start, key=_start) - 1
    if (
        number < 0
        or span.start >= sentences[number].end
        or not _tells(article.text, sentences[number])
    ):
        return
    start, end = sentences[number].start, sentences[number].end
    for part in clauses(article.text, sentences[number]):
        if part.start <= span.start < part.end and _tells(article.text, part):
            start, end = part.start, part.end
    first = article.text[start:end].split(" ", 1)[0].lower()
    if (
        first in POINTING
        and number
        and start == sentences[number].start
        and end - sentences[number - 1].start <= LONGEST_SENTENCE
    ):
        start = sentences[number - 1].start
    before = article.text[max(span.start - 6, start) : span.start].lower().split()
    article_before = f"{before[-1]} " if before and before[-1] in ARTICLES else ""
    yield Candidate(
        CandidateKind.TERM,
        name,
        what_is(article_before + name, looks_plural(name)) if article.english else name,
        as_sentence(inline(article.text, start, end, block.spans)),
        0.4,
        section.full_path,
        start,
        end,
        article.text[start:end],
    )


def _start(sentence: Sentence) -> int:
    return sentence.start


def _tells(text: str, sentence: Sentence) -> bool:
    if sentence.end - sentence.start > LONGEST_SENTENCE or text[sentence.end - 1] in "?:":
        return False
    return len(text[sentence.start : sentence.end].split()) >= _FEWEST_WORDS
