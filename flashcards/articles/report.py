"""Writes an article and its candidates as data for other programs."""

from collections.abc import Sequence
from typing import Any

from flashcards.articles.candidates import Candidate
from flashcards.articles.tree import Document


def as_json(document: Document, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """Return the article's title and text with its candidates, ready for ``json.dumps``.

    ``start`` and ``end`` count characters of ``text``; ``quote`` is what stands between them.
    """
    return {
        "title": document.title,
        "text": document.text,
        "candidates": [_candidate(candidate) for candidate in candidates],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "kind": candidate.kind.value,
        "term": candidate.term,
        "front": candidate.front,
        "back": candidate.back,
        "cloze": candidate.cloze,
        "aliases": list(candidate.aliases),
        "confidence": candidate.confidence,
        "chosen": candidate.chosen,
        "heading": list(candidate.heading),
        "start": candidate.start,
        "end": candidate.end,
        "quote": candidate.quote,
    }
