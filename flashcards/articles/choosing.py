"""Makes one card of what several finders found: duplicates merged, names joined, in order."""

import re
from collections.abc import Iterable
from dataclasses import replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.checking import weaknesses
from flashcards.articles.finders.wording import key

_K = CandidateKind
_RANK = {_K.CHOICE: 0, _K.FAQ: 0, _K.TERM: 1, _K.CONTRAST: 2, _K.LIST: 3, _K.STATEMENT: 4}
_DEFINES = re.compile(r"What (?:is|are) \*[^*]+\*\?|\*")
_OF_WORDS = re.compile(r"\b(?:terms?|words?|names?|definitions?|vocabulary|abbreviations?)\b", re.I)
_EXPLAINED = 0.45
"""How sure a term can be whose answer tells of it and does not define it."""
_SET_APART = 0.8
LIKELY = 0.5
"""From this confidence on a card is one that most readers would keep."""
_ENOUGH_TO_TELL = 60
_LONGEST_JOINED = 700
_MOST_NAMES = 12
"""More names than this is no name at all; it also keeps joining linear."""


def choose(found: Iterable[Candidate], same: Iterable[tuple[str, str]] = ()) -> list[Candidate]:
    """Return one candidate for each thing to ask, in the order of the article.

    Of two candidates for one term the surer one stays, the earlier one among equals; the names
    of the other become its aliases. ``same`` are pairs of names for one thing, such as an
    abbreviation and what it stands for. Deterministic; n log n in the number of candidates.
    """
    ranked = sorted(found, key=lambda c: (_RANK[c.kind], -c.confidence, c.start, c.end, c.term))
    kept: list[Candidate] = []
    places: dict[tuple[bool, str], int] = {}
    starts: dict[int, int] = {}
    others = _other_names(same)
    for candidate in ranked:
        asks = candidate.kind in (_K.FAQ, _K.TERM)
        own = (asks, key(candidate.term) if asks else _passage(candidate))
        if candidate.kind is _K.CONTRAST:
            own = (asks, " ".join(sorted(key(candidate.term).split())))
        elif candidate.kind is _K.CHOICE:
            own = (asks, f"{candidate.kind}:{key(candidate.term)}")
        names = [own]
        if asks and candidate.kind is _K.TERM:
            candidate = _with_aliases(candidate, others.get(key(candidate.term), []))
            names += [(True, key(alias)) for alias in candidate.aliases]
        place = next((places[name] for name in names if name in places), None)
        if candidate.kind is _K.LIST and candidate.front:
            entry = _entry_of(candidate, kept, places, starts)
            if entry >= 0:
                kept[entry] = _asked_like(kept[entry], candidate)
                continue
        if place is not None and asks and _both_meant(kept[place], candidate):
            place = None
        if place is None:
            place = len(kept)
            kept.append(candidate)
            if candidate.kind is _K.TERM:
                starts.setdefault(candidate.start, place)
        elif asks:
            kept[place] = _joined(kept[place], candidate)
        elif candidate.kind is _K.CONTRAST:
            kept[place] = _answered_by_both(kept[place], candidate)
        for name in names:
            places.setdefault(name, place)
    return in_order(kept)


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates in the order of the article."""
    return sorted(
        candidates, key=lambda c: (c.start, _RANK[c.kind], c.quote.find(c.term), c.end, c.term)
    )


def decided(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates with what is taken of them unless the learner leaves it out.

    That is what is likely, and neither weak nor about a term that matters too little.
    """
    likely = [
        replace(c, chosen=c.chosen and c.confidence >= LIKELY and not weaknesses(c))
        for c in candidates
    ]
    best: dict[tuple[int, str], Candidate] = {}
    for each in likely:
        if each.chosen and each.kind is _K.TERM and each.back:
            other = best.setdefault((each.start, each.back), each)
            if other.confidence < each.confidence:
                best[each.start, each.back] = each
    return [
        replace(c, chosen=False)
        if c.chosen and best.get((c.start, c.back), c) is not c and c.kind is _K.TERM
        else c
        for c in likely
    ]


def _answered_by_both(kept: Candidate, other: Candidate) -> Candidate:
    """Add the other's answer to the one that stays, unless that says it already."""
    said = other.back.split("\n", 1)[0].rstrip(".")
    if said.casefold() in kept.back.split("\n", 1)[0].casefold() or other.back in kept.back:
        return kept
    back = f"{kept.back}\n\n{other.back}"
    if len(back) > _LONGEST_JOINED:
        return kept
    return replace(kept, back=back)


def _entry_of(
    item: Candidate,
    kept: list[Candidate],
    places: dict[tuple[bool, str], int],
    starts: dict[int, int],
) -> int:
    """Where the term is that the label of an item was taken for as well; -1 if nowhere."""
    place = places.get((True, key(item.term)), -1)
    if place >= 0 and kept[place].start < item.end and item.start < kept[place].end:
        return place
    return starts.get(item.start, -1)


def _asked_like(entry: Candidate, item: Candidate) -> Candidate:
    """Return what an item of a list and the term that its label was taken for make together.

    The item's question says what the list is about; the term's is the better one only where
    its answer defines it, or where the list is one of words.
    """
    if entry.kind is not _K.TERM:
        return entry
    if key(entry.term) != key(item.term):
        return item  # "For X: ..." is no term
    asked, _, context = item.front.partition("\n\n")
    if _DEFINES.match(asked) or _OF_WORDS.search(context):
        return entry
    sure = min(entry.confidence, _EXPLAINED) if asked.startswith("Explain") else entry.confidence
    return replace(entry, front=item.front, back=item.back, cloze="", confidence=sure)


def _both_meant(kept: Candidate, other: Candidate) -> bool:
    """Tell whether the author set both apart, with different answers: "head" and "HEAD"."""
    if min(kept.confidence, other.confidence) < _SET_APART or kept.kind is not other.kind:
        return False
    one, two = (key(c.back[:_ENOUGH_TO_TELL]) for c in (kept, other))
    return not (one.startswith(two[: len(one)]) or two.startswith(one[: len(two)]))


def _other_names(same: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    others: dict[str, list[str]] = {}
    for short, words in same:
        for name, other in ((short, words), (words, short)):
            known = others.setdefault(key(name), [])
            if len(known) < _MOST_NAMES:
                known.append(other)
    return others


def _with_aliases(candidate: Candidate, names: Iterable[str]) -> Candidate:
    room = _MOST_NAMES - len(candidate.aliases)
    if room <= 0:
        return candidate
    known = {key(candidate.term), *map(key, candidate.aliases)}
    new = [name for name in names if key(name) not in known]
    if not new:
        return candidate
    return replace(candidate, aliases=(*candidate.aliases, *list(dict.fromkeys(new))[:room]))


def _passage(candidate: Candidate) -> str:
    return f"{candidate.kind}:{candidate.start}:{key(candidate.term)}:{candidate.cloze[:40]}"


def _joined(kept: Candidate, other: Candidate) -> Candidate:
    """Add the other's names to the one that stays."""
    if kept.kind is not _K.TERM or other.kind is not _K.TERM:
        return kept
    return _with_aliases(kept, (other.term, *other.aliases))
