"""Front-end packages to static files: KERN, htmx and four cuts of Fira Sans, small enough for a phone.

The fonts are reduced to the letters of the European languages in Latin script, and everything is kept
compressed beside itself, so that a first view stays below 250 kB even from the embedded server.
"""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import brotli
from fontTools.subset import Options, Subsetter, load_font, save_font

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "src/regiowerk/ground/ui/static/vendor"
KERN = PACKAGES / "@kern-ux/native"
HTMX = PACKAGES / "htmx.org"

# Basic Latin, Latin-1, Latin Extended-A, then quotes, dashes, bullets, euro, arrows, minus, rank signs.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x1E9E),
)
CUTS = ("Regular", "Italic", "Medium", "SemiBold", "Bold")


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    _copy(KERN / "dist/kern.min.css", VENDOR / "kern/kern.min.css")
    _copy(KERN / "LICENSE.md", VENDOR / "kern/LICENSE.md")
    _copy(HTMX / "dist/htmx.min.js", VENDOR / "htmx/htmx.min.js")
    _copy(HTMX / "LICENSE", VENDOR / "htmx/LICENSE")
    for cut in CUTS:
        name = f"FiraSans-{cut}.woff2"
        _reduce(KERN / "dist/fonts/fira-sans" / name, VENDOR / "fonts" / name)
    _copy(ROOT / "LICENSES/OFL-1.1.txt", VENDOR / "fonts/OFL-1.1.txt")
    for path in [*VENDOR.rglob("*.css"), *VENDOR.rglob("*.js")]:
        _compress(path)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _reduce(source: Path, target: Path) -> None:
    """Keep the letters we write with, and the features that set figures in columns."""
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl"]
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    save_font(font, str(target), options)


def _compress(path: Path) -> None:
    content = path.read_bytes()
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=9))


if __name__ == "__main__":
    main()
