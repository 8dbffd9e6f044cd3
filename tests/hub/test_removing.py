"""Removing somebody who does not want to be removed, or whose login is needed elsewhere."""

from collections.abc import Iterator

import pytest

from flashcards.__main__ import main
from flashcards.store.hub import connecting, members, spaces
from flashcards.store.hub.carrier import HubCarrier
from flashcards.store.hub.refusals import HubError, HubInUseError, LoginRefusedError
from flashcards.sync import segment as codec
from flashcards.sync.values import Segment
from tests.hub.conftest import Class

S = "flashcards_hub"


def _put(address: str) -> str:
    """Put a segment into somebody's space; return their login."""
    made = Segment("a" * 32, 1)
    data = codec.pack(made)
    with connecting.opened(address) as hub:
        HubCarrier(hub).put(codec.name_of(made, codec.hash_of(data)), data)
        return str(hub.rows("SELECT session_user::text")[0][0])


def _logins(school: Class, login: str) -> list[bool]:
    """Return whether the login can be used, as the one element; nothing where it is gone."""
    with connecting.opened(school.owner) as hub:
        found = hub.rows("SELECT rolcanlogin FROM pg_roles WHERE rolname = :login", login=login)
        return [bool(row[0]) for row in found]


def _expect_out(school: Class) -> None:
    """See to it that Ada is out of the hub, and that nothing of hers is in it."""
    with pytest.raises(LoginRefusedError), connecting.opened(school.ada):
        pass
    with connecting.opened(school.owner) as hub:
        assert hub.rows(f"SELECT 1 FROM {S}.segments") == []
        assert [each.name for each in members.members(hub)] == ["Ben", "Ms Holt"]


@pytest.mark.parametrize(
    "act",
    [
        "SELECT lo_create(0)",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
        "DO $$ BEGIN EXECUTE 'GRANT ALL ON LARGE OBJECT ' || lo_create(0) || ' TO PUBLIC'; END $$",
    ],
)
def test_nobody_can_keep_themselves_from_being_removed(school: Class, act: str) -> None:
    login = _put(school.ada)
    with connecting.opened(school.ada) as hub:
        hub.run(act)
    with connecting.opened(school.owner) as hub:
        assert members.remove(hub, "Ada") == ""
    _expect_out(school)
    assert _logins(school, login) == []


def test_whoever_holds_on_to_rows_is_removed_all_the_same(school: Class) -> None:
    _put(school.ada)
    with connecting.opened(school.owner) as owner, connecting.opened(school.ada) as hub:
        owner.rows("SELECT set_config('statement_timeout', '20s', false)")
        with pytest.raises(HubError), hub.work() as conn:  # noqa: PT012 - it ends with the removal
            conn.exec_driver_sql(f"SELECT {S}.remove_segment(space, name) FROM {S}.segments")
            members.remove(owner, "Ada")
            conn.exec_driver_sql("SELECT 1")
    _expect_out(school)


def test_a_removal_that_was_cut_short_is_taken_again(school: Class) -> None:
    login = _put(school.ada)
    with connecting.opened(school.owner) as owner, connecting.opened(school.owner) as other:
        owner.run(f"CREATE SCHEMA mine AUTHORIZATION {login}")
        owner.run("CREATE TABLE mine.kept (what int)")
        owner.run(f"ALTER TABLE mine.kept OWNER TO {login}")
        owner.rows("SELECT set_config('lock_timeout', '200ms', false)")
        with other.work() as conn:
            conn.exec_driver_sql("LOCK TABLE mine.kept")
            with pytest.raises(HubInUseError):
                members.remove(owner, "Ada")
        assert _logins(school, login) == [False]
        assert members.remove(owner, "Ada") == ""
    _expect_out(school)
    assert _logins(school, login) == []


def _lose_login(school: Class, login: str) -> None:
    """Let the server not know a login that the hub lists, as where the hub alone was restored."""
    with connecting.opened(school.owner) as hub:
        hub.run(f"DROP OWNED BY {login}")
        hub.run(f"DROP ROLE {login}")


def test_whoever_a_backup_brought_back_is_removed_again(school: Class) -> None:
    _lose_login(school, _put(school.ada))
    with connecting.opened(school.owner) as hub:
        assert members.remove(hub, "Ada") == ""
    _expect_out(school)


def test_whoever_lost_their_login_gets_another_and_keeps_what_is_theirs(school: Class) -> None:
    login = _put(school.teacher)
    _lose_login(school, login)
    with connecting.opened(school.owner) as hub:
        made = members.renew_address(hub, "Ms Holt")
    with connecting.opened(made) as hub:
        assert len(HubCarrier(hub).segments()) == 1
        assert spaces.for_deck(hub, "deck", "Biology")
    assert _logins(school, login) == [True]


@pytest.fixture
def elsewhere(school: Class) -> Iterator[str]:
    """The address of another database of the server, as its owner has it."""
    with connecting.opened(school.owner) as hub:
        hub.run("CREATE DATABASE elsewhere")
    yield school.owner.replace("/postgres?", "/elsewhere?")
    with connecting.opened(school.owner) as hub:
        hub.run("DROP DATABASE elsewhere")


def test_a_login_that_is_needed_elsewhere_is_locked_and_the_rest_is_gone(
    school: Class, elsewhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    login = _put(school.ada)
    with connecting.opened(elsewhere, empty=True) as hub:
        hub.run(f"CREATE SCHEMA mine AUTHORIZATION {login}")
    assert main(["hub", "remove-learner", school.owner, "Ada", "--yes"]) == 0
    assert f"DROP ROLE {login}" in capsys.readouterr().out
    _expect_out(school)
    assert _logins(school, login) == [False]
    with connecting.opened(school.owner) as hub:
        assert members.add(hub, "Ada") != school.ada
    with connecting.opened(elsewhere, empty=True) as hub:
        hub.run(f"DROP OWNED BY {login}")
        hub.run(f"DROP ROLE {login}")
