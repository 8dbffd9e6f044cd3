"""What of a published deck counts for whoever reads it: a teacher speaks of the deck alone."""

from dataclasses import replace
from functools import cache
from typing import Any, Final

from flashcards.model.note_types import BUILT_IN
from flashcards.store import fields
from flashcards.store.syncing.kinds import fields_apart
from flashcards.store.syncing.published import KINDS, LEECH, LEFT_OUT
from flashcards.store.syncing.template_names import travelling
from flashcards.sync.values import CHANGES, Fact, Segment

_TYPE_OF: Final = {
    template.uid: uid for uid, note_type in BUILT_IN.items() for template in note_type.templates
}
"""The built-in type of each built-in template."""


def is_of_a_deck(segment: Segment, space: str) -> bool:
    """Whether a segment says no more than a deck can, and speaks for nobody but its space.

    How cards are studied, and with which options, is up to each learner.
    """
    return (
        segment.device == space
        and segment.kind == CHANGES
        and {uid for uid, _ in segment.devices} <= {"", space}
        and segment.log is None
        and not segment.extra
        and not segment.covers
        and all(
            fact.kind in KINDS and fact.field not in LEFT_OUT.get(fact.kind, ())
            for fact in segment.facts
        )
    )


def what_counts(segment: Segment) -> Segment:
    """Return what a published segment says without what is each learner's own.

    Everybody has the built-in note types, for notes of their own: what a teacher made of them
    stays with the teacher, and so does the mark of cards that the teacher keeps forgetting.
    """
    spoken_of = {
        fact.uid: kept
        for fact in segment.facts
        if (kept := _built_in(fact)) is not None and fact.kind in ("note_types", "templates")
    }
    taken = [
        fact
        for fact in segment.facts
        if not (fact.kind in ("note_types", "templates") and fact.uid in spoken_of)
        and not (fact.kind == "notes" and fact.field == LEECH)
    ]
    devices = segment.devices
    if spoken_of and ("", "") not in devices:
        devices = [*devices, ("", "")]
    for uid in sorted(set(spoken_of.values())):
        taken += [fact._replace(device=devices.index(("", ""))) for fact in _as_begun(uid)]
    return replace(segment, facts=taken, devices=devices)


def _built_in(fact: Fact) -> str | None:
    """Return the built-in type that a fact about a note type or a template changes, if any."""
    if fact.kind == "note_types":
        return fact.uid if fact.uid in BUILT_IN else None
    if fact.uid in _TYPE_OF:
        return _TYPE_OF[fact.uid]
    is_new = fact.field == "type" and isinstance(fact.value, str) and fact.value in BUILT_IN
    return fact.value if is_new else None


@cache
def _as_begun(uid: str) -> tuple[Fact, ...]:
    """Return what every collection begins with says of a type: it gives way to all else."""
    note_type = BUILT_IN[uid]
    said: dict[tuple[str, str], dict[str, Any]] = {
        ("note_types", uid): {
            "name": note_type.name, "kind": note_type.kind.value, "markup": note_type.markup,
            "css": note_type.css, **fields_apart(fields.stored(note_type)),
        }
    }  # fmt: skip
    uids = dict(zip(note_type.fields, note_type.field_uids, strict=True))
    for position, template in enumerate(note_type.templates):
        said["templates", template.uid] = {
            "type": uid, "name": template.name, "position": position,
            "question": travelling(template.question, uids),
            "answer": travelling(template.answer, uids),
        }  # fmt: skip
    return tuple(
        Fact(kind, row, name, value, 0, 0)
        for (kind, row), state in said.items()
        for name, value in state.items()
    )
