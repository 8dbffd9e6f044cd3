"""A session bus of a test's own, and a desktop on it that shows notifications."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NO_BUS = "dbus-daemon is not here, so nothing was said to a desktop"
"""Why a test was skipped; those that were are counted at the end of a run."""
VARIABLE = "DBUS_SESSION_BUS_ADDRESS"

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


@contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """Run a bus and yield its address; the test is skipped where none can be run."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip(NO_BUS)
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "bus.conf"
    configuration.write_text(_CONFIGURATION.format(socket=folder / "bus"))
    command = [daemon, f"--config-file={configuration}", "--print-address", "--nofork"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


class Desktop:
    """Shows notifications, and does with them what a learner would."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def said(self) -> dict[str, Any]:
        """Return what it was asked for next, waiting for that."""
        assert self._process.stdout is not None
        found = json.loads(self._process.stdout.readline())
        assert isinstance(found, dict)
        return found

    def does(self, word: str) -> None:
        """Let the learner ``click`` or ``close`` what is shown."""
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()


@contextmanager
def desktop(address: str, *how: str) -> Iterator[Desktop]:
    """Run a desktop on the bus; ``portal`` makes it one that programs have to ask."""
    program = Path(__file__).with_name("notification_service.py")
    with subprocess.Popen(
        [sys.executable, str(program), *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {VARIABLE: address, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as process:
        made = Desktop(process)
        try:
            assert "ready" in made.said()
            yield made
        finally:
            process.kill()
