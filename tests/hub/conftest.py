"""A server for all tests of the hub, and a hub for each."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from flashcards.store.hub import connecting, members
from tests.hub import server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database, as its owner has it."""
    pytest.importorskip("psycopg", reason="THE HUB WAS NOT TESTED: psycopg is not installed")
    tools = server.tools()
    if tools is None:
        pytest.skip("THE HUB WAS NOT TESTED: apt-get install postgresql")
    with server.running(tools) as address:
        yield address


@dataclass(frozen=True)
class Class:
    """A hub with two learners and a teacher, by their addresses."""

    owner: str
    ada: str
    ben: str
    teacher: str


@pytest.fixture
def school(postgres: str) -> Iterator[Class]:
    """A hub that is new for this test."""
    with connecting.opened(postgres, empty=True) as hub:
        members.create(hub)
    with connecting.opened(postgres) as hub:
        ada, ben = members.add(hub, "Ada"), members.add(hub, "Ben")
        yield Class(postgres, ada, ben, members.add(hub, "Ms Holt", teaches=True))
        for person in members.members(hub):
            members.remove(hub, person.name)
        with hub.work() as conn:
            groups = conn.execute(text("SELECT members, teachers FROM flashcards_hub.about")).one()
            conn.execute(text("DROP SCHEMA flashcards_hub CASCADE"))
            conn.execute(text(f"DROP ROLE {groups[0]}, {groups[1]}"))
