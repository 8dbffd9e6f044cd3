"""Reads a clause with the patterns of a language: which term it defines, and how surely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashcards.articles.finders.prose.definition import Definition, Term
from flashcards.articles.finders.prose.kinds import CLEAR, HARDLY, NONE, POOR, kind_at
from flashcards.articles.finders.prose.language import Language, Meaning, Pattern, Side
from flashcards.articles.finders.prose.noun_phrases import (
    closed,
    ends_there,
    is_marked,
    read_after,
    read_before,
)
from flashcards.articles.finders.prose.splitting import Sentence, Word
from flashcards.articles.finders.prose.weighing import weight
from flashcards.articles.tree import Span

_FEWEST_WORDS = 3
_FEWEST_OF_SUBJECT = 4
_NEAR, _NEAR_BEHIND = 20, 4
"""Characters before and behind a cue in which a denial denies it."""
_LONGEST_BEFORE = 320
_POINTS = -0.16


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, with the sentence before its own."""

    text: str
    start: int
    end: int
    before: Sentence | None
    spans: Sequence[Span]


def read_clause(language: Language, clause: Clause) -> Definition | None:
    """Return what a clause defines by the first pattern that fits it."""
    said = clause.text[clause.start : clause.end]
    for pattern in language.patterns:
        if pattern.hints and not any(hint in said for hint in pattern.hints):
            continue
        for cue in pattern.cue.finditer(clause.text, clause.start, clause.end):
            read = _before if pattern.term is Side.BEFORE else _after
            made = read(language, clause, pattern, cue.start(), cue.end())
            if made:
                return made
    return None


def _before(
    language: Language, clause: Clause, pattern: Pattern, cue: int, behind: int
) -> Definition | None:
    start, at = _subject(language, clause, cue)
    term = read_before(language, clause.text, at, cue, clause.spans)
    if term is None or (pattern.announced and not term.announced):
        return None
    if _denied(language, clause, start, min(behind + _NEAR_BEHIND, clause.end)):
        return None
    words = language.words(clause.text, behind, clause.end)
    confidence, person = pattern.confidence, False
    if pattern.meaning is Meaning.KIND:
        strength, head = kind_at(language, words, 0)
        if not strength:
            return None
        confidence *= strength
        person = _is_person(language, clause.text, term, head)
        if head in language.belonging and clause.text[term.start].isupper() and not term.determiner:
            return None  # "Acme is a founding member of a union"
    elif sum(word.is_word for word in words) < (2 if term.announced else _FEWEST_WORDS):
        return None
    end, verbs = clause.end, clause.text[cue:behind]
    told = term.determiner in language.definite and language.past_verbs.search(verbs)
    if told and (language.capital_nouns or clause.text[term.start].islower()):
        return None  # "the dog was a brown thing"
    made = _judged(language, clause, pattern, term, (start, end), confidence, (cue, behind))
    return replace(made, person=person)


def _after(
    language: Language, clause: Clause, pattern: Pattern, cue: int, behind: int
) -> Definition | None:
    term = read_after(language, clause.text, behind, clause.end, clause.spans)
    if pattern.cue.search(clause.text, clause.start, cue):
        return None  # "a male is called a drake and a female is called a duck"
    if term is None or _denied(language, clause, max(cue - _NEAR, clause.start), behind):
        return None
    if pattern.announced and not (
        term.announced or is_marked(clause.spans, term.start, term.end, code=False)
    ):
        return None
    start, at = _subject(language, clause, cue)
    confidence = pattern.confidence
    if pattern.meaning is Meaning.SENTENCE:
        if clause.before is None or cue > start + 1:
            return None
        start = clause.before.start
        if clause.end - start > _LONGEST_BEFORE or _points(language, clause.text, start):
            return None
    elif pattern.meaning is Meaning.SUBJECT and pattern.question == ("", ""):
        strength = _stands_alone(language, language.words(clause.text, at, cue))
        if not strength or language.pointing.search(clause.text, at, cue):
            return None
        confidence *= strength
        if pattern.closes and (strength < CLEAR or not ends_there(clause.text, term, clause.end)):
            return None
        if (
            strength == HARDLY
            and clause.before
            and clause.end - clause.before.start < _LONGEST_BEFORE
        ):
            start = clause.before.start  # "..., and the rite is known as homage"
    elif pattern.meaning is Meaning.KIND:
        marked = term.announced or is_marked(clause.spans, term.start, term.end, code=False)
        if not (marked or ends_there(clause.text, term, clause.end)):
            return None
        comma = clause.text[cue] == ","
        if not (comma or _ends_in_noun(language, language.words(clause.text, start, cue))):
            return None
        if _points(language, clause.text, start):
            confidence += _POINTS  # "It shaped how they issued a money called X"
    end = clause.end
    if pattern.cue.search(clause.text, term.end, end):
        end = closed(clause.text, term)  # "A is called X, and B is known as Y"
    return _judged(language, clause, pattern, term, (start, end), confidence, (behind, behind))


def _subject(language: Language, clause: Clause, cue: int) -> tuple[int, int]:
    """Where the quoted stretch begins, and where its subject, behind "In chemistry,"."""
    start = clause.start
    for _ in range(2):
        opening = language.opening.match(clause.text, start, cue)
        if opening:
            start = opening.end()
    setting = language.setting.match(clause.text, start, cue)
    if setting is None:
        return start, start
    if language.pointing.search(setting[0]):
        start = setting.end()
    return start, setting.end()


def _denied(language: Language, clause: Clause, start: int, end: int) -> bool:
    return bool(language.doubt.search(clause.text, start, end))


def _is_person(language: Language, text: str, term: Term, head: str) -> bool:
    """Tell whether a name is somebody's."""
    return text[term.start].isupper() and not term.determiner and head in language.persons


def _stands_alone(language: Language, words: Sequence[Word]) -> float:
    """Return how well a subject says what is named: "the gap between two threads", "the edge"."""
    lowers = [word.lower for word in words if word.is_word]
    relative = bool(lowers) and lowers[-1] in language.relatives
    if relative:
        lowers.pop()
    pronoun = lowers[-1:] and lowers[-1] in language.pronouns
    if pronoun and (len(words) < 2 or not words[-2].is_word):
        return NONE  # "during a command, it is called"
    if not lowers:
        return NONE
    done, doing = language.participles[:1], language.participles[1:]
    articles = language.indefinite | language.definite
    if lowers[0] in language.never - articles - language.open_subjects and not relative:
        return NONE
    if len(lowers) < _FEWEST_OF_SUBJECT:
        generic = lowers[0] not in language.definite
        return NONE if len(lowers) < 2 or relative else POOR if generic else HARDLY
    narrowed = any(
        word in language.narrowing or (done and word.endswith(done)) for word in lowers[1:]
    )
    narrowed = narrowed or bool(doing and lowers[0].endswith(doing))
    return CLEAR if narrowed and not relative else HARDLY


def _ends_in_noun(language: Language, words: Sequence[Word]) -> bool:
    last = words[-1] if words else None
    return last is not None and last.is_word and last.lower not in language.never


def _points(language: Language, text: str, start: int) -> bool:
    first = text[start : start + 12].split(" ", 1)[0]
    return first.lower() in language.pronouns or bool(language.pointing.match(first))


def _judged(
    language: Language,
    clause: Clause,
    pattern: Pattern,
    term: Term,
    stretch: tuple[int, int],
    confidence: float,
    cue: tuple[int, int],
) -> Definition:
    """Return a definition; ``cue`` are the words that agree with the term."""
    text, (start, end), verbs = clause.text, stretch, clause.text[slice(*cue)]
    name = text[term.start : term.end]
    marked = term.announced or is_marked(clause.spans, term.start, term.end)
    past = bool(pattern.past[0]) and bool(language.past_verbs.search(verbs))
    several = bool(language.plural_verbs.search(verbs))
    if not several and not language.singular_verbs.search(verbs):
        several = language.is_plural(name) and term.determiner not in language.indefinite
    confidence += weight(language, text, pattern, term, stretch, cue, marked)
    return Definition(term, pattern, start, end, confidence, marked, several, past, False)


def definitions_of(language: Language, clauses: Sequence[Clause]) -> Iterator[Definition]:
    """Yield what the clauses of one sentence define, each with the clauses that speak of it."""
    found = [read_clause(language, clause) for clause in clauses]
    for number, made in enumerate(found):
        if made is None:
            continue
        last = number
        while last + 1 < len(clauses) and found[last + 1] is None:
            following = clauses[last + 1]
            if not language.goes_on.match(following.text, following.start):
                break
            last += 1
        end = clauses[last].end if last > number else made.end
        yield replace(made, end=end)
