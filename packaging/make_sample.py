"""Make the sample company's spreadsheets: `python packaging/make_sample.py [--out resources/sample]`, the same bytes each time."""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    runpy.run_module("sample", run_name="__main__", alter_sys=True)
