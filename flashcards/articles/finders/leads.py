"""Says what a list is a list of: the sentence that announces it, with the context that needs."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flashcards.articles.candidates import Candidate
from flashcards.articles.finders.prose.recaps import names_recap
from flashcards.articles.finders.prose.splitting import Sentence, split_sentences
from flashcards.articles.finders.prose.vocabulary import (
    BE,
    NO_LABELS,
    names_aside,
    names_faq,
    names_glossary,
)
from flashcards.articles.finders.rendering import escaped, inline
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.finders.wording import asks, bare, key
from flashcards.articles.tree import Block, BlockKind

LONGEST_LEAD_IN = 240
"""Characters; what is longer announces more than a list."""

_MARKED = re.compile(r"\*{1,2}([^*]+?)\s?[:：]?\*{1,2}")
_YES_NO = re.compile(r"^(?:Yes|No)[,:;.] (?=\S)")
_ASKS_WHETHER = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|may|should|will|would|has|have|must)\b", re.I
)
_EXAMPLES = re.compile(
    r"^(?:for (?:example|instance)|examples?(?: (?:include|are))?|e\.g\.)$", re.IGNORECASE
)
_EMPTY = re.compile(
    r"(?:here(?:['’]s| is| are)\b.{0,60}|(?:the )?following(?: \w+)?|as follows|namely|in addition|"
    r"in (?:short|particular)|specifically|to \w+|for (?:example|instance)|e\.g\.|"
    r"(?:they|these|those|it|this|there|some|some of (?:them|these)|among (?:them|these)) "
    r"(?:is|are|were|includes?|consists? of|comprises?)(?: the following)?)",
    re.IGNORECASE,
)
"""Lead-ins that say nothing of what is listed."""
_DEPENDS = re.compile(r"\bdepend(?:s|ing)?\b")
_LINKS = re.compile(
    r"^(?:instead|specifically|additionally|in addition|furthermore|moreover|however|therefore|"
    r"thus|roughly speaking|generally speaking|in general|in particular|in short|for this reason|"
    r"also|finally|without further ado|allerdings|außerdem|en outre|además), (?=\S)",
    re.IGNORECASE,
)
"""Words that only tie a sentence to the one before it."""
_POINTS = re.compile(
    r"(?:(?:it|they|here|to \w+|the following|such|its|their|some)\b"
    r"|.*\b(?:this|those|them|both|ones|these(?! [\w-]+(?: [\w-]+)?$))\b)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:of|for|in|to|on|by|with|that|which|who|from|between|following)\b")
_OPENS_LOOSELY = re.compile(r"(?:the|other|another|more|further)\s", re.IGNORECASE)
_VERBS_AT_THE_END = BE | {"include", "includes", "included", "by", "to", "in", "as"}
_FEW_WORDS = 5
_LABEL_WORDS = 3
_LONGEST_TITLE = 9
_TAKEN = 0.5
"""How sure a question is that is taken at first, so that its list need not be."""
_SHORT_REST = 120
"""Characters that may follow a list which still is the whole answer."""
_SAYS_ITS_PLACE = re.compile(
    r"(?:(?:short |the )?(?:answers?|solution)|overview|introduction|summary|conclusions?|basics|"
    r"definitions?|examples?|details|background|notes?|general|more|(?:key |main )?takeaways|"
    r"(?:key|main) (?:points|facts|ideas)|tl;?dr|recap|highlights|final thoughts)$",
    re.IGNORECASE,
)
_GIVES_ORDERS = re.compile(
    r"(?:install|set ?up|usage|getting started|requirements|prerequisites|ingredients|method|"
    r"directions|instructions|todo|tasks?|agenda|opening hours|contact|changes|fixed|added|changed|"
    r"removed|release|v?\d+\.\d|(?:course |lecture |session )?(?:plan|outline|agenda|schedule|"
    r"programme?|syllabus|topics|contents|objectives|goals|audience)\b|(?:learning|course) "
    r"(?:goals|objectives|outcomes)|who (?:this|should)|what you(?:['’]ll| will)|"
    r"organi[sz]ational chart)",
    re.IGNORECASE,
)
"""Headings over what is to be done or looked up and not to be learnt."""
_SMALL = frozenset(
    {"for", "in", "of", "on", "the", "a", "an", "with", "by", "to", "and", "or", "is", "are"}
    | {"what", "how", "why", "which", "do", "does", "there", "several", "some"}
)
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
_SIDES = frozenset(label for pair in OPPOSITES for label in pair)
_PAIR_OF = re.compile(r"(\w+) (?:and|&|vs\.?|or) (?:the )?(\w+) of (?P<thing>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence that announces a list."""

    words: str
    """Markdown, without the colon; "" if nothing announces the list."""
    start: int
    """Where the passage of the list begins: at its lead-in, but not at what only gives context,
    so that a gap that is looked for in the passage is not found there."""
    before: str = ""
    """The sentence before it in the same paragraph."""
    titled: bool = False
    """Whether it is the heading, which says less surely what is listed."""
    label: bool = False
    """Whether it is no more than a label: "Symptoms:"."""
    depends: bool = False
    """Whether the labels under it are what an answer depends on: "That depends on the kind:"."""
    repeats: bool = False
    """Whether the list under it is the answer to a question that is a likely card of its own."""


class Questions:
    """The questions of an article, to be found by the answers they stand over."""

    def __init__(self, found: Sequence[Candidate]) -> None:
        self._found = sorted(found, key=lambda c: (c.start, c.end))
        self._starts = [c.start for c in self._found]

    def over(self, block: Block) -> Candidate | None:
        """Return the question whose answer holds a block."""
        at = bisect_right(self._starts, block.start) - 1
        if at < 0 or self._found[at].end < block.end:
            return None
        return self._found[at]


def is_side(label: str) -> bool:
    """Tell whether a label is one of a pair such as strengths and limitations."""
    return label.casefold() in _SIDES


def side_of(label: str, thing: str) -> str:
    """Return "Pros of Napping" for a label under "Pros and cons of napping"."""
    pair = _PAIR_OF.match(thing)
    if pair and {pair[1].casefold(), pair[2].casefold()} <= _SIDES:
        thing = pair["thing"]
    return f"{label} of {thing}"


def subject(path: Sequence[str]) -> str:
    """Return the innermost heading that names a subject and not only a place in the article."""
    for title in reversed(path):
        title = bare(title)
        if not (
            _SAYS_ITS_PLACE.match(title)
            or names_glossary(title)
            or names_faq(title)
            or names_aside(title)
        ):
            return title
    return ""


def read_lead(article: Article, block: Block, previous: Block | None) -> Lead:
    """Read the sentence that announces a list, at the end of the paragraph before it."""
    nothing = Lead("", block.start)
    if previous is None or previous.kind is not BlockKind.PARAGRAPH or previous.end > block.start:
        return nothing
    text = article.text
    if not text[previous.start : previous.end].rstrip().endswith((":", "：")):
        return nothing
    begin = max(previous.start, previous.end - 4 * LONGEST_LEAD_IN)
    *others, sentence = split_sentences(text, begin, previous.end)
    if sentence.end - sentence.start > LONGEST_LEAD_IN:
        return nothing
    words = inline(text, sentence.start, sentence.end, previous.spans).rstrip(" :：")
    if names_recap(words):
        return nothing  # its points are facts of their own
    marked = _MARKED.fullmatch(words)
    words = unlinked(marked[1] if marked else words)
    uncut = others[begin > previous.start :]
    before = uncut[-1] if uncut else None
    lead = Lead(words[:1].upper() + words[1:], sentence.start)
    return preceded(article, previous, lead, before)


def unlinked(words: str) -> str:
    """Return a sentence without the word that ties it to the one before: "Instead, ..."."""
    return _LINKS.sub("", words, count=1)


def titled(section: Section, block: Block) -> Lead:
    """Take the heading for a lead-in of the list that stands right under it."""
    heading = section.heading
    nothing = Lead("", block.start)
    if heading is None or asks(section.title) or section.glossary or section.faq:
        return nothing
    first = next((b for b in section.blocks if b.kind is not BlockKind.OTHER), None)
    title = bare(section.title)
    if first is not block or not title or len(title.split()) > _LONGEST_TITLE:
        return nothing
    if _SAYS_ITS_PLACE.match(title) or _GIVES_ORDERS.match(title) or _leads_away(block):
        return nothing
    return Lead(escaped(title), block.start, titled=True)


def names_plan(section: Section, block: Block) -> bool:
    """Tell whether a list stands right under a heading such as "Course plan" or "Topics"."""
    first = next((b for b in section.blocks if b.kind is not BlockKind.OTHER), None)
    if section.heading is None or first is not block or _leads_away(block):
        return False
    return bool(_GIVES_ORDERS.match(bare(section.title)))


def _leads_away(block: Block) -> bool:
    """Tell whether items of a list open with links, as those of a list of pages do."""
    heads = (item.children[0] if item.children else item for item in block.children)
    return any(s.mark == "link" and s.start == head.start for head in heads for s in head.spans)


def preceded(article: Article, block: Block, lead: Lead, before: Sentence | None) -> Lead:
    """Add the sentence before a lead-in, if both are short enough to be read at once."""
    if before is None or article.text[before.end - 1] not in ".!":
        return lead
    if len(lead.words) + before.end - before.start > LONGEST_LEAD_IN:
        return lead
    words = inline(article.text, before.start, before.end, block.spans)
    return replace(lead, before=words)


def in_context(lead: Lead, end: int, context: str, asked: Candidate | None) -> Lead:
    """Return a lead-in that can be understood without the article; empty if none can be made.

    ``end`` is where the list ends, ``context`` what stands over it, ``asked`` the question
    whose answer holds it.
    """
    if not lead.words:
        return lead
    repeats = (
        asked is not None
        and asked.end - end <= _SHORT_REST
        and ":" not in asked.quote[end - asked.start :]
        and _plain(asked.back[: 2 * LONGEST_LEAD_IN]).startswith(_plain(lead.words))
    )
    words = _YES_NO.sub("", lead.words)
    depends = bool(_DEPENDS.search(words))
    lead = replace(lead, words=words[:1].upper() + words[1:], depends=depends)
    if asked is not None:
        return _under_question(lead, asked, repeats)
    return _under_heading(lead, context)


def _plain(words: str) -> str:
    return words.replace("*", "").casefold()


def _under_question(lead: Lead, asked: Candidate, repeats: bool) -> Lead:
    whether = bool(_ASKS_WHETHER.match(asked.term))
    lead = replace(lead, repeats=repeats and asked.confidence >= _TAKEN)
    if repeats and not whether and asks(asked.term):
        return replace(lead, words=asked.front)
    if not _needs_context(lead.words) or _covers(lead.words, asked.term):
        return lead
    return replace(lead, words=f"{asked.front} – {lead.words}")


def _under_heading(lead: Lead, context: str) -> Lead:
    label = bare(lead.words)
    if len(label.split()) <= _LABEL_WORDS and not _ends_as_sentence(label):
        if is_side(label):
            return replace(lead, words=side_of(label, context) if context else "")
        if not _EXAMPLES.match(label):
            if label.casefold() in NO_LABELS:
                return replace(lead, words="")
            lead = replace(lead, label=True)
    empty = bool(_EMPTY.fullmatch(lead.words) or _EXAMPLES.match(lead.words))
    if not empty and not _needs_context(lead.words):
        return lead
    if lead.before and not lead.words.casefold().startswith("here"):
        return replace(lead, words=f"{lead.before} {lead.words}")
    if not context:
        return replace(lead, words="") if empty or len(lead.words.split()) < 2 else lead
    if _EXAMPLES.match(lead.words):
        return replace(lead, words=f"Examples of {context}")
    if empty:
        return replace(lead, words=context)
    return (
        lead if _covers(lead.words, context) else replace(lead, words=f"{context} – {lead.words}")
    )


def _ends_as_sentence(words: str) -> bool:
    return words.rpartition(" ")[2].lower() in _VERBS_AT_THE_END


def _needs_context(words: str) -> bool:
    """Tell whether a lead-in points back, or is too short to say of what it lists the parts."""
    if _POINTS.match(words):
        return True
    if _WHOLE.search(words):
        return False
    if words.lower().startswith("there "):
        return True
    if _OPENS_LOOSELY.match(words):
        return len(words.split()) <= _FEW_WORDS and _ends_as_sentence(words)
    return len(words.split()) <= _LABEL_WORDS


def _covers(words: str, context: str) -> bool:
    """Tell whether a lead-in says already what stands over it."""
    said = {key(word.strip(",:;?!.*")) for word in words.split()}
    return {key(word.strip(",:;?!.*")) for word in context.split()} - _SMALL <= said
