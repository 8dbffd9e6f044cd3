"""Makes the packages of the program, each by its name; ``packaging/build.py`` lists them.

``python packaging/build.py GOAL...`` makes what is named and ``all`` whatever can be made on this
system; files go into dist/ or where ``--out`` says. Exit 1 where something made is wrong, 2 where
a goal that was named cannot be made here.
"""

import argparse
import sys
from pathlib import Path

import appdir
import bundle
import bundle_deb
import check_bundle
import check_deb
import deb
import flatpak
import macos
import notices
import sbom
import windows
from making import ROOT, FailedError, Goal, NotHereError, Order, epoch

GOALS: dict[str, Goal] = {
    "deb": Goal("the package for Debian 13 and newer, on Debian's own Qt", deb.make),
    "check-deb": Goal("installs that package on a fresh Debian and uses it there", check_deb.make),
    "bundle": Goal("one folder with Python, Qt and all else inside, packed", bundle.make),
    "bundle-deb": Goal("the same as a package for Debian and Ubuntu", bundle_deb.make),
    "check-bundle": Goal("installs that on a Debian without Qt, uses it", check_bundle.make),
    "appdir": Goal("the same as an AppDir, an AppImage if a runtime is named", appdir.make),
    "flatpak": Goal("the manifest for Flatpak, with the wheels it is built from", flatpak.make),
    "windows": Goal("the installer for Windows; only made there", windows.make),
    "check-windows": Goal("compiles the installer's script, runs it with wine", windows.tried),
    "macos": Goal("the program for macOS as an image; only made there", macos.make),
    "notices": Goal("whose parts that folder holds, with all licences", notices.make),
    "sbom": Goal("the same as a bill of materials (CycloneDX)", sbom.make),
}
"""In the order in which ``all`` makes them: what is made first may be checked by a later one."""
EVERY = "all"


def main(arguments: list[str]) -> int:
    """Make what the arguments name and return the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not asked.goals:
        parser.print_help()
        return 0
    unknown = [name for name in asked.goals if name != EVERY and name not in GOALS]
    if unknown:
        parser.error(f"no such goal: {', '.join(unknown)}; there are {', '.join(GOALS)}")
    every = EVERY in asked.goals
    names = list(GOALS) if every else list(dict.fromkeys(asked.goals))
    codes = [_made(name, asked.out.resolve(), lenient=every) for name in names]
    return 1 if 1 in codes else max(codes)


def _parser() -> argparse.ArgumentParser:
    rows = [(name, goal.help) for name, goal in GOALS.items()]
    rows.append((EVERY, "whatever of these can be made on this system"))
    width = max(len(name) for name, _ in rows) + 2
    parser = argparse.ArgumentParser(
        prog="packaging/build.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Makes the packages of the program.",
        epilog="goals:\n" + "\n".join(f"  {name:{width}}{told}" for name, told in rows),
    )
    parser.add_argument("goals", nargs="*", metavar="GOAL", help="what to make, listed below")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder for the files")
    return parser


def _made(name: str, out: Path, *, lenient: bool) -> int:
    """Make one goal; return 0, 1 where it failed or 2 where it cannot be made here."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        files = GOALS[name].make(Order(out, epoch()))
    except FailedError as error:
        print(f"{name}: FAILED: {error}", file=sys.stderr)
        return 1
    except NotHereError as error:
        print(f"{name}: NOT MADE HERE: {error}", file=sys.stderr, flush=True)
        return 0 if lenient else 2
    for file in files:
        print(f"{name}: {file} ({file.stat().st_size:,} bytes)", flush=True)
    if not files:
        print(f"{name}: passed", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
