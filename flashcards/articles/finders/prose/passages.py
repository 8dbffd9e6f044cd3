"""Makes cards of the terms that the sentences of a paragraph define."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.splitting import Sentence
from flashcards.articles.finders.prose.vocabulary import ABSTRACT_ENDINGS
from flashcards.articles.finders.rendering import escaped, inline
from flashcards.articles.finders.structure import Article
from flashcards.articles.finders.wording import abbreviates, bare, key, what_is
from flashcards.articles.tree import Block

_BRACKETS_BEHIND = re.compile(r"[*_`\"”’]{0,2}\s?\(([A-Z][\w.&/-]{1,11})\)")
_CONTINUES = re.compile(r"(?:It|They|These|Such|This|He|She)(?:['’]\w{1,2})? ")
_PRONOUN = re.compile(r"(?:it|they) ", re.IGNORECASE)
_CONNECTIVE = re.compile(r"^(?:whereas|while|whilst|[Bb]ut|[Aa]nd)\s+")
_LONGEST_WITH_NEXT = 330
_LONG_SENTENCE = 170
_ASIDE = re.compile(r",\s(?:an?|the|so|which|who|one)\s")
_TOLD = 0.42
"""Below it a sentence says what a thing does, which is enough for a card."""
_JOINT = re.compile(r"[,;]\s(?:and|but|so|while|whereas)\s|;\s")
_SHORTEST = 15


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its sentences and what each of them defines."""

    block: Block
    path: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    definitions: tuple[tuple[Definition, ...], ...]


def cards_of(article: Article, passage: Passage) -> Iterator[Candidate]:
    """Make a card of each definition in a paragraph."""
    for number, definitions in enumerate(passage.definitions):
        for made in definitions:
            if bare(article.text[slice(*made.term)]):
                yield _candidate(article, passage, number, made)


def _candidate(article: Article, passage: Passage, number: int, made: Definition) -> Candidate:
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


def _gloss(article: Article, passage: Passage, number: int, made: Definition, term: str) -> str:
    """Say "X is a Y that ..." where the sentence around "X, a Y that ...," is about more."""
    sentence = passage.sentences[number]
    others = any(other is not made for other in passage.definitions[number])
    following = passage.definitions[number + 1 : number + 2]
    others = others or any(other.before for of in following for other in of)
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


def _front(article: Article, passage: Passage, number: int, made: Definition, term: str) -> str:
    at_beginning = made.term[0] <= passage.sentences[number].start + 12
    first = term.split()[0]
    common = first.lower() in article.lower_words or first.endswith(ABSTRACT_ENDINGS[:-1])
    named = any(letter.isupper() for letter in term[len(first) :])
    common = common and first not in article.names and not named
    if at_beginning and common and first[1:].islower():
        term = first.lower() + term[len(first) :]
    if made.acts:
        verb = article.text[: made.term[0]].rstrip(" \"“'‘*_").endswith(("To", " to"))
        return f"What does “{'to ' if verb else ''}{term}” mean?"
    if made.stands_for:
        return f"What does {term} stand for?"
    with_article = f"{made.determiner} {term}" if made.determiner else term
    plural = made.plural and made.determiner not in ("a", "an")
    return what_is(with_article, plural, made.past, made.person)


def _extent(text: str, passage: Passage, number: int, made: Definition) -> tuple[int, int]:
    """Say which words answer: clauses of the sentence, all of it, or two sentences."""
    start, end = made.clause
    others = any(other is not made for other in passage.definitions[number])
    glosses = [
        other.gloss[0]
        for other in passage.definitions[number]
        if other is not made and other.gloss and other.term[0] > made.term[1] + _SHORTEST
    ]
    if glosses and made.gloss is None and start <= made.term[0]:
        end = min(end, text.rfind(" ", start, min(glosses)))
    if made.before and number:
        begin = _start_of_sense(text, passage, number, made)
        if begin >= 0:
            return begin, end
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


def _start_of_sense(text: str, passage: Passage, number: int, made: Definition) -> int:
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
