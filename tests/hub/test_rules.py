"""What the server itself refuses, whatever program somebody uses to ask it."""

import hashlib
import secrets
from contextlib import suppress

import pytest

from flashcards.store.hub import connecting, members, sharing, spaces
from flashcards.store.hub.carrier import HubCarrier
from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.refusals import (
    ForbiddenError,
    HubError,
    HubInUseError,
    LoginRefusedError,
    NoHubError,
    OldRulesError,
    OverQuotaError,
)
from flashcards.store.hub.rules import ROW
from flashcards.sync import segment as codec
from flashcards.sync.values import Segment
from tests.hub.conftest import Class

S = "flashcards_hub"
_TABLES = ("about", "members", "spaces", "grants", "segments", "media", "kept", "sharing",
           "progress")  # fmt: skip
_PUT = (
    f"INSERT INTO {S}.segments (space, hash, name, bytes, size) "
    "VALUES (:space, encode(sha256(:data), 'hex'), :name, :data, octet_length(:data))"
)


def _segment(number: int = 1) -> tuple[str, bytes]:
    made = Segment("a" * 32, number)
    data = codec.pack(made)
    return codec.name_of(made, codec.hash_of(data)), data


def _filled(address: str) -> str:
    """Put a segment and a media file into somebody's space; return the space."""
    with connecting.opened(address) as hub:
        carrier = HubCarrier(hub)
        carrier.put(*_segment())
        return carrier.space


def _published(school: Class) -> str:
    with connecting.opened(school.teacher) as hub:
        space = spaces.for_deck(hub, "biology", "Biology")
        HubCarrier(hub, space).put(*_segment(2))
        return space


def test_what_was_put_comes_back_once_however_often_it_is_put(school: Class) -> None:
    name, data = _segment()
    with connecting.opened(school.ada) as hub:
        carrier = HubCarrier(hub)
        carrier.put(name, data)
        carrier.put(name, data)
        assert [(each.name, each.size) for each in carrier.segments()] == [(name, len(data))]
        assert carrier.read(name, len(data)) == data
        with pytest.raises(HubError, match="larger than"):
            carrier.read(name, len(data) - 1)
        carrier.delete(name)
        assert carrier.segments() == []


def test_everybody_sees_their_own_space_and_what_is_published(school: Class) -> None:
    own, published = _filled(school.ada), _published(school)
    _filled(school.teacher)
    with connecting.opened(school.ada) as hub:
        assert {row[0] for row in hub.rows(f"SELECT space FROM {S}.segments")} == {own, published}
        assert {row[0] for row in hub.rows(f"SELECT title FROM {S}.members")} == {
            "Ada",
            "Ms Holt",
        }
        assert len(HubCarrier(hub).segments()) == 2
    with connecting.opened(school.teacher) as hub:
        assert own not in {row[0] for row in hub.rows(f"SELECT id FROM {S}.spaces")}
        assert len(hub.rows(f"SELECT 1 FROM {S}.segments")) == 2


_FORBIDDEN = {
    "write into the space of another": _PUT,
    "write media into the space of another": f"INSERT INTO {S}.media VALUES (:space, "
    "left(encode(sha256(:data), 'hex'), 24) || '.png', :data, octet_length(:data))",
    "let oneself read another's space": f"INSERT INTO {S}.grants "
    f"SELECT :space, owner, session_user FROM {S}.spaces WHERE id = :space "
    "UNION SELECT :space, session_user, session_user",
    "make a space of another": f"INSERT INTO {S}.spaces SELECT :fresh, role, 'x', 'x' "
    f"FROM {S}.members UNION SELECT :fresh, 'owner', 'x', 'x'",
    "become a member again": f"INSERT INTO {S}.members VALUES ('owner', 'x', true)",
    "become a teacher": f"UPDATE {S}.members SET teaches = true",
    "change what is kept": f"UPDATE {S}.segments SET name = name",
    "take a space": f"UPDATE {S}.spaces SET owner = session_user",
    "change grants": f"UPDATE {S}.grants SET reader = session_user",
    "empty a table": f"TRUNCATE {S}.segments",
    "lift the rules": f"ALTER TABLE {S}.segments DISABLE ROW LEVEL SECURITY",
    "make rules": f"CREATE POLICY mine ON {S}.segments USING (true)",
    "drop the tables": f"DROP SCHEMA {S} CASCADE",
    "make a role": "CREATE ROLE mine",
    "speak as somebody else": "SET SESSION AUTHORIZATION owner",
    "act as somebody else": "SET ROLE owner",
    "read the passwords": "SELECT rolpassword FROM pg_authid",
    "read files of the server": "SELECT pg_read_file('/etc/passwd')",
    "run programs on the server": "COPY (SELECT 1) TO PROGRAM 'true'",
    "share progress of another": f"INSERT INTO {S}.sharing VALUES ('owner')",
    "remove members": f"DELETE FROM {S}.members",
    "take more room": f"UPDATE {S}.members SET quota = 1 << 40",
    "take more room for all": f"UPDATE {S}.about SET quota = 1 << 40",
    "lift the quota": f"ALTER TABLE {S}.segments DISABLE TRIGGER count_added",
    "count anew": f"UPDATE {S}.kept SET bytes = 0",
    "forget the count": f"DELETE FROM {S}.kept",
    "write another rule": f"CREATE OR REPLACE FUNCTION {S}.count_added() RETURNS trigger "
    "LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "say when something came": f"INSERT INTO {S}.segments (space, hash, name, bytes, size, came) "
    f"SELECT id, encode(sha256(:data), 'hex'), :name, :data, octet_length(:data), '1970-01-01' "
    f"FROM {S}.spaces",
    "let one member alone read": f"INSERT INTO {S}.grants SELECT id, owner, 'x' FROM {S}.spaces",
    "say another layout": f"UPDATE {S}.about SET layout = 9",
}


@pytest.mark.parametrize("who", ["ben", "teacher"])
def test_nobody_does_to_another_what_is_forbidden(school: Class, who: str) -> None:
    space = _filled(school.ada)
    before = _everything(school)
    with connecting.opened(getattr(school, who)) as hub:
        allowed = [act for act, statement in _FORBIDDEN.items() if _does(hub, statement, space)]
    assert allowed == []
    assert _everything(school) == before


@pytest.mark.parametrize("who", ["ben", "teacher"])
def test_rows_of_others_stay(school: Class, who: str) -> None:
    spaces_of_others = [_filled(school.ada)]
    if who == "ben":
        spaces_of_others.append(_published(school))
    with connecting.opened(school.ada) as hub:
        sharing.agree(hub)
        hub.run(f"INSERT INTO {S}.progress VALUES (session_user, '2026-03-02', 'Latin', 3, 2, 1)")
    before = _everything(school)
    with connecting.opened(getattr(school, who)) as hub:
        for table in _TABLES:
            with pytest.raises(ForbiddenError):
                hub.run(f"DELETE FROM {S}.{table}")
        for space in spaces_of_others:
            for number in (1, 2):
                HubCarrier(hub, space).delete(_segment(number)[0])
        with suppress(ForbiddenError):
            hub.rows(f"SELECT {S}.withdraw(CAST(:places AS text[]))", places=spaces_of_others)
        hub.rows(f"SELECT {S}.unshare_days(ARRAY[date '2026-03-02'], ARRAY['Latin'])")
        assert not sharing.take_back(hub)
    assert _everything(school) == before


@pytest.mark.parametrize("who", ["ada", "teacher"])
def test_nobody_lets_all_others_wait(school: Class, who: str) -> None:
    with connecting.opened(getattr(school, who)) as hub:
        for table in _TABLES:
            for how in ("SHARE UPDATE EXCLUSIVE", "SHARE", "EXCLUSIVE", "ACCESS EXCLUSIVE"):
                with pytest.raises(ForbiddenError), hub.work() as conn:
                    conn.exec_driver_sql(f"LOCK TABLE {S}.{table} IN {how} MODE")
    with connecting.opened(school.ada) as hub, hub.work() as conn:
        conn.exec_driver_sql(f"SELECT {S}.remove_segment('', '')")
        with connecting.opened(school.ben) as other:
            HubCarrier(other).put(*_segment())
            HubCarrier(other).delete(_segment()[0])


def test_rules_that_somebody_holds_on_to_are_brought_up_to_date_later(
    school: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "_LONGEST_WAIT_MS", 50)
    with connecting.opened(school.owner) as owner, connecting.opened(school.ada) as hub:
        with hub.work() as conn:
            conn.exec_driver_sql(f"SELECT 1 FROM {S}.segments")
            with pytest.raises(HubInUseError, match="in use at present"):
                members.create(owner)
        assert not members.create(owner)


def test_whoever_meets_rules_of_an_earlier_version_learns_what_to_do(school: Class) -> None:
    with connecting.opened(school.owner) as owner, connecting.opened(school.ada) as hub:
        owner.run(f"DROP FUNCTION {S}.unshare()")
        with pytest.raises(OldRulesError, match="earlier version"):
            sharing.take_back(hub)
        members.create(owner)
        assert not sharing.take_back(hub)


def test_what_is_published_is_written_by_its_teacher_alone(school: Class) -> None:
    space = _published(school)
    before = _everything(school)
    name, data = _segment(3)
    for who in (school.ada, school.ben):
        with connecting.opened(who) as hub:
            with pytest.raises(ForbiddenError):
                HubCarrier(hub, space).put(name, data)
            with pytest.raises(ForbiddenError):
                spaces.for_deck(hub, "mine", "Mine")
            with pytest.raises(ForbiddenError):
                spaces.withdraw(hub, "biology")
    assert _everything(school) == before


def test_progress_is_shared_by_agreement_alone(school: Class) -> None:
    row = f"INSERT INTO {S}.progress VALUES (session_user, '2026-03-02', 'Latin', 3, 2, 1)"
    agree = f"INSERT INTO {S}.sharing VALUES (session_user)"
    with connecting.opened(school.ada) as hub:
        with pytest.raises(ForbiddenError):
            hub.run(row)
        hub.run(agree)
        hub.run(row)
    seen = f"SELECT m.title, p.deck, p.answers FROM {S}.progress p JOIN {S}.members m USING (role)"
    with connecting.opened(school.teacher) as hub:
        assert [tuple(each) for each in hub.rows(seen)] == [("Ada", "Latin", 3)]
    with connecting.opened(school.ben) as hub:
        assert hub.rows(seen) == []
    with connecting.opened(school.ada) as hub:
        assert sharing.take_back(hub)
    with connecting.opened(school.teacher) as hub:
        assert hub.rows(seen) == []
        assert {row[0] for row in hub.rows(f"SELECT title FROM {S}.members")} == {"Ms Holt"}


def test_nobody_fills_the_disk_of_all(school: Class) -> None:
    name, data = _segment()
    picture = secrets.token_bytes(500)
    called = f"{hashlib.sha256(picture).hexdigest()[:24]}.png"
    with connecting.opened(school.owner) as owner, connecting.opened(school.ada) as hub:
        members.give(owner, len(data) + 499 + 2 * ROW, "Ada")
        carrier = HubCarrier(hub)
        carrier.put(name, data)
        carrier.put(name, data)
        with pytest.raises(OverQuotaError, match=r"Your place in the hub .* is full"):
            carrier.put_media(called, picture)
        members.give(owner, len(data) + 500 + 2 * ROW, "Ada")
        carrier.put_media(called, picture)
        with pytest.raises(OverQuotaError):
            carrier.put(*_segment(2))
        assert [each.name for each in carrier.segments()] == [name]
        ada, ben = members.members(owner)[:2]
        assert ada.size == ada.quota == len(data) + 500 + 2 * ROW
        assert (ben.size, ben.quota) == (0, 5_000_000_000)
        members.give(owner, 1)
        carrier.delete(name)
        carrier.put(*_segment(2))
    with connecting.opened(school.ben) as hub, pytest.raises(OverQuotaError):
        HubCarrier(hub).put(name, data)


def test_what_somebody_publishes_counts_as_theirs(school: Class) -> None:
    _published(school)
    with connecting.opened(school.owner) as owner, connecting.opened(school.teacher) as hub:
        members.give(owner, len(_segment(2)[1]) + ROW, "Ms Holt")
        with pytest.raises(OverQuotaError):
            HubCarrier(hub).put(*_segment(3))
        assert spaces.withdraw(hub, "biology")
        with pytest.raises(OverQuotaError):
            HubCarrier(hub).put(*_segment(3))


def test_whoever_is_removed_while_connected_puts_nothing_more(school: Class) -> None:
    with connecting.opened(school.owner) as owner, connecting.opened(school.ada) as hub:
        carrier = HubCarrier(hub)
        carrier.put(*_segment())
        members.remove(owner, "Ada")
        with pytest.raises(HubError):
            carrier.put(*_segment(2))
        assert owner.rows(f"SELECT 1 FROM {S}.segments") == []
    with pytest.raises(LoginRefusedError), connecting.opened(school.ada):
        pass


def test_content_that_is_not_what_its_name_says_is_refused(school: Class) -> None:
    with connecting.opened(school.ada) as hub:
        space = HubCarrier(hub).space
        with pytest.raises(HubError):
            hub.run(
                f"INSERT INTO {S}.segments (space, hash, name, bytes, size) "
                "VALUES (:space, :hash, 'a-1-b.seg', 'x', 1)",
                space=space, hash="0" * 64,
            )  # fmt: skip
        with pytest.raises(HubError):
            HubCarrier(hub).put_media(f"{'0' * 24}.png", b"x")
        with pytest.raises(HubError):
            HubCarrier(hub).put("../x.seg", b"x")
        assert hub.rows(f"SELECT 1 FROM {S}.segments") == []


def _does(hub: Hub, statement: str, space: str) -> bool:
    """Whether the server lets somebody do that to the space of somebody else."""
    name, data = _segment(7)
    values = {"space": space, "name": name, "data": data, "fresh": secrets.token_hex(16)}
    given = {key: each for key, each in values.items() if f":{key}" in statement}
    try:
        hub.run(statement, **given)
    except (ForbiddenError, NoHubError):  # the second for the schema itself
        return False
    return True


def _everything(school: Class) -> list[object]:
    """All rows of the hub, as its owner sees them."""
    with connecting.opened(school.owner) as hub:
        return [
            sorted(map(str, hub.rows(f"SELECT t::text FROM {S}.{table} t"))) for table in _TABLES
        ]  # fmt: skip


def test_whoever_looks_after_a_hub_need_not_be_a_superuser(postgres: str) -> None:
    with connecting.opened(postgres, empty=True) as hub:
        hub.run("CREATE ROLE keeper LOGIN CREATEROLE PASSWORD 'a'")
        hub.run("GRANT CREATE ON DATABASE postgres TO keeper WITH GRANT OPTION")
        hub.run("GRANT CONNECT ON DATABASE postgres TO keeper WITH GRANT OPTION")
    keeper = postgres.replace("owner@", "keeper:a@")
    with connecting.opened(keeper, empty=True) as hub:
        members.create(hub)
    with connecting.opened(keeper) as hub:
        address = members.add(hub, "Ada")
        with connecting.opened(address) as ada:
            HubCarrier(ada).put(*_segment())
            members.remove(hub, "Ada")
            with pytest.raises(HubError):
                HubCarrier(ada).segments()
        assert hub.rows(f"SELECT 1 FROM {S}.segments") == []
    with connecting.opened(postgres, empty=True) as hub:
        groups = hub.rows(f"SELECT members, teachers FROM {S}.about")[0]
        hub.run("DROP OWNED BY keeper CASCADE")
        hub.run(f"DROP ROLE {groups[0]}, {groups[1]}, keeper")
