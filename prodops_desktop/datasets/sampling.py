"""Makes the sample workspace, by the real import, from the spreadsheets that ship."""

import json
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.sample_removing import sample_file
from prodops_desktop.datasets.store import find_dataset, set_counts
from prodops_desktop.datasets.taking import Takers
from prodops_desktop.errors import RefusedError, UserError
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.work import resources
from prodops_desktop.workspace import SUFFIX, Store, settings
from prodops_desktop.workspace.file import remove, remove_log

NOT_WRITTEN = "folder"
"""The kind of the refusal to write into a folder."""
Makers = Mapping[str, Callable[[Store, Mapping[str, Any]], object]]
"""What areas make of an entry of the plan, by its list: “segments”, “tags”, and after an import “decisions”, “feedback” and “roadmap”."""


def make_sample(folder: Path, takers: Takers, makers: Makers, on_file: Callable[[int, int, str], None] | None = None) -> Path:
    """Copy the sample's spreadsheets into ``folder`` and build a workspace from them there; returns the workspace.

    ``takers`` are the areas that take records out of the sheets, ``makers`` those that make what no sheet holds.

    ``on_file(done, total, name)`` is told of each file as it is begun. Raises UserError when the folder can't be written or
    holds a sample workspace already; where it is the folder's fault, as a refusal of the kind :data:`NOT_WRITTEN`.
    """
    shipped = resources.folder() / "sample"
    plan: dict[str, Any] = json.loads((shipped / "plan.json").read_text(encoding="utf-8"))
    workspace = folder / sample_file()
    if workspace.exists():
        raise UserError(f"There is a sample workspace at {workspace} already. Open that one, or name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in ("history", "try-these"):
            shutil.copytree(shipped / part, folder / part, dirs_exist_ok=True)
        for file in ("README.md", "answers.json"):
            shutil.copy(shipped / file, folder / file)
    except OSError as error:
        sentence = f"The sample can't be written to {folder}: {error.strerror or error}. Name another folder."
        raise RefusedError(sentence, NOT_WRITTEN) from None
    unfinished = workspace.with_name(f"{workspace.stem}-unfinished{SUFFIX}")
    remove(unfinished)
    try:
        _build(unfinished, folder, plan, takers, makers, on_file)
    except BaseException:
        remove(unfinished)
        raise
    remove_log(workspace)  # of a sample that was deleted by hand: it would be taken for that of this one
    unfinished.replace(workspace)
    return workspace


def _build(
    path: Path, folder: Path, plan: dict[str, Any], takers: Takers, makers: Makers, on_file: Callable[[int, int, str], None] | None
) -> None:
    with open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: _set_up(store, plan, makers)).result()
        imports = plan["imports"]
        for done, step in enumerate(imports):
            if on_file is not None:
                on_file(done, len(imports), Path(step["file"]).name)
            import_file(workspace, _request(folder, step), takers=takers)
            if not step.get("counts", True):
                workspace.run(partial(_leave_uncounted, step["name"])).result()
            if decisions := step.get("decisions"):
                workspace.run(partial(_decide, decisions, makers)).result()
            if triaged := step.get("feedback"):
                workspace.run(partial(_triage, triaged, makers)).result()
            if roadmap := step.get("roadmap"):
                workspace.run(partial(_plan_roadmap, roadmap, makers)).result()


def _request(folder: Path, step: Mapping[str, Any]) -> ImportRequest:
    return ImportRequest(
        folder / step["file"],
        sheet=step["sheet"],
        kind=step["kind"],
        name=step["name"],
        as_of=step.get("as_of"),
        unpivot=step.get("unpivot", False),
        mapping=step.get("mapping"),
        again=True,
    )


def _leave_uncounted(name: str, store: Store) -> None:
    set_counts(store, find_dataset(store, name).id, counts=False)


def _set_up(store: Store, plan: dict[str, Any], makers: Makers) -> None:
    with store.edit("Set up the sample"):
        for key, value in {**plan["settings"], "sample": "1"}.items():
            settings.set_setting(store, key, value)
        for rate in plan["rates"]:
            set_rate(store, rate["currency"], rate["day"], rate["rate"])
        for target in plan["targets"]:
            set_target(store, target["metric"], target["metric"], target["value"])
        for goal in plan["goals"]:
            save_goal(store, goal)
        for segment in plan["segments"]:
            makers["segments"](store, segment)
        for tag in plan["tags"]:
            makers["tags"](store, tag)


def _decide(decisions: list[dict[str, str]], makers: Makers, store: Store) -> None:
    with store.edit("Take down what was decided"):
        for decision in decisions:
            makers["decisions"](store, decision)


def _triage(entry: dict[str, str], makers: Makers, store: Store) -> None:
    makers["feedback"](store, entry)


def _plan_roadmap(entries: list[dict[str, Any]], makers: Makers, store: Store) -> None:
    with store.edit("Set up the roadmap"):
        for entry in entries:
            makers["roadmap"](store, entry)
