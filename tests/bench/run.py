"""Measures the program against Anki on the same data in the same call, and prints the ratios.

    python tests/bench/run.py [--n 100000] [--folder DIR] [--anki PYTHON] [--repeat 3] [--out FILE]
        [WORK ...]

WORK is what to measure, such as ``undo``; everything where none is named.
Needs ../shared/bench beside the checkout. Anki is measured where PYTHON (by default this one) has
the package ``anki``; otherwise its columns stay empty. DIR keeps the data and the base collections.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
YARDSTICK = HERE.parents[2] / "shared" / "bench"

# What we measure, what Anki's figure is called (workload, figure), and the ratio we promise; a
# promise without a figure of Anki's is the value itself.
Rows = tuple[tuple[str, str, tuple[str, str] | None, float | None], ...]
PROMISES: Rows = (
    ("open", "open_s", ("W6", "full_warm_open_s"), 1.0),
    ("open", "tree_s", ("W6", "full_warm_tree_s"), 1.0),
    ("grade", "cycle_p50_ms", ("W2", "cycle_p50_ms"), 1.5),
    ("grade", "cycle_p99_ms", ("W2", "cycle_p99_ms"), None),
    ("grade", "queue_build_ms", ("W2", "queue_build_ms"), 0.25),
    ("grade", "queue_build_random_ms", ("W2", "queue_build_ms"), 1.0),
    ("grade", "queue_build_interval_ms", ("W2", "queue_build_ms"), 1.0),
    ("grade", "queue_build_ease_ms", ("W2", "queue_build_ms"), 1.0),
    ("grade", "fetch_after_suspend_ms", ("W2u", "fetch_after_suspend_ms"), None),
    ("grade", "fetch_after_edit_ms", None, None),
    ("undo", "undo_p50_ms", ("W2u", "undo_p50_ms"), 2.0),
    ("search", "common_word_p50_ms", ("W3", "common_word_p50_ms"), 0.2),
    ("search", "rare_word_p50_ms", ("W3", "rare_word_p50_ms"), 0.2),
    ("search", "two_word_and_p50_ms", ("W3", "two_word_and_p50_ms"), 0.2),
    ("search", "substring_p50_ms", ("W3", "substring_p50_ms"), 0.2),
    ("search", "tag_p50_ms", ("W3", "tag_p50_ms"), 0.1),
    ("search", "deck_due_p50_ms", ("W3", "deck_due_p50_ms"), None),
    ("browse", "sorted_ids_cardDue_first_ms", ("W4", "sorted_ids_cardDue_first_ms"), None),
    ("browse", "sorted_ids_cardDue_warm_ms", ("W4", "sorted_ids_cardDue_warm_ms"), 0.5),
    ("browse", "sorted_ids_noteFld_first_ms", ("W4", "sorted_ids_noteFld_first_ms"), None),
    ("browse", "sorted_ids_noteFld_warm_ms", ("W4", "sorted_ids_noteFld_warm_ms"), 0.5),
    ("browse", "sorted_ids_deck_first_ms", ("W4", "sorted_ids_deck_first_ms"), None),
    ("browse", "sorted_ids_deck_warm_ms", ("W4", "sorted_ids_deck_warm_ms"), 0.5),
    ("browse", "page100_p50_ms", ("W4", "page100_p50_ms"), 1.0),
    ("import", "wall_s", ("W1", "wall_s"), 1.0),
    ("bulk", "tag_s", ("bulk", "tag_s"), 2.0),
    ("bulk", "undo_tag_s", ("bulk", "undo_tag_s"), None),
    ("bulk", "untag_s", ("bulk", "untag_s"), None),
    ("statistics", "graphs_all_first_s", ("W5", "graphs_all_first_s"), 0.25),
    ("past", "sm2_replay_s", None, 3.0),
    ("past", "fsrs_replay_s", ("W10", "enable_memory_states_s"), 1.0),
    ("past", "optimise_s", ("W10", "optimise_params_s"), 1.0),
    ("size", "bytes_per_note", ("W9", "bytes_per_note"), 1.25),
    ("size", "bytes_per_review", ("W9", "bytes_per_review"), 0.8),
)
BULK = "bulk"
"""What the yardstick does not know: ``anki_bulk.py`` does it."""
Figures = dict[str, dict[str, float]]


def prepare(folder: Path, number: int) -> Path:
    """Make the data and our base collections where missing; return the data folder."""
    data = folder / "data" / str(number)
    if not (data / "meta.json").exists():
        call([sys.executable, str(YARDSTICK / "make_data.py"), str(number), str(data)])
    bases = folder / f"bases-{number}"
    bases.mkdir(parents=True, exist_ok=True)
    for kind in ("due", "full"):
        target = bases / f"{kind}.flashcards"
        if not target.exists():
            build = [str(HERE / "build.py"), "--data", str(data), "--out", str(target)]
            call([sys.executable, *build, "--kind", kind])
    return data


def call(command: list[str], **environment: str) -> str:
    """Run a command and return what it prints; its failure ends the benchmark."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return done.stdout


def ours(folder: Path, data: Path, number: int, repeat: int, wanted: Rows) -> Figures:
    """Return the medians of our figures over ``repeat`` processes each."""
    bases = folder / f"bases-{number}"
    works = sorted({work for work, *_ in wanted} - {"size"})
    runs: dict[str, list[dict[str, float]]] = {work: [] for work in works}
    for _ in range(repeat):
        for work in works:
            command = [str(HERE / "work.py"), work, "--data", str(data), "--base", str(bases)]
            runs[work].append(json.loads(call([sys.executable, *command])))
    medians = {
        work: {name: statistics.median(run[name] for run in found) for name in found[0]}
        for work, found in runs.items()
    }
    reviews = json.loads((data / "meta.json").read_text())["reviews"]
    full, due = ((bases / f"{kind}.flashcards").stat().st_size for kind in ("full", "due"))
    medians["size"] = {
        "bytes_per_note": due / number,
        "bytes_per_review": (full - due) / max(1, reviews),
    }
    return medians


def theirs(python: str, folder: Path, number: int, repeat: int, wanted: Rows) -> Figures:
    """Return Anki's medians; empty where the package is missing."""
    probe = subprocess.run([python, "-c", "import anki"], capture_output=True, check=False)
    if probe.returncode:
        return {}
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "anki.json"
        works = sorted({peer[0] for *_, peer, _ in wanted if peer} - {BULK})
        works = works or ["W6"]  # with none it does all; this also makes the base collections
        flags = ["--n", str(number), "--repeat", str(repeat), "--calm", "0"]
        command = [python, str(YARDSTICK / "peer_anki.py"), *flags, "--only", ",".join(works)]
        call([*command, "--out", str(out)], BENCH_DIR=str(folder))
        found: Figures = json.loads(out.read_text())["medians"]
    if all(row[0] != BULK for row in wanted):
        return found
    command = [python, str(HERE / "anki_bulk.py"), str(folder / "work" / str(number) / "full")]
    runs = [json.loads(call(command)) for _ in range(repeat)]
    found[BULK] = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    return found


def table(mine: Figures, peer: Figures, wanted: Rows) -> tuple[str, bool]:
    """Return the figures as a Markdown table, and whether every promise is kept."""
    lines = ["| figure | ours | Anki | ratio | target |", "|---|---|---|---|---|"]
    kept = True
    for work, name, theirs_is, promise in wanted:
        value = mine[work][name]
        other = peer.get(theirs_is[0], {}).get(theirs_is[1]) if theirs_is else None
        ratio = value / other if other else None
        held = ratio if theirs_is else value
        broken = held is not None and promise is not None and held > promise
        kept = kept and not broken
        cells = [
            f"{work} {name}",
            f"{value:.4g}",
            f"{other:.4g}" if other else "–",
            (f"{ratio:.2f}x" if ratio else "–") + (" **missed**" if broken else ""),
            f"≤ {promise:g}{'x' if theirs_is else ' s'}" if promise else "–",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines), kept


def arguments(about: str, *, works: bool = False, **numbers: int) -> argparse.Namespace:
    """Return what the command line asks for: ``numbers`` by name with their defaults, and more."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    if works:
        parser.add_argument("work", nargs="*", choices=[*sorted({row[0] for row in PROMISES}), []])
    for name, default in numbers.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=default)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--anki", default=sys.executable, help="a Python that has anki and aqt")
    parser.add_argument("--out", type=Path)
    folder = Path(os.environ.get("BENCH_DIR", Path(tempfile.gettempdir()) / "flashcards-bench"))
    parser.add_argument("--folder", type=Path, default=folder)
    return parser.parse_args()


def main() -> int:
    """Measure and print; exit 1 when a promise is broken."""
    asked = arguments(__doc__, works=True, n=100_000)
    if not YARDSTICK.is_dir():
        print("The benchmark needs ../shared/bench beside the checkout.", file=sys.stderr)
        return 2
    data = prepare(asked.folder, asked.n)
    wanted = tuple(row for row in PROMISES if not asked.work or row[0] in asked.work)
    mine = ours(asked.folder, data, asked.n, asked.repeat, wanted)
    peer = theirs(asked.anki, asked.folder, asked.n, asked.repeat, wanted)
    text, kept = table(mine, peer, wanted)
    print(text)
    if asked.out:
        asked.out.write_text(json.dumps({"ours": mine, "anki": peer}, indent=1))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
