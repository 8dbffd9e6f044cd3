"""Takes the settings off the top of an article and keeps its title and language."""

import re

_LONGEST = 400
"""Lines that settings may have; what is longer is text."""
_SETTING = re.compile(r"[\w.$-]{1,60}\s*[:=]|\s|#|-\s|-$|[\]\[{}]|$")
_KEPT = re.compile(
    r"""(title|lang(?:uage)?|locale)\s*[:=]\s*(["']?)(.{1,500}?)\2\s*$""", re.IGNORECASE
)


def without_front_matter(lines: list[str]) -> tuple[str, str, list[str]]:
    """Return the title and language of YAML (``---``) or TOML (``+++``) settings, and the rest."""
    start = next((at for at, line in enumerate(lines[:10]) if line.strip()), 0)
    fence = lines[start].strip() if start < len(lines) else ""
    if fence not in ("---", "+++", ";;;"):
        return "", "", lines
    ends = (fence, "...") if fence == "---" else (fence,)
    kept: dict[str, str] = {}
    for at in range(start + 1, min(len(lines), start + _LONGEST)):
        line = lines[at]
        if line.rstrip() in ends:
            title = kept.pop("title", "")
            return title, next(iter(kept.values()), ""), lines[at + 1 :]
        if not _SETTING.match(line) and not lines[at - 1].rstrip().endswith((">", "|", ">-", "|-")):
            break
        found = _KEPT.match(line[:600])
        if found:
            kept.setdefault(found[1].lower(), found[3])
    return "", "", lines
