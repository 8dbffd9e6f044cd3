"""Sees to it that each row of a menu has a letter of its own, whatever else is in the menu."""

import re
from collections.abc import Collection, Sequence

_MARKED = re.compile(r"&([^&\s])")


def letter(text: str) -> str:
    """Return the letter that a text marks, small; empty where it marks none."""
    found = _MARKED.search(text.replace("&&", ""))
    return found[1].lower() if found else ""


def plain(text: str) -> str:
    """Return a text without mnemonic marks."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def with_own_letters(texts: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """Return the texts of a menu, each with a letter no other has; none where all are taken.

    A text keeps the letter it marks, unless one above has it or another would be left with none.
    The others take a free one of theirs, the beginning of a word before the rest. None is given
    one that is ``taken``.
    """
    wanted = [[one for one in _candidates(text) if one not in taken] for text in texts]
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
        if letter(text) and letter(text) not in taken:
            owners.setdefault(letter(text), place)
    for place in range(len(texts)):
        if place not in owners.values():
            settle(place, set())
    letters = {place: one for one, place in owners.items()}
    return [marked(text, letters.get(place, "")) for place, text in enumerate(texts)]


def _candidates(text: str) -> list[str]:
    """Return the letters and digits of a text, the best to mark first."""
    words = plain(text).lower()
    begins = [part[0] for part in words.split()]
    return [one for one in dict.fromkeys((*begins, *words)) if one.isalnum()]


def marked(text: str, one: str) -> str:
    """Return a text that marks a letter it holds, or none where that is empty."""
    if one and letter(text) == one:
        return text
    words = plain(text)
    if not one:
        return _escaped(words)
    at = f" {words.lower()}".find(f" {one}")
    at = at if at >= 0 else words.lower().index(one)
    return f"{_escaped(words[:at])}&{_escaped(words[at:])}"


def _escaped(words: str) -> str:
    return words.replace("&", "&&")
