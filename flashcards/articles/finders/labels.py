"""Reads labels at the beginning of lines: "**Term** - ...", "Term: ...", "`term` - ..."."""

import re
from dataclasses import replace

from flashcards.articles.finders.prose.vocabulary import DETERMINERS, NO_LABELS, PRONOUNS, VERBS
from flashcards.articles.finders.structure import Article, Label
from flashcards.articles.finders.wording import LONGEST_TERM, bare
from flashcards.articles.tree import TICKED, UNTICKED, Block, spans_between

_LABEL = re.compile(
    r"(?P<label>[^\s:：–—.!?;][^:：–—!?;\n]{0,70}?)"
    r"(?:\s?(?<![:：])[:：]\s?(?=[^\s/\\:：])|\s=\s(?=(?:\w+ ){2})|\s[-–—]{1,2}\s"
    r"|(?<=[^\s\d])[–—](?=\S))"
)
_LONGEST_RUN_IN = 5
_NUMBERED = re.compile(r"[a-z]#?\d{1,2}")
"""Levels of goals and the like: "K2"."""
_NO_LABELS = frozenset({"link", TICKED, UNTICKED})
_SEPARATOR = re.compile(r"\s{0,3}(?:[:：–—=]|-{1,2}(?=\s)|\s-\s)\s{0,3}")
_LINE_END = re.compile(r"[ \t]{0,3}\n\s{0,9}")
_PART_OF_SPEECH = re.compile(
    r"(?P<label>[^\s:.!?;()][^:.!?;()\n]{0,60}?)\s{1,3}[(\[]?\b(?:n|v|vb|adj|adv|noun|verb|adjective|adverb)"
    r"\b\.?(?: ?pl\.?)?(?:[)\]][.,:]?|\.)\s{1,4}(?=\S)"
)
_CAPITALS = re.compile(
    r"(?P<label>[A-Z][A-Z0-9'’&/-]*(?: [A-Z0-9'’&/()-]{1,30}){0,4})\.\s(?=[A-Z])"
)
_BRACKETS = re.compile(r"\s\([^()\n]{1,60}\)")


def label_of(article: Article, block: Block, start: int, end: int) -> Label | None:
    """Return the label at the beginning of a line: "**Term** - ", "Term: ", "`term` - "."""
    if start not in article.labels:
        article.labels[start] = _read(article.text, block, start, end)
    return article.labels[start]


def _read(text: str, block: Block, start: int, end: int) -> Label | None:
    leads = spans_between(block.spans, start, start + 1)
    lead = next((span for span in leads if span.mark not in _NO_LABELS), None)
    if lead and lead.end < end and lead.end - lead.start <= LONGEST_TERM:
        inside = text[lead.start : lead.end].rstrip()
        if inside.endswith((":", "：")):
            return _label(text, lead.start, lead.end, lead.end, end, marked=True)
        if inside.endswith(".") and len(inside.split()) <= _LONGEST_RUN_IN:
            # The stop ends the label, unless it belongs to an abbreviation: "e.g.".
            stop = lead.start + len(inside) - (inside.count(".") == 1)
            made = _label(text, lead.start, stop, lead.end, end, marked=True)
            return replace(made, dotted=True) if made else None
        found = _LINE_END.match(text, lead.end, end) or _SEPARATOR.match(text, lead.end, end)
        if found and (found[0].strip() != "=" or lead.mark != "code"):
            return _label(text, lead.start, lead.end, found.end(), end, marked=True)
        brackets = _BRACKETS.match(text, lead.end, end)
        if brackets:
            found = _SEPARATOR.match(text, brackets.end(), end)
            if found:
                return _label(text, lead.start, brackets.end(), found.end(), end, marked=True)
    found = _PART_OF_SPEECH.match(text, start, min(end, start + 120))
    if found and len(found["label"].split()) <= _LONGEST_RUN_IN:
        return _label(text, start, found.end("label"), found.end(), end, marked=False)
    found = _CAPITALS.match(text, start, min(end, start + 120))
    if found and len(found["label"]) > 2:
        made = _label(text, start, found.end("label"), found.end(), end, marked=False)
        return replace(made, dotted=True) if made else None
    found = _LABEL.match(text, start, min(end, start + 120))
    if found is None or len(found["label"].split()) > 7:
        return None
    return _label(text, start, found.end("label"), found.end(), end, marked=False)


def _label(
    text: str, start: int, end: int, body: int, block_end: int, marked: bool
) -> Label | None:
    while body < block_end and text[body].isspace():
        body += 1
    words = bare(text[start:end]).casefold().lstrip("([").split()
    if not words or len(text[body:block_end].strip()) < 3:
        return None
    if len(words) == 1 and (words[0] in NO_LABELS or _NUMBERED.fullmatch(words[0])):
        return None
    if len(words) == 2 and words[1].lstrip("#").isdigit():
        return None
    if not any(c.isalpha() for c in text[start:end]):
        return None
    return Label(start, end, body, marked)


def sound(article: Article, label: Label) -> bool:
    """Tell whether a plain label reads as a name and not as a sentence."""
    words = article.text[label.start : label.end].split()
    lowers = [word.casefold() for word in words]
    if len(words) == 1 and lowers[0] in PRONOUNS | DETERMINERS:
        return False
    if label.marked:
        return len(words) <= 9
    stops = any(word.endswith(".") for word in words[:-1])
    says = lowers[0] in PRONOUNS or any(word in VERBS for word in lowers)
    says = says and not article.text[label.start : label.end].isupper()
    return len(words) == 1 or (len(words) <= 6 and not says and not stops)
