"""Takes cards that an article gave apart into the fields of List and Multiple choice notes."""

import re
from collections.abc import Sequence
from typing import Final

from flashcards.model.clozes import Cloze, cloze_numbers, parse
from flashcards.model.note_types import CHOICE, LIST

_ENTRY: Final = re.compile(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]+")
_JOINT: Final = re.compile(r"[,;\s]*(?:[^\W\d]{1,4}[,\s]+)?")
"""What stands between the members of a sentence: a comma, "and", or both."""
_TAIL: Final = re.compile(r"[.!:;\s]*")


def as_fields(note_type: str, front: str, back: str) -> tuple[str, ...] | None:
    """Return what the two fields of a card say in those of a List or Multiple choice note.

    ``note_type`` is the uid of the one wanted; None where the card does not have its form.
    """
    if note_type == CHOICE.uid:
        return _as_choice(front, back)
    return _as_list(front, back) if note_type == LIST.uid else None


def fitting_type(front: str, back: str) -> str | None:
    """Return the uid of the type a card has the form of, List or Multiple choice; else None."""
    return next((uid for uid in (CHOICE.uid, LIST.uid) if as_fields(uid, front, back)), None)


def _as_choice(front: str, back: str) -> tuple[str, ...] | None:
    """Return question, right and wrong answers and an empty explanation."""
    question, options = _entries(front)
    if not question or len(options) < 2 or cloze_numbers(front):
        return None
    lead, several = _entries(back)
    right = several if several and not lead else [back.strip()]
    wrong = [option for option in options if option not in right]
    if not wrong or not set(right) <= set(options):
        return None
    return question, right[0] if len(right) == 1 else _listed(right), _listed(wrong), ""


def _as_list(text: str, extra: str) -> tuple[str, ...] | None:
    """Return the question, the items with their clozes one a line, and the extra text."""
    if len(cloze_numbers(text)) < 2:
        return None
    question, entries = _entries(text)
    if entries:
        alone = all(len(cloze_numbers(entry)) == 1 for entry in entries)
        apart = not cloze_numbers(question) and not any("\n" in entry for entry in entries)
        return (question, "\n".join(entries), extra) if question and alone and apart else None
    lead, members = _members(text)
    return (lead, "\n".join(members), extra) if lead and members else None


def _entries(text: str) -> tuple[str, list[str]]:
    """Return what stands before a list at the end of a text, and its entries; none for no list."""
    before: list[str] = []
    entries: list[list[str]] = []
    for line in text.strip().split("\n"):
        mark = _ENTRY.match(line)
        if mark:
            entries.append([line[mark.end() :]])
        elif not entries:
            before.append(line)
        elif line.startswith("  ") or not line.strip():
            entries[-1].append(line[2:])
        else:
            return text, []
    return "\n".join(before).strip(), ["\n".join(entry).strip() for entry in entries]


def _members(text: str) -> tuple[str, list[str]]:
    """Return the beginning of a sentence and its clozes, each with its signs.

    Nothing where other words than "and" stand between them or behind.
    """
    pieces: list[str] = [""]
    members: list[str] = []
    depth = 0
    for event in parse(text):
        if isinstance(event, Cloze):
            if depth:
                return "", []
            depth += 1
            members.append(event.opener)
            hint = "" if event.hint is None else f"::{event.hint}"
        elif event is None:
            depth -= 1
            members[-1] += hint + "}}"
            pieces.append("")
        elif depth:
            members[-1] += event
        else:
            pieces[-1] += event
    lead, *joints = pieces
    fits = all(map(_JOINT.fullmatch, joints[:-1])) and _TAIL.fullmatch(joints[-1] if joints else "")
    return (lead.strip(), members) if fits else ("", [])


def _listed(options: Sequence[str]) -> str:
    return "\n".join("- " + option.replace("\n", "\n  ") for option in options)
