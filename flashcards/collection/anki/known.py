"""Brings notes up to date that came from Anki before; what was edited here stays."""

import json
from collections.abc import Mapping, Sequence

from flashcards.collection.anki import keeping
from flashcards.collection.anki.adding import tags_of, texts_of
from flashcards.collection.anki.under_way import Owned, UnderWay
from flashcards.model.notes import Note
from flashcards.store import notes, origins
from flashcards.store.origins import Origin


def update(state: UnderWay, there: Mapping[str, Note], old: Sequence[Owned]) -> None:
    """Take over what changed there and was not changed here, field by field."""
    if not old:
        return
    kept = origins.of_notes(state.conn, [each.note.guid for each in old])
    now = state.work.now_ms
    rows, fresh, renewed = [], list[Origin](), list[Origin]()
    for note, note_type, _ in old:
        own, before = there[note.guid], kept.get(note.guid)
        texts, tags = texts_of(state, note_type, note.fields), tags_of(note.tags)
        known = json.loads(before.texts) if before else []
        if own.note_type_id != note_type.id or len(texts) != len(note_type.fields):
            state.tally.unchanged += 1
            continue
        mine = (" ".join(own.tags), *own.fields, *[""] * (len(texts) - len(own.fields)))
        theirs = (tags, *texts)
        said = keeping.digests(tags, texts)
        here = keeping.digests(mine[0], mine[1:])
        merged = [
            their if place < len(known) and known[place] == here[place] else my
            for place, (my, their) in enumerate(zip(mine, theirs, strict=True))
        ]
        if before is not None and said != known:
            renewed.append(before._replace(texts=json.dumps(said, separators=(",", ":"))))
        elif before is None:
            fresh.append(keeping.origin(note, tags, texts, []))
        if tuple(merged) == mine:
            state.tally.unchanged += 1
            continue
        key = notes.first_key(merged[1])
        rows.append((notes.stored_fields(merged[1:]), merged[0], key, now, own.id))
    notes.update(state.conn, rows)
    origins.add(state.conn, fresh, now)
    origins.replace(state.conn, renewed, now)
    state.tally.updated += len(rows)
