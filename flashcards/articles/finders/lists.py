"""Finds lists under a sentence that announces them, and makes clozes of them in that context."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.asking import about, doers, is_date, question
from flashcards.articles.finders.enumerations import find_enumerated
from flashcards.articles.finders.labels import label_of, sound
from flashcards.articles.finders.leads import (
    Lead,
    Questions,
    in_context,
    is_side,
    names_plan,
    read_lead,
    side_of,
    subject,
    titled,
)
from flashcards.articles.finders.listed import (
    ABOUT_ITSELF,
    as_lead_in,
    hides_nothing,
    is_clear,
    with_colons_apart,
)
from flashcards.articles.finders.prose.splitting import Sentence
from flashcards.articles.finders.rendering import blocks_as_markdown, escaped, inline
from flashcards.articles.finders.structure import Article, Label, Section, says_nothing
from flashcards.articles.finders.wording import asks, bare, split_label
from flashcards.articles.tree import Block, BlockKind
from flashcards.model.clozes import written

_K = BlockKind
_MOST_ITEMS = 20
_MOST_GAPS = 5
"""Items asked for at once; of a longer list each card asks for some and shows the others."""
_LONGEST_PIECE = 12
"""Words; what is longer is a sentence, which nobody fills in as it stands."""
_CLEAR_PIECE, _CLEAR_RULE = 6, 12
"""Words of what is hidden in a list that is likely: names, or rules, which are said as orders."""
_RULES = re.compile(
    r"\b(?:should|must|shall|rules?|principles?|steps|requirements?|measures|soll(?:en)?|"
    r"regeln|doit|doivent|règles|debe[n]?|reglas)\b",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(
    r",? (?:as (?:discussed|described|mentioned|shown|explained|noted|listed)\b.*|\(see [^()]*\)|"
    r"(?:see|described|discussed) (?:above|below)\b.*)$",
    re.IGNORECASE,
)
"""What at the end of an item only says where else to read of it."""
_EXERCISE = re.compile(
    r"(?:exercises?|quiz|wrap-?up|homework|assignments?|übung\w*|aufgaben?|exercices?|ejercicios?)\b",
    re.IGNORECASE,
)
_UNLIKELY = 0.3
_MOST_NESTED = 400
"""Characters of nested items that are shown below the gap they belong to."""
_SHORT_ITEM = 30
_SHORTEST = 25
_SHORTEST_SENTENCE = 12
_DEEPEST = 6
_LONGEST_CONTEXT = 90
_LONGEST_UNDER_TITLE = 90
_ON_ONE_LINE = 160
"""Characters; longer lists get a line for each item."""
_ENOUGH_TO_TELL = 300
"""Characters from which the form of an item is told."""
_LABELLED = 0.6
"""Share of the items of a list that must have a label for the labels to be what is listed."""
_LONGEST_TITLE = 6
_NO_PIECE = re.compile(r"\W*|\W*\w{1,12} #?\d{1,2}|\(?\w[.)]?", re.IGNORECASE)
"""Items that only count."""
_ALL_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_QUESTION_MARKS = " ?？"
_OF_SOMETHING = re.compile(r"^(?:For|In|With|On|By) (?=[A-Z])")
_BEHIND_DATE = re.compile(r"(?P<date>[^\n:–—]{4,24}?)(?:\s?:|\s[-–—])\s(?=\S)")
_HOW = re.compile(r"(?:how|why|when|where)\b", re.IGNORECASE)
_HOLDS_LISTS = frozenset({_K.QUOTE, _K.DETAILS, _K.DEFINITIONS, _K.DEFINITION})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in an article a list stands."""

    article: Article
    section: Section
    questions: Questions
    context: str
    """What stands over it: a heading, an item, a term."""
    under_headings: bool
    depth: int = 0

    def inside(self, context: str) -> "_Place":
        """Return the place one level deeper, under ``context`` if that is a name."""
        named = bool(context) and len(context) < _LONGEST_CONTEXT
        return replace(self, context=context if named else self.context, depth=self.depth + 1)


def find_lists(
    article: Article, questions: Sequence[Candidate] = (), under_headings: bool = True
) -> Iterator[Candidate]:
    """Find lists with a lead-in and make one cloze of each, and a card of each labelled item.

    ``questions`` are those found in the article: a list in an answer is asked for under its
    question. ``under_headings`` says whether a heading may announce a list too, which in an article
    that teaches nothing else it does not.

    Confidence: 0.55 for a list of short items under a lead-in that stands alone, 0.45 for others,
    for labelled items and for a list under a heading, 0.4 for one that is the answer to a question
    already. A list of more than five is asked for in parts; one of whole sentences, or of more
    than twenty items, or under "Topics", is left out and counted in ``article.left_out``.
    """
    asked = Questions(questions)
    for section in article.sections:
        if section.aside:
            continue
        place = _Place(article, section, asked, subject(section.full_path), under_headings)
        yield from _in_blocks(place, section.blocks)
        for block in section.blocks:
            if block.kind is _K.PARAGRAPH and block.end - block.start > _SHORTEST:
                yield from find_enumerated(article, section, block, place.context, asked)


def _in_blocks(place: _Place, blocks: Sequence[Block]) -> Iterator[Candidate]:
    article, within = place.article, place.context
    previous: Block | None = None
    for block in blocks:
        if block.kind is _K.TERM and (previous is None or previous.kind is not _K.TERM):
            within = bare(article.words_of(block))
        if block.kind is _K.LIST and block.children:
            if not says_nothing(article.text, (block,)):
                yield from _of_list(place, block, read_lead(article, block, previous))
        elif block.children and block.kind in _HOLDS_LISTS and place.depth < _DEEPEST:
            yield from _in_blocks(place.inside(within), block.children)
        previous = block


def _of_list(place: _Place, block: Block, lead: Lead) -> Iterator[Candidate]:
    groups = _groups(place.article, block)
    if groups:
        for label, items in groups:
            within = _of_group(label, place.context)
            yield from _as_cloze(place, items, Lead(within, items[0].start), block.ordered)
        return
    if place.depth < _DEEPEST:
        for item in block.children:
            if item.children:
                yield from _nested(place, item)
    context = place.context
    if not lead.words and not place.depth and place.under_headings:
        lead = titled(place.section, block)
        context = subject(place.section.path) if lead.words else context
        if names_plan(place.section, block) and not any(_labels(place.article, block.children)):
            place.article.left_out.append(len(block.children))
    lead = in_context(lead, block.end, context, place.questions.over(block))
    if lead.words:
        yield from _as_cloze(place, block.children, lead, block.ordered)
        yield from _labelled_items(place, block, lead)


def _of_group(label: str, context: str) -> str:
    """Name a group of items by its label and by what it is a group of."""
    side, of, _ = label.partition(" of ")
    if not context or of:
        return label
    return side_of(label, context) if is_side(side) else f"{context}: {label}"


def _nested(place: _Place, item: Block) -> Iterator[Candidate]:
    head = item.children[0]
    title = bare(place.article.words_of(head))
    for inner in item.children[1:]:
        if inner.kind is not _K.LIST or says_nothing(place.article.text, (inner,)):
            continue
        lead = read_lead(place.article, inner, head)
        if not lead.words and is_side(title):
            lead = Lead(title, head.start)
        lead = in_context(lead, inner.end, place.context, place.questions.over(inner))
        if lead.words:
            yield from _as_cloze(place, inner.children, lead, inner.ordered)
        elif len(title.split()) <= _LONGEST_TITLE and not title.endswith((".", "!", "?", ":")):
            yield from _labelled_items(place, inner, Lead(escaped(title), head.start), title=True)
        if lead.words:
            yield from _labelled_items(place, inner, lead)
        if any(child.children for child in inner.children):
            yield from _of_list(place.inside(title), inner, Lead("", inner.start))


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
            joint = " of " if is_side(label) else ", "
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
    place: _Place, items: Sequence[Block], lead: Lead, ordered: bool
) -> Iterator[Candidate]:
    article = place.article
    pieces = _pieces(article, items)
    if len(pieces) < 2 or any(map(_NO_PIECE.fullmatch, pieces)) or len(lead.words.split()) < 2:
        return
    if any(map(asks, pieces)):
        return
    sizes = [len(piece.split()) for piece in pieces]
    if len(pieces) > _MOST_ITEMS or sum(size > _LONGEST_PIECE for size in sizes) * 2 > len(sizes):
        article.left_out.append(len(pieces))
        return
    if lead.depends and all(_labels(article, items)):
        return  # what it depends on is no answer
    if lead.titled and any(len(piece) > _LONGEST_UNDER_TITLE for piece in pieces):
        return
    if (lead.label or lead.titled) and pieces[0].startswith("`"):
        return  # "Errors: `404`, ..." is to be looked up, not learnt
    if all(map(is_date, pieces)):
        return  # years without what happened in them
    if any(says_nothing(article.text, (item,)) for item in items):
        return
    if hides_nothing(lead.words, pieces):
        return
    most = _CLEAR_RULE if _RULES.search(lead.words) else _CLEAR_PIECE
    clear = max(sizes) <= most and not lead.titled and is_clear(lead, pieces)
    clear = clear and not _is_typed(items) and not _runs_on(article, items)
    confidence = 0.4 if lead.repeats else 0.55 if clear else 0.45
    if any(map(_EXERCISE.match, place.section.full_path)) or ABOUT_ITSELF.search(lead.words):
        confidence = _UNLIKELY
    parts = -(-len(pieces) // _MOST_GAPS)
    for part in range(parts):
        gaps = range(part * len(pieces) // parts, (part + 1) * len(pieces) // parts)
        start, end = items[gaps[0]].start if part else lead.start, items[gaps[-1]].end
        yield Candidate(
            CandidateKind.LIST,
            lead.words,
            "",
            "\n".join(f"- {pieces[n]}" for n in gaps),
            confidence,
            place.section.full_path,
            start,
            end,
            article.text[start:end],
            cloze=as_lead_in(lead.words) + _body(article, items, pieces, gaps, ordered),
        )


def _is_typed(items: Sequence[Block]) -> bool:
    """Tell whether most items open with code: keys of a file, commands, what is looked up."""
    heads = [item.children[0] if item.children else item for item in items]
    typed = sum(any(s.start == h.start and s.mark == "code" for s in h.spans) for h in heads)
    return typed * 2 > len(items)


def _runs_on(article: Article, items: Sequence[Block]) -> bool:
    """Tell whether a paragraph within an item announces those that follow: two lists in one."""
    return any(
        inner.kind is _K.PARAGRAPH and article.words_of(inner).endswith(":")
        for item in items
        for inner in item.children[1:]
    )


def _body(
    article: Article, items: Sequence[Block], pieces: Sequence[str], gaps: range, ordered: bool
) -> str:
    """Write the items of a list, some of them as gaps; what is nested in one stands below it."""
    shown = [
        written(n - gaps[0] + 1, piece) if n in gaps else piece
        for n, piece in enumerate(map(with_colons_apart, pieces))
    ]
    nested = [blocks_as_markdown(article.text, item.children[1:]) for item in items]
    nests = any(nested) and sum(map(len, nested)) <= _MOST_NESTED
    apart = ordered or nests or sum(map(len, pieces)) > _ON_ONE_LINE
    if not apart and not any(", " in piece for piece in pieces):
        return " " + ", ".join(shown)
    lines = []
    for n, piece in enumerate(shown):
        lines.append(f"{n + 1}. {piece}" if ordered else f"- {piece}")
        if nests and nested[n]:
            lines.append("  " + with_colons_apart(nested[n]).replace("\n", "\n  "))
    return "\n\n" + "\n".join(lines)


def _labels(article: Article, items: Sequence[Block]) -> list[Label | None]:
    found: list[Label | None] = []
    for item in items:
        head = item.children[0] if item.children else item
        label = label_of(article, head, head.start, head.end)
        date = _BEHIND_DATE.match(article.text, head.start, head.end)
        if date and is_date(date["date"]):
            found.append(Label(head.start, date.end("date"), date.end(), marked=False))
        else:
            found.append(label if label and sound(article, label) else None)
    return found


def _pieces(article: Article, items: Sequence[Block]) -> list[str]:
    """What to hide of each item: its label where the list is one of labels, else all of it."""
    labels = _labels(article, items)
    names = [_set_apart(article, item) for item in items]
    if all(names) and not any(labels):
        return names
    labelled = sum(label is not None for label in labels) >= _LABELLED * len(items)
    return [_piece(article, i, label, labelled) for i, label in zip(items, labels, strict=True)]


def _piece(article: Article, item: Block, label: Label | None, labelled: bool) -> str:
    head = item.children[0] if item.children else item
    if head.kind not in (_K.ITEM, _K.PARAGRAPH):
        return ""
    if label:
        dash = article.text[label.end : label.body].strip() in ("-", "–", "—", "--")
        if labelled or label.marked or not dash:
            return escaped(bare(article.text[label.start : label.end]))
    end = head.end
    first, *others = article.sentences(head) or [Sentence(head.start, head.end)]
    if others and end - head.start > _SHORT_ITEM and first.end - first.start > _SHORTEST_SENTENCE:
        end = first.end  # the others explain what the first one says
    words = " ".join(inline(article.text, head.start, end, head.spans).split())
    words = _POINTS_AT.sub("", words)
    words = words.removesuffix(" and").removesuffix(" or").rstrip(" .;,:")
    marked = _ALL_BOLD.fullmatch(words)
    return marked[1] if marked else words


def _set_apart(article: Article, item: Block) -> str:
    """The name in bold an item opens with: "**Rye flour** (dark) makes heavy loaves."."""
    head = item.children[0] if item.children else item
    lead = next((s for s in head.spans if s.start == head.start and s.mark == "strong"), None)
    if lead is None or lead.end >= head.end - 1:
        return ""
    name = bare(article.text[lead.start : lead.end])
    return escaped(name) if len(name.split()) <= _LONGEST_TITLE else ""


def _labelled_items(
    place: _Place, block: Block, lead: Lead, title: bool = False
) -> Iterator[Candidate]:
    """A card for each item that says something of its label.

    With ``title`` the lead-in is the name of what the labels belong to.
    """
    article = place.article
    labelled = [
        (item, item.children[0] if item.children else item, label)
        for item, label in zip(block.children, _labels(article, block.children), strict=True)
        if label is not None
    ]
    if len(labelled) < _LABELLED * len(block.children):
        return
    backs = [inline(article.text, label.body, head.end, head.spans) for _, head, label in labelled]
    does = doers([back[:_ENOUGH_TO_TELL] for back in backs])
    for (item, _, label), back, acts in zip(labelled, backs, does, strict=True):
        name = article.text[label.start : label.end]
        term, others = split_label(_OF_SOMETHING.sub("", name))
        shown = f"*{escaped(split_label(name)[0])}*"
        if not term or not back or says_nothing(article.text, (item,)):
            continue
        yield Candidate(
            CandidateKind.LIST,
            term,
            f"{lead.words}: {shown}?" if title else _asked(place, block, lead, shown, back, acts),
            back[:1].upper() + back[1:],
            0.45,
            place.section.full_path,
            item.start,
            item.end,
            article.text[item.start : item.end],
            aliases=others,
        )


def _asked(place: _Place, block: Block, lead: Lead, shown: str, back: str, acts: str) -> str:
    """Return the question for the item of a list whose label is ``shown``."""
    over_it = lead.words if asks(lead.words) else f"{lead.words}: …"
    if not place.article.english:
        return f"{shown}\n\n> {over_it}"
    over = place.questions.over(block)
    within = over is not None and lead.words.startswith(over.front)
    how = over is not None and (lead.depends or bool(_HOW.match(over.term)))
    if over is not None and how and within and not is_date(shown.strip("*")):
        return f"{over.front.rstrip(_QUESTION_MARKS)}: {shown}?"
    asked = question(shown, back[:_ENOUGH_TO_TELL], acts) or about(shown)
    return f"{asked}\n\n> {over_it}"
