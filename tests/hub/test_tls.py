"""A hub that is reached over a network, by the loopback interface: who may read what is told."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import make_url

import flashcards
from flashcards.cli import main
from flashcards.store.hub import connecting, members
from tests import model_on_loopback
from tests.hub import server
from tests.hub.certificates import self_signed
from tests.sync.machines import Clock, differences

Address = Callable[..., str]
"""The address of a learner by the name of the computer, with more behind it."""


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[server.Server]:
    """A server without TLS."""
    pytest.importorskip("psycopg", reason="A HUB OVER TLS WAS NOT TESTED: psycopg is missing")
    pytest.importorskip("cryptography", reason="A HUB OVER TLS WAS NOT TESTED: no certificates")
    tools = server.tools()
    if tools is None:
        pytest.skip("A HUB OVER TLS WAS NOT TESTED: apt-get install postgresql")
    monkeypatch.setattr(model_on_loopback, "open_now", True)
    with server.on_loopback(tools) as found:
        yield found


@pytest.fixture
def ada(loopback: server.Server) -> Address:
    """The address of somebody in a hub there."""
    with connecting.opened(loopback.owner, empty=True) as hub:
        members.create(hub)
    with connecting.opened(loopback.owner) as hub:
        given = members.add(hub, "Ada")

    def address(host: str, **more: str) -> str:
        where = {"hostaddr": "127.0.0.1", **more}  # so that no name is looked up
        url = make_url(given).set(host=host, port=loopback.port, query=where)
        return url.render_as_string(hide_password=False)

    return address


def _said(capsys: pytest.CaptureFixture[str], address: str) -> str:
    """Return what the terminal says of a hub that cannot be used."""
    assert main(["hub", "status", address]) == 2
    out, err = capsys.readouterr()
    password = str(connecting.address(address).password)
    assert (out, len(err.splitlines()), password in err) == ("", 1, False)
    return err


def _is_encrypted(address: str) -> bool:
    with connecting.opened(address) as hub:
        (row,) = hub.rows("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    return bool(row[0])


def test_a_hub_is_reached_over_tls_and_nothing_is_told_to_whoever_cannot_show_who_it_is(
    loopback: server.Server, ada: Address, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "encrypts nothing on the way" in _said(capsys, ada("127.0.0.1", sslmode="require"))
    assert not _is_encrypted(ada("127.0.0.1", sslmode="disable"))
    own, stranger = tmp_path / "hub.crt", tmp_path / "stranger.crt"
    certificate, key = self_signed()
    own.write_bytes(certificate)
    stranger.write_bytes(self_signed()[0])
    loopback.turn_on_tls(certificate, key)
    assert _is_encrypted(ada("127.0.0.1", sslmode="require"))
    checked = {"sslmode": "verify-full", "sslrootcert": str(own)}
    assert "may not be your hub" in _said(capsys, ada("127.0.0.1", **checked))
    another = _said(capsys, ada("localhost", sslmode="verify-full", sslrootcert=str(stranger)))
    assert "may not be your hub" in another
    slip = _said(capsys, ada("localhost", sslmode="verify-full", sslrootcert=str(own) + "x"))
    assert ("cannot be reached" in slip, "may not be" in slip) == (True, False)
    assert _is_encrypted(ada("localhost", **checked))
    clock = Clock()
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(flashcards.open(tmp_path / f"{name}.flashcards", clock))
            for name in ("one", "two")
        )
        one.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
        for each in (one, two, one):
            assert each.sync(ada("localhost", **checked)).troubles == ()
        assert differences(one, two) == []
        assert two.deck_names() == ["Latin"]
