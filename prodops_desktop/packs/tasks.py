"""The child's side of making a pack: it reads the workspace, works the figures out and writes the file."""

from pathlib import Path
from typing import Any

from prodops_desktop.datasets import snapshot
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.packs import model, place, xlsx
from prodops_desktop.work.report import Report


def write_pack(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """``spec`` {workspace, out, aside (a file beside it, optional)} → {out, sheets, topics: [{title, headline}]}, with the areas last.

    UserError when there is nothing to show, or the file can't be written.
    """
    out = Path(spec["out"]).absolute()
    workspace_path = Path(spec["workspace"])
    place.check_name(out, workspace_path)
    report(0, None, "Working out figures")
    with open_workspace(workspace_path, read_only=True) as workspace, workspace.reading() as store:
        pack = model.build(store, snapshot.current(store))
    aside = Path(spec.get("aside") or place.aside_of(out))
    sheets = xlsx.write(pack, out, aside, lambda done, total, name: report(done, total, f"Writing {name}"))
    return {
        "out": str(out),
        "sheets": sheets,
        "topics": [{"title": one.title, "headline": one.headline} for one in pack.pages],
    }
