"""Makes one card of what several finders found: duplicates merged, names joined, in order."""

from collections.abc import Iterable
from dataclasses import replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.wording import key

_K = CandidateKind
_RANK = {_K.FAQ: 0, _K.TERM: 1, _K.CONTRAST: 2, _K.LIST: 3, _K.EXAMPLE: 4}
_MOST = 20_000


def choose(found: Iterable[Candidate]) -> list[Candidate]:
    """Return one candidate for each thing to ask, in the order of the article.

    Of two candidates for one term the surer one stays, the earlier one among equals; the names
    of the other become its aliases. Deterministic; n log n in the number of candidates.
    """
    ranked = sorted(found, key=lambda c: (_RANK[c.kind], -c.confidence, c.start, c.end, c.term))
    kept: list[Candidate] = []
    places: dict[tuple[bool, str], int] = {}
    for candidate in ranked:
        asks = candidate.kind in (_K.FAQ, _K.TERM)
        own = (asks, key(candidate.term) if asks else _passage(candidate))
        names = [own]
        if asks and candidate.kind is _K.TERM:
            names += [(True, key(alias)) for alias in candidate.aliases]
        place = next((places[name] for name in names if name in places), None)
        if place is None:
            place = len(kept)
            kept.append(candidate)
        elif asks:
            kept[place] = _joined(kept[place], candidate)
        for name in names:
            places.setdefault(name, place)
    kept.sort(key=lambda c: (c.start, _RANK[c.kind], c.end, c.term))
    return kept[:_MOST]


def _passage(candidate: Candidate) -> str:
    return f"{candidate.kind}:{candidate.start}:{key(candidate.term)}:{candidate.cloze[:40]}"


def _joined(kept: Candidate, other: Candidate) -> Candidate:
    """Add the other's names to the one that stays."""
    if kept.kind is not _K.TERM or other.kind is not _K.TERM:
        return kept
    known = {key(kept.term), *map(key, kept.aliases)}
    new = [name for name in (other.term, *other.aliases) if key(name) not in known]
    return replace(kept, aliases=(*kept.aliases, *dict.fromkeys(new))) if new else kept
