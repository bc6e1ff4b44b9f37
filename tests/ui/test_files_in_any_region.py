"""Files are the same whatever the locale of who writes them: real dates in sheets, ISO days and plain numbers elsewhere."""

import contextlib
import io
import zipfile
from functools import partial
from pathlib import Path

import pytest

from prodops_desktop.__main__ import main as command_line
from prodops_desktop.packs.making import make_pack
from prodops_desktop.ui.region import DAY_SLASH, SYSTEM, Choice
from tests.ui.contract import Open, show_tools, wait_for
from tests.ui.regions import written_as


@pytest.fixture
def usual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file says that it was written at the same moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")


def _place(outs: list[Path], title: str, proposed: Path, kinds: str) -> Path:
    """Where a file of this kind is saved."""
    del title, kinds
    return next(out for out in outs if out.suffix == proposed.suffix)


def sheets_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook, but for the moment at which it was made."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist() if not name.startswith("docProps/")}


@pytest.mark.usefixtures("usual_clock")
def test_exports_packs_and_answers_do_not_change_with_the_locale(open_window: Open, tmp_path: Path) -> None:
    window, page = show_tools(open_window)
    assert window.session is not None
    path = window.session.workspace.path
    written: list[object] = []
    for at, (system, days) in enumerate((("C", SYSTEM), ("de_DE", DAY_SLASH), ("ar_EG", SYSTEM))):
        folder = tmp_path / str(at)
        folder.mkdir()
        outs = [folder / name for name in ("tools.xlsx", "tools.ics")]
        page.tool_actions.exports.ask_save = partial(_place, outs)
        with written_as(Choice(days=days), system=system):
            wait_for(window)
            for command in ("tools.excel", "tools.ics"):
                window.menus.action(command).trigger()
                wait_for(window)
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                assert command_line(["tools", str(path), "--json"]) == 0
                assert command_line(["tools", str(path)]) == 0
            if at in (0, 2):
                make_pack(path, folder / "pack.xlsx")
        calendar = [line for line in outs[1].read_text(encoding="utf-8").splitlines() if not line.startswith("DTSTAMP")]
        written.append((sheets_of(outs[0]), calendar, printed.getvalue()))
    assert written[0] == written[1] == written[2]
    assert sheets_of(tmp_path / "0" / "pack.xlsx") == sheets_of(tmp_path / "2" / "pack.xlsx")
