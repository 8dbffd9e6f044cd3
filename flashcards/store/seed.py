"""What a new collection starts with: the built-in note types and the default preset."""

from sqlalchemy import Connection


def seed(conn: Connection, now_ms: int) -> None:
    """Fill an empty collection; runs in the transaction that creates it."""
    # Here, since other openings need none of it.
    from flashcards.model.ids import new_uid
    from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
    from flashcards.model.presets import Options
    from flashcards.scheduling.registry import scheduler_for
    from flashcards.store import note_types
    from flashcards.store.presets import options_to_json

    execute = conn.exec_driver_sql
    execute("INSERT INTO collection VALUES ('uid', ?)", (new_uid(),))
    # Words gathered in memory before they go to the index, in bytes: large imports take less time.
    execute("INSERT INTO note_text (note_text, rank) VALUES ('hashsize', 16777216)")
    for note_type in BUILT_IN_NOTE_TYPES:
        note_types.insert(conn, note_type, now_ms, note_type.id)
    execute("UPDATE learner SET changed_ms = ?", (now_ms,))
    options = Options()
    scheduler = scheduler_for(options)
    execute(
        "INSERT INTO scheduler_versions (id, scheduler, parameters, day_start_minutes) "
        "VALUES (1, ?, ?, ?)",
        (scheduler.name, scheduler.parameters(), options.day_start_minutes),
    )
    execute(
        "INSERT INTO presets (id, uid, name, options, version_id, changed_ms) "
        "VALUES (1, 'default', 'Default', ?, 1, ?)",
        (options_to_json(options), now_ms),
    )
