"""A desktop on a bus of its own for every test that shows something there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session_bus import VARIABLE, Desktop, desktop, session_bus


@pytest.fixture
def bus_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bus on which nobody is."""
    with session_bus(tmp_path / "bus") as address:
        monkeypatch.setenv(VARIABLE, address)
        yield address


@pytest.fixture
def shown(bus_address: str) -> Iterator[Desktop]:
    """A desktop that shows notifications."""
    with desktop(bus_address) as running:
        yield running
