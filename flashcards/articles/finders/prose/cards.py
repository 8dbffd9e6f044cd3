"""Makes the card of a definition: a question, or the author's sentence with its term hidden."""

import re
from collections.abc import Sequence

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.definition import Definition
from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.vocabulary import ABSTRACT_ENDINGS
from flashcards.articles.finders.rendering import as_sentence, inline
from flashcards.articles.finders.structure import Article
from flashcards.articles.finders.wording import abbreviates, bare, key
from flashcards.articles.tree import Span

_BRACKETS_BEHIND = re.compile(r"[*_`\"”’]{0,2}\s?\(([A-Z][\w.&/-]{1,11})\)")
_OF_ADJECTIVES = ("ed", "al", "ic", "ive", "ous", "ary", "ful", "able", "ible", "less")


def card_of(
    article: Article,
    language: Language,
    made: Definition,
    spans: Sequence[Span],
    path: tuple[str, ...],
    confidence: float,
    chosen: bool,
) -> Candidate:
    """Return the card of a definition, which quotes one stretch of the article."""
    text = article.text
    term = bare(text[made.term.start : made.term.end])
    cloze = "" if made.pattern.question[0] else _cloze(text, made, spans)
    return Candidate(
        CandidateKind.TERM,
        term,
        "" if cloze else _question(article, language, made, term),
        as_sentence(inline(text, made.start, made.end, spans)),
        confidence,
        path,
        made.start,
        made.end,
        text[made.start : made.end],
        cloze=cloze,
        aliases=_aliases(text, made, term),
        chosen=chosen,
    )


def _cloze(text: str, made: Definition, spans: Sequence[Span]) -> str:
    """Write the quoted stretch with its term hidden wherever it stands in it."""
    name = re.escape(text[made.term.start : made.term.end])
    parts: list[str] = []
    at = made.start
    for found in re.finditer(rf"(?<!\w){name}(?!\w)", text[made.start : made.end], re.IGNORECASE):
        start, end = made.start + found.start(), made.start + found.end()
        hidden = inline(text, start, end, spans)
        parts += [_piece(text, at, start, spans), "{{c1::", hidden, "}}"]
        at = end
    parts.append(_piece(text, at, made.end, spans))
    return as_sentence("".join(parts))


def _piece(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """Write a part of a sentence and keep the spaces at its edges."""
    words = text[start:end]
    lead = " " if words[:1].isspace() else ""
    tail = " " if words[-1:].isspace() and words.strip() else ""
    return f"{lead}{inline(text, start, end, spans)}{tail}"


def _question(article: Article, language: Language, made: Definition, term: str) -> str:
    if not language.capital_nouns:
        term = _as_within(article, term)
    if made.person:
        return language.asked(language.who[made.past], made.term.determiner, term)
    if made.term.announced and made.pattern.of_word:
        return made.pattern.of_word.format(term=term)
    forms = made.pattern.past if made.past else made.pattern.question
    whole = term + article.text[made.term.end : made.term.whole]
    return language.asked(forms[made.several], made.term.determiner, whole)


def _as_within(article: Article, term: str) -> str:
    """Write a term as it stands within a sentence: "Supervised learning" without its capital."""
    first, _, rest = term.partition(" ")
    lower = first.lower()
    common = lower in article.lower_words or lower.endswith(ABSTRACT_ENDINGS[:-1])
    common = common or (rest.islower() and lower.endswith(_OF_ADJECTIVES))
    if common and first[1:].islower() and rest == rest.lower() and first not in article.names:
        return lower + term[len(first) :]
    return term


def _aliases(text: str, made: Definition, term: str) -> tuple[str, ...]:
    names = [bare(text[start:end]) for start, end in made.term.aliases]
    behind = _BRACKETS_BEHIND.match(text, made.term.end)
    if behind and abbreviates(behind[1], term):
        names.append(behind[1])
    return tuple(dict.fromkeys(name for name in names if name and key(name) != key(term)))
