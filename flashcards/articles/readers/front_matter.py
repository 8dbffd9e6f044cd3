"""Takes the settings off the top of an article and keeps its title."""

import re

_LONGEST = 400
"""Lines that settings may have; what is longer is text."""
_SETTING = re.compile(r"[\w.$-]{1,60}\s*[:=]|\s|#|-\s|-$|[\]\[{}]|$")
_TITLE = re.compile(r"""title\s*[:=]\s*(["']?)(.{1,500}?)\1\s*$""", re.IGNORECASE)


def without_front_matter(lines: list[str]) -> tuple[str, list[str]]:
    """Return the title that YAML (``---``) or TOML (``+++``) settings give, and the other lines."""
    start = next((at for at, line in enumerate(lines[:10]) if line.strip()), 0)
    fence = lines[start].strip() if start < len(lines) else ""
    if fence not in ("---", "+++", ";;;"):
        return "", lines
    ends = (fence, "...") if fence == "---" else (fence,)
    title = ""
    for at in range(start + 1, min(len(lines), start + _LONGEST)):
        line = lines[at]
        if line.rstrip() in ends:
            return title, lines[at + 1 :]
        if not _SETTING.match(line) and not lines[at - 1].rstrip().endswith((">", "|", ">-", "|-")):
            break
        found = _TITLE.match(line[:600])
        if found and not title:
            title = found[2]
    return "", lines
