"""The start of the program in a process of its own: quick, because it imports nothing heavy."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_HEAVY = "pandas openpyxl scipy sklearn pptx xlsxwriter python_calamine sqlite_utils qtawesome pyqtgraph numpy chardet"

_LATER = """
answers areas cli experiments feedback intake.evidence intake.numbers intake.readers packs roadmap tools workspace.backups
workspace.migrations.steps workspace.undo
ui.crash_dialog ui.history ui.importing ui.models ui.palette ui.pages.datasets ui.pages.experiments ui.pages.feedback ui.pages.metrics
ui.pages.roadmap ui.pages.tools ui.records ui.render ui.shell.backups_dialog ui.shell.everywhere ui.shell.first_run ui.shell.help
ui.shell.jobs_panel ui.shell.preferences ui.shell.shortcuts ui.widgets.dialog ui.widgets.edit_fields
"""
"""Packages and modules of our own that are for what comes after the first Home."""
_MOST_MODULES = 165
"""So many modules of our own show Home: each one more is read from the disk and run at every start."""

_SHOW_HOME = """
import sys, time
from pathlib import Path
from prodops_desktop.app import make_application, make_window, open_first
from prodops_desktop.ui.places import Preferences
app = make_application(["x"])
preferences = Preferences()
window = make_window(preferences)
open_first(window, [Path(sys.argv[1])], preferences)
assert not window.isVisible(), "it comes with the first figures"
end = time.monotonic() + 30
while not (window.isVisible() and window.page.tiles and window.page.tiles[0].is_filled) and time.monotonic() < end:
    app.processEvents()
assert window.page.id == "home" and window.page.tiles[0].value.text() == "50"
loaded = {name.split(".")[0] for name in sys.modules} & set(sys.argv[2].split())
own = [name for name in sys.modules if name.startswith("prodops_desktop.")]
later = [f"prodops_desktop.{name}" for name in sys.argv[3].split()]
loaded |= {one for one in later if any(f"{name}.".startswith(f"{one}.") for name in own)}
print("loaded:", ",".join(sorted(loaded)))
print("modules:", len(own))
window.close()
"""


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the program."""
    environment = {**os.environ, **variables}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60, env=environment, check=False)


def test_nothing_heavy_and_nothing_for_later_is_imported_before_home_has_its_figures(workspace_path: Callable[[str], Path]) -> None:
    done = run("-c", _SHOW_HOME, str(workspace_path("filled")), _HEAVY, _LATER)
    assert done.returncode == 0, done.stderr
    loaded, modules = done.stdout.splitlines()
    assert loaded.strip() == "loaded:"
    assert int(modules.removeprefix("modules: ")) <= _MOST_MODULES


def test_a_file_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    done = run("-m", "prodops_desktop", str(tmp_path / "gone.prodops"))
    assert done.returncode == 1
    assert "gone.prodops" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_display_ends_in_a_sentence() -> None:
    done = run("-m", "prodops_desktop", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 1
    assert "display" in done.stderr


def test_two_workspaces_at_a_time_end_in_a_sentence() -> None:
    done = run("-m", "prodops_desktop", "a.prodops", "b.prodops")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("One workspace is open at a time.")


def test_pictures_have_true_device_pixels(workspace_path: Callable[[str], Path], tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from prodops_desktop.app import render_pages\n"
        "for path in render_pages(Path(sys.argv[1]), Path(sys.argv[2]), pages=['home'], themes=['light', 'dark'], "
        "sizes=[(1024, 640)], scale=2): print(path.name)\n"
        "from PySide6.QtGui import QImage\n"
        "image = QImage(sys.argv[2] + '/home-dark-1024x640@2.png'); print(image.width(), image.height(), image.pixelColor(300, 200).name())"
    )
    done = run("-c", script, str(workspace_path("filled")), str(tmp_path / "pictures"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:3] == ["home-light-1024x640@2.png", "home-dark-1024x640@2.png", "2048 1280 #1b1e23"]


def test_a_page_that_there_is_not_is_named_with_those_there_are(workspace_path: Callable[[str], Path], tmp_path: Path) -> None:
    done = run("-m", "prodops_desktop", "render", str(workspace_path("empty")), str(tmp_path), "--page", "nowhere")
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "home" in done.stderr


def test_a_day_that_is_none_ends_in_a_sentence() -> None:
    done = run("-m", "prodops_desktop", PRODOPS_TODAY="soon")
    assert done.returncode == 1
    assert "PRODOPS_TODAY" in done.stderr
