"""Finds what in an article is worth a card."""

import re
from collections import Counter
from dataclasses import replace
from itertools import islice

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.choosing import choose, decided, in_order
from flashcards.articles.collecting import without_collecting
from flashcards.articles.finders.structure import Article
from flashcards.articles.tree import Document

_TEACHES = (CandidateKind.TERM, CandidateKind.FAQ, CandidateKind.CHOICE)
_MOST_CONTRASTS = 5_000
"""Comparisons of one article; no book has so many."""
_LONGEST_SIDE = 8000
"""Characters on one side of a card; nobody learns more at once."""
_SET_APART = 0.9
"""How sure an entry of a glossary is."""
_OFTEN = 3
_FEW_QUESTIONS = 2
_FEW_HEADINGS = 8
_LONG_SECTION = 450
_LONG_ANSWER = 2000
"""Characters; where more answer a title, it announces an article and asks nothing."""
_PART_OF_A_BOOK = re.compile(
    r"(?:chapter|lecture|part|lesson|unit|module)\s+\w{1,5}\s?[.:)–—-]", re.IGNORECASE
)
"""How the heading of a chapter begins, which asks what all of it is about."""
_SHORT_NOTE = 600
"""Characters of a note that may consist of a single comparison."""


def find(document: Document) -> list[Candidate]:
    """Return the cards that could be made of a document; see ``found_in``."""
    return found_in(document)[0]


@without_collecting()
def found_in(document: Document) -> tuple[list[Candidate], list[int]]:
    """Return the cards that could be made of a document, in the order of the article.

    Also return how many items each list has that was left out since nobody learns it as one.

    Pure and deterministic; linear in the length of the text. Confidence is the share of such
    candidates a careful reader would keep, as far as the rules can tell: 0.9 and above for what
    the author marked as a term or a question, about 0.7 for "X is a ..." sentences, 0.5 for
    explanations in passing, 0.4 for comparisons.
    """
    from flashcards.articles.finders.acronyms import find_acronyms, spelt_out
    from flashcards.articles.finders.asking import with_questions
    from flashcards.articles.finders.choices import find_choices
    from flashcards.articles.finders.comparisons import find_comparisons
    from flashcards.articles.finders.context import with_context
    from flashcards.articles.finders.contrasts import find_contrasts
    from flashcards.articles.finders.countable import with_articles
    from flashcards.articles.finders.lists import find_lists
    from flashcards.articles.finders.marked import find_marked
    from flashcards.articles.finders.pictures import find_pictures
    from flashcards.articles.finders.prose.sentences import find_in_sentences
    from flashcards.articles.finders.prose.statements import find_statements
    from flashcards.articles.finders.questions import find_questions
    from flashcards.articles.finders.structure import Ranges, outline
    from flashcards.articles.finders.terms import find_terms

    article = outline(document)
    choices, quizzes = find_choices(article)
    questions = _without_headline(list(find_questions(article)), len(document.text))
    spoken_for = [] if _heads_of_prose(article, questions) else questions
    answered = Ranges((c.start, c.end) for c in questions)
    terms = _without_properties(list(find_terms(article, answered)))
    taken = Ranges((c.start, c.end) for c in (*spoken_for, *terms) if c.end > c.start)
    found = questions + terms
    found += find_in_sentences(article, taken)
    found += find_acronyms(article, taken)
    found += find_marked(article, found, taken)
    teaches = any(c.kind in _TEACHES for c in found)
    found += find_lists(article, questions, under_headings=teaches)
    if teaches or len(document.text) <= _SHORT_NOTE:
        found += islice(find_contrasts(article), _MOST_CONTRASTS)
        found += islice(find_comparisons(article), _MOST_CONTRASTS)
    found = [c for c in found if c.start not in quizzes] + choices
    chosen = choose(_in_bounds(document, found), spelt_out(article))
    chosen = in_order([*chosen, *find_statements(article, chosen)])
    cards = with_articles(article, with_questions(article, chosen))
    cards = with_context(article, cards)
    cards += _in_bounds(document, list(find_pictures(article)))
    return decided(in_order(cards)), article.left_out


def _without_headline(questions: list[Candidate], size: int) -> list[Candidate]:
    """Leave out the question of a title that the whole article answers: no card can hold it."""
    questions = [c for c in questions if not _PART_OF_A_BOOK.match(c.term)]
    if len(questions) > _FEW_QUESTIONS:
        return questions
    return [c for c in questions if c.end - c.start < _LONG_ANSWER or (c.end - c.start) * 2 < size]


def _without_properties(terms: list[Candidate]) -> list[Candidate]:
    """Leave out labels that come again and again: "Accuracy: ..." under each of several methods."""
    times = Counter(c.term.casefold() for c in terms if c.confidence < _SET_APART)
    return [c for c in terms if times[c.term.casefold()] < _OFTEN]


def _heads_of_prose(article: Article, questions: list[Candidate]) -> bool:
    """Tell whether the questions only head the sections of an article, which define more terms."""
    from flashcards.articles.finders.structure import Ranges

    if not 1 <= len(questions) <= _FEW_HEADINGS or any(s.faq for s in article.sections):
        return False
    at_headings = {s.heading.start for s in article.sections if s.heading}
    if any(c.start not in at_headings for c in questions):
        return False
    within = Ranges((c.start, c.end) for c in questions)
    if 2 * len(questions) < sum(start not in within for start in at_headings):
        return True
    if len(questions) == 1:
        return False
    return sum(c.end - c.start for c in questions) >= _LONG_SECTION * len(questions)


def _short_enough(candidate: Candidate) -> Candidate:
    """Cut what no card can hold, so that hostile articles do not become hostile cards."""
    if len(candidate.back) <= _LONGEST_SIDE and len(candidate.front) <= _LONGEST_SIDE:
        return candidate
    return replace(candidate, front=_cut(candidate.front), back=_cut(candidate.back))


def _cut(side: str) -> str:
    if len(side) <= _LONGEST_SIDE:
        return side
    at = max(side.rfind(end, _LONGEST_SIDE // 2, _LONGEST_SIDE) for end in ("\n\n", ". ", " "))
    return side[: at if at > 0 else _LONGEST_SIDE].rstrip("\\ ") + " …"


def _in_bounds(document: Document, found: list[Candidate]) -> list[Candidate]:
    """Leave out what a damaged tree may yield: empty passages, cards without an answer."""
    size = len(document.text)
    return [
        _short_enough(c)
        for c in found
        if 0 <= c.start < c.end <= size and c.term.strip() and (c.cloze or (c.front and c.back))
    ]
