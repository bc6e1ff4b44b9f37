"""A child runs the code of its parent and nothing that lies in the folder where the operator happens to be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import prodops_desktop

PACKAGE = Path(prodops_desktop.__file__).parent
POISON = "open({marker!r}, 'a').write(__name__ + chr(10))\nraise SystemExit('poisoned')\n"


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """A folder with a spreadsheet, and modules that leave a mark when they are run."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "small.csv").write_text("a,b\n1,x\n2,y\n", encoding="utf-8")
    for module in ("json", "hashlib", "csv", "prodops_desktop"):
        (folder / f"{module}.py").write_text(POISON.format(marker=str(tmp_path / "marker")), encoding="utf-8")
    return folder


def python(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    return subprocess.run(
        [sys.executable, *words], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


def test_modules_in_the_current_folder_are_not_run(downloads: Path, tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); from prodops_desktop.work.child import run_child; "
        "print(run_child('prodops_desktop.intake.tasks:inspect', {'path': 'small.csv'}).value['sheets'][0]['rows'])"
    )
    ended = python("-P", "-c", script, cwd=downloads)
    assert ended.stdout.strip() == "2", ended.stderr
    assert not (tmp_path / "marker").exists()


def test_a_checkout_that_is_not_installed_runs_its_own_code(downloads: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "check out é"
    shutil.copytree(PACKAGE / "work", checkout / "prodops_desktop" / "work", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "__main__.py", "errors.py"):
        shutil.copy(PACKAGE / name, checkout / "prodops_desktop" / name)
    probe = "import sys\ndef where(spec, report):\n    return {'file': __file__, 'path': sys.path}\n"
    (checkout / "prodops_desktop" / "probe.py").write_text(probe, encoding="utf-8")
    (checkout / "csv.py").write_text(POISON.format(marker=str(tmp_path / "marker")), encoding="utf-8")
    script = (
        f"import sys; sys.path.insert(0, {str(checkout)!r}); from prodops_desktop.work.child import run_child; del sys.path[0]; "
        "value = run_child('prodops_desktop.probe:where', {}).value; "
        f"print(ascii(value['file'])); print({str(checkout)!r} in value['path'], {str(downloads)!r} in value['path'])"
    )
    ended = python("-P", "-c", script, cwd=downloads)
    file, *on_path = ended.stdout.split("\n")
    assert file == ascii(str(checkout / "prodops_desktop" / "probe.py")), ended.stderr
    assert on_path[0] == "False False"
    assert not (tmp_path / "marker").exists()
