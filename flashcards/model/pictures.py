"""The kinds of pictures a card may show, known by how a file begins."""

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Of names of such files, in small letters."""
BEGINNING_BYTES = 16
"""So much of a file tells its kind."""
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


def picture_kind(data: bytes) -> str | None:
    """Return the kind of a picture, which is its name's ending, too; None for every other file."""
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None
