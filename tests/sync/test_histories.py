"""What one machine typed while another typed something else stands in a history on both."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.collection.syncing import syncing
from tests.sync.group import Group
from tests.sync.learner import only_note


def _said_before(machine: Collection) -> set[str]:
    with machine._store.reading() as conn:
        return {row[0] for row in conn.exec_driver_sql("SELECT value FROM revisions")}


def test_texts_that_replace_each_other_within_minutes_are_all_kept(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "first"}, deck="D")
    group.meet()
    for machine, text in ((one, "one"), (two, "two"), (one, "one again")):
        machine.update_note(machine.search_notes("")[0], {"Back": text})
        group.meet()
    for each in group.all[:2]:
        (note,) = each.search_notes("")
        assert each.note(note).fields[1] == "one again"
        assert {"first", "one", "two"} <= _said_before(each)


def test_a_text_is_kept_where_its_note_was_edited_and_deleted_there_at_once(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "first"}, deck="D")
    group.meet()
    one.update_note(note, {"Back": "second"})
    one.delete_notes([note])
    group.meet()
    assert _said_before(two) == {"first"}
    (binned,) = two.bin()
    two.restore_from_bin(binned.id)
    group.meet()
    for each in group.all:
        (number,) = each.search_notes("")
        assert each.note(number).fields[1] == "second"
        assert [former.value for former in each.revisions(number)] == ["first"]


def test_templates_and_styles_that_lost_are_kept(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, deck="D")
    group.meet()
    for machine, word in ((one, "early"), (two, "late")):
        kind = machine.note_type("Basic")
        first = replace(kind.templates[0], question=f"{word}: {{{{Front}}}}")
        changed = replace(kind, css=f".{word} {{}}", templates=(first, *kind.templates[1:]))
        machine.note_types.save(changed)
    group.meet()
    for each in group.all[:2]:
        kind = each.note_type("Basic")
        assert (kind.css, kind.templates[0].question) == (".late {}", "late: {{Front}}")
        assert {".early {}", "early: {{Front}}"} <= _said_before(each)


def test_what_lost_stands_in_the_history_once(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "first"}, deck="D")
    group.meet()
    for machine, text in ((one, "earlier"), (two, "later")):
        machine.update_note(machine.search_notes("")[0], {"Back": text})
    group.meet()
    for each in group.all[:2]:
        said = [former.value for former in each.revisions(each.search_notes("")[0])]
        assert said.count("earlier") == 1


def test_a_history_tells_which_computer_typed_what_and_when(group: Group) -> None:
    one, two, _ = group.all
    for name, machine in (("one", one), ("two", two)):
        machine.syncing.rename_device(name)
    one.add_note({"Front": "front", "Back": "first"}, deck="D")
    group.meet()
    typed = {}
    for machine, text in ((two, "second"), (one, "earlier"), (two, "later")):
        typed[text] = group.clock.moment = group.clock.moment + timedelta(hours=1)
        machine.update_note(machine.search_notes("")[0], {"Back": text})
        if text == "second":
            group.meet()
    group.clock.moment += timedelta(hours=1)
    group.meet()
    for each in group.all:
        found = {former.value: former for former in each.revisions(each.search_notes("")[0])}
        assert found["second"].device in ("one", "two")
        for text, device, moment in (
            ("first", "two", typed["second"]), ("earlier", "one", typed["earlier"])
        ):  # fmt: skip
            assert found[text].device == device
            assert timedelta(0) < found[text].until - moment < timedelta(minutes=1)


def test_what_stands_over_a_lost_text_is_kept_though_it_goes_within_minutes(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "first"}, deck="D")
    group.meet()
    for machine, text in ((one, "earlier"), (two, "later")):
        group.clock.moment += timedelta(minutes=1)
        machine.update_note(machine.search_notes("")[0], {"Back": text})
    group.meet()
    group.clock.moment += timedelta(minutes=1)
    one.update_note(one.search_notes("")[0], {"Back": "last"})
    assert {"first", "earlier", "later"} <= _said_before(one)


def test_what_lay_in_the_bin_is_kept_where_the_note_is_imported_anew_elsewhere(
    group: Group, tmp_path: Path
) -> None:
    file = tmp_path / "deck.md"
    one, two, three = group.all
    for machine, answer in ((one, "A room"), (two, "The smallest thing that lives")):
        file.write_text(f"# Deck\n\n## What is a cell? {{#cell}}\n\n{answer}\n", encoding="utf-8")
        machine.import_file(file)
        if machine is one:
            group.meet()
            one.delete_notes(one.search_notes(""))
            group.meet()
    group.meet()
    for each in (one, two, three):
        (note,) = each.search_notes("")
        assert each.note(note).fields[1] == "The smallest thing that lives"
        assert [former.value for former in each.revisions(note)] == ["A room"]


def _history(collection: Collection) -> list[tuple[str, str]]:
    return [(each.value, each.device) for each in collection.revisions(only_note(collection))]


def test_what_a_note_said_before_is_known_on_every_computer(group: Group) -> None:
    one, two, three = group.all
    note = one.add_note({"Front": "front", "Back": "0"}, "Deck")
    for text in "123":
        group.clock.moment += timedelta(days=1)
        one.update_note(note, {"Back": text})
    group.sync(one, two)
    for text in "456":
        group.clock.moment += timedelta(days=1)
        one.update_note(note, {"Back": text})
    group.sync(one, two)
    group.clock.moment += timedelta(days=1)
    one.update_note(note, {"Back": "7"})
    group.meet()
    assert [text for text, _ in _history(one)] == [*"6543210"]
    assert _history(two) == _history(three)
    assert [text for text, _ in _history(two)] == [*"6543210"]


def test_a_history_of_many_texts_is_told_in_parts(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "0"}, "Deck")
    for text in ("1", "2", "3"):
        group.clock.moment += timedelta(days=1)
        one.update_note(note, {"Back": text})
    with pytest.MonkeyPatch.context() as few:
        few.setattr(syncing, "ROWS_AT_ONCE", 1)
        group.meet()
    assert [text for text, _ in _history(two)] == ["2", "1", "0"]
