"""Sees to it that each row of a menu has a letter of its own, whatever else is in the menu."""

import re
from collections.abc import Sequence

_MARKED = re.compile(r"&([^&\s])")


def letter(text: str) -> str:
    """Return the letter that a text marks, small; empty where it marks none."""
    found = _MARKED.search(text.replace("&&", ""))
    return found[1].casefold() if found else ""


def plain(text: str) -> str:
    """Return a text without mnemonic marks."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def with_own_letters(texts: Sequence[str]) -> list[str]:
    """Return the texts of a menu, each with a letter no other has; none where all are taken.

    A text keeps the letter it marks, unless one above has it or another would be left with none.
    The others take a free one of theirs, the beginning of a word before the rest.
    """
    wanted = [_candidates(text) for text in texts]
    owners: dict[str, int] = {}

    def settle(place: int, asked: set[str]) -> bool:
        """Find a letter for a text, even if another text has to take a different one."""
        free = [one for one in wanted[place] if one not in owners]
        held = [one for one in wanted[place] if one in owners]
        for one in (*free, *held):
            if one not in asked:
                asked.add(one)
                if one not in owners or settle(owners[one], asked):
                    owners[one] = place
                    return True
        return False

    for place, text in enumerate(texts):
        if letter(text):
            owners.setdefault(letter(text), place)
    for place in range(len(texts)):
        if place not in owners.values():
            settle(place, set())
    letters = {place: one for one, place in owners.items()}
    return [_marked(text, letters.get(place, "")) for place, text in enumerate(texts)]


def _candidates(text: str) -> list[str]:
    """Return the letters and digits of a text, the best to mark first."""
    words = plain(text).casefold()
    begins = [part[0] for part in words.split()]
    return [one for one in dict.fromkeys((*begins, *words)) if one.isalnum()]


def _marked(text: str, one: str) -> str:
    if one and letter(text) == one:
        return text
    words = plain(text)
    if not one:
        return _escaped(words)
    at = f" {words.casefold()}".find(f" {one}")
    at = at if at >= 0 else words.casefold().index(one)
    return f"{_escaped(words[:at])}&{_escaped(words[at:])}"


def _escaped(words: str) -> str:
    return words.replace("&", "&&")
