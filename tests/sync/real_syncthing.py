"""Real Syncthing, two of it on this machine alone: nothing is announced, looked up or told."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from copy import deepcopy
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from tests.effort import PATIENCE_S

_ALONE: Final = {
    "listenAddress": "tcp://127.0.0.1:0", "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false", "announceLANAddresses": "false", "relaysEnabled": "false",
    "natEnabled": "false", "stunKeepaliveStartS": "0", "urAccepted": "-1",
    "crashReportingEnabled": "false", "autoUpgradeIntervalH": "0", "startBrowser": "false",
    "reconnectionIntervalS": "1", "limitBandwidthInLan": "true", "setLowPriority": "false",
}  # fmt: skip
_FOLDER: Final = "cards"
NO_SYNCTHING: Final = "syncthing is not here, so no real service carried anything"
"""Why a test was skipped; those that were are counted at the end of a run."""


def program() -> str | None:
    """Where Syncthing is; None where it is not."""
    return shutil.which("syncthing")


class _Local(HTTPConnection):
    """Speaks to a socket that is a file."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(os.fspath(self._path))


class Node:
    """One Syncthing with a home and a folder of its own."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self._spoken_to = home / "gui"
        self._process: subprocess.Popen[bytes] | None = None
        assert self._run("generate", "--no-default-folder").wait(PATIENCE_S) == 0
        self._settings = ElementTree.parse(home / "config.xml")
        root = self._settings.getroot()
        self.uid = _found(root, "device").attrib["id"]
        self._key = _found(root, "gui/apikey").text or ""
        for name, value in _ALONE.items():
            _found(root, f"options/{name}").text = value
        _found(root, "gui/address").text = os.fspath(self._spoken_to)

    def share_with(self, other: "Node") -> None:
        """Share the folder with another."""
        root = self._settings.getroot()
        device = ElementTree.SubElement(root, "device", id=other.uid, name="other")
        ElementTree.SubElement(device, "address").text = "dynamic"
        shared = deepcopy(_found(root, "defaults/folder"))
        shared.attrib.update(
            id=_FOLDER, path=os.fspath(self.folder), fsWatcherEnabled="false", rescanIntervalS="0"
        )
        root.append(shared)
        ElementTree.SubElement(shared, "device", id=other.uid)

    def begin(self, *, address: str = "dynamic", most_kib_s: int = 0) -> None:
        """Start it: to look for the other at an address, and to take that much a second."""
        root = self._settings.getroot()
        _found(root, "device[@name='other']/address").text = address
        _found(root, "options/maxRecvKbps").text = str(most_kib_s)
        self._settings.write(self.home / "config.xml")
        self._spoken_to.unlink(missing_ok=True)
        self._process = self._run("serve", "--no-browser", "--no-restart", "--no-upgrade")
        self.until(self._answers)

    def kill(self) -> None:
        """End it with signal 9, with all it started."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(PATIENCE_S)
            self._process = None

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, while it runs."""
        assert self._process is not None
        for _ in range(PATIENCE_S * 20):
            if holds():
                return
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"Syncthing ended with {self._process.wait(0.05)}")
        raise AssertionError((self.home / "log").read_text()[-4_000:])

    def address(self) -> str:
        """Return where it can be found on this machine."""
        found = self._ask("GET", "/rest/system/status")["connectionServiceStatus"]
        return str(found[_ALONE["listenAddress"]]["lanAddresses"][0])

    def look(self) -> None:
        """Let it see what has changed in its folder."""
        self._ask("POST", f"/rest/db/scan?folder={_FOLDER}")

    def _answers(self) -> bool:
        try:
            return bool(self.address())
        except (OSError, LookupError):
            return False

    def _ask(self, how: str, what: str) -> Any:
        with closing(_Local(self._spoken_to)) as link:
            link.request(how, what, headers={"X-API-Key": self._key})
            answer = link.getresponse()
            said = answer.read()
            assert answer.status == 200, said
            return json.loads(said or b"{}")

    def _run(self, command: str, *options: str) -> "subprocess.Popen[bytes]":
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen(
                [str(program()), command, *options, f"--home={self.home}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                env={"HOME": str(self.home), "PATH": os.defpath, "STNOUPGRADE": "1"},
            )  # fmt: skip


class Service:
    """Two of them that keep a folder each in step, the second looking for the first."""

    def __init__(self, place: Path) -> None:
        homes = [place / "home-1", place / "home-2"]
        folders = [place / "folder-1", place / "folder-2"]
        for each in (*homes, *folders):
            each.mkdir()
        self.one, self.two = map(Node, homes, folders)
        self.one.share_with(self.two)
        self.two.share_with(self.one)
        self.one.begin()

    def begin(self, *, most_kib_s: int = 0) -> None:
        """Start the second; the first runs. What comes, comes at that many KiB a second."""
        self.two.begin(address=self.one.address(), most_kib_s=most_kib_s)
        self.look()

    def look(self) -> None:
        """Let both see what has changed in their folders."""
        for node in (self.one, self.two):
            node.look()

    def carry(self) -> None:
        """Wait until both folders hold the same."""
        self.look()
        self.two.until(lambda: _content(self.one.folder) == _content(self.two.folder))

    def on_its_way(self) -> bool:
        """Whether the second has part of a file."""
        return any(part.stat().st_blocks for part in self.two.folder.glob(".syncthing.*.tmp"))


@contextmanager
def running() -> Iterator[Service]:
    """Run two of them."""
    # Sockets have short names, so this is no folder of pytest's.
    with tempfile.TemporaryDirectory(prefix="fc-st-", ignore_cleanup_errors=True) as name:
        service = Service(Path(name))
        try:
            yield service
        finally:
            service.two.kill()
            service.one.kill()


def _found(element: ElementTree.Element, path: str) -> ElementTree.Element:
    found = element.find(path)
    assert found is not None, path
    return found


def _content(folder: Path) -> dict[str, bytes]:
    """Return what is whole in a folder, by name; Syncthing's own begins with a dot."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in found.items()
        if not any(part.startswith((".", "~")) for part in name.parts)
    }
