"""What one member does takes neither room nor time from the others."""

from contextlib import ExitStack
from pathlib import Path

import pytest

import flashcards
from flashcards.__main__ import main
from flashcards.api import Collection
from flashcards.collection.syncing import hubs
from flashcards.model.enums import Quality
from flashcards.store.hub import carrier, connecting, members, sharing, spaces
from flashcards.store.hub.carrier import HubCarrier
from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.refusals import ForbiddenError, OverQuotaError, TooManyPublicationsError
from flashcards.store.hub.rules import ROW
from tests.hub.conftest import Class
from tests.sync.machines import Clock

S = "flashcards_hub"
_MANY = (
    f"INSERT INTO {S}.segments (space, hash, name, bytes, size) "
    "SELECT :space, encode(sha256(b), 'hex'), 'a-' || n || '-b.seg', b, length(b) "
    "FROM (SELECT n, decode(lpad(n::text, 8, '0'), 'hex') AS b FROM generate_series(1, :count) n) e"
).replace("n::text", "CAST(n AS text)")


def _put(hub: Hub, count: int) -> str:
    space = HubCarrier(hub).space
    hub.run(_MANY, space=space, count=count)
    return space


def _share(hub: Hub, decks: int, day: str = "current_date", length: int = 1000) -> None:
    hub.run(
        f"INSERT INTO {S}.progress SELECT session_user, {day}, rpad('d' || n, {length}, 'x'), "
        f"1, 1, 1 FROM generate_series(1, {decks}) n"
    )


def _sizes(school: Class) -> dict[str, int]:
    with connecting.opened(school.owner) as hub:
        return {each.name: each.size for each in members.members(hub)}


def test_many_small_rows_fill_a_place_as_well(school: Class) -> None:
    with connecting.opened(school.owner) as owner, connecting.opened(school.ada) as hub:
        members.give(owner, 10_000, "Ada")
        sharing.agree(hub)
        with pytest.raises(OverQuotaError):
            _put(hub, 20)
        with pytest.raises(OverQuotaError):
            _share(hub, 5)
        _put(hub, 10)
        _share(hub, 1)
        assert _sizes(school)["Ada"] == 10 * (4 + ROW) + 2000 + ROW
        sharing.take_back(hub)
        assert _sizes(school)["Ada"] == 10 * (4 + ROW)


def test_a_teacher_publishes_so_many_decks_and_no_more(school: Class) -> None:
    with connecting.opened(school.teacher) as hub, pytest.raises(OverQuotaError):
        hub.run(
            f"INSERT INTO {S}.spaces SELECT lpad(to_hex(n), 32, '0'), session_user, "
            "CAST(n AS text), 'x' FROM generate_series(1, 1001) n"
        )


@pytest.mark.parametrize("day", ["date '2300-01-01'", "date '1970-01-01'"])
def test_nobody_shares_what_was_done_on_days_that_cannot_be(school: Class, day: str) -> None:
    with connecting.opened(school.ada) as hub:
        sharing.agree(hub)
        with pytest.raises(ForbiddenError):
            _share(hub, 1, day)


def test_one_learner_does_not_crowd_the_others_out(
    school: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "_MOST_ROWS", 4)
    for who, days in ((school.ada, 9), (school.ben, 2)):
        with connecting.opened(who) as hub:
            sharing.agree(hub)
            for day in range(days):
                _share(hub, 1, f"current_date - {day}", 2)
    with connecting.opened(school.teacher) as hub:
        assert [each.name for each in sharing.seen(hub)] == ["Ada", "Ben", "Ada", "Ben"]


def test_what_one_teacher_publishes_hides_nothing_of_a_learner(
    school: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "MOST_OF_A_TEACHER", 5)
    with connecting.opened(school.teacher) as hub:
        for deck in ("one", "two"):
            hub.run(_MANY, space=spaces.for_deck(hub, deck, deck), count=9)
    with connecting.opened(school.owner) as owner:
        other = members.add(owner, "Mr Lee", teaches=True)
    with connecting.opened(other) as hub:
        hub.run(_MANY, space=spaces.for_deck(hub, "three", "Three"), count=3)
    with connecting.opened(school.ada) as hub:
        _put(hub, 7)
        found = HubCarrier(hub).segments()
        assert len([each for each in found if not each.published]) == 7
        assert len([each for each in found if each.published]) == 5 + 3


def test_whoever_is_not_told_of_all_that_was_published_hears_that(
    school: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (carrier, hubs):
        monkeypatch.setattr(module, "MOST_OF_A_TEACHER", 3)
    with ExitStack() as stack:
        teacher, ada = (
            stack.enter_context(flashcards.open(tmp_path / f"{name}.flashcards", Clock()))
            for name in ("teacher", "ada")
        )
        for front in ("one", "two", "three"):
            teacher.add_note({"Front": front, "Back": "?"}, deck="Biology")
            teacher.hub.publish(school.teacher, "Biology")
        assert ada.sync(school.ada).troubles == ()
        with pytest.raises(TooManyPublicationsError, match="3 times"):
            teacher.hub.publish(school.teacher, "Biology")
        with connecting.opened(school.teacher) as hub:  # by an earlier version
            hub.run(_MANY, space=spaces.for_deck(hub, "other", "Other"), count=2)
        (trouble,) = ada.sync(school.ada).troubles
        assert "“Other” has published 3 times" in str(trouble)
        assert len(ada.search("")) == 3


# What is shared ---------------------------------------------------------------------------------


def _answer(collection: Collection, front: str) -> None:
    collection.add_note({"Front": front, "Back": "?"}, deck="Biology")
    session = collection.study("Biology")
    assert session.next() is not None
    session.answer(Quality.GOOD)


def test_a_teacher_sees_of_others_what_they_share_and_no_numbers_that_say_nothing(
    school: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    with connecting.opened(school.ada) as hub:
        sharing.agree(hub)
        _put(hub, 2)
    assert main(["hub", "status", school.teacher]) == 0
    assert "Ada: shares progress with teachers\n" in capsys.readouterr().out
    assert main(["hub", "status", school.owner]) == 0
    assert "Ada: 2 sync files, 0.0 of 5,000 MB, last heard of" in capsys.readouterr().out


# Rules of earlier versions -----------------------------------------------------------------------


def test_the_rules_of_a_hub_made_earlier_are_brought_up_to_date(
    school: Class, tmp_path: Path
) -> None:
    with flashcards.open(tmp_path / "ada.flashcards", Clock()) as ada:
        ada.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
        ada.sync(school.ada)
        with connecting.opened(school.owner) as hub:
            ((group, *_),) = hub.rows(f"SELECT members, teachers FROM {S}.about")
            before = hub.rows(f"SELECT name, came FROM {S}.segments ORDER BY name")
            for statement in (
                f"GRANT INSERT, UPDATE ON {S}.segments TO {group}",
                f"GRANT SELECT ON {S}.segments TO PUBLIC",
                f"DROP POLICY progress_insert_members ON {S}.progress",
                f"CREATE POLICY progress_insert_members ON {S}.progress TO {group} USING (true)",
                f"DROP TRIGGER count_added ON {S}.segments",
                f"DROP TRIGGER count_shared ON {S}.progress",
                f"UPDATE {S}.kept SET bytes = 1",
            ):
                hub.run(statement)
        with connecting.opened(school.ada) as hub:
            sharing.agree(hub)
            _share(hub, 1, "date '2300-01-01'")
        for _ in range(2):
            with connecting.opened(school.owner, empty=True) as hub:
                assert not members.create(hub)
                assert hub.rows(f"SELECT 1 FROM {S}.progress") == []
                assert hub.rows(f"SELECT name, came FROM {S}.segments ORDER BY name") == before
        size = _sizes(school)["Ada"]
        assert size > ROW
        with connecting.opened(school.ada) as hub:
            with pytest.raises(ForbiddenError):
                _share(hub, 1, "date '2300-01-01'")
            for act in (
                f"UPDATE {S}.segments SET name = name",
                f"INSERT INTO {S}.segments (came) VALUES (now())",
            ):
                with pytest.raises(ForbiddenError):
                    hub.run(act)
        ada.add_note({"Front": "luna", "Back": "moon"}, deck="Latin")
        assert ada.sync(school.ada).troubles == ()
        assert _sizes(school)["Ada"] > size
