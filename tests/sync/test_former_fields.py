"""What earlier versions said of several facts in one is understood, and goes on with these."""

import json
from dataclasses import replace
from typing import Any

from flashcards.api import Collection
from flashcards.model.messages import message
from flashcards.model.notes import FieldSettings
from flashcards.store.articles import digest_of
from flashcards.sync import segment as codec
from flashcards.sync.registers import stamp_of
from flashcards.sync.values import Fact, Segment
from tests.sync.group import Group

_TEXT = "Mitosis: a cell becomes two.\n\nOsmosis: water moves.\n"
_STAMP = stamp_of(1_772_000_000_000)


def _say(group: Group, *facts: tuple[str, str, str, Any]) -> None:
    """Let a computer with an earlier version tell something."""
    made = Segment(
        "old000000000", 1, app="1", needs=1, devices=[("", ""), ("old000000000", "old")],
        facts=[Fact(*fact, _STAMP, 1) for fact in facts],
    )  # fmt: skip
    data = codec.pack(made)
    group.shelf.put(codec.name_of(made, codec.hash_of(data)), data)


def _body(**decided: Any) -> list[Any]:
    kept = json.dumps({"headings": [], "seen": ["b", "a"], **decided})
    return [_TEXT, "https://example.org", digest_of(_TEXT), kept, 5]


def _ask(collection: Collection, sql: str) -> list[Any]:
    with collection._store.reading() as conn:
        return [tuple(row) for row in conn.exec_driver_sql(sql)]


def _become_former(collection: Collection, *sqls: str) -> None:
    """Let a collection have kept what it knows as the earlier version did."""
    with collection._store.writing(message("Sync"), undoable=False) as conn:
        for sql in sqls:
            conn.exec_driver_sql(sql)
        conn.exec_driver_sql(
            "UPDATE collection SET value = json_remove(value, '$.apart') WHERE key = 'sync'"
        )


def test_an_article_told_by_an_earlier_version_is_the_same(group: Group) -> None:
    body = _body(deck=["d", "Deck"], left=["y", "x"], blocks=[[1]])
    _say(group, ("sources", "s", "title", "Title"), ("sources", "s", "body", body))
    group.meet()
    sql = "SELECT title, text, address, digest, structure, read_ms FROM sources"
    ((*found, structure, read_ms),) = _ask(group.all[0], sql)
    assert [*found, read_ms] == ["Title", *body[:3], 5]
    assert json.loads(structure) == {**json.loads(body[3]), "seen": ["a", "b"], "left": ["x", "y"]}


def test_an_earlier_version_is_told_that_it_has_to_be_updated(group: Group) -> None:
    one = group.all[0]
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.sync(one)
    (data,) = group.shelf.files.values()
    assert codec.header_of(data).needs == 2


def test_what_was_decided_with_an_earlier_version_and_not_told_is_told(group: Group) -> None:
    one, two, _ = group.all
    one.reading.start(one.reading.keep(one.articles.read(_TEXT)))
    group.meet()
    (number,) = (each.id for each in one.articles.sources())
    one.reading.set_deck(number, "Chosen")
    _become_former(one, "UPDATE sync_stamps SET field = 'body' WHERE field = 'home'")
    group.meet()
    assert two.reading.deck(two.articles.sources()[0].id) == "Chosen"
    assert _ask(one, "SELECT count(*) FROM sync_stamps WHERE field = 'body'") == [(0,)]


def test_a_deleted_article_of_an_earlier_version_comes_back_as_it_was(group: Group) -> None:
    one = group.all[0]
    _say(group, ("sources", "s", "content", [_TEXT, digest_of(_TEXT), ""]),
         ("sources", "s", "left.x", True), ("sources", "s", "gone", True))  # fmt: skip
    group.meet()
    former = json.dumps([_STAMP, 7, _body(left=["x"]), 0])
    _become_former(
        one, "UPDATE sync_states SET body = json_set(json_remove(body, '$.content', "
        f"'$.\"left.x\"'), '$.body', json('{former}')) WHERE uid = 's'",
    )  # fmt: skip
    group.sync(one)
    ((body,),) = _ask(one, "SELECT body FROM sync_states WHERE uid = 's'")
    assert {"content", "left.x", "seen.a", "gone"} <= json.loads(body).keys()
    assert "body" not in json.loads(body)


def test_limits_fields_and_searches_of_an_earlier_version_are_the_same(group: Group) -> None:
    one = group.all[0]
    limits = json.dumps({"new_per_day": 4, "today": {"day": 5, "new": None, "reviews": 6}})
    search = json.dumps({"place": 2.0, "query": "is:new"})
    field = {"name": "Front", "language": "de", "size": 20}
    _say(
        group, ("decks", "d", "own_name", "D"), ("decks", "d", "limits", limits),
        ("plans", "p", "kind", "search"), ("plans", "p", "definition", search),
        ("note_types", "t", "name", "Type"), ("note_types", "t", "field.f", field),
        ("note_types", "t", "field.g", {"name": "Gone"}),
    )  # fmt: skip
    _say(group, ("note_types", "t", "field.g", None))
    group.meet()
    assert _ask(one, "SELECT definition FROM plans") == [(search,)]
    ((kept,),) = _ask(one, "SELECT limits FROM decks WHERE name = 'D'")
    assert json.loads(kept) == json.loads(limits)
    ((stored,),) = _ask(one, "SELECT fields FROM note_types WHERE name = 'Type'")
    assert json.loads(stored) == [{"uid": "f", "at": 0, **field}]


def test_limits_and_fields_written_with_an_earlier_version_are_told(group: Group) -> None:
    one, two, _ = group.all
    one.add_deck("D")
    one.browsing.save_search("first", "is:new")
    second = one.browsing.save_search("second", "is:due")
    group.meet()
    one.scheduling.set_deck_limits("D", new_per_day=4)
    kind = one.note_type("basic")
    first, *others = kind.field_list()
    named = kind.with_fields([replace(first, settings=FieldSettings(language="de")), *others])
    one.note_types.save(named, one.note_types.effect_of(named))
    one.browsing.move_search(second, -1)
    _become_former(
        one, "UPDATE sync_stamps SET field = 'limits' WHERE field = 'limit.new_per_day'",
        "UPDATE sync_stamps SET field = 'field.' || replace(substr(field, 15), '.language', '') "
        "WHERE field LIKE 'field_setting.%'",
        "UPDATE sync_stamps SET field = 'definition' WHERE field = 'place'",
    )  # fmt: skip
    group.meet()
    assert two.scheduling.deck_limits("D").new_per_day == 4
    assert two.note_type("basic").field_list()[0].settings.language == "de"
    assert [each.name for each in two.browsing.searches()] == ["second", "first"]
    assert _ask(one, "SELECT count(*) FROM sync_stamps WHERE field = 'limits'") == [(0,)]
