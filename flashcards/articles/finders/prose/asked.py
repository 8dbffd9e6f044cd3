"""Finds terms across two sentences: "And a toile? That is a ...", "A guard helps. It is a ..."."""

import re
from collections.abc import Callable
from dataclasses import replace

from flashcards.articles.finders.prose.actors import read_actor
from flashcards.articles.finders.prose.endings import NO_TERM
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.predicates import read_predicate
from flashcards.articles.finders.prose.splitting import Sentence, Word, words_in
from flashcards.articles.finders.prose.subjects import names_a_term
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    DETERMINERS,
    LOOSE_ADJECTIVES,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_ASKED = re.compile(
    r"(?:(?:And|But|So|Or|Now),?\s)?(?:(?P<what>[Ww]hat(?:, then,|\sthen|\sexactly)?\s"
    r"(?:is|are|about|of))\s|(?<=[dtrw]\s)(?=an?\s|the\s))(?P<term>[^?,;:]{2,60})\?"
)
_ANSWERS = re.compile(
    r"(?:It|That|This|They|These|Those)(?:['’](?:s|re)|\s(?:is|are|means|mean|refers?))\s"
)
_PRONOUNS = ("It ", "They ", "it ", "they ")
_MOST_WORDS = 4
_LONGEST_PAIR = 400
_SURE = 0.7


def of_question(text: str, asked: Sentence, answer: Sentence) -> Definition | None:
    """Read the term of "And a toile?" with the sentence behind it as what it is."""
    found = _ASKED.fullmatch(text, asked.start, asked.end)
    if found is None or not _ANSWERS.match(text, answer.start, answer.end):
        return None
    words = words_in(text, found.start("term"), found.end("term"))
    determiner = words[0].lower if words and words[0].lower in ARTICLES else ""
    words = words[1:] if determiner else words
    while len(words) > 1 and words[0].lower in LOOSE_ADJECTIVES:
        words = words[1:]
    lowers = {word.lower for word in words}
    if not 1 <= len(words) <= _MOST_WORDS or lowers & (PRONOUNS | BE | DETERMINERS):
        return None
    if singular(words[-1].lower) in NO_TERM and (len(words) == 1 or determiner == "the"):
        return None
    if words[0].lower in VERBS | PREPOSITIONS:
        return None
    term = (words[0].start, words[-1].end)
    pronoun = text.startswith(_PRONOUNS, answer.start)
    return Definition(
        term,
        (answer.start, answer.end),
        0.6,
        determiner=determiner,
        plural=determiner not in ("a", "an") and looks_plural(words[-1].lower),
        stands_for_it=term if pronoun else None,
    )


def of_subject_before(
    text: str,
    before: Sentence,
    sentence: Sentence,
    known_small: Callable[[str], bool],
    is_new: Callable[[Word], bool],
) -> Definition | None:
    """Read "A restrictive covenant gives nobody ... It is a promise that ...": what it is."""
    if not text.startswith(("It is a", "They are "), sentence.start):
        return None
    name = read_actor(words_in(text, before.start, before.end))
    if name is None or name.determiner == "the" or name.start - before.start > 3:
        return None
    if names_a_term(name, known_small, marked=False) < 0.5 or not is_new(name.words[0]):
        return None
    words = words_in(text, sentence.start, sentence.end)
    said = read_predicate(words, replace(name, after=1), is_name=False)
    if said is None or said.confidence < _SURE:
        return None
    whole = sentence.end - before.start <= _LONGEST_PAIR
    term = (name.start, name.end)
    return Definition(
        term,
        (before.start if whole else sentence.start, sentence.end),
        0.5,
        plural=said.plural,
        determiner=name.determiner,
        stands_for_it=None if whole else term,
    )
