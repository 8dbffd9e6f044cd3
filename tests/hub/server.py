"""A PostgreSQL of Debian's packages, for tests: on a socket in a temporary folder, or loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_DEBIAN = Path("/usr/lib/postgresql")
_CHOSEN = "FLASHCARDS_TEST_POSTGRES"
"""Names the folder with the programs of another version, to try the hub with that."""
_ALONE = ("listen_addresses=", "max_connections=60")
_REACHED = ("listen_addresses=127.0.0.1", "max_connections=20")
_AS_NOW = "password_encryption=scram-sha-256"
"""As PostgreSQL 14 and later do of themselves."""
_QUICK = ("autovacuum=off", "fsync=off", "full_page_writes=off", "shared_buffers=32MB")


def tools() -> Path | None:
    """Where the programs of the newest PostgreSQL are, or the chosen one; None for none."""
    if chosen := os.environ.get(_CHOSEN):
        return Path(chosen)
    found = [each.parent for each in _DEBIAN.glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda each: float(each.parent.name))
    there = shutil.which("initdb")
    return None if there is None else Path(there).resolve().parent


@contextmanager
def running(tools: Path, *, quick: bool = True) -> Iterator[str]:
    """Run a server; lend the address of an empty database, as its owner has it.

    ``quick``: in the hope that the machine stays up.
    """
    with _folder() as folder:
        server = Server(tools, folder, 0, _QUICK if quick else ())
        with server.running():
            yield server.owner


@contextmanager
def on_loopback(tools: Path) -> Iterator["Server"]:
    """Run a server that answers on the loopback interface as well, without TLS at first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _folder() as folder:
        server = Server(tools, folder, port, _QUICK)
        with server.running():
            yield server


@contextmanager
def _folder() -> Iterator[Path]:
    # Sockets have short names, so this is no folder of pytest's.
    folder = Path(tempfile.mkdtemp(prefix="fc-hub-", dir="/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _who(folder: Path) -> int | None:
    """Give the folder to somebody who is not root, as whom PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return None

    found = pwd.getpwnam("nobody").pw_uid
    os.chown(folder, found, -1)
    return found


class Server:
    """A server with all that it has in one folder."""

    def __init__(self, tools: Path, folder: Path, port: int, options: tuple[str, ...]) -> None:
        """``port``: on the loopback interface; 0 for a socket in the folder alone."""
        self._tools = tools
        self._folder = folder
        self._who = _who(folder)
        self._options = (*(_REACHED if port else _ALONE), _AS_NOW, *options)
        self.port = port
        self.owner = f"postgresql://owner@/postgres?host={quote(str(folder), safe='')}"
        if port:
            self.owner += f"&port={port}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Make what the server keeps, and run it."""
        self._run("initdb", "-U", "owner", "--auth=trust", "--no-sync", "-E", "UTF8")
        # The owner is let in without a password, and everybody else with theirs.
        (self._folder / "data" / "pg_hba.conf").write_text(
            "local all owner trust\nlocal all all scram-sha-256\n"
            "host all all 127.0.0.1/32 scram-sha-256\n"
        )
        self._control("start", self._options)
        try:
            yield
        finally:
            self._run("pg_ctl", "-s", "-m", "immediate", "stop")

    def turn_on_tls(self, certificate: bytes, key: bytes) -> None:
        """Let the server show a certificate from now on."""
        files = {"server.crt": certificate, "server.key": key}
        for name, content in files.items():
            path = self._folder / "data" / name
            path.touch(mode=0o600)
            path.write_bytes(content)
            if self._who is not None:
                os.chown(path, self._who, -1)
        self._control("restart", (*self._options, "ssl=on"))

    def _control(self, word: str, options: tuple[str, ...]) -> None:
        words = [part for each in options for part in ("-c", each)]
        words += ["-p", str(self.port)] if self.port else []
        asked = subprocess.list2cmdline(["-k", str(self._folder), *words])
        log = str(self._folder / "log")
        self._run("pg_ctl", "-s", "-w", "-m", "fast", "-l", log, "-o", asked, word)

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self._tools / program, "-D", self._folder / "data", *words], check=True,
            user=self._who, cwd=self._folder, env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
