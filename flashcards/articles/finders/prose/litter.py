"""Tells whether a sentence holds what belongs to the page and not to what it says."""

import re

from flashcards.articles.finders.prose.splitting import Sentence
from flashcards.articles.finders.structure import Article
from flashcards.articles.tree import Block

_LITTER = re.compile(
    r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\[\[|\]\]|\[-?@\w"  # footnotes, links of wikis, citation keys
    r"|\{[.#:][a-z]|\{\w+=[\"']"  # attributes
    r"|\\(?:(?:big|med|small)skip|newpage|clearpage|pagebreak|[vh]space|noindent|cite\w?|footnote)\b"
    r"|(?:[^\W\d_]{4}|[.,;:)”\"])[¹²³⁰⁴-⁹]",
    re.IGNORECASE,
)
_NUMBERED_WORD = re.compile(r"\b([a-z]{4,30})[.,]?\d{1,2}(?=[\s.,;:)]|\Z)")
"""A word with the number of a footnote, "profit1"; or a name, "python3"."""


def has_litter(article: Article, block: Block, sentence: Sentence) -> bool:
    """Tell whether a footnote's mark, a layout command or the like stands in a sentence."""
    text = article.text
    code = [span for span in block.spans if span.mark == "code"]
    for found in _LITTER.finditer(text, sentence.start, sentence.end):
        if not any(span.start <= found.start() < span.end for span in code):
            return True
    numbered = _NUMBERED_WORD.finditer(text, sentence.start, sentence.end)
    return any(found[1] in article.lower_words for found in numbered)
