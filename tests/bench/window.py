"""Measures the window as a person meets it: started, painted, answered by key, importing.

    python tests/bench/window.py [--anki PYTHON] [--notes 10000] [--repeat 3] [--out FILE]

Everything is seen from outside: the real program runs as a process under Xvfb, "painted" is the
last change of the screen's pixels, memory is the PSS of the process tree. Only the import is
watched from inside, by a heartbeat in the event loop (window_import.py). Anki's window is
measured by ../shared/bench/gui_anki.py where PYTHON has the package ``aqt``. Needs Xvfb, xdotool.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from tests.bench.display import Area, Change, Screen, perf, started
from tests.bench.run import YARDSTICK, arguments, call, prepare

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CARD: Area = (180, 90, 668, 570)
"""As many pixels as the yardstick watches: the card, without clock and counts."""
STARTS = 3
SETTLED_S = 2.5
"""Nothing may change for so long before a screen counts as painted, as in the yardstick."""

Figures = dict[str, float]
PROMISES: tuple[tuple[str, str | None, float | None, float | None], ...] = (
    # our figure, Anki's, the ratio promised, the most it may be
    ("first_pixels_s", "first_pixels_s", None, None),
    ("today_painted_s", "settled_s", 0.5, None),
    ("cpu_to_painted_s", "cpu_to_settled_s", None, None),
    ("memory_today_mb", "mem_decklist", 0.35, None),
    ("memory_studying_mb", "mem_review_after", None, None),
    ("rate_first_change_p50_ms", "rate_to_first_change_p50_ms", None, None),
    ("rate_painted_p50_ms", "rate_to_settled_p50_ms", 0.35, None),
    ("rate_painted_p95_ms", "rate_to_settled_p95_ms", None, None),
    ("show_painted_p50_ms", "show_to_settled_p50_ms", None, None),
    ("import_s", None, None, None),
    ("import_blocked_worst_ms", None, None, 100),
    ("import_blocked_own_worst_ms", None, None, None),
    ("import_cancel_worst_ms", None, None, 500),
    ("undo_blocked_worst_ms", None, None, 100),
)


def family(pid: int) -> list[int]:
    """Return a process and all that came of it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def memory_mb(pid: int) -> float:
    """Return the proportional set size of a process and its children."""
    total = 0
    for member in family(pid):
        lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def cpu_s(pid: int) -> float:
    """Return the processor time a process has used."""
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def environment(screen: Screen, home: Path) -> dict[str, str]:
    """Return the environment of a program that has nothing but this screen and this home.

    Byte code is kept, as it is where the program is installed.
    """
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    own = {
        "DISPLAY": screen.name,
        "HOME": str(home),
        "FLASHCARDS_HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "flashcards-bench-bytecode")),
    }
    return {**os.environ, **own}


@contextmanager
def running(screen: Screen, collection: Path, home: Path) -> Iterator[tuple[int, list[Change]]]:
    """Start the program and wait for its first screen; lend its process id and what was seen."""
    blank = screen.look()
    since = perf()
    program = subprocess.Popen(
        [sys.executable, "-m", "flashcards", "--collection", str(collection)],
        env=environment(screen, home),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        frames = screen.changes(since, quiet=SETTLED_S, most=60, before=blank)
        if not frames:
            raise SystemExit("The program shows no window.")
        yield program.pid, frames
    finally:
        program.terminate()
        program.wait(30)


def start_figures(pid: int, frames: list[Change]) -> Figures:
    """Return how long the first screen took."""
    return {
        "first_pixels_s": frames[0][0],
        "today_painted_s": frames[-1][0],
        "cpu_to_painted_s": cpu_s(pid),
    }


def studied(screen: Screen, pid: int, steps: int) -> Figures:
    """Study ``steps`` cards by key in the program just started."""
    time.sleep(2)
    figures = {"memory_today_mb": memory_mb(pid)}
    screen.give_keyboard("Flashcards")
    figures |= answered(screen, steps)
    figures["memory_studying_mb"] = memory_mb(pid)
    return figures


def answered(screen: Screen, steps: int) -> Figures:
    """Show and rate cards; return how long the screen took to follow the keys."""
    before, since = screen.look(), perf()
    screen.press("Return", "Control_L")
    asked = screen.changes(since, quiet=0.6, most=10, before=before)
    shown, rated = screen.react("space", CARD), screen.react("3", CARD)
    if not (asked and shown and rated):
        raise SystemExit("The program does not follow the keys.")
    times: dict[str, list[float]] = {
        "rate_first_change": [],
        "rate_painted": [],
        "show_painted": [],
    }
    for _ in range(steps):
        shown, rated = screen.react("space", CARD), screen.react("3", CARD)
        if shown:
            times["show_painted"].append(shown[-1][0])
        if rated:
            times["rate_first_change"].append(rated[0][0])
            times["rate_painted"].append(rated[-1][0])
    figures = {"first_question_s": asked[-1][0]}
    for name, values in times.items():
        values.sort()
        for part in (50, 95):
            figures[f"{name}_p{part}_ms"] = values[int(part / 100 * (len(values) - 1))] * 1000
    return figures


def imported(screen: Screen, table: Path, home: Path) -> Figures:
    """Import a large table in the window; return how long it blocked and how fast it stops."""
    command = [
        sys.executable,
        str(HERE / "window_import.py"),
        str(home / "new.flashcards"),
        str(table),
    ]
    return dict(json.loads(call(command, **environment(screen, home))))


def warm_up() -> None:
    """Start the program once, so that its files are in memory and its byte code is there."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        started() as screen,
        running(screen, Path(scratch) / "warm.flashcards", Path(scratch)),
    ):
        pass


def ours(base: Path, table: Path, steps: int) -> Figures:
    """Return our figures of one run; of the start-up, the median of a few starts."""
    with tempfile.TemporaryDirectory() as scratch, started() as screen:
        home, starts = Path(scratch), []
        for number in range(STARTS):
            collection = home / f"bench-{number}.flashcards"
            shutil.copy(base, collection)
            # A copy, or one of an older program, is looked through when it is opened first.
            flashcards.open(collection).close(back_up=False)
            os.sync()  # as the yardstick does: nobody waits for what was just copied
            with running(screen, collection, home) as (pid, frames):
                starts.append(start_figures(pid, frames))
                if number == STARTS - 1:
                    figures = studied(screen, pid, steps)
        return summed_up(starts) | figures | imported(screen, table, home)


def theirs(python: str, folder: Path, notes: int, steps: int) -> Figures:
    """Return Anki's figures of one run."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "anki.json"
        flags = ["--n", str(notes), "--runs", "1", "--steps", str(steps), "--out", str(out)]
        call([python, str(YARDSTICK / "gui_anki.py"), *flags], BENCH_DIR=str(folder))
        found = json.loads(out.read_text())["medians"]
    return {
        name: value["pss_mb"] if isinstance(value, dict) else value for name, value in found.items()
    }


def has_anki(python: str, folder: Path, notes: int) -> bool:
    """Whether Anki's window can be measured; make its collection where missing."""
    probe = subprocess.run([python, "-c", "import aqt"], capture_output=True, check=False)
    if probe.returncode:
        return False
    (folder / "results").mkdir(parents=True, exist_ok=True)
    if not (folder / "work" / str(notes) / "full" / "collection.anki2").exists():
        flags = ["--n", str(notes), "--repeat", "1", "--calm", "0", "--only", "W6"]
        call([python, str(YARDSTICK / "peer_anki.py"), *flags], BENCH_DIR=str(folder))
    return True


def summed_up(runs: list[Figures]) -> Figures:
    """Return the medians of some runs; of what must never be exceeded, the worst."""
    return {
        name: max(values) if "worst" in name else statistics.median(values)
        for name, first in (runs[0] if runs else {}).items()
        if isinstance(first, int | float)
        for values in [[run[name] for run in runs if name in run]]
    }


def table_of(mine: Figures, peer: Figures) -> tuple[str, bool]:
    """Return the figures as a Markdown table, and whether every promise is kept."""
    lines = ["| figure | ours | Anki | ratio | target |", "|---|---|---|---|---|"]
    kept = True
    for name, theirs_is, promise, most in PROMISES:
        value, other = mine[name], peer.get(theirs_is or "")
        ratio = value / other if other else None
        broken = bool(ratio and promise and ratio > promise) or bool(most and value > most)
        kept = kept and not broken
        promised = f"≤ {promise:g}x" if promise else f"≤ {most:g}" if most else "–"
        cells = [
            name,
            f"{value:.4g}",
            f"{other:.4g}" if other else "–",
            (f"{ratio:.2f}x" if ratio else "–") + (" **missed**" if broken else ""),
            promised,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines), kept


def main() -> int:
    """Measure and print; exit 1 when a promise is broken."""
    asked = arguments(__doc__, notes=10_000, import_notes=100_000, steps=40)
    if not YARDSTICK.is_dir():
        print("The benchmark needs ../shared/bench beside the checkout.", file=sys.stderr)
        return 2
    prepare(asked.folder, asked.notes)
    table = prepare(asked.folder, asked.import_notes) / "notes.tsv"
    base = asked.folder / f"bases-{asked.notes}" / "full.flashcards"
    anki = has_anki(asked.anki, asked.folder, asked.notes)
    warm_up()
    mine_runs, peer_runs = [], []
    for _ in range(asked.repeat):  # in turns, so that both meet the machine in the same mood
        mine_runs.append(ours(base, table, asked.steps))
        print(json.dumps(mine_runs[-1]), file=sys.stderr)
        if anki:
            peer_runs.append(theirs(asked.anki, asked.folder, asked.notes, asked.steps))
            print(json.dumps(peer_runs[-1]), file=sys.stderr)
    mine, peer = summed_up(mine_runs), summed_up(peer_runs)
    text, kept = table_of(mine, peer)
    print(text)
    if asked.out:
        asked.out.write_text(json.dumps({"ours": mine_runs, "anki": peer_runs}, indent=1))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
