"""Asks what a picture shows that has a caption."""

import re
from collections.abc import Iterator

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.rendering import as_sentence, inline
from flashcards.articles.finders.structure import Article
from flashcards.articles.tree import Picture

_LABEL = re.compile(
    r"(?:Fig(?:ure|\.)?|Abb(?:ildung|\.)?|Figura|Bild|Image|Imagen|Photo|Map|Plate|Chart)\s?"
    r"(?:\d{1,3}(?:[.–-]\d{1,3}){0,2}[a-z]?)(?!\w|[.–]\d|-\w)\s?[.:|–—-]?\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?<![\s(\[])[\s(\[]*(?<![\w-])"
    r"(?:(?:Photo|Image|Picture|Illustration|Foto|Bild)s?(?: credit)?\s?(?:by\b|:|©)|"
    r"Credits?:|Source:|Courtesy\b|©|Getty\b|Shutterstock\b|Reuters\b|Crédits?\b|Quelle:|Fuente:)"
    r"[^.]{0,200}\.?[)\]]?\s*$",
    re.IGNORECASE,
)
_ASKED = {
    "de": "Was zeigt dieses Bild?",
    "fr": "Que montre cette image ?",
    "es": "¿Qué muestra esta imagen?",
}
_FEWEST_WORDS, _LONGEST = 2, 400
_LONGEST_IN_ALL = 800
"""Characters of a caption with its credit."""
MOST_PICTURES = 200
"""Of one article."""


def find_pictures(article: Article) -> Iterator[Candidate]:
    """Yield a card for each picture with a caption, its answer what the caption says.

    The front has the picture by where the article says it lies.
    """
    for picture in article.document.pictures[:MOST_PICTURES]:
        candidate = _asked(article, picture)
        if candidate is not None:
            yield candidate


def _asked(article: Article, picture: Picture) -> Candidate | None:
    text = article.text
    label = _LABEL.match(text, picture.start, picture.end)
    start, end = label.end() if label else picture.start, picture.end
    words = text[start:end]
    if len(words) > _LONGEST_IN_ALL:
        return None
    credit = _CREDIT.search(words)
    words = words[: credit.start() if credit else None].strip()
    if not words or len(words.split()) < _FEWEST_WORDS or len(words) > _LONGEST:
        return None
    start = text.index(words, start)
    end = start + len(words)
    question = _ASKED.get(article.language, "What does this picture show?")
    return Candidate(
        CandidateKind.FAQ,
        words,
        question,
        as_sentence(inline(text, start, end, ())),
        0.45,
        article.section_at(start).full_path,
        start,
        end,
        words,
        picture=picture.target,
    )
