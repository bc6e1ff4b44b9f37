"""Tasks made up for a test, which a real child process finds as a module of the program."""

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

PROBE = "prodops_desktop.probe:run"

_PLANT = """
import sys, types
probe = types.ModuleType("prodops_desktop.probe")
sys.modules["prodops_desktop.probe"] = probe
exec(compile({source!r}, "probe.py", "exec"), probe.__dict__)
"""

Plant = Callable[[str], str]


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Takes the body of a task ``run(spec, report)`` and returns the name by which children find it."""

    def put(body: str) -> str:
        folder = tmp_path / "planted"
        folder.mkdir(exist_ok=True)
        source = "def run(spec, report):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"
        (folder / "sitecustomize.py").write_text(_PLANT.format(source=source), encoding="utf-8")
        earlier = os.environ.get("PYTHONPATH")
        monkeypatch.setenv("PYTHONPATH", str(folder) + (os.pathsep + earlier if earlier else ""))
        return PROBE

    return put
