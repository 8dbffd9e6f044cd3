"""Somebody between a learner and their hub, who shows a certificate of their own."""

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from flashcards.store.hub import connecting
from flashcards.store.hub.refusals import AnotherServerError
from tests import model_on_loopback
from tests.hub.certificates import self_signed

_WANTS_TLS = 80877103
_PASSWORD_IN_THE_CLEAR = b"R" + struct.pack("!II", 8, 3)


class Between:
    """Answers one connection, asks for the password, and keeps what it is told."""

    def __init__(self, folder: Path) -> None:
        self.told = b""
        for name, content in zip(("crt", "key"), self_signed(), strict=True):
            (folder / f"between.{name}").write_bytes(content)
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(folder / "between.crt", folder / "between.key")
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(20)
        self.port = self._listening.getsockname()[1]

    @contextmanager
    def answering(self) -> Iterator[None]:
        thread = Thread(target=self._answer)
        thread.start()
        try:
            yield
        finally:
            thread.join()
            self._listening.close()

    def _answer(self) -> None:
        with self._listening.accept()[0] as plain:
            plain.settimeout(20)
            length, code = struct.unpack("!II", plain.recv(8))
            assert (length, code) == (8, _WANTS_TLS)
            plain.sendall(b"S")
            with self._tls.wrap_socket(plain, server_side=True) as safe:
                (length,) = struct.unpack("!I", safe.recv(4))
                safe.recv(length - 4)
                safe.sendall(_PASSWORD_IN_THE_CLEAR)
                try:
                    self.told = safe.recv(1000)
                except OSError:  # nobody is there any more
                    self.told = b""


@pytest.fixture
def between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Between]:
    pytest.importorskip("psycopg", reason="A HUB OVER TLS WAS NOT TESTED: psycopg is missing")
    pytest.importorskip("cryptography", reason="A HUB OVER TLS WAS NOT TESTED: no certificates")
    monkeypatch.setattr(model_on_loopback, "open_now", True)
    found = Between(tmp_path)
    with found.answering():
        yield found


def test_nobody_between_a_learner_and_their_hub_is_told_the_password(between: Between) -> None:
    # The name is of another computer, as far as the address says; it is not looked up.
    address = f"postgresql://ada:secret@db.example:{between.port}/x?hostaddr=127.0.0.1"
    with pytest.raises(AnotherServerError) as refusal, connecting.opened(address):
        pass
    assert "secret" not in str(refusal.value)
    assert "has to be set anew" in str(refusal.value.hint)
    assert b"secret" not in between.told
