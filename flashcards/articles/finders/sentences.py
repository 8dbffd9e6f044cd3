"""Finds the terms that running text defines: "X is a ...", "... is called X", "X, a Y that ..."."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.apposition import read_appositions
from flashcards.articles.finders.naming import Definition, read_naming
from flashcards.articles.finders.predicates import read_predicate
from flashcards.articles.finders.rendering import inline
from flashcards.articles.finders.splitting import (
    LONGEST_SENTENCE,
    Sentence,
    Word,
    clauses,
    split_sentences,
    words_in,
)
from flashcards.articles.finders.structure import Article, Ranges, Section, walk
from flashcards.articles.finders.subjects import Name, is_event, names_a_term, read_subject
from flashcards.articles.finders.vocabulary import LAW_NOUNS, PREPOSITIONS, VERBS
from flashcards.articles.finders.wording import (
    LONGEST_TERM,
    abbreviates,
    bare,
    is_marked,
    key,
    looks_plural,
    what_is,
)
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_BRACKETS_BEHIND = re.compile(r"[*_`\"”’]{0,2}\s?\(([A-Z][\w.&/-]{1,11})\)")
_CONTINUES = re.compile(r"(?:It|They|These|Such|This|He|She) ")
_CONNECTIVE = re.compile(r"^(?:whereas|while|whilst|but|and)\s+", re.IGNORECASE)
_LONGEST_WITH_NEXT = 330
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION, _K.CELL})
_MOST_PER_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph with its sentences and what each of them defines."""

    block: Block
    path: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    definitions: tuple[tuple[Definition, ...], ...]


def find_in_sentences(article: Article, taken: Ranges) -> Iterator[Candidate]:
    """Find the terms defined in prose outside the stretches that are spoken for.

    Confidence runs from 0.35 (an aside that may define) to 0.8 ("refers to", "stands for").
    """
    for section in article.sections:
        if section.aside:
            continue
        for block in walk(section.blocks):
            if block.kind in _PROSE and not block.children and block.start not in taken:
                yield from _in_passage(article, _read(article, section, block))


def definitions_in(article: Article, section: Section, block: Block) -> list[Candidate]:
    """Return the terms that one paragraph defines."""
    return list(_in_passage(article, _read(article, section, block)))


def _read(article: Article, section: Section, block: Block) -> _Passage:
    sentences = split_sentences(article.text, block.start, block.end)
    found = tuple(tuple(_define(article, block, sentence)) for sentence in sentences)
    return _Passage(block, section.full_path, tuple(sentences), found)


def _define(article: Article, block: Block, sentence: Sentence) -> Iterable[Definition]:
    if not 15 < sentence.end - sentence.start <= LONGEST_SENTENCE:
        return ()
    text = article.text
    if text[sentence.end - 1] in "?:" or "\n" in text[sentence.start : sentence.end]:
        return ()
    words = words_in(text, sentence.start, sentence.end)
    if len(words) < 5:
        return ()
    found: dict[str, Definition] = {}
    for clause in clauses(text, sentence):
        part = [word for word in words if clause.start <= word.start < clause.end]
        for made in _in_clause(article, block, part, clause):
            name = key(text[made.term[0] : made.term[1]])
            if name not in found or found[name].confidence < made.confidence:
                found[name] = made
    return list(found.values())[:_MOST_PER_SENTENCE]


def _in_clause(
    article: Article, block: Block, words: list[Word], clause: Sentence
) -> Iterator[Definition]:
    if len(words) < 4:
        return
    subject = _of_subject(article, block, words, clause)
    if subject:
        yield subject
    others = read_naming(words, clause.start, clause.end)
    others += read_appositions(words, clause.start, clause.end)
    others += _by_law(words, clause)
    for made in others:
        if subject and any(
            _overlap(made.term, other) for other in (subject.term, *subject.aliases)
        ):
            continue
        yield made


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _of_subject(
    article: Article, block: Block, words: list[Word], clause: Sentence
) -> Definition | None:
    name = read_subject(words)
    if name is None or name.end - name.start > LONGEST_TERM:
        return None
    marked = is_marked(article.document, block, name.start, name.end)
    trust = names_a_term(name, article.lower_words.__contains__, marked)
    if trust <= 0:
        return None
    first = name.words[0]
    is_name = any(w.text[0].isupper() for w in name.words[1:]) or (
        first.text[0].isupper() and first.lower not in article.lower_words
    )
    said = read_predicate(words, name, is_name)
    confidence = said.confidence if said else _otherwise(words, name)
    if confidence <= 0:
        return None
    return Definition(
        (name.start, name.end),
        (clause.start, clause.end),
        round(min(0.85, confidence * (0.4 + 0.6 * trust) + (0.1 if marked else 0)), 2),
        aliases=name.aliases,
        plural=bool(said and said.plural) or looks_plural(name.words[-1].text),
        past=bool(said and said.past),
        person=bool(said and said.person),
        stands_for=bool(said and said.stands_for),
        determiner=name.determiner,
    )


def _otherwise(words: list[Word], name: Name) -> float:
    """Judge a subject whose verb defines nothing by itself."""
    if is_event(name):
        return 0.5
    if name.contrasted and name.after < len(words) and words[name.after].is_word:
        return 0.5
    return 0.0


def _by_law(words: list[Word], clause: Sentence) -> list[Definition]:
    """ "According to the X theory, ..."."""
    lowers = [word.lower for word in words[:9]]
    if lowers[:2] != ["according", "to"]:
        return []
    at = 3 if lowers[2:3] == ["the"] else 2
    end = at
    while end < len(words) and words[end].is_word and end - at < 5:
        if words[end].lower in PREPOSITIONS | VERBS:
            return []
        end += 1
    if end == at or words[end - 1].lower not in LAW_NOUNS or end - at < 2:
        return []
    term = (words[at].start, words[end - 1].end)
    return [Definition(term, (clause.start, clause.end), 0.6, determiner=lowers[at - 1])]


def _in_passage(article: Article, passage: _Passage) -> Iterator[Candidate]:
    for number, definitions in enumerate(passage.definitions):
        for made in definitions:
            yield _candidate(article, passage, number, made)


def _candidate(article: Article, passage: _Passage, number: int, made: Definition) -> Candidate:
    text = article.text
    term = bare(text[made.term[0] : made.term[1]])
    start, end = _extent(text, passage, number, made)
    names = [bare(text[a:b]) for a, b in made.aliases]
    behind = _BRACKETS_BEHIND.match(text, made.term[1])
    if behind and abbreviates(behind[1], term):
        names.append(behind[1])
    aliases = tuple(dict.fromkeys(name for name in names if name and key(name) != key(term)))
    return Candidate(
        CandidateKind.TERM,
        term,
        _front(article, passage, made, term),
        _back(text, passage.block, start, end),
        made.confidence,
        passage.path,
        start,
        end,
        text[start:end],
        aliases=aliases,
    )


def _front(article: Article, passage: _Passage, made: Definition, term: str) -> str:
    at_beginning = any(
        made.term[0] <= s.start + 12 for s in passage.sentences if s.start <= made.term[0] < s.end
    )
    first = term.split()[0]
    if at_beginning and first.lower() in article.lower_words and first[1:].islower():
        term = first.lower() + term[len(first) :]
    if made.stands_for:
        return f"What does {term} stand for?"
    with_article = f"{made.determiner} {term}" if made.determiner else term
    return what_is(with_article, made.plural, made.past, made.person)


def _extent(text: str, passage: _Passage, number: int, made: Definition) -> tuple[int, int]:
    """Say which words answer: the clause, its sentence, or two sentences."""
    sentence = passage.sentences[number]
    start, end = sentence.start, sentence.end
    others = [d for d in passage.definitions[number] if d is not made]
    if any(other.clause != made.clause for other in others):
        start, end = made.clause
    if made.before and number:
        return passage.sentences[number - 1].start, end
    if number + 1 < len(passage.sentences) and not passage.definitions[number + 1] and not others:
        following = passage.sentences[number + 1]
        if following.end - start <= _LONGEST_WITH_NEXT and _CONTINUES.match(text, following.start):
            end = following.end
    return start, end


def _back(text: str, block: Block, start: int, end: int) -> str:
    back = _CONNECTIVE.sub("", inline(text, start, end, block.spans), count=1)
    if back and back[-1] in ",;:":
        back = back[:-1]
    if back and back[-1].isalnum():
        back += "."
    return back[:1].upper() + back[1:] if back[:1].islower() and back[1:2].islower() else back
