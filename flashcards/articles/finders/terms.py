"""Finds terms an author set apart: definition lists, glossary headings, labels, tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.answers import opening, points_back
from flashcards.articles.finders.entries import first_paragraphs, is_pointer, made_entry
from flashcards.articles.finders.figures import is_moment, only_figures
from flashcards.articles.finders.glosses import (
    Gloss,
    glossed,
    glossed_items,
    is_gloss,
    soft_items,
)
from flashcards.articles.finders.heading_entries import entry_of_heading
from flashcards.articles.finders.labels import label_of, sound
from flashcards.articles.finders.prose.splitting import split_sentences
from flashcards.articles.finders.prose.vocabulary import (
    BE,
    DETERMINERS,
    OF_A_PAGE,
    OF_AN_EVENT,
    names_aside,
    names_glossary,
)
from flashcards.articles.finders.question_marks import unmarked, without_answer_mark
from flashcards.articles.finders.rendering import blocks_as_markdown, escaped, inline
from flashcards.articles.finders.structure import (
    Article,
    Label,
    Ranges,
    Section,
    only_sends,
    says_nothing,
)
from flashcards.articles.finders.tables import entries_of_table
from flashcards.articles.finders.wording import (
    asks,
    bare,
    key,
    split_label,
    what_is,
)
from flashcards.articles.tree import Block, BlockKind, spans_between

_K = BlockKind
_TERM_LEAD_IN = re.compile(
    r"\b(?:terms?|terminology|definitions?|defined|concepts?|words?|abbreviations?|acronyms?|"
    r"vocabulary|meanings?|glossary)\b",
    re.IGNORECASE,
)
_FEWEST_ENTRIES = 2
_FEWEST_LETTERS = 8
_LONG_ENOUGH = 500
_FEWEST_BESIDE_REMARKS = 3
"""Labelled items after which "Image: ..." is one of them and not a caption."""
_DID = re.compile(
    r"(?:\w+ed|gave|took|got|came|went|wrote|read|told|said|brought|bought|saw|met|held|led|found) "
    r"(?:(?:for|up|out|on|in|to) )?(\w+)\b"
)
_WORD = re.compile(r"[^\W_]{2,}|[\u3041-\u30ff\u3400-\u9fff]")
_FIRST = re.compile(r"[^.!?\n]+[.!?]?")
_FEWEST_WORDS = 3
_LONGEST_MEANING = 60
"""Words."""
_UNCLEAR = 0.45
_ARTICLE = re.compile(
    r"(?:eine?[rs]?|der|die|das|une?|le|la|les|el|los|las|una|unos|unas)\s|l['’]", re.IGNORECASE
)
"""How a phrase that says what something is begins in languages that have articles."""
_LONGEST_NAME = 8
"""Words; what is longer states a problem, which the answer solves."""
_PROMPT = re.compile(
    r"(?:(?:what|why|how|when|who|where)\b.*\s|(?:goals?|notes?|examples?|tips?)$)", re.IGNORECASE
)
"""Names of what every entry of a list of rules has: "Why it is important", "Goal"."""
_OPTION = re.compile(r"^(?:-{1,2}\w|/\w+$)")
_STATED = re.compile(
    r"(?:Definition|Def\.|Theorem|Lemma|Proposition|Corollary|Axiom|Law|Principle|Rule)"
    r"(?: [0-9]{1,3}(?:\.[0-9]{1,3}){0,3})?\.?\s\((?P<name>[^()\n]{2,80})\)\s?[.:]?\s"
)
"""Numbered statements with a name, as lecture notes and textbooks have them."""


def find_terms(article: Article, taken: Ranges) -> Iterator[Candidate]:
    """Find the terms that stand apart from the running text.

    Confidence: 0.95 definition lists, 0.9 under a glossary, 0.8 marked labels and tables with a
    column of terms, 0.7 plain labels in a row.
    """
    for number, section in enumerate(article.sections):
        if section.aside:
            continue
        yield from entry_of_heading(article, number, taken)
        previous: Block | None = None
        for block in article.inside(section):
            if block.start in taken:
                continue
            if block.kind is _K.DEFINITIONS:
                yield from _of_definitions(article, section, block)
            elif block.kind is _K.LIST:
                yield from _of_list(article, section, block, previous)
            elif block.kind is _K.TABLE:
                yield from _of_table(article, section, block)
            previous = block
        yield from _of_paragraphs(article, section, taken)


def _of_definitions(article: Article, section: Section, block: Block) -> Iterator[Candidate]:
    if not section.glossary and _is_record(article, block):
        return
    terms: list[Block] = []
    bodies: list[Block] = []
    for child in (*block.children, None):
        if child is not None and child.kind is _K.DEFINITION:
            bodies.append(child)
            continue
        if terms and bodies:
            made = _entry(article, section, terms, bodies)
            if made:
                yield made
        if child is None or bodies:
            terms, bodies = [], []
        if child is not None and child.kind is _K.TERM:
            terms.append(child)


def _is_record(article: Article, block: Block) -> bool:
    """Tell whether a definition list is about the page itself, or what people say in turn."""
    names = [article.words_of(b).strip(" :").lower() for b in block.children if b.kind is _K.TERM]
    said = len(names) > _FEWEST_ENTRIES and len(set(names)) * 5 < len(names) * 4
    return said or sum(name in OF_A_PAGE for name in names) * 2 > len(names)


def _entry(
    article: Article, section: Section, terms: Sequence[Block], bodies: Sequence[Block]
) -> Candidate | None:
    """One card for a group of names with one meaning."""
    labels = [split_label(article.words_of(term)) for term in terms]
    labels = [label for label in labels if label[0]]
    if not labels or says_nothing(article.text, bodies):
        return None
    first = article.words_of(terms[0])
    if _OPTION.match(first) and not section.glossary:
        return None
    names = [label[0] for label in labels[1:]] + [o for label in labels for o in label[1]]
    back = _meaning(article, bodies)
    if not back or is_pointer(back):
        return None
    if is_moment(labels[0][0]) or only_figures(back) or names_aside(labels[0][0]):
        return None
    if not section.glossary and not asks(first) and _PROMPT.match(labels[0][0]):
        return None
    if asks(first):
        question = unmarked(first)
        kind, term, front = CandidateKind.FAQ, question, question
        back = without_answer_mark(back)
    elif section.faq or len(labels[0][0].split()) > _LONGEST_NAME:
        kind, term, front = CandidateKind.FAQ, labels[0][0], labels[0][0]
    else:
        kind, term, front = CandidateKind.TERM, labels[0][0], ""
    confidence = 0.95
    if kind is CandidateKind.FAQ:
        back, answers = opening(term, back, faq=True)
        confidence = confidence if answers and not points_back(term) and asks(first) else _UNCLEAR
    return made_entry(
        article, section, kind, term, front, back, confidence, terms[0].start, bodies[-1].end, names
    )


def _meaning(article: Article, bodies: Sequence[Block]) -> str:
    """The definitions as Markdown: the first paragraphs, no "see also"."""
    parts = []
    for body in bodies:
        inner = body.children or (body,)
        parts.append(first_paragraphs(article, inner))
    parts = [part for part in parts if part]
    if len(parts) > 1:
        return "\n".join(f"{n}. {part}" for n, part in enumerate(parts, 1))
    return parts[0] if parts else ""


def _of_list(
    article: Article, section: Section, block: Block, previous: Block | None
) -> Iterator[Candidate]:
    """Items that are "term: definition"."""
    if section.faq or _explains_heading(article, section, block):
        return
    labelled = [
        (item, label)
        for item in block.children
        if (label := _item_label(article, item)) and sound(article, label)
        if section.glossary or not label.dotted
        if not is_moment(article.text[label.start : label.end])
    ]
    named = [article.text[label.start : label.end].strip(" :").lower() for _, label in labelled]
    if not section.glossary and sum(name in OF_AN_EVENT for name in named) >= _FEWEST_ENTRIES:
        return
    items = len(block.children)
    marked = sum(label.marked for _, label in labelled)
    if len(labelled) * 10 < items * 6:
        for gloss, set_apart in glossed_items(article, section, block):
            yield from _of_gloss(article, section, gloss, set_apart)
        return
    if len(labelled) < 2 and not section.glossary:
        return
    lead_in = _lead_in(article, block, previous)
    if (
        not section.glossary
        and not marked
        and (len(labelled) < 3 or (lead_in and not _TERM_LEAD_IN.search(lead_in)))
    ):
        return
    if len(labelled) >= _FEWEST_BESIDE_REMARKS:
        known = {item.start for item, _ in labelled}
        soft = [item for item in soft_items(article, block) if item.start not in known]
        labelled += [(item, label) for item in soft if (label := _soft_label(article, item))]
    for item, label in labelled:
        confidence = 0.9 if section.glossary else 0.8 if label.marked else 0.7
        yield from _labelled(article, section, item, label, confidence)


def _soft_label(article: Article, item: Block) -> Label | None:
    head = item.children[0] if item.children else item
    colon = article.text.find(":", head.start, head.end)
    body = article.text[colon + 1 : head.end]
    begin = colon + 1 + len(body) - len(body.lstrip())
    return Label(head.start, colon, begin, marked=False) if is_gloss(article, body) else None


def _explains_heading(article: Article, section: Section, block: Block) -> bool:
    """Tell whether a list belongs to the definition of the glossary heading it stands under."""
    if not section.glossary or names_glossary(section.title):
        return False
    first = next((inner for inner in section.blocks if inner.kind is _K.PARAGRAPH), None)
    if first is None or first.end > block.start:
        return False
    named = set(key(split_label(section.title)[0]).split())
    return named <= set(key(article.words_of(first)[:_LONG_ENOUGH]).split())


def _item_label(article: Article, item: Block) -> Label | None:
    head = item
    if item.children:
        head = item.children[0]
        if head.kind is not _K.PARAGRAPH:
            return None
    return label_of(article, head, head.start, head.end)


def _lead_in(article: Article, block: Block, previous: Block | None) -> str:
    """The end of the paragraph before a list, if it announces the list by a colon."""
    if previous is None or previous.kind is not _K.PARAGRAPH or previous.end > block.start:
        return ""
    begin = max(previous.start, previous.end - 300)
    last = split_sentences(article.text, begin, previous.end)[-1:]
    words = article.text[last[0].start : last[0].end] if last else ""
    return words if words.endswith((":", "：")) else ""


def _labelled(
    article: Article, section: Section, block: Block, label: Label, confidence: float
) -> Iterator[Candidate]:
    text = article.text
    term, others = split_label(text[label.start : label.end])
    head = block.children[0] if block.children else block
    back = inline(text, label.body, head.end, head.spans)
    if block.children[1:]:
        back += "\n\n" + blocks_as_markdown(text, block.children[1:])
    leads = spans_between(head.spans, label.start, label.start + 1)
    coded = any(span.mark == "code" for span in leads)
    kind = CandidateKind.LIST if coded and not section.glossary else CandidateKind.TERM
    if not section.glossary and _tells_an_action(back):
        return
    if not block.children and only_sends(article, head, label.body):
        return
    if not section.glossary and len(_WORD.findall(back)) < _FEWEST_WORDS:
        return  # a value and no meaning: "Calories: 216", "Title: String"
    if not section.glossary and (coded or not _says_what(article, term, back)):
        confidence = min(confidence, _UNCLEAR)
    if term and back and not is_pointer(back) and not only_figures(back):
        yield made_entry(
            article,
            section,
            kind,
            term,
            _of_code(article, section, term) if kind is CandidateKind.LIST else "",
            back,
            confidence,
            label.start,
            block.end,
            others,
        )


def _of_code(article: Article, section: Section, term: str) -> str:
    """Ask for what is typed with the name of what it is typed in."""
    titles = dict.fromkeys((article.document.title, *section.full_path[-1:]))
    over = escaped(" – ".join(title for title in titles if title))
    asked = what_is(f"`{term}`") if article.english else f"`{term}`"
    return f"{asked}\n\n> {over}" if over else asked


def _says_what(article: Article, term: str, back: str) -> bool:
    """Tell whether an explanation is short and says what its label is, not something about it."""
    first = _FIRST.match(back)
    if first is None or len(back.split()) > _LONGEST_MEANING:
        return False
    if is_gloss(article, first[0]):
        return article.english or bool(_ARTICLE.match(first[0]))
    told = key(first[0]).split()
    return set(key(term).split()) <= set(told) and not BE.isdisjoint(first[0].lower().split())


def _tells_an_action(back: str) -> bool:
    """Tell whether an explanation says what somebody did: "opened the meeting"."""
    did = _DID.match(back)
    return did is not None and did[1].lower() in DETERMINERS


def _of_table(article: Article, section: Section, block: Block) -> Iterator[Candidate]:
    for entry in entries_of_table(article, section, block):
        front = entry.term if entry.kind is CandidateKind.FAQ else entry.front
        yield made_entry(
            article,
            section,
            entry.kind,
            entry.term,
            front,
            entry.back,
            0.85,
            entry.start,
            entry.end,
            entry.others,
        )


def _of_paragraphs(article: Article, section: Section, taken: Ranges) -> Iterator[Candidate]:
    """Paragraphs or lines that are "term: definition", several in a row or under a glossary."""
    if section.faq:
        return
    found: list[tuple[Block, Label]] = []
    paragraphs = 0
    for block in section.blocks:
        if block.kind is not _K.PARAGRAPH or block.start in taken:
            continue
        stated = _STATED.match(article.text, block.start, block.end)
        if stated:
            yield from _named_statement(article, section, block, stated)
            continue
        for start, end in _lines(article.text, block):
            paragraphs += 1
            label = label_of(article, block, start, end)
            moment = label and is_moment(article.text[label.start : label.end])
            if label and sound(article, label) and not moment:
                line = Block(_K.PARAGRAPH, start, end, spans=block.spans)
                found.append((line, label))
    found = _without_speakers(article, found)
    if not section.glossary and not _has_definitions(section):
        found = [(line, label) for line, label in found if not (label.dotted and label.marked)]
    marked = sum(label.marked for _, label in found)
    if section.glossary or (len(found) >= 3 and len(found) * 10 >= paragraphs * 6):
        chosen = found
    elif marked >= 2:
        chosen = [(line, label) for line, label in found if label.marked]
    else:
        chosen = []
    if len(chosen) < _FEWEST_ENTRIES:
        for gloss, set_apart in glossed(article, section):
            if gloss.start not in taken:
                yield from _of_gloss(article, section, gloss, set_apart)
    for line, label in chosen:
        confidence = 0.9 if section.glossary else 0.8 if label.marked else 0.65
        yield from _labelled(article, section, line, label, confidence)


def _has_definitions(section: Section) -> bool:
    """Tell whether a list of definitions stands there too, so that a full stop ends a term."""
    return any(
        b.kind is _K.DEFINITIONS and len(b.children) > _FEWEST_ENTRIES for b in section.blocks
    )


def _without_speakers(
    article: Article, found: list[tuple[Block, Label]]
) -> list[tuple[Block, Label]]:
    """Leave out names that come again and again: they say who speaks."""
    said = Counter(article.text[label.start : label.end] for _, label in found)
    if len(said) == len(found):
        return found
    return [(b, label) for b, label in found if said[article.text[label.start : label.end]] == 1]


def _of_gloss(
    article: Article, section: Section, gloss: Gloss, marked: bool
) -> Iterator[Candidate]:
    term, others = split_label(article.text[gloss.start : gloss.end].rstrip(" .:"))
    back = first_paragraphs(article, gloss.blocks)
    if term and back and not is_pointer(back) and not only_figures(back):
        confidence = 0.85 if section.glossary else 0.75 if marked else 0.6
        yield made_entry(
            article,
            section,
            CandidateKind.TERM,
            term,
            "",
            back,
            confidence,
            gloss.start,
            gloss.stop,
            others,
        )


def _named_statement(
    article: Article, section: Section, block: Block, stated: re.Match[str]
) -> Iterator[Candidate]:
    """ "Definition 3.2 (Open ball). The open ball is ..."."""
    term = bare(stated["name"])
    back = inline(article.text, stated.end(), block.end, block.spans)
    if len(back) > _FEWEST_LETTERS and any(letter.isalpha() for letter in term):
        yield made_entry(
            article, section, CandidateKind.TERM, term, "", back, 0.85, block.start, block.end, ()
        )


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    for end in [*_breaks(text, block), block.end]:
        if end > start:
            yield start, end
        start = end + 1


def _breaks(text: str, block: Block) -> Iterator[int]:
    at = text.find("\n", block.start, block.end)
    while at >= 0:
        yield at
        at = text.find("\n", at + 1, block.end)
