"""Finds the terms that running text defines: "X is a ...", "... is called X", "X, a Y that ..."."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.actors import read_actor, series
from flashcards.articles.finders.apposition import read_appositions
from flashcards.articles.finders.doings import says_what_it_does
from flashcards.articles.finders.naming import Definition, read_naming
from flashcards.articles.finders.predicates import read_predicate
from flashcards.articles.finders.rendering import escaped, inline
from flashcards.articles.finders.splitting import (
    LONGEST_SENTENCE,
    Sentence,
    Word,
    clauses,
    words_in,
)
from flashcards.articles.finders.statements import read_statement
from flashcards.articles.finders.structure import Article, Ranges, Section, walk
from flashcards.articles.finders.subjects import (
    DEFINING,
    Name,
    names_a_term,
    read_subject,
)
from flashcards.articles.finders.vocabulary import (
    ABSTRACT_ENDINGS,
    BE,
    HEDGES,
)
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
_CONTINUES = re.compile(r"(?:It|They|These|Such|This|He|She)(?:['’]\w{1,2})? ")
_PRONOUN = re.compile(r"(?:it|they) ", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:It|They) (?:is|are)(?: \w{1,12})? (?:called|known as|termed|said to be) .{3,80}?"
    r"\s(?:if|when|where|because|since)\s"
)
_ASIDE = re.compile(r",\s(?:an?|the|so|which|who|one)\s")
_OWNER = re.compile(r"['’]s\s")
_JOINT = re.compile(r"[,;]\s(?:and|but|so)\s|;\s")
_CONNECTIVE = re.compile(r"^(?:whereas|while|whilst|but|and)\s+", re.IGNORECASE)
_LONGEST_WITH_NEXT = 330
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION, _K.CELL})
_MOST_PER_SENTENCE = 4
_TOLD = 0.42
"""Below it a sentence says what a thing does, which is enough for a card."""
_SURE = 0.6
"""From this confidence on a definition counts as one that the article surely gives."""
_SENTENCES_PER_DEFINITION = 25
"""A text with fewer sure definitions tells or reports; in it only what is sure is taken."""
_SHORTEST = 15
_LONGEST_LEAD = 110
_LONG_SENTENCE = 170
_JUST_NOW = 160
"""Characters within which a word counts as new."""
_FAR_ENOUGH = 300_000
"""Characters in which to look for the nouns by which an article sorts things."""


@dataclass(frozen=True, slots=True)
class _Context:
    """The article, and the nouns it uses as if it sorted things by them."""

    article: Article
    heads: frozenset[str]
    seen: set[str] = field(default_factory=set)
    """Sentences read already: what is said again defines nothing new."""

    def is_new_at(self, start: int) -> bool:
        """Tell whether the article has just begun to use the word that begins here."""
        return self.is_new(words_in(self.article.text, start, start + LONGEST_TERM)[0])

    def is_new(self, word: Word) -> bool:
        """Tell whether the article has just begun to use a word."""
        return self.article.first_uses.get(word.lower, word.start) >= word.start - _JUST_NOW


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
    if article.is_story:
        return
    blocks = [
        (section, block)
        for section in article.sections
        if not section.aside
        for block in walk(section.blocks)
        if block.kind in _PROSE and not block.children and block.end - block.start > _SHORTEST
        if block.start not in taken
    ]
    context = _Context(article, _heads(article, [block for _, block in blocks]))
    passages = [_read(context, section, block) for section, block in blocks]
    least = _least_confidence(passages)
    for passage in passages:
        for candidate in _in_passage(article, passage):
            if candidate.confidence >= least:
                yield candidate


def _least_confidence(passages: list[_Passage]) -> float:
    """How sure a definition must be, by whether the article is one that defines at all."""
    sentences = sum(len(passage.sentences) for passage in passages)
    sure = sum(
        made.confidence >= _SURE
        for passage in passages
        for of in passage.definitions
        for made in of
    )
    return 0.0 if sure * _SENTENCES_PER_DEFINITION >= sentences else _SURE


def definitions_in(article: Article, section: Section, block: Block) -> list[Candidate]:
    """Return the terms that one paragraph defines."""
    context = _Context(article, frozenset())
    return list(_in_passage(article, _read(context, section, block)))


def _heads(article: Article, blocks: Iterable[Block]) -> frozenset[str]:
    """Nouns that stand in the subjects of several sentences with different words before them."""
    names = (
        read_actor(words_in(article.text, part.start, min(part.end, part.start + _LONGEST_LEAD)))
        for block in blocks
        if block.start < _FAR_ENOUGH
        for sentence in article.sentences(block)
        if sentence.start < _FAR_ENOUGH
        if _SHORTEST < sentence.end - sentence.start <= LONGEST_SENTENCE
        for part in clauses(article.text, sentence)
    )
    return series(name for name in names if name)


def _read(context: _Context, section: Section, block: Block) -> _Passage:
    sentences = context.article.sentences(block)
    found: list[tuple[Definition, ...]] = []
    for number, sentence in enumerate(sentences):
        made = _define(context, block, sentence)
        if number and any(_is_conditional(context.article.text, d) for d in made):
            made = _of_the_subject_before(context, sentences[number - 1], made)
        found.append(tuple(made))
    return _Passage(block, section.full_path, tuple(sentences), tuple(found))


def _is_conditional(text: str, made: Definition) -> bool:
    """Tell whether "It is called X if ..." says by itself what X is, but for the pronoun."""
    return made.before and bool(_CONDITION.match(text, *made.clause))


def _of_the_subject_before(
    context: _Context, before: Sentence, found: list[Definition]
) -> list[Definition]:
    """Let the pronoun of "It is called X if ..." be put as the subject of the sentence before."""
    name = read_actor(words_in(context.article.text, before.start, before.end))
    if name is None or not context.article.text.startswith(("It ", "They "), found[0].clause[0]):
        return found
    return [
        replace(made, before=False, stands_for_it=(name.start, name.end))
        if _is_conditional(context.article.text, made)
        else made
        for made in found
    ]


def _define(context: _Context, block: Block, sentence: Sentence) -> list[Definition]:
    text = context.article.text
    if not _SHORTEST < sentence.end - sentence.start <= LONGEST_SENTENCE:
        return []
    if text[sentence.end - 1] in "?:" or "\n" in text[sentence.start : sentence.end]:
        return []
    said = text[sentence.start : sentence.end]
    if said in context.seen:
        return []
    context.seen.add(said)
    words = words_in(text, sentence.start, sentence.end)
    parts = clauses(text, sentence)
    before: Name | None = None
    by_part: list[list[Definition]] = []
    for part in parts:
        inside = [word for word in words if part.start <= word.start < part.end]
        made = _in_clause(context, block, inside, part, before)
        by_part.append([_in_sentence(d, parts, len(by_part)) for d in made])
        if part is not parts[-1] and inside:
            before = read_actor(inside) or before
    return _without_doubles(text, _extended(text, sentence, parts, by_part))


def _in_sentence(made: Definition, parts: list[Sentence], number: int) -> Definition:
    """Let a clause behind the first point to the clause before it, not to another sentence."""
    if not number or not made.before:
        return made
    start = made.clause[0] if made.stands_for_it else parts[number - 1].start
    return replace(made, before=False, clause=(start, made.clause[1]))


def _without_doubles(text: str, found: Iterable[Definition]) -> list[Definition]:
    best: dict[str, Definition] = {}
    for made in found:
        name = key(text[made.term[0] : made.term[1]])
        if name not in best or best[name].confidence < made.confidence:
            best[name] = made
    return list(best.values())[:_MOST_PER_SENTENCE]


def _extended(
    text: str, sentence: Sentence, parts: list[Sentence], by_part: list[list[Definition]]
) -> Iterator[Definition]:
    """Give each definition the clauses that belong to it, and not those of another term."""
    busy = sum(bool(found) for found in by_part)
    for number, found in enumerate(by_part):
        start, end = (sentence.start, sentence.end) if busy == 1 else _span(parts[number])
        if number and start == parts[number].start and _starts_with_pronoun(text, parts[number]):
            start = _start_before(found, parts, number)
        last = number
        while last + 1 < len(parts) and _starts_with_pronoun(text, parts[last + 1]):
            if by_part[last + 1]:
                break
            last += 1
        if (last + 1 < len(parts) and text[parts[last].end] == ";") or busy > 1:
            end = parts[last].end
        if number and text[parts[number - 1].end] == ";" and found and not found[0].stands_for_it:
            start = parts[number].start
        for made in found:
            first = min(start, made.term[0], made.clause[0])
            yield replace(made, clause=(first, max(end, made.clause[1])))


def _start_before(found: list[Definition], parts: list[Sentence], number: int) -> int:
    """Where to begin so that a pronoun has its noun: here if it is put in, else a clause before."""
    put_in = bool(found) and all(made.stands_for_it for made in found)
    return parts[number].start if put_in else parts[number - 1].start


def _span(part: Sentence) -> tuple[int, int]:
    return part.start, part.end


def _starts_with_pronoun(text: str, part: Sentence) -> bool:
    return text.startswith(("it ", "they ", "this ", "these ", "its ", "their "), part.start)


def _in_clause(
    context: _Context, block: Block, words: list[Word], clause: Sentence, before: Name | None
) -> Iterator[Definition]:
    if len(words) < 4:
        return
    subject = _of_subject(context, block, words, clause)
    if subject is None and before:
        subject = _of_pronoun(context, words, clause, before)
    stated = read_statement(words, clause)
    if subject and stated:
        if _OWNER.search(context.article.text, *subject.term):
            subject = None  # "a cell's centre is the X": the term comes last
        elif subject.term[1] <= stated[0].term[0] and not stated[0].before:
            stated = []
        elif stated[0].confidence > subject.confidence and _overlap(subject.term, stated[0].term):
            subject = None
    if subject:
        yield subject
    others = read_naming(words, clause.start, clause.end)
    others += read_appositions(words, clause.start, clause.end, context.is_new)
    for made in others + stated:
        if made.if_new and not context.is_new_at(made.term[0]):
            continue
        if subject and any(
            _overlap(made.term, other) for other in (subject.term, *subject.aliases)
        ):
            continue
        if before and made.before and words[0].lower in ("it", "they"):
            made = replace(made, before=False, stands_for_it=(before.start, before.end))
        yield made


def _of_pronoun(
    context: _Context, words: list[Word], clause: Sentence, before: Name
) -> Definition | None:
    """ "Undue influence is subtler; it arises when ...": the pronoun's noun is defined."""
    if words[0].lower not in ("it", "they"):
        return None
    if names_a_term(before, context.article.lower_words.__contains__, marked=False) < 0.5:
        return None
    said = read_predicate(words, replace(before, after=1), is_name=False)
    if said is None or said.confidence < 0.5:
        return None
    start = before.start
    return Definition(
        (before.start, before.end),
        (start, clause.end),
        round(said.confidence * 0.85, 2),
        plural=said.plural,
        past=said.past,
        determiner=before.determiner,
        stands_for_it=(before.start, before.end),
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _of_subject(
    context: _Context, block: Block, words: list[Word], clause: Sentence
) -> Definition | None:
    article = context.article
    name = read_subject(words)
    acting = None if name and _has_verb(words, name) else read_actor(words)
    name = acting or name
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
    confidence = (
        said.confidence if said else says_what_it_does(words, name, context.is_new, context.heads)
    )
    if confidence <= 0:
        return None
    return Definition(
        (name.start, name.end),
        (clause.start, clause.end),
        round(min(0.85, confidence * (0.4 + 0.6 * trust) + (0.1 if marked else 0)), 2),
        aliases=name.aliases,
        plural=said.plural if said else looks_plural(name.words[-1].text),
        past=bool(said and said.past),
        person=bool(said and said.person),
        stands_for=bool(said and said.stands_for),
        determiner=name.determiner,
    )


def _has_verb(words: list[Word], name: Name) -> bool:
    """Tell whether a verb that can define stands behind a name."""
    at = name.after
    while at < len(words) and words[at].lower in HEDGES:
        at += 1
    return at < len(words) and (words[at].lower in BE or words[at].lower in DEFINING)


def _in_passage(article: Article, passage: _Passage) -> Iterator[Candidate]:
    for number, definitions in enumerate(passage.definitions):
        for made in definitions:
            yield _candidate(article, passage, number, made)


def _candidate(article: Article, passage: _Passage, number: int, made: Definition) -> Candidate:
    text = article.text
    term = _even_quotes(bare(text[made.term[0] : made.term[1]]))
    start, end = _extent(text, passage, number, made)
    names = [bare(text[a:b]) for a, b in made.aliases]
    behind = _BRACKETS_BEHIND.match(text, made.term[1])
    if behind and abbreviates(behind[1], term):
        names.append(behind[1])
    aliases = tuple(dict.fromkeys(name for name in names if name and key(name) != key(term)))
    return Candidate(
        CandidateKind.TERM,
        term,
        _front(article, passage, number, made, term),
        _gloss(article, passage, number, made, term)
        or _back(text, passage.block, start, end, made.stands_for_it),
        made.confidence,
        passage.path,
        start,
        end,
        text[start:end],
        aliases=aliases,
    )


def _even_quotes(term: str) -> str:
    """Leave out a quotation mark whose partner stands outside the term."""
    if term.count('"') % 2:
        term = term.replace('"', "")
    if term.count("“") != term.count("”"):
        term = term.replace("“", "").replace("”", "")
    return term


def _gloss(article: Article, passage: _Passage, number: int, made: Definition, term: str) -> str:
    """Say "X is a Y that ..." where the sentence around "X, a Y that ...," is about more."""
    sentence = passage.sentences[number]
    others = any(other is not made for other in passage.definitions[number])
    if made.gloss is None or not (others or sentence.end - sentence.start > _LONG_SENTENCE):
        return ""
    words = inline(article.text, *made.gloss, passage.block.spans)
    if not words:
        return ""
    with_article = escaped(f"{made.determiner} {term}" if made.determiner else term)
    if made.gloss_begins == "in":
        return f"In {with_article} {words}."
    if made.gloss_begins == "does":
        return f"{_capital(with_article)} {words}."
    verb = "are" if made.plural else "was" if made.past else "is"
    return f"{_capital(with_article)} {verb} {words}."


def _front(article: Article, passage: _Passage, number: int, made: Definition, term: str) -> str:
    at_beginning = made.term[0] <= passage.sentences[number].start + 12
    first = term.split()[0]
    common = first.lower() in article.lower_words or first.endswith(ABSTRACT_ENDINGS[:-1])
    common = common and first not in article.names
    if at_beginning and common and first[1:].islower():
        term = first.lower() + term[len(first) :]
    if made.acts:
        return f"What does “to {term}” mean?"
    if made.stands_for:
        return f"What does {term} stand for?"
    with_article = f"{made.determiner} {term}" if made.determiner else term
    return what_is(with_article, made.plural, made.past, made.person)


def _extent(text: str, passage: _Passage, number: int, made: Definition) -> tuple[int, int]:
    """Say which words answer: clauses of the sentence, all of it, or two sentences."""
    start, end = made.clause
    if made.before and number:
        begin = _start_of_sense(text, passage, number, made)
        if begin >= 0:
            return begin, end
    others = any(other is not made for other in passage.definitions[number])
    glosses = [
        other.gloss[0]
        for other in passage.definitions[number]
        if other is not made and other.gloss and other.term[0] > made.term[1] + _SHORTEST
    ]
    if glosses and made.gloss is None and not made.before and start <= made.term[0]:
        end = min(end, text.rfind(" ", start, min(glosses)))
    whole = end >= passage.sentences[number].end
    free = made.after or not passage.definitions[min(number + 1, len(passage.definitions) - 1)]
    if number + 1 < len(passage.sentences) and free:
        following = passage.sentences[number + 1]
        fits = following.end - start <= _LONGEST_WITH_NEXT
        goes_on = made.after or (
            made.confidence >= _TOLD
            and _CONTINUES.match(text, following.start)
            and not _ASIDE.search(text, following.start, following.end)
        )
        if whole and not others and fits and goes_on:
            end = following.end
    return start, end


def _start_of_sense(text: str, passage: _Passage, number: int, made: Definition) -> int:
    """Where the words begin that "This is called X" points back to; -1 if better left out."""
    previous, defined = passage.sentences[number - 1], passage.definitions[number - 1]
    if not defined:
        return previous.start
    joints = list(_JOINT.finditer(text, max(d.term[1] for d in defined), previous.end))
    if joints:
        return joints[-1].end()
    return -1 if made.weakly else previous.start


def _back(text: str, block: Block, start: int, end: int, subject: tuple[int, int] | None) -> str:
    back = _CONNECTIVE.sub("", inline(text, start, end, block.spans), count=1)
    if subject and _PRONOUN.match(back):
        name = escaped(_capital(text[slice(*subject)]))
        back = _PRONOUN.sub(lambda _: f"{name} ", back, count=1)
    if back and back[-1] in ",;:":
        back = back[:-1]
    if back and back[-1].isalnum():
        back += "."
    return _capital(back)


def _capital(words: str) -> str:
    """Begin with a capital, unless the first word is written in its own way."""
    first = words.split(" ", 1)[0]
    return words[:1].upper() + words[1:] if first.islower() else words
