"""Knows the parts of an article that say again what matters, and what in them is said elsewhere."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.articles.finders.structure import Article, Section, walk
from flashcards.articles.finders.wording import bare, key
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_HEADING = re.compile(
    r"(?:.*[\s:–—-])?(?:summary|recap|in (?:brief|short|summary)|tl;?dr|(?:key |main )?takeaways|"
    r"(?:key|main) (?:points|facts|ideas|messages|learnings)|highlights|conclusions?|wrap[- ]?up|"
    r"lessons learn(?:ed|t)|zusammenfassung|fazit|(?:das )?wichtigste(?: in kürze)?|kernpunkte|"
    r"auf einen blick|merksätze|résumé|en (?:bref|résumé)|(?:points (?:clés|à retenir)|à retenir)|"
    r"ce qu['’]il faut retenir|l['’]essentiel|resumen|en (?:breve|resumen)|"
    r"(?:puntos|ideas) (?:clave|principales)|conclusi[oó]n|conclusiones)",
    re.IGNORECASE,
)
_LEARNED = re.compile(
    r"(?:what (?:you|we)(?:['’]ve| have)? learn(?:ed|t)\b|(?:in|from) this (?:chapter|section|"
    r"lesson|lecture|unit|article|part),? (?:you|we)(?:['’]ve| have)? learn(?:ed|t)\b|"
    r"(?:was (?:sie|du|wir) gelernt|in diesem (?:kapitel|abschnitt) (?:haben|hast))\b|"
    r"(?:ce que (?:vous avez|nous avons|tu as) appris|dans ce chapitre,? (?:vous avez|nous avons))|"
    r"(?:lo que (?:has|hemos) aprendido|en este capítulo,? (?:has|hemos)))",
    re.IGNORECASE,
)
_MOST_WORDS = 9
_LONGEST = 120
"""Characters of a line that may head a part."""
_MOST_FACTS = 300
"""Facts of recaps that are looked up elsewhere in one article."""
_SHARED = 0.7
"""Share of the words of a fact that says the same elsewhere."""
_WIDEST = 4
"""How many times as many words a passage may have that says no more than the fact."""
_FEWEST_LETTERS = 4
_WORD = re.compile(r"\w+")


def names_recap(heading: str) -> bool:
    """Tell whether a heading stands over a summary, key points or what was learned."""
    heading = bare(heading).strip(" :.")
    if len(heading.split()) > _MOST_WORDS:
        return False
    return bool(_HEADING.fullmatch(heading) or _LEARNED.match(heading))


def recap_items(article: Article, section: Section) -> Iterator[Block]:
    """Yield the entries of lists in which a section says again what matters.

    It is headed as a recap, or a line in bold within it is one, or the words before a list are.
    """
    headed = section.heading is not None and names_recap(section.title)
    under = headed
    learned = False
    for block in section.blocks:
        if block.kind is _K.LIST:
            if under or learned:
                yield from (b for b in walk(block.children) if b.kind is _K.ITEM and not b.children)
        elif block.kind is _K.PARAGRAPH and block.end - block.start <= _LONGEST:
            words = article.words_of(block)
            if _is_bold(article, block):
                under = headed or names_recap(words)
            learned = words.endswith((":", "：")) and names_recap(words)
            continue
        learned = False


def _is_bold(article: Article, block: Block) -> bool:
    """Tell whether all of a line is set in bold."""
    first = next((s for s in block.spans if s.mark == "strong"), None)
    if first is None or first.start != block.start:
        return False
    return not article.text[first.end : block.end].strip(" :.")


class Elsewhere:
    """What is said outside recaps, to be found by its words."""

    def __init__(self, passages: Iterable[str]) -> None:
        self._said = [content(passage) for passage in passages]
        self._holding: dict[str, list[int]] = {}
        for number, words in enumerate(self._said):
            for word in words:
                self._holding.setdefault(word, []).append(number)
        self._asked = 0

    def matches(self, fact: str) -> Sequence[int]:
        """Return which passages say the same as a fact, by their numbers."""
        words = content(fact)
        self._asked += 1
        if not words or self._asked > _MOST_FACTS:
            return ()
        rare = sorted(words, key=lambda w: (len(self._holding.get(w, ())), w))
        # what shares so many words has at least one of these
        must = rare[: len(words) - math.ceil(_SHARED * len(words)) + 1]
        near = sorted({number for word in must for number in self._holding.get(word, ())})
        return [
            number
            for number in near
            if len(words & self._said[number]) >= _SHARED * len(words)
            and len(self._said[number]) <= _WIDEST * len(words)
        ]


def content(words: str) -> frozenset[str]:
    """Return the words that carry meaning: long ones, abbreviations, numbers."""
    found = _WORD.findall(words)
    return frozenset(
        key(word)
        for word in found
        if len(word) >= _FEWEST_LETTERS or word.isupper() or word.isdigit()
    )
