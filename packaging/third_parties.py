"""Names what lies inside the libraries of a self-contained program: whose it is, on what terms.

Told by Qt's own pages on the code of others in each module, by what the libraries say of
themselves, and by what they are linked to. Looked through anew whenever Qt changes its version.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Piece(NamedTuple):
    """A work that was compiled into a library."""

    name: str
    licence: str
    """An SPDX expression."""
    holder: str
    """Whose it is."""
    version: str = ""
    """A regular expression that finds the version in the library's bytes; "" where none is told."""
    source: str = ""
    """Where its source is to be had; said of all that is under the LGPL."""


_UNICODE = "1991-2026 Unicode, Inc."
_QT = "The Qt Company Ltd. and other contributors"

QT: Mapping[str, tuple[Piece, ...]] = {
    "Core": (
        Piece("BLAKE2", "CC0-1.0 OR Apache-2.0", "2012 Samuel Neves"),
        Piece("double-conversion", "BSD-3-Clause", "2006-2012 the V8 project authors"),
        Piece("Easing equations", "BSD-3-Clause", "2001 Robert Penner"),
        Piece("forkfd", "MIT", "2016 Intel Corporation"),
        Piece("MD4 and SHA-1 and MD5", "LicenseRef-public-domain", "Colin Plumb, Steve Reid"),
        Piece(
            "PCRE2",
            "BSD-3-Clause",
            "1997-2026 University of Cambridge, Philip Hazel, Zoltan Herczeg and others",
            r"\b(10\.\d\d) 20\d\d-\d\d-\d\d",
        ),
        Piece("SLJIT", "BSD-2-Clause", "Zoltan Herczeg"),
        Piece("SHA-2 of RFC 6234", "BSD-3-Clause", "2011 IETF Trust and the persons named there"),
        Piece(
            "Keccak", "CC0-1.0", "Guido Bertoni, Joan Daemen, Michaël Peeters, Gilles Van Assche"
        ),
        Piece("brg_endian", "BSD-2-Clause", "1998-2013 Brian Gladman"),
        Piece("SipHash", "CC0-1.0", "2012-2016 Jean-Philippe Aumasson, Daniel J. Bernstein"),
        Piece("TinyCBOR", "MIT", "2015-2021 Intel Corporation"),
        Piece("Public Suffix List", "MPL-2.0", "2007-2026 Mozilla Foundation and others"),
        Piece("Apache Tika MIME types", "Apache-2.0", "2011 The Apache Software Foundation"),
        Piece("Unicode Character Database", "Unicode-3.0", _UNICODE),
        Piece("Unicode Common Locale Data Repository", "Unicode-3.0", _UNICODE),
    ),
    "Gui": (
        Piece("Adobe Glyph List for New Fonts", "BSD-3-Clause", "2002-2019 Adobe"),
        Piece("FreeType's anti-aliasing rasterizer", "FTL", "2000-2016 the FreeType Project"),
        Piece("emoji-segmenter", "Apache-2.0", "2019 Google LLC"),
        Piece("HarfBuzz", "MIT", "2004-2026 Red Hat, Google, Behdad Esfahbod and others"),
        Piece(
            "libpng",
            "libpng-2.0",
            "1995-2026 The PNG Reference Library Authors",
            r"libpng version (\d+\.\d+\.\d+)",
        ),
        Piece("MD4C", "MIT", "2016-2026 Martin Mitáš"),
        Piece("OpenGL and Vulkan headers", "MIT", "2013-2026 The Khronos Group Inc."),
        Piece("Pixman", "MIT", "1987-2009 Keith Packard, Red Hat, SuSE and others"),
        Piece("Smooth scaling", "BSD-2-Clause", "2004-2005 Daniel M. Duley, Carsten Haitzler"),
        Piece("Vulkan Memory Allocator", "MIT", "2017-2026 Advanced Micro Devices, Inc."),
        Piece("XSettings client", "MIT", "2001-2007 Red Hat, Inc."),
    ),
    "DBus": (Piece("libdbus-1 headers", "MIT", "2002-2010 Red Hat, Inc., CodeFactory AB"),),
    "Svg": (Piece("XSVG", "MIT", "2002 USC/Information Sciences Institute"),),
    "XcbQpa": (Piece("xcb-xinput", "MIT", "2006 Peter Hutterer"),),
    "WaylandClient": (
        Piece("Wayland protocols", "MIT", "2008-2026 Kristian Høgsberg, Intel, Collabora, others"),
    ),
    "Multimedia": (
        Piece("Eigen", "MPL-2.0", "2006-2026 Gael Guennebaud, Benoit Jacob and others"),
        Piece("Signalsmith Stretch", "MIT", "2022-2026 Geraint Luff / Signalsmith Audio Ltd."),
    ),
}
"""What is inside each library of Qt, by its name without ``Qt6``."""

PLUGINS: Mapping[str, tuple[Piece, ...]] = {
    "qjpeg": (
        Piece(
            "libjpeg-turbo",
            "IJG AND BSD-3-Clause AND Zlib",
            "1991-2026 Thomas G. Lane, Guido Vollbeding and the libjpeg-turbo Project",
            r"libjpeg-turbo version (\d+\.\d+\.\d+)",
        ),
    ),
    "qwebp": (Piece("libwebp", "BSD-3-Clause", "2010 Google Inc."),),
    "qicns": (),
}
"""What is inside plugins of Qt, by their plain names."""

_FFMPEG = Piece(
    "FFmpeg",
    "LGPL-2.1-or-later",
    "2000-2026 the FFmpeg developers",
    r"FFmpeg(?:-n| version n?)(\d+\.\d+(?:\.\d+)?)",
    "https://ffmpeg.org/releases/",
)
_SQLITE = Piece("SQLite", "blessing", "D. Richard Hipp and others", r"\b(3\.[4-9]\d\.\d+)\b")

LIBRARIES: Mapping[str, Piece] = {
    "libicu": Piece("ICU", "Unicode-3.0", _UNICODE, r"icudt(\d+)"),
    "libav": _FFMPEG,
    "libsw": _FFMPEG,
    "avcodec": _FFMPEG,  # the five as Windows calls them
    "avformat": _FFMPEG,
    "avutil": _FFMPEG,
    "swresample": _FFMPEG,
    "swscale": _FFMPEG,
    "libsqlite3": _SQLITE,
    "sqlite3": _SQLITE,
    "libffi": Piece("libffi", "MIT", "1996-2026 Anthony Green, Red Hat, Inc and others"),
    "libbz2": Piece("bzip2", "bzip2-1.0.6", "1996-2019 Julian Seward"),
    "liblzma": Piece("XZ Utils", "0BSD", "Lasse Collin and others"),
    "libuuid": Piece("libuuid", "BSD-3-Clause", "1996-2007 Theodore Ts'o"),
    "libxcb-": Piece("XCB utilities", "MIT", "2006-2022 Bart Massey, Jamey Sharp and others"),
    "libscipy_openblas": Piece(
        "OpenBLAS",
        "BSD-3-Clause",
        "2011-2026 The OpenBLAS Project; LAPACK: University of Tennessee and others",
        r"OpenBLAS (\d+\.\d+\.\d+)",
    ),
    "libgfortran": Piece(
        "libgfortran",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "Free Software Foundation, Inc.",
        source="https://gcc.gnu.org/",
    ),
    "libquadmath": Piece(
        "libquadmath",
        "LGPL-2.1-or-later",
        "Free Software Foundation, Inc.",
        source="https://gcc.gnu.org/",
    ),
    "libhunspell": Piece(
        "Hunspell",
        "MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later",
        "2002-2022 Németh László and others",
        r"hunspell[- ](\d\.\d\.\d)",
        "https://github.com/hunspell/hunspell",
    ),
    "libcrypto": Piece("OpenSSL", "Apache-2.0", "The OpenSSL Project Authors"),
    "libssl": Piece("OpenSSL", "Apache-2.0", "The OpenSSL Project Authors"),
}
"""Libraries that are files of their own, by the beginning of their names."""

PYTHON: tuple[Piece, ...] = (
    Piece("Expat", "MIT", "1998-2026 Thai Open Source Software Center, the Expat maintainers",
          r"expat_(\d+\.\d+\.\d+)"),
    Piece("libmpdec", "BSD-2-Clause", "2008-2020 Stefan Krah"),
    Piece("zlib", "Zlib", "1995-2026 Jean-loup Gailly and Mark Adler"),
)  # fmt: skip
"""What is inside the interpreter; its own licence file has the texts."""

PACKAGES: Mapping[str, tuple[Piece, ...]] = {
    "backports-zstd": (
        Piece("Zstandard", "BSD-3-Clause OR GPL-2.0-only", "Meta Platforms, Inc. and affiliates"),
    ),
    "chunspell": (
        Piece("English dictionary (SCOWL)", "LicenseRef-SCOWL", "2000-2011 Kevin Atkinson, others"),
    ),
    "ziamath": (
        Piece("STIX Two Math", "OFL-1.1", "2001-2021 The STIX Fonts Project Authors"),
    ),
    "ziafont": (
        Piece("DejaVu Sans", "Bitstream-Vera", "2003 Bitstream, Inc.; the changes are free"),
    ),
}  # fmt: skip
"""What Python packages bring along that is another's, by their plain names."""

LICENCES: Mapping[str, str] = {
    "charset-normalizer": "MIT",
    "chunspell": "MIT",
    "latex2mathml": "MIT",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "tinycss2": "BSD-3-Clause",
    "webencodings": "BSD-3-Clause",
    "ziafont": "MIT",
    "ziamath": "MIT",
}
"""What the metadata of a package says in words, or not at all, as SPDX has it."""

TEXTS: Mapping[str, tuple[str, ...]] = {
    "0BSD": (),
    "Apache-2.0": ("Apache-2.0.txt",),
    "BSD-2-Clause": ("BSD-2-Clause.txt",),
    "BSD-3-Clause": ("BSD-3-Clause.txt",),
    "Bitstream-Vera": ("Bitstream-Vera.txt",),
    "CC0-1.0": (),
    "FTL": ("FTL.txt",),
    "GCC-exception-3.1": ("GCC-exception-3.1.txt",),
    "GPL-2.0-only": (),
    "GPL-2.0-or-later": (),
    "GPL-3.0-only": ("GPL-3.0.txt",),
    "GPL-3.0-or-later": ("GPL-3.0.txt",),
    "IJG": ("IJG.txt",),
    "LGPL-2.1-or-later": ("LGPL-2.1.txt",),
    "LGPL-3.0-only": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "LicenseRef-SCOWL": ("english-dictionary.txt",),
    "LicenseRef-public-domain": (),
    "MIT": ("MIT.txt",),
    "MPL-1.1": (),
    "MPL-2.0": ("MPL-2.0.txt",),
    "OFL-1.1": ("OFL-1.1.txt",),
    "PSF-2.0": ("Python.txt",),
    "Python-2.0": ("Python.txt",),
    "Unicode-3.0": ("Unicode-3.0.txt",),
    "Unlicense": (),
    "Zlib": ("Zlib.txt",),
    "blessing": (),
    "bzip2-1.0.6": ("bzip2-1.0.6.txt",),
    "libpng-2.0": ("libpng-2.0.txt",),
}
"""The files in packaging/licences with the text of each; none where a work is free of conditions,
or where another licence it offers is the one we take."""
