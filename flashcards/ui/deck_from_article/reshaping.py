"""Makes one card of two, and two of one."""

import re
from dataclasses import replace

from flashcards.model.articles import DraftCard
from flashcards.model.clozes import Cloze, cloze_numbers, renumbered, rewritten, written

_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"”’»)\]]{0,3}(?:\s+|(?<=[。！？]))|\n+")


def merged_cards(first: DraftCard, second: DraftCard) -> DraftCard:
    """Return one card that asks and answers what the two did.

    Gaps of the second are counted on from those of the first, so that each stays a card.
    """
    if first.cloze or second.cloze:
        shift = max(cloze_numbers(first.cloze), default=0)
        cloze = _joined(first.cloze, renumbered(second.cloze, lambda number: number + shift))
        extra = [each for each in (first, second) if not each.cloze]
        aside = [f"{each.front}\n\n{each.back}".strip() for each in extra]
        kept = [each.back for each in (first, second) if each.cloze]
        front, back = "", _joined(*kept, *aside)
    else:
        cloze = ""
        front = first.front if first.front == second.front else _joined(first.front, second.front)
        back = _joined(first.back, second.back)
    return DraftCard(
        front,
        back,
        cloze,
        tuple(dict.fromkeys((*first.tags, *second.tags))),
        tuple(dict.fromkeys((*first.candidates, *second.candidates))),
        first.span or second.span,
        first.part,
    )


def _joined(*parts: str) -> str:
    return "\n\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def split_card(
    card: DraftCard, parts: tuple[int, int], at: int = -1
) -> tuple[DraftCard, DraftCard] | None:
    """Return two cards that share what one asked; None where there is nothing to divide.

    ``parts`` are the numbers they are told apart by. The answer is divided at ``at``, or after its
    first sentence. Of a cloze each half keeps half of the gaps, and shows the others.
    """
    if card.cloze:
        return _split_cloze(card, parts)
    if at < 0:
        at = _first_end(card.back)
    first, second = card.back[:at].strip(), card.back[at:].strip()
    if not first or not second or at < 0:
        return None
    one, other = parts
    return replace(card, back=first, part=one), replace(card, back=second, part=other)


def _first_end(text: str) -> int:
    for end in _SENTENCE_END.finditer(text):
        before = text[: end.start()].strip()
        if before.count("```") % 2:
            continue  # within a block of code
        # What leads up to a list says nothing without it.
        if before and not before.endswith((":", "：")) and text[end.end() :].strip():
            return end.end()
    return -1


def _split_cloze(card: DraftCard, parts: tuple[int, int]) -> tuple[DraftCard, DraftCard] | None:
    numbers = cloze_numbers(card.cloze)
    if len(numbers) < 2:
        return None
    half = set(numbers[: (len(numbers) + 1) // 2])
    first = _with_gaps(card.cloze, half)
    second = _with_gaps(card.cloze, set(numbers) - half)
    if not cloze_numbers(first) or not cloze_numbers(second):
        return None
    one, other = parts
    return replace(card, cloze=first, part=one), replace(card, cloze=second, part=other)


def _with_gaps(text: str, kept: set[int]) -> str:
    """Return a cloze text in which only some gaps are left, counted from 1."""
    place = {number: at for at, number in enumerate(sorted(kept), 1)}

    def each(cloze: Cloze, inside: str) -> str:
        numbers = [place[number] for number in cloze.numbers if number in place]
        return written(numbers, inside, cloze.hint) if numbers else inside

    return rewritten(text, each)
