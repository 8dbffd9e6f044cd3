"""A PostgreSQL of Debian's packages, for tests: on a socket in a temporary folder, nowhere else."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_DEBIAN = Path("/usr/lib/postgresql")
_ALONE = ("listen_addresses=", "max_connections=60")
_QUICK = ("autovacuum=off", "fsync=off", "full_page_writes=off", "shared_buffers=32MB")


def tools() -> Path | None:
    """Where the programs of the newest PostgreSQL are; None where there is none."""
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
    # Sockets have short names, so this is no folder of pytest's.
    folder = Path(tempfile.mkdtemp(prefix="fc-hub-", dir="/tmp"))
    try:
        with _server(tools, folder, _who(folder), _ALONE + (_QUICK if quick else ())):
            yield f"postgresql://owner@/postgres?host={quote(str(folder), safe='')}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _who(folder: Path) -> int | None:
    """Give the folder to somebody who is not root, as whom PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return None

    found = pwd.getpwnam("nobody").pw_uid
    os.chown(folder, found, -1)
    return found


@contextmanager
def _server(tools: Path, folder: Path, who: int | None, options: tuple[str, ...]) -> Iterator[None]:
    def run(program: str, *words: str) -> None:
        subprocess.run(
            [tools / program, "-D", folder / "data", *words], check=True, user=who, cwd=folder,
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath}, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    run("initdb", "-U", "owner", "--auth=trust", "--no-sync", "-E", "UTF8")
    # The owner is let in without a password, and everybody else with theirs.
    (folder / "data" / "pg_hba.conf").write_text(
        "local all owner trust\nlocal all all scram-sha-256\n"
    )
    words = [word for each in options for word in ("-c", each)]
    server = subprocess.list2cmdline(["-k", str(folder), *words])
    run("pg_ctl", "-s", "-w", "-l", str(folder / "log"), "-o", server, "start")
    try:
        yield
    finally:
        run("pg_ctl", "-s", "-m", "immediate", "stop")
