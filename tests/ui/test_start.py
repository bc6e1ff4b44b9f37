"""The start of the program in a process of its own: quick, because it imports nothing heavy."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_HEAVY = "pandas openpyxl scipy sklearn pptx xlsxwriter python_calamine sqlite_utils qtawesome pyqtgraph numpy chardet"

_SHOW_HOME = """
import sys
from pathlib import Path
from prodops_desktop.app import make_application, make_window
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.render import settle
app = make_application(["x"])
window = make_window(Preferences())
window.show()
assert window.open_path(Path(sys.argv[1]))
settle(lambda: window.session.busy, seconds=0.05)
assert window.page.id == "home" and window.page.tiles and window.page.tiles[0].value.text() == "50"
areas = {name for name in sys.modules if name.startswith("prodops_desktop.areas")}
loaded = {name.split(".")[0] for name in sys.modules} & set(sys.argv[2].split()) | areas
print("loaded:", ",".join(sorted(loaded)))
window.close()
"""


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the program."""
    environment = {**os.environ, **variables}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60, env=environment, check=False)


def test_nothing_heavy_is_imported_before_home_has_its_figures(workspace_path: Callable[[str], Path]) -> None:
    done = run("-c", _SHOW_HOME, str(workspace_path("filled")), _HEAVY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "loaded:"


def test_a_file_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    done = run("-m", "prodops_desktop", str(tmp_path / "gone.prodops"))
    assert done.returncode == 1
    assert "gone.prodops" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_display_ends_in_a_sentence() -> None:
    done = run("-m", "prodops_desktop", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 1
    assert "display" in done.stderr


def test_two_workspaces_at_a_time_is_wrong_usage() -> None:
    assert run("-m", "prodops_desktop", "a.prodops", "b.prodops").returncode == 2


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
