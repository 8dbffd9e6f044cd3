"""Finds names that stand before their explanation without the usual colon or dash.

"[Warp] The threads ...", "Warp. The threads ...", a bold name above or before a sentence, an item
with its explanation nested below. Such forms have many other uses, so they count only where they
come in a row and what follows reads as an explanation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.articles.finders.figures import explains, is_moment
from flashcards.articles.finders.labels import label_of, sound
from flashcards.articles.finders.prose.vocabulary import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    NO_LABELS,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    VERBS,
)
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.finders.wording import asks, bare
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_BRACKETED = re.compile(r"\[(?P<name>[^\[\]\n]{2,60})\]\s?[:.–—-]?\s+(?=\S)")
_DOTTED = re.compile(r"(?P<name>[^\W\d_][^\s.!?:;,]*(?: [^\s.!?:;,]+){0,3})\.\s+(?=[A-Z(\"“])")
_SIGNED = re.compile(r"(?P<name>[^\W\d_][^\n:|→⇒]{0,50}?)\s(?::{2,3}|→|⇒|=>|->|\|)\s+(?=[^\W\d_])")
_PLAIN = re.compile(r"(?P<name>[^\W\d_]+)\s?:\s?(?=[^\W\d_])")
_SIGNS = re.compile(r"\s(?:::|→|⇒|=>|->|\|)\s")
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)")
_WORD = re.compile(r"[\w'’-]+")
_ANNOUNCED = re.compile(
    r"\b(?:terms?|terminology|words?|vocabulary|definitions?|concepts?|names?|kinds?|types?|parts?|"
    r"language|jargon|expressions?)\b",
    re.IGNORECASE,
)
"""Headings over names that a full stop may end; elsewhere it ends a short sentence."""
_LONGEST_NAME = 60
_MOST_WORDS = 5
_FEWEST = 3
_FEWEST_IN_GLOSSARY = 2
_SPECIFIES = RESTRICTORS | CONJUNCTIONS - {"and", "or"}
"""Words behind which a phrase may have a verb without being a statement."""
_STATES = BE | (MODALS - {"to", "may", "might", "will", "can"}) | {"has", "have", "had"}
_NO_BEGINNING = PRONOUNS | NO_LABELS
_NO_END = PREPOSITIONS | DETERMINERS
_NO_NAME = BE | MODALS - {"to"}
_COMMANDS = VERBS - {"to"}
_CLAUSES = frozenset({"how", "what", "whether", "which", "who", "where", "when", "to"})
"""Words with which an explanation may begin that has a verb: "how long the fibre is"."""
_ASKS_FOR = frozenset({"yes", "no", "please", "this", "these", "it", "they", "we", "you", "i"})


@dataclass(frozen=True, slots=True)
class Gloss:
    """A name and the words that explain it."""

    start: int
    end: int
    body: int
    """Where the explanation begins."""
    stop: int
    blocks: tuple[Block, ...]
    """What the explanation consists of, cut at ``body``."""


def is_gloss(article: Article, words: str) -> bool:
    """Tell whether words explain a name as a dictionary does: a phrase, not a statement."""
    end = _SENTENCE_END.search(words)
    first = words[: end.start()] if end else words
    if not explains(first):
        return False
    if not article.english:
        return True
    found = [word.lower() for word in _WORD.findall(first)]
    if found[0] in _ASKS_FOR or asks(first + words[end.start() : end.end()] if end else first):
        return False
    if found[0] in _CLAUSES:
        return True
    for number, word in enumerate(found):
        if number and word in _SPECIFIES:
            return True
        if word in _STATES:
            return False
    return found[0] in DETERMINERS or len(found) >= _FEWEST


def glossed(article: Article, section: Section) -> Iterator[tuple[Gloss, bool]]:
    """Yield the names of a section's paragraphs with what explains them; True if marked."""
    blocks = [block for block in section.blocks if block.kind is not _K.OTHER]
    paragraphs = [block for block in blocks if block.kind is _K.PARAGRAPH]
    lines = [(b, *line) for b in paragraphs for line in _lines(article.text, b)]
    found = [made for line in lines if (made := _of_line(article, section, *line))]
    if _hold(article, section, [gloss for gloss, _ in found], len(lines)):
        yield from found
        return
    below = list(_below_names(article, blocks))
    if _hold(article, section, below, len(paragraphs) // 2):
        yield from ((gloss, True) for gloss in below)


def holds_entries(article: Article, section: Section) -> bool:
    """Tell whether the paragraphs under a heading are entries, so that it only groups them."""
    paragraphs = [block for block in section.blocks if block.kind is _K.PARAGRAPH]
    lines = [(b, *line) for b in paragraphs for line in _lines(article.text, b)]
    labels = [label_of(article, *line) for line in lines]
    labelled = sum(bool(label and sound(article, label)) for label in labels)
    if labelled >= _FEWEST_IN_GLOSSARY and labelled * 10 >= len(lines) * 6:
        return True
    return next(glossed(article, section), None) is not None


def glossed_items(article: Article, section: Section, block: Block) -> Iterator[tuple[Gloss, bool]]:
    """Yield the names of a list's items with what explains them; True if marked."""
    found: list[tuple[Gloss, bool]] = []
    for item in block.children:
        made = _nested(article, section, item) if item.children else None
        head = item.children[0] if item.children else item
        if made is None and head.kind in (_K.ITEM, _K.PARAGRAPH):
            made = _of_line(article, section, head, head.start, head.end)
        if made:
            found.append(made)
    if _hold(article, section, [gloss for gloss, _ in found], len(block.children)):
        yield from found


def soft_items(article: Article, block: Block) -> Iterator[Block]:
    """Yield items that begin as a remark does, "Image: ...", in a list of terms."""
    for item in block.children:
        head = item.children[0] if item.children else item
        words = article.text[head.start : min(head.end, head.start + _LONGEST_NAME)]
        found = _PLAIN.match(words)
        if found and found["name"].lower() in NO_LABELS:
            yield item


def _hold(article: Article, section: Section, found: Sequence[Gloss], of: int) -> bool:
    """Tell whether there are enough of them, and enough that explain."""
    fewest = _FEWEST_IN_GLOSSARY if section.glossary else _FEWEST
    if len(found) < fewest or len(found) * 10 < of * (6 if section.glossary else 8):
        return False
    telling = sum(is_gloss(article, article.text[gloss.body : gloss.stop]) for gloss in found)
    return telling * 10 >= len(found) * (5 if section.glossary else 8)


def _of_line(
    article: Article, section: Section, block: Block, start: int, end: int
) -> tuple[Gloss, bool] | None:
    text = article.text
    lead = next((s for s in block.spans if s.start == start and s.mark != "link"), None)
    if lead and lead.end < end and lead.end - lead.start <= _LONGEST_NAME:
        after = text[lead.end : end]
        body = lead.end + len(after) - len(after.lstrip(" \t\n"))
        breaks = "\n" in text[lead.end : body + 1]
        goes_on = text[lead.end].isspace() and (breaks or text[body : body + 1].isupper())
        dotted = text[lead.end - 1] == "."
        if goes_on and (breaks or dotted or section.glossary):
            return _gloss(article, block, lead.start, lead.end, body, end, marked=True)
        return None
    head = text[start : min(end, start + 2 * _LONGEST_NAME)]
    announced = section.glossary or _ANNOUNCED.search(
        " ".join(section.full_path) or _title(article)
    )
    for form in (_BRACKETED, _SIGNED, _DOTTED) if announced else (_BRACKETED, _SIGNED):
        found = form.match(head)
        if found:
            if form is _SIGNED and _SIGNS.search(text, start + found.end(), end):
                return None
            name, body = start + found.start("name"), start + found.end()
            return _gloss(article, block, name, start + found.end("name"), body, end, marked=False)
    return None


def _title(article: Article) -> str:
    return article.document.title


def _gloss(
    article: Article, block: Block, start: int, end: int, body: int, stop: int, marked: bool
) -> tuple[Gloss, bool] | None:
    if not _names(article.text[start:end]) or stop - body < _FEWEST:
        return None
    cut = Block(_K.PARAGRAPH, body, stop, spans=block.spans)
    return Gloss(start, end, body, stop, (cut,)), marked


def _names(words: str) -> bool:
    """Tell whether words can be a name: few, and no sentence."""
    name = bare(words.strip().rstrip(".:"))
    lowers = [word.lower() for word in name.split()]
    if not lowers or len(lowers) > _MOST_WORDS or len(name) < 2 or asks(words):
        return False
    if lowers[0] in _NO_BEGINNING or lowers[-1] in _NO_END:
        return False
    says = any(word in _NO_NAME for word in lowers)
    says = says or (len(lowers) > 1 and lowers[0] in _COMMANDS)
    return not says and not is_moment(name) and any(sign.isalpha() for sign in name)


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph; one below a marked name belongs to it."""
    lead = block.spans[0] if block.spans and block.spans[0].start == block.start else None
    if lead and lead.mark != "link" and text[lead.end : lead.end + 1] == "\n":
        yield block.start, block.end
        return
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _below_names(article: Article, blocks: Sequence[Block]) -> Iterator[Gloss]:
    """Paragraphs that are a marked name and nothing else, with what stands below each."""
    heads = [n for n, block in enumerate(blocks) if _is_marked_name(article, block)]
    for place, number in enumerate(heads):
        after = heads[place + 1] if place + 1 < len(heads) else len(blocks)
        bodies = tuple(blocks[number + 1 : after])
        if bodies and bodies[0].kind is _K.PARAGRAPH:
            head = blocks[number]
            yield Gloss(head.start, head.end, bodies[0].start, bodies[-1].end, bodies)


def _is_marked_name(article: Article, block: Block) -> bool:
    """Tell whether a paragraph is a name, bold or with a colon, and nothing else."""
    if block.kind is not _K.PARAGRAPH or block.end - block.start > _LONGEST_NAME:
        return False
    words = article.words_of(block)
    if words.endswith(":") and "\n" not in words:
        return _names(words)
    lead = block.spans[0] if block.spans else None
    if lead is None or lead.mark not in ("strong", "term"):
        return False
    whole = lead.start == block.start and not article.text[lead.end : block.end].strip(" .:")
    return whole and _names(article.text[lead.start : lead.end])


def _nested(article: Article, section: Section, item: Block) -> tuple[Gloss, bool] | None:
    """An item that is a name, with what explains it in a list or paragraph inside it."""
    head, *inner = item.children
    if head.kind is not _K.PARAGRAPH or not inner or head.end - head.start > _LONGEST_NAME:
        return None
    marked = bool(head.spans) and head.spans[0].start == head.start and head.spans[0].mark != "link"
    if not _names(article.words_of(head)) or not (marked or section.glossary):
        return None
    first = inner[0]
    if first.kind is _K.LIST:
        first = first.children[0]
        labelled = [label_of(article, b, b.start, b.end) for b in inner[0].children]
        if any(labelled):
            return None
    elif first.kind is not _K.PARAGRAPH:
        return None
    if not is_gloss(article, article.words_of(first)):
        return None
    return Gloss(head.start, head.end, first.start, item.end, tuple(inner)), marked
