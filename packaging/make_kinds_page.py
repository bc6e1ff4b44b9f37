"""Write the help page on the kinds of data as they are declared: `python packaging/make_kinds_page.py [--out PAGE]`."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "resources" / "help" / "kinds.md"
sys.path.insert(0, str(ROOT))

from prodops_desktop.intake.kinds import FAMILIES, Field, Kind  # noqa: E402  the checkout need not be installed

_ABOUT = """\
# Kinds of data

What one row of a sheet is decides what can be made of it. [Importing](importing.md) finds that out by the headers, in English, German,
French and Spanish and with the usual abbreviations, and by what is in the columns. Where it is wrong, choose another kind in the dialog,
or on the command line by `--kind` and the name that stands here in brackets. A column that fills no field of the kind is kept as it is.

A field in **bold** has to be there, and a row in which it can’t be read goes to quarantine; so does one with a value out of the range that
stands beside a field. With “or” between several, one of them is enough.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_ABOUT, *(_family(title, kinds) for title, kinds in FAMILIES.items())])


def _family(title: str, kinds: tuple[Kind, ...]) -> str:
    return "\n".join([f"## {title}\n", *map(_kind, kinds)])


def _kind(kind: Kind) -> str:
    needed = [[field] for field in kind.fields if field.required]
    needed += [[kind.field(name) for name in group] for group in kind.either]
    others = [field for field in kind.fields if not any(field in group for group in needed)]
    fields = [" or ".join(f"**{_written(field)}**" for field in group) for group in needed] + [_written(field) for field in others]
    listed = (
        f" Fields: {', '.join(fields)}." if fields else " It has no fields, and still gets a grid, and counts, sums and means over time."
    )
    return f"### {kind.title}\n\nOne row is {kind.row} (`{kind.name}`).{listed}\n"


def _written(field: Field) -> str:
    """The title of a field, with its range where that has two ends."""
    return field.title if field.low is None or field.high is None else f"{field.title} ({_number(field.low)} to {_number(field.high)})"


def _number(value: float) -> str:
    return f"{value:,}".replace("-", "−")


def main(words: list[str]) -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="make_kinds_page.py", description="Write the help page on the kinds of data.")
    parser.add_argument("--out", type=Path, default=PAGE)
    parser.parse_args(words).out.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
