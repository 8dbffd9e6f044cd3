"""Reads a whole sentence by the shapes that definitions have, wherever in it they stand."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flashcards.articles.finders.prose.explained import read_explained
from flashcards.articles.finders.prose.named import read_named
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.splitting import Sentence, Word
from flashcards.articles.finders.prose.told import read_told
from flashcards.articles.finders.prose.vetoes import tells_of_one
from flashcards.articles.tree import Span, spans_between

_READERS: tuple[Callable[[Sequence[Word], int, int], list[Definition]], ...] = (
    read_explained,
    read_told,
    read_named,
)
"""From the most to the least exact: what one has read, the next reads no other way."""

_GUESSED = 0.42
_SURE = 0.6
_MARKS = 2
"""Characters with which a mark may end sooner than a term."""


def with_grammar(
    words: Sequence[Word], sentence: Sentence, found: Sequence[Definition], spans: Sequence[Span]
) -> list[Definition]:
    """Add to what was found in a sentence what its shape says is defined; the surer one stays."""
    read: list[Definition] = []
    for reader in _READERS:
        made_now = reader(words, sentence.start, sentence.end)
        read += [made for made in made_now if not any(_overlap(made, other) for other in read)]
    found = [_as_marked(made, spans) for made in found]
    kept = [_surer(made, read) for made in found if not _cut_otherwise(made, read)]
    kept += [made for made in read if not any(_overlap(made, other) for other in kept)]
    kept = [made for made in kept if not tells_of_one(words, made)]
    return [made for made in kept if not (_is_guess(made) and _said(made, kept))]


def _is_guess(made: Definition) -> bool:
    return made.confidence < _GUESSED and not made.determiner


def _said(made: Definition, others: Sequence[Definition]) -> bool:
    """Tell whether the clause of a guess surely defines something else."""
    return any(other.confidence >= _SURE and other.clause == made.clause for other in others)


def _as_marked(made: Definition, spans: Sequence[Span]) -> Definition:
    """Cut a term to the words in it that its author set apart: "classic *lost update*"."""
    start, end = made.term
    for span in spans_between(spans, start, end):
        inside = span.end <= end and span.mark in ("strong", "emphasis")
        if inside and end - start - (span.end - span.start) > _MARKS:
            return replace(made, term=(span.start, span.end))
    return made


def _overlap(one: Definition, other: Definition) -> bool:
    return one.term[0] < other.term[1] and other.term[0] < one.term[1]


def _cut_otherwise(made: Definition, others: Sequence[Definition]) -> bool:
    """Tell whether the words of a term were read as a longer or shorter one."""
    return any(_overlap(made, other) and other.term != made.term for other in others)


def _surer(made: Definition, others: Sequence[Definition]) -> Definition:
    """Believe a definition as much as the surer of two readings does."""
    for other in others:
        if other.term == made.term and other.confidence > made.confidence:
            return replace(made, confidence=other.confidence)
    return made
