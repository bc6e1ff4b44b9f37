"""Figures are shown by the first window, so that nothing heavy may come along with them."""

import subprocess
import sys


def test_metrics_come_without_anything_heavy() -> None:
    code = (
        "import sys, prodops_desktop.metrics.figure, prodops_desktop.metrics.catalogue, prodops_desktop.packs.making\n"
        "heavy = {'pandas', 'numpy', 'scipy', 'openpyxl', 'xlsxwriter', 'python_calamine', 'sqlite_utils', 'PySide6'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
