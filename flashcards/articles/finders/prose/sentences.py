"""Finds the terms that running text defines: "X is a ...", "... is called X", "X, a Y that ..."."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from flashcards.articles.candidates import Candidate
from flashcards.articles.finders.prose.across import POINTERS, read_across, read_named_behind
from flashcards.articles.finders.prose.actors import read_actor, series
from flashcards.articles.finders.prose.apposition import read_appositions
from flashcards.articles.finders.prose.asked import of_question, of_subject_before
from flashcards.articles.finders.prose.doings import says_what_it_does
from flashcards.articles.finders.prose.grammar import with_grammar
from flashcards.articles.finders.prose.naming import Definition, read_naming
from flashcards.articles.finders.prose.passages import Passage, cards_of
from flashcards.articles.finders.prose.predicates import read_predicate
from flashcards.articles.finders.prose.splitting import (
    LONGEST_SENTENCE,
    Sentence,
    Word,
    clauses,
    words_in,
)
from flashcards.articles.finders.prose.statements import read_statement
from flashcards.articles.finders.prose.subjects import (
    DEFINING,
    Name,
    names_a_term,
    read_subject,
)
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    HEDGES,
    VERBS,
    singular,
)
from flashcards.articles.finders.structure import Article, Ranges, Section
from flashcards.articles.finders.wording import (
    LONGEST_TERM,
    is_marked,
    key,
    looks_plural,
)
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_CONDITION = re.compile(
    r"(?:It|They) (?:is|are)(?: \w{1,12})? (?:called|known as|termed|said to be) .{3,80}?"
    r"\s(?:if|when|where|because|since)\s"
)
_OWNER = re.compile(r"['’]s\s")
_JOINT = re.compile(r"[,;]\s(?:and|but|so|while|whereas|whereupon)\s|;\s")
_WORD = re.compile(r"\w+")
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION, _K.CELL})
_MOST_PER_SENTENCE = 4
_SURE = 0.6
"""From this confidence on a definition counts as one that the article surely gives."""
_SENTENCES_PER_DEFINITION = 25
"""A text with fewer sure definitions tells or reports; in it only what is sure is taken."""
_NO_ASIDE = 0.45
"""From this confidence on a sentence says itself what its subject is."""
_FAR_BEHIND = 25
"""Characters from a pronoun to a term that is not what the pronoun stands for."""
_SHORTEST = 15
_LONGEST_LEAD = 110
_LONGEST_NAMING = 70
_JUST_NOW = 160
"""Characters within which a word counts as new."""
_SENTENCES_OF_ANY = 5_500
_FEWEST_PER_SENTENCE = 200
"""A long text with fewer characters to each sentence is a list of words; its beginning is read."""
_MOST = 20_000
"""Definitions that are read in the sentences of one article; nobody looks through more."""
_VERBAL = BE | VERBS
_FAR_ENOUGH = 100_000
"""Characters in which to look for the nouns by which an article sorts things."""


@dataclass(frozen=True, slots=True)
class _Context:
    """The article, and the nouns it uses as if it sorted things by them."""

    article: Article
    heads: frozenset[str]
    seen: set[str] = field(default_factory=set)
    """Sentences read already: what is said again defines nothing new."""

    @property
    def most(self) -> int:
        """How many sentences are read, which is enough for any prose."""
        return _SENTENCES_OF_ANY + len(self.article.text) // _FEWEST_PER_SENTENCE

    def is_new_at(self, start: int) -> bool:
        """Tell whether the article has just begun to use the word that begins here."""
        return self.is_new(words_in(self.article.text, start, start + LONGEST_TERM)[0])

    def is_used_again(self, term: tuple[int, int]) -> bool:
        """Tell whether the article has every word of a term more than once."""
        words = _WORD.findall(self.article.text[slice(*term)].lower())
        return all(self.article.uses[singular(word)] > 1 for word in words)

    def is_new(self, word: Word) -> bool:
        """Tell whether the article has just begun to use a word."""
        return self.article.first_uses.get(word.lower, word.start) >= word.start - _JUST_NOW


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
        for block in article.inside(section)
        if block.kind in _PROSE and not block.children and block.end - block.start > _SHORTEST
        if block.start not in taken
    ]
    context = _Context(article, _heads(article, [block for _, block in blocks]))
    passages: list[Passage] = []
    left = _MOST
    for section, block in blocks:
        passages.append(_read(context, section, block, left))
        left -= sum(map(len, passages[-1].definitions))
        if left <= 0:
            break
    least = _least_confidence(passages)
    for passage in passages:
        for candidate in cards_of(article, passage):
            if candidate.confidence >= least:
                yield candidate


def _least_confidence(passages: list[Passage]) -> float:
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
    return list(cards_of(article, _read(context, section, block)))


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


def _read(context: _Context, section: Section, block: Block, most: int = _MOST) -> Passage:
    """Read a paragraph up to the sentence in which ``most`` definitions are reached."""
    text = context.article.text
    sentences = context.article.sentences(block)
    found: list[tuple[Definition, ...]] = []
    for number, sentence in enumerate(sentences):
        made = _define(context, block, sentence)
        if number and any(_is_conditional(context.article.text, d) for d in made):
            made = _of_the_subject_before(context, sentences[number - 1], made)
        if number and not made:
            told = _of_two(context, sentences[number - 1], sentence, found[-1])
            made = [told] if told else []
        if number and not any(d.confidence >= _SURE for d in made) and _names(text, sentence):
            before = words_in(text, sentences[number - 1].start, sentences[number - 1].end)
            named = read_named_behind(before, words_in(text, sentence.start, sentence.end))
            made = [named] if named else made
        found.append(tuple(made))
        most -= len(made)
        if most <= 0:
            break
    return Passage(block, section.full_path, tuple(sentences[: len(found)]), tuple(found))


def _names(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence is so short and begins so that it may only name something."""
    if sentence.end - sentence.start > _LONGEST_NAMING:
        return False
    return (
        text.startswith(POINTERS, sentence.start)
        or " for this is " in text[slice(*_span(sentence))]
        or " call " in text[slice(*_span(sentence))]
    )


def _of_two(
    context: _Context, before: Sentence, sentence: Sentence, found: Sequence[Definition]
) -> Definition | None:
    """What a sentence says of the term that the one before it asked for or spoke of."""
    text = context.article.text
    if text[before.end - 1] == "?":
        return of_question(text, before, sentence)
    if any(made.confidence >= _NO_ASIDE for made in found):
        return None
    known_small = context.article.lower_words.__contains__
    told = of_subject_before(text, before, sentence, known_small, context.is_new)
    if told is None and text.startswith(POINTERS, sentence.start):
        words = words_in(text, sentence.start, sentence.end)
        told = read_across(words_in(text, before.start, before.end), words)
    return told


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
    if said in context.seen or len(context.seen) >= context.most:
        return []
    context.seen.add(said)
    words = words_in(text, sentence.start, sentence.end)
    parts = _with_verbs(clauses(text, sentence), words)
    before: Name | None = None
    by_part: list[list[Definition]] = []
    for part in parts:
        inside = words
        if len(parts) > 1:
            inside = [word for word in words if part.start <= word.start < part.end]
        made = _in_clause(context, block, inside, part, before)
        by_part.append([_in_sentence(d, parts, by_part) for d in made])
        if part is not parts[-1] and inside:
            before = read_actor(inside) or before
    extended = list(_extended(text, sentence, parts, by_part))
    read = with_grammar(words, sentence, extended, block.spans)
    return _cut_apart(text, _without_doubles(text, read))


def _with_verbs(parts: list[Sentence], words: list[Word]) -> list[Sentence]:
    """Join a part such as "and a payoff for every outcome" to the clause whose list it ends."""
    joined = parts[:1]
    for part in parts[1:]:
        inside = [word for word in words if part.start <= word.start < part.end]
        listed = inside and inside[0].lower in ARTICLES and read_actor(inside) is None
        if listed and not any(word.lower in _VERBAL for word in inside):
            joined[-1] = Sentence(joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined


def _cut_apart(text: str, found: Sequence[Definition]) -> list[Definition]:
    """Give each of two terms that one clause names its own half: "... X, and ... Y"."""
    apart = sorted(found, key=lambda made: made.term)
    for number in range(len(apart) - 1):
        one, other = apart[number], apart[number + 1]
        joint = _JOINT.search(text, one.term[1], other.term[0])
        if joint is None or one.gloss or other.gloss or one.clause != other.clause:
            continue
        if other.term[0] - joint.end() < _SHORTEST and other.clause[1] - other.term[1] < _SHORTEST:
            continue
        apart[number] = replace(one, clause=(one.clause[0], joint.start()))
        apart[number + 1] = replace(other, clause=(joint.end(), other.clause[1]))
    return apart


def _in_sentence(
    made: Definition, parts: list[Sentence], by_part: list[list[Definition]]
) -> Definition:
    """Let a clause behind the first point to the clause before it, not to another sentence."""
    number = len(by_part)
    if not number or not made.before:
        return made
    start = made.clause[0] if made.stands_for_it else parts[number - 1].start
    points = number == 1 and any(other.before for other in by_part[0])
    return replace(made, before=points, clause=(start, made.clause[1]))


def _without_doubles(text: str, found: Sequence[Definition]) -> Sequence[Definition]:
    if len(found) < 2:
        return found
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
    compares = any(text.startswith(("while ", "whereas "), part.start) for part in parts[1:])
    for number, found in enumerate(by_part):
        own = busy > 1 or compares
        start, end = _span(parts[number]) if own else (sentence.start, sentence.end)
        owned = number and text.startswith(("its ", "their "), start) and by_part[number - 1]
        far = found and not found[0].before and found[0].term[0] - start > _FAR_BEHIND
        pronoun = number and start == parts[number].start and not (owned or far)
        if pronoun and _starts_with_pronoun(text, parts[number]):
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
            whole = (first, max(end, made.clause[1]))
            yield made if made.clause == whole else replace(made, clause=whole)


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
    others = read_naming(words, clause.start, clause.end)
    others += read_appositions(words, clause.start, clause.end, context.is_new)
    if subject:
        others, subject = _either(words, subject, others)
    if subject and subject.confidence < _NO_ASIDE:
        at = next((n for n, word in enumerate(words) if word.start >= subject.term[1]), 0)
        near = {word.start for word in words[at : at + 4]}
        if any(made.term[0] in near for made in others):
            subject = None  # "Branching fibres called dendrites bring ..."
    if subject and any(
        made.gloss and made.confidence >= subject.confidence and _overlap(made.term, subject.term)
        for made in others
    ):
        subject = None
    if subject:
        yield subject
    for made in others + stated:
        if made.if_new and not context.is_new_at(made.term[0]):
            continue
        if made.if_used and not context.is_used_again(made.term):
            continue
        if subject and any(
            _overlap(made.term, other) for other in (subject.term, *subject.aliases)
        ):
            continue
        if before and made.before and words[0].lower in ("it", "they"):
            made = replace(made, before=False, stands_for_it=(before.start, before.end))
        yield made


def _either(
    words: list[Word], subject: Definition, others: list[Definition]
) -> tuple[list[Definition], Definition | None]:
    """Choose between both sides of "The killer is the slab avalanche, in which ..."."""
    verb = next((n for n, word in enumerate(words) if word.start >= subject.term[1]), 0)
    if verb + 2 >= len(words) or words[verb].lower not in ("is", "are"):
        return others, subject
    behind = [made for made in others if made.term[0] == words[verb + 2].start]
    if not behind or words[verb + 1].lower not in ARTICLES:
        return others, subject
    colon = any(word.text == ":" and word.start <= behind[0].term[1] + 1 for word in words)
    if subject.determiner == "the" and colon:
        return others, None
    if subject.determiner == "the" and words[verb + 1].lower == "the":
        return others, None
    if any(word.lower == "i.e" for word in words):
        return others, subject
    return [made for made in others if made is not behind[0]], subject


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
