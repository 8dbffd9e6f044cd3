"""Reads what strace saw of a process that ran cases: what was opened, changed and connected to."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.watching import installed, is_within

CALLS = "trace=%file,connect,bind,listen"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_OPENED = re.compile(r" = \d+<(/[^>]*)>$")
_CHANGES = re.compile(
    r"^(?:unlink|rename|mkdir|rmdir|link|symlink|truncate|chmod|chown|mknod|creat)"
)
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys", "/dev/null", "/dev/urandom")
"""What the dynamic linker and the C library read by themselves, /etc without its secrets."""
_SECRETS = ("/etc/passwd", "/etc/shadow", "/etc/group")


def command(log: Path) -> tuple[str, ...]:
    """Return how a process is run so that its calls are written to ``log``."""
    return (
        "strace",
        "-f",
        "-y",
        "-qq",
        "-s",
        "400",
        "-e",
        CALLS,
        "-e",
        "signal=none",
        "-o",
        str(log),
    )


def faults(log: Path, folder: Path) -> Iterator[str]:
    """Yield what cases did beyond the folders of their own below ``folder``."""
    watched = ""
    for line in log.read_text(errors="replace").splitlines():
        if "/hostile-case-begins/" in line:
            watched = line.partition("/hostile-case-begins/")[2].partition('"')[0]
        elif "/hostile-case-ended/" in line:
            watched = ""
        elif watched and (fault := _fault(line, folder)):
            yield f"{watched}: {fault}"


def _fault(line: str, folder: Path) -> str:
    call = _CALL.match(line)
    if call is None or call[3].startswith("-"):
        return ""
    name, arguments = call[1], call[2]
    if name in ("bind", "listen", "connect"):
        return line if "AF_INET" in arguments or name != "connect" else ""
    paths = [path for path in _PATH.findall(arguments) if path.startswith("/")]
    paths += _OPENED.findall(line)  # where a link led
    if _CHANGES.match(name) or re.search(r"O_(?:WRONLY|RDWR|CREAT|TRUNC)", arguments):
        return "" if all(_is_own(path, folder) for path in paths) else line
    if name.startswith("open") and not all(_may_read(path, folder) for path in paths):
        return line
    return ""


def _is_own(path: str, folder: Path) -> bool:
    inside = path.removeprefix(f"{folder}/")
    own = re.match(r"run-\d+/(?:shared|case-\d+/(?:home|heard))(?:/|$)", inside)
    return path == "/dev/null" or (inside != path and own is not None)


def _may_read(path: str, folder: Path) -> bool:
    if path.startswith(f"{folder}/"):
        return "/outside/" not in path
    system = is_within(path, _SYSTEM) and not is_within(path, _SECRETS)
    return system or is_within(path, installed())
