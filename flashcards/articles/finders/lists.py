"""Finds lists under a sentence that announces them, and makes clozes of them in that context."""

import re
from collections.abc import Iterator, Sequence

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.labels import label_of, sound
from flashcards.articles.finders.rendering import blocks_as_markdown, escaped, inline
from flashcards.articles.finders.splitting import split_sentences
from flashcards.articles.finders.structure import Article, Section, says_nothing
from flashcards.articles.finders.wording import asks, bare, key, split_label
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_MOST_ITEMS = 9
_LONGEST_ITEM = 220
_SHORT_ITEM = 120
_SHORTEST = 25
_LONGEST_LEAD_IN = 240
_DEEPEST = 6
_LONGEST_CONTEXT = 90
_ABOUT_ITSELF = re.compile(
    r"\bthis (?:article|post|chapter|section|guide|lesson|lecture|paper|page|series|course|book)\b"
    r"|\bwe(?:['’](?:re|ll)| are| will| shall) ",
    re.IGNORECASE,
)
"""A lead-in by which an article tells what it is about to do."""
_YES_NO = re.compile(r"^(?:Yes|No)[,:;.] (?=\S)")
_EXAMPLES = re.compile(
    r"^(?:for (?:example|instance)|examples?(?: (?:include|are))?|e\.g\.)$", re.I
)
_ENUMERATION = re.compile(r"(?P<lead>[^:;]{10,160}): (?P<members>[^:;.!?]{5,160})\.?$")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|following|kinds?|types?|parts?|stages?|phases?|"
    r"forms?|groups?|classes|steps?|families|elements|components|factors|principles|layers)\b",
    re.IGNORECASE,
)
_SMALL = frozenset({"for", "in", "of", "on", "the", "a", "an", "with", "by", "to", "and", "or"})
_BETWEEN = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
_POINTS = re.compile(
    r"(?:it|they|these|this|those|here|there|to \w+|the following|such|its|their|some|both)\b", re.I
)
_OF_SOMETHING = re.compile(r"^(?:For|In|With|On|By) (?=[A-Z])")
_HOLDS_LISTS = frozenset({_K.QUOTE, _K.DETAILS, _K.DEFINITIONS, _K.DEFINITION})
OPPOSITES = (
    ("strengths", "limitations"),
    ("strengths", "weaknesses"),
    ("advantages", "disadvantages"),
    ("pros", "cons"),
    ("benefits", "drawbacks"),
    ("benefits", "risks"),
    ("similarities", "differences"),
)
"""Labels that come in pairs and are learned against each other."""


def find_lists(article: Article) -> Iterator[Candidate]:
    """Find lists with a lead-in and make one cloze of each, and a card of each labelled item.

    Confidence: 0.5 for a list of two to nine short items, 0.45 for its labelled items.
    """
    for section in article.sections:
        if section.aside:
            continue
        yield from _in_blocks(article, section, section.blocks, section.title, 0)
        for block in section.blocks:
            if block.kind is _K.PARAGRAPH and block.end - block.start > _SHORTEST:
                yield from _in_sentences(article, section, block)


def _in_blocks(
    article: Article, section: Section, blocks: Sequence[Block], context: str, depth: int
) -> Iterator[Candidate]:
    previous: Block | None = None
    for block in blocks:
        if block.kind is _K.LIST and block.children:
            if not says_nothing(article.text, (block,)):
                yield from _of_list(article, section, block, previous, context, depth)
        elif block.children and block.kind in _HOLDS_LISTS and depth < _DEEPEST:
            yield from _in_blocks(article, section, block.children, context, depth + 1)
        previous = block


def _of_list(
    article: Article,
    section: Section,
    block: Block,
    previous: Block | None,
    context: str,
    depth: int,
) -> Iterator[Candidate]:
    lead_in, start = _lead_in(article, block, previous)
    groups = _groups(article, block)
    if groups:
        for label, items in groups:
            within = label if _is_side(label.partition(" of ")[0]) else f"{context}: {label}"
            if within == label and " of " not in label and context:
                within = f"{label} of {context}"
            yield from _as_cloze(article, section, items, within, items[0].start, block.ordered)
        return
    if depth < _DEEPEST:
        yield from _against_each_other(article, section, block, context)
        for item in block.children:
            if item.children:
                yield from _nested(article, section, item, context, depth)
    if lead_in and _EXAMPLES.match(lead_in):
        lead_in = f"Examples of {context}" if context else ""
    elif lead_in and context and _POINTS.match(lead_in):
        lead_in = f"{context} – {lead_in}"
    if lead_in:
        yield from _as_cloze(article, section, block.children, lead_in, start, block.ordered)
        yield from _labelled_items(article, section, block, lead_in, start)


def _nested(
    article: Article, section: Section, item: Block, context: str, depth: int
) -> Iterator[Candidate]:
    head = item.children[0]
    title = bare(article.words_of(head))
    for inner in item.children[1:]:
        if inner.kind is not _K.LIST or says_nothing(article.text, (inner,)):
            continue
        lead_in, start = _lead_in(article, inner, head)
        if lead_in and len(lead_in.split()) < 4 and context:
            lead_in = f"{lead_in} of {context}" if _is_side(lead_in) else f"{context}: {lead_in}"
        if lead_in:
            yield from _as_cloze(article, section, inner.children, lead_in, start, inner.ordered)
            yield from _labelled_items(article, section, inner, lead_in, start)
        if any(child.children for child in inner.children):
            within = title if title and len(title) < _LONGEST_CONTEXT else context
            yield from _of_list(article, section, inner, None, within, depth + 1)


def _is_side(label: str) -> bool:
    return any(label.casefold() in pair for pair in OPPOSITES)


def _against_each_other(
    article: Article, section: Section, block: Block, context: str
) -> Iterator[Candidate]:
    """Strengths and limitations of one thing, as items that hold a list each."""
    sides = {
        bare(article.words_of(item.children[0])).casefold(): item
        for item in block.children
        if len(item.children) > 1 and item.children[1].kind is _K.LIST
    }
    for one, other in OPPOSITES:
        if one not in sides or other not in sides or not context:
            continue
        pair = sorted((sides[one], sides[other]), key=lambda item: item.start)
        back = "\n\n".join(blocks_as_markdown(article.text, item.children) for item in pair)
        start, end = pair[0].start, pair[1].end
        yield Candidate(
            CandidateKind.CONTRAST,
            f"{one} and {other} of {context}",
            f"What are the {one} and the {other} of {escaped(context)}?",
            back,
            0.5,
            section.full_path,
            start,
            end,
            article.text[start:end],
        )
        return


def _in_sentences(article: Article, section: Section, block: Block) -> Iterator[Candidate]:
    """ "There are three kinds of rock: igneous, sedimentary and metamorphic." """
    text = article.text
    colon = text.find(": ", block.start, block.end)
    if colon < 0:
        return
    for sentence in article.sentences(block):
        if sentence.end - sentence.start > _LONGEST_LEAD_IN:
            continue
        found = _ENUMERATION.match(text[sentence.start : sentence.end])
        if (
            found is None
            or not _COUNTED.search(found["lead"])
            or _ABOUT_ITSELF.search(found["lead"])
        ):
            continue
        members = [m.strip() for m in _BETWEEN.split(found["members"]) if m.strip()]
        if not 2 <= len(members) <= _MOST_ITEMS or any(len(m.split()) > 6 for m in members):
            continue
        shown = ", ".join(f"{{{{c{n}::{_safe(escaped(m))}}}}}" for n, m in enumerate(members, 1))
        lead_in = escaped(found["lead"])
        yield Candidate(
            CandidateKind.LIST,
            found["lead"],
            "",
            "\n".join(f"- {escaped(member)}" for member in members),
            0.5,
            section.full_path,
            sentence.start,
            sentence.end,
            text[sentence.start : sentence.end],
            cloze=f"{lead_in}: {shown}.",
        )


def _lead_in(article: Article, block: Block, previous: Block | None) -> tuple[str, int]:
    """The sentence that announces a list, and where it begins; empty if nothing does."""
    if previous is None or previous.kind is not _K.PARAGRAPH or previous.end > block.start:
        return "", block.start
    text = article.text
    if not text[previous.start : previous.end].rstrip().endswith((":", "：")):
        return "", block.start
    begin = max(previous.start, previous.end - 4 * _LONGEST_LEAD_IN)
    sentence = split_sentences(text, begin, previous.end)[-1]
    if sentence.end - sentence.start > _LONGEST_LEAD_IN:
        return "", block.start
    words = inline(text, sentence.start, sentence.end, previous.spans).rstrip(" :：")
    words = _YES_NO.sub("", words)
    return words[:1].upper() + words[1:], sentence.start


def _groups(article: Article, block: Block) -> list[tuple[str, tuple[Block, ...]]]:
    """Flat items of which some only announce the next ones: "Strengths:", "Limitations:"."""
    groups: list[tuple[str, list[Block]]] = []
    outer = ""
    items = block.children
    if not any(_announces(article, item) for item in items):
        return []
    for number, item in enumerate(items):
        words = article.words_of(item)
        following = items[number + 1] if number + 1 < len(items) else None
        if _announces(article, item):
            label = bare(words)
            joint = " of " if _is_side(label) else ", "
            groups.append((f"{label}{joint}{outer}" if outer else label, []))
        elif (
            following
            and _announces(article, following)
            and len(words.split()) <= 6
            and (not words.endswith("."))
        ):
            outer = bare(words)
        elif groups:
            groups[-1][1].append(item)
    return [(label, tuple(members)) for label, members in groups if members]


def _announces(article: Article, item: Block) -> bool:
    if item.children:
        return False
    return item.end - item.start <= 60 and article.text[item.end - 1 : item.end] in (":", "：")


def _as_cloze(
    article: Article,
    section: Section,
    items: Sequence[Block],
    lead_in: str,
    start: int,
    ordered: bool,
) -> Iterator[Candidate]:
    pieces = [_piece(article, item) for item in items]
    if not 2 <= len(pieces) <= _MOST_ITEMS or not all(pieces) or len(lead_in.split()) < 2:
        return
    if any(len(piece) > _LONGEST_ITEM or asks(piece) for piece in pieces):
        return
    if any(says_nothing(article.text, (item,)) for item in items):
        return
    asked = {key(word) for word in lead_in.split()}
    if all({key(word) for word in piece.split()} - _SMALL <= asked for piece in pieces):
        return  # "The future of A and B: for A, for B" hides nothing
    shown = [f"{{{{c{n}::{_safe(piece)}}}}}" for n, piece in enumerate(pieces, 1)]
    separator = "\n" if sum(map(len, pieces)) > 160 or ordered else ", "
    if separator == "\n":
        openers = [f"{n}. " if ordered else "- " for n in range(1, len(shown) + 1)]
        body = "\n\n" + "\n".join(o + s for o, s in zip(openers, shown, strict=True))
    else:
        body = " " + ", ".join(shown)
    end = items[-1].end
    yield Candidate(
        CandidateKind.LIST,
        lead_in,
        "",
        "\n".join(f"- {piece}" for piece in pieces),
        0.4 if ordered else 0.5,
        section.full_path,
        start,
        end,
        article.text[start:end],
        cloze=f"{lead_in}:{body}",
    )


def _piece(article: Article, item: Block) -> str:
    """What to hide of an item: its label if it is long, else all of it."""
    head = item.children[0] if item.children else item
    if head.kind not in (_K.ITEM, _K.PARAGRAPH):
        return ""
    label = label_of(article, head, head.start, head.end)
    if label and sound(article, label):
        dash = article.text[label.end : label.body].strip() in ("-", "–", "—", "--")
        if not dash or head.end - head.start > _SHORT_ITEM:
            return escaped(bare(article.text[label.start : label.end]))
    return " ".join(inline(article.text, head.start, head.end, head.spans).split()).rstrip(" .;,")


def _safe(piece: str) -> str:
    return piece.replace("::", ": :")


def _labelled_items(
    article: Article, section: Section, block: Block, lead_in: str, start: int
) -> Iterator[Candidate]:
    """A card for each item that says something of its label."""
    labelled = [
        (item, head, label)
        for item in block.children
        if (head := item.children[0] if item.children else item)
        and (label := label_of(article, head, head.start, head.end))
        and sound(article, label)
    ]
    if len(labelled) * 10 < len(block.children) * 6:
        return
    for item, head, label in labelled:
        term, others = split_label(article.text[label.start : label.end])
        term = _OF_SOMETHING.sub("", term)
        back = inline(article.text, label.body, head.end, head.spans)
        if not term or not back or says_nothing(article.text, (item,)):
            continue
        yield Candidate(
            CandidateKind.LIST,
            term,
            f"What is said of *{escaped(term)}*?\n\n> {lead_in}: …",
            back[:1].upper() + back[1:],
            0.45,
            section.full_path,
            item.start,
            item.end,
            article.text[item.start : item.end],
            aliases=others,
        )
