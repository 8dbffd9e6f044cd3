"""Measures a hub with many learners on a PostgreSQL of its own, on this machine.

    python tests/bench/hub.py [--learners 1000] [--seconds 10] [--processes 2]

Starts a server on a socket in a temporary folder, with ``fsync`` as usual, lets so many learners in
and gives each a space with a year of segments. Then it says how many pushes a second come in on
connections that are held, and how many whole sessions: connect, list, push one, read one, end. And
how much processor time each takes, of program and server together, which other work leaves alone.
"""

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flashcards.store.hub import connecting, members
from flashcards.store.hub.carrier import HubCarrier
from tests.hub import server

_SEGMENT = 6_900
"""Bytes of the segment of one day: 240 answers, 10 notes, 5 edits."""
_EACH = 50
"""Segments in a space at the start: what lies there between two snapshots."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    tools = server.tools()
    if tools is None:
        sys.exit("apt-get install postgresql")
    with server.running(tools, quick=False) as owner:
        addresses = _let_in(owner, chosen.learners)
        for name, work in (("pushes on held connections", _pushes), ("whole sessions", _sessions)):
            time.sleep(1)  # until the connections of before have ended
            before = _server_s(owner)
            done, spent = _measured(work, addresses, chosen)
            time.sleep(1)
            theirs = _server_s(owner) - before
            print(
                f"{name}: {done / chosen.seconds:.0f} a second; processor time of each in ms: "
                f"{spent / done * 1000:.2f} here, {theirs / done * 1000:.2f} on the server"
            )


def _let_in(owner: str, count: int) -> list[str]:
    with connecting.opened(owner, empty=True) as hub:
        members.create(hub)
    with connecting.opened(owner) as hub:
        began = time.perf_counter()
        found = [members.add(hub, f"learner {number}") for number in range(count)]
        print(f"{count} learners let in: {count / (time.perf_counter() - began):.0f} a second")
        hub.run(
            "INSERT INTO flashcards_hub.segments SELECT id, encode(sha256(data), 'hex'), "
            "'a-' || n || '-0.seg', data, octet_length(data) FROM (SELECT s.id, n, "
            f"decode(repeat(md5(s.id || n), {_SEGMENT // 16}), 'hex') AS data "
            f"FROM flashcards_hub.spaces s, generate_series(1, {_EACH}) n) made"
        )
        hub.run("ANALYZE flashcards_hub.segments")
        (size,) = hub.rows("SELECT pg_size_pretty(pg_database_size(current_database()))")[0]
        print(f"{count * _EACH} segments of {_SEGMENT} bytes: {size}")
    return found


def _server_s(owner: str) -> float:
    """Return what the server has taken of the processor so far, with connections that ended."""
    folder = Path(unquote(owner.partition("host=")[2]))
    number = (folder / "data" / "postmaster.pid").read_text().split()[0]
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _measured(
    work: Callable[[list[str], float], int], addresses: list[str], chosen: argparse.Namespace
) -> tuple[int, float]:
    """Return how often something was done, and the processor time of this side in seconds."""
    shares = [addresses[each :: chosen.processes] for each in range(chosen.processes)]
    with ProcessPoolExecutor(chosen.processes) as pool:
        done = list(
            pool.map(_timed, [work] * chosen.processes, shares, [chosen.seconds] * chosen.processes)
        )
    return sum(count for count, _ in done), sum(spent for _, spent in done)


def _timed(
    work: Callable[[list[str], float], int], addresses: list[str], seconds: float
) -> tuple[int, float]:
    work(addresses, 0.2)  # what is loaded at first
    before = time.process_time()
    done = work(addresses, seconds)
    return done, time.process_time() - before


def _pushes(addresses: list[str], seconds: float) -> int:
    done = 0
    with connecting.opened(addresses[0]) as hub:
        carrier = HubCarrier(hub)
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            _push(carrier)
            done += 1
    return done


def _sessions(addresses: list[str], seconds: float) -> int:
    done = 0
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        with connecting.opened(addresses[done % len(addresses)]) as hub:
            carrier = HubCarrier(hub)
            known = carrier.segments()
            _push(carrier)
            carrier.read(known[0].name, 1 << 20)
        done += 1
    return done


def _push(carrier: HubCarrier) -> None:
    carrier.put(f"b-1-{secrets.token_hex(8)}.seg", secrets.token_bytes(_SEGMENT))


if __name__ == "__main__":
    main()
