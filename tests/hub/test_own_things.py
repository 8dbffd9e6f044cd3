"""What somebody makes in the database stands in for nothing that the program asks."""

from collections.abc import Iterator

import pytest

from flashcards.store.hub import connecting, members
from flashcards.store.hub.carrier import HubCarrier
from flashcards.store.hub.refusals import ForbiddenError
from flashcards.sync import segment as codec
from flashcards.sync.values import Segment
from tests.hub.conftest import Class

_MORE_RIGHTS = (
    "CREATE FUNCTION public.one_more(before bigint, each text) RETURNS bigint LANGUAGE plpgsql AS "
    "$f$ BEGIN IF session_user = 'owner' THEN EXECUTE 'ALTER ROLE {login} SUPERUSER'; END IF; "
    "RETURN before + 1; END $f$"
)


@pytest.fixture
def open_to_all(school: Class) -> Iterator[Class]:
    """A hub in a database in which everybody may make things, as PostgreSQL 14 has it."""
    with connecting.opened(school.owner) as hub:
        hub.run("GRANT CREATE ON SCHEMA public TO PUBLIC")
    yield school
    with connecting.opened(school.owner) as hub:
        hub.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def test_a_learner_gets_no_rights_when_the_owner_looks_at_the_hub(open_to_all: Class) -> None:
    with connecting.opened(open_to_all.ada) as hub:
        (login,) = hub.rows("SELECT session_user::text")[0]
        hub.run(_MORE_RIGHTS.format(login=login).replace(":", "\\:"))
        hub.run(
            "CREATE AGGREGATE public.count(text) "
            "(SFUNC = public.one_more, STYPE = bigint, INITCOND = '0')"
        )
        HubCarrier(hub).put("a-1-b.seg", codec.pack(Segment("a" * 32, 1)))
    with connecting.opened(open_to_all.owner) as hub:
        assert [each.segments for each in members.members(hub)] == [1, 0, 0]
        assert members.published(hub) == []
        assert hub.rows(f"SELECT rolsuper FROM pg_roles WHERE rolname = '{login}'")[0][0] is False
        members.remove(hub, "Ada")
        assert hub.rows("SELECT 1 FROM pg_proc WHERE proname = 'one_more'") == []


@pytest.mark.parametrize(
    "act", ["CREATE TABLE public.x (y int)", "CREATE TEMPORARY TABLE x (y int)"]
)
def test_nobody_makes_tables_beside_the_hub(postgres: str, act: str) -> None:
    with connecting.opened(postgres, empty=True) as hub:
        hub.run("GRANT CREATE ON SCHEMA public TO PUBLIC")
        hub.run("GRANT TEMPORARY ON DATABASE postgres TO PUBLIC")
        members.create(hub)
        address = members.add(hub, "Ada")
        with connecting.opened(address) as ada, pytest.raises(ForbiddenError):
            ada.run(act)
        members.remove(hub, "Ada")
        groups = hub.rows("SELECT members, teachers FROM flashcards_hub.about")[0]
        hub.run("DROP SCHEMA flashcards_hub CASCADE")
        hub.run(f"DROP ROLE {groups[0]}, {groups[1]}")
