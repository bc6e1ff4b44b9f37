"""The script's own command line."""

import argparse
from pathlib import Path

from .build import write_all

_REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    """Write the sample into the folder given, by default the one of the repository."""
    parser = argparse.ArgumentParser(prog="make_sample.py", description="Make the sample company's spreadsheets.")
    parser.add_argument("--out", type=Path, default=_REPOSITORY / "resources" / "sample")
    out: Path = parser.parse_args().out
    files = write_all(out)
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files):,} bytes in {out}")


if __name__ == "__main__":
    main()
