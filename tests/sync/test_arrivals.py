"""Machines that had decks of their own before they first met."""

from datetime import timedelta, timezone
from pathlib import Path

from tests.collection.anki.test_importing import packed
from tests.sync.group import Group

DECK = "# Deck\n\n## What is a cell? {#cell}\n\nA room\n"


def test_notes_of_one_deck_file_are_one_note_made_at_one_moment(
    group: Group, tmp_path: Path
) -> None:
    file = tmp_path / "deck.md"
    file.write_text(DECK, encoding="utf-8")
    for each in group.all:
        each.import_file(file)
        group.clock.moment += timedelta(days=1)
    group.meet()
    made = [each.note(each.search_notes("cell")[0]).created_ms for each in group.all]
    assert len(set(made)) == 1


def test_a_log_from_anki_is_read_alike_in_two_time_zones(group: Group, tmp_path: Path) -> None:
    package = packed(tmp_path)
    for hours, each in zip((5, 0, -7), group.all, strict=True):
        zone = timezone(timedelta(hours=hours))
        group.clock.moment = group.clock.moment.astimezone(zone)
        each.import_file(package)
    group.meet()
    offsets = []
    for each in group.all:
        with each._store.reading() as conn:
            sql = "SELECT id & 1099511627775, offset_minutes FROM reviews ORDER BY 1"
            offsets.append([tuple(row) for row in conn.exec_driver_sql(sql)])
    assert offsets[0]
    assert offsets[0] == offsets[1] == offsets[2]
