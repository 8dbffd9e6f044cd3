"""Whatever odd thing it is given, the program says so in words, soon, and touches nothing else."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.hostile import running, tracing
from tests.hostile.kinds import KINDS

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="counts memory and time as Linux does"
)

SOAK_TIMES = 20


def _judge(result: running.Result) -> None:
    print(result)
    assert result.run
    assert not result.failures, "\n".join([str(result), *result.failures[:40]])


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_things_end_in_words(kind: str, tmp_path: Path) -> None:
    _judge(running.run(kind, KINDS[kind], tmp_path))


@pytest.mark.timeout(900)
def test_the_driver_notices_who_does_wrong(tmp_path: Path) -> None:
    result = running.run("wrongdoers", 1, tmp_path, most_s=1)
    noticed = [failure for failure in result.failures if ": " in failure]
    for what, word in {
        "reads a secret": "read /",
        "follows a link": "read /",
        "writes elsewhere": "wrote /",
        "moves away": "wrote /",
        "lets another read": "another process read /",
        "raises": "KeyError",
        "says no words": "in no plain words",
        "says nothing": "may only be",
        "takes memory": "MB",
        "takes time": "of processor time",
        "lets another take time": "of processor time",
        "ends the process": "the process ended",
    }.items():
        own = [failure for failure in noticed if failure.partition(": ")[0].endswith(f" {what}")]
        assert len(own) == 1, (what, own)
        assert word in own[0]
    assert len(noticed) == 12
    assert result.outcomes["quiet"] >= 1


@pytest.mark.timeout(900)
@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace")
@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [("names", 0, 24), ("names", 112, 150), ("decks", 20, 60), ("packed", 65, 72)],
)
def test_the_system_calls_of_a_sample_stay_in_its_folders(
    kind: str, first: int, last: int, tmp_path: Path
) -> None:
    log, folder = tmp_path / "calls", tmp_path / "cases"
    result = running.run(
        kind, KINDS[kind], folder, part=(first, last), light=True, before=tracing.command(log)
    )
    assert log.read_text(errors="replace").count("/hostile-case-begins/") == result.run > 0
    own = [each for each in result.failures if "of processor time" not in each]  # tracing is slow
    assert not own, "\n".join(own[:20])
    found = list(tracing.faults(log, folder))
    assert not found, "\n".join(found[:20])


@pytest.mark.timeout(900)
@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace")
def test_the_trace_of_system_calls_notices_who_does_wrong(tmp_path: Path) -> None:
    log, folder = tmp_path / "calls", tmp_path / "cases"
    running.run("wrongdoers", 1, folder, part=(0, 5), before=tracing.command(log))
    found = "\n".join(tracing.faults(log, folder))
    for what in ("reads a secret", "follows a link", "writes elsewhere", "moves away", "another"):
        assert what in found


@pytest.mark.soak
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_many_more_hostile_things_end_in_words(kind: str, seed: int, tmp_path: Path) -> None:
    _judge(running.run(kind, KINDS[kind] * SOAK_TIMES, tmp_path, seed=seed))
