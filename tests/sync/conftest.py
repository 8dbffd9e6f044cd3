"""Machines of one learner, for the tests of how they keep in step."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.sync.group import Group, Pair
from tests.sync.machines import Shelf


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with ExitStack() as stack:
        yield Group(tmp_path, stack)


@pytest.fixture
def pair(group: Group) -> Pair:
    one, two, _ = group.all
    return one, two


@pytest.fixture
def shelf(group: Group) -> Shelf:
    return group.shelf
