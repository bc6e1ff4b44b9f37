"""Yardstick of the import: a fresh process that opens a workbook with calamine, loads its first sheet and exhausts iter_rows."""

import sys
from collections import deque

from python_calamine import CalamineWorkbook

deque(CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows(), maxlen=0)
