"""The commands that bring something in, write something, or take a step."""

import contextlib
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from prodops_desktop.cli.passwords import Asking, AskingKeyring, password_of
from prodops_desktop.cli.shared import Arguments, open_file, print_json
from prodops_desktop.errors import UserError

if TYPE_CHECKING:
    from prodops_desktop.datasets.repairing import Repaired
    from prodops_desktop.datasets.request import ImportRequest, Staged
    from prodops_desktop.datasets.storing import ImportReport


def sample(arguments: Arguments) -> int:
    """Write the sample spreadsheets, and a workspace built from them."""
    from prodops_desktop.areas import MAKERS, TAKERS
    from prodops_desktop.datasets.sampling import make_sample

    def on_file(done: int, total: int, name: str) -> None:
        print(f"{done + 1} of {total}: {name}", file=sys.stderr)

    print(make_sample(arguments.folder, TAKERS, MAKERS, on_file))
    return 0


def inspect(arguments: Arguments) -> int:
    """Say what files hold, keeping nothing; 1 where one was refused."""
    from prodops_desktop.intake.inspecting import inspect_files
    from prodops_desktop.intake.readers.opening import Opening

    opening = Opening(arguments.encoding, arguments.delimiter, password_of(arguments))
    refused = 0
    files = [str(file) for file in arguments.files]
    for found in inspect_files(files, arguments.memory_cap, opening=opening, ask=Asking(arguments).ask):
        refused += found["error"] is not None
        if arguments.json:
            print_json(found)
        else:
            _print_inspected(found)
        if found["error"] is None:
            _tell_ignored(arguments, found["format"])
        if found["error"] is not None:
            print(f"{found['file']}: {found['error']}", file=sys.stderr)
    return 1 if refused else 0


def _tell_ignored(arguments: Arguments, form: str) -> None:
    """Say which options mean nothing for a file of this format."""
    given = [option for option in ("encoding", "delimiter") if getattr(arguments, option) is not None]
    if given and form not in ("text", "csv", "tsv"):
        options = " and ".join(f"--{option}" for option in given)
        changed = "is for text files, and changed" if len(given) == 1 else "are for text files, and changed"
        print(f"! {options} {changed} nothing here: the file is a workbook.", file=sys.stderr)


def _print_inspected(found: dict[str, Any]) -> None:
    if found["error"] is not None:
        return
    print(f"{found['file']}: {found['format']}")
    for sheet in found["sheets"]:
        hidden = "" if sheet["visible"] else f", {sheet['state']}"
        print(f"  {sheet['name']}{hidden}: {sheet['rows']} rows × {sheet['columns']} columns, header in row {sheet['header_row'] or '–'}")
        for field in sheet["fields"]:
            print(f"    {field['name']}: {field['type']}, {field['filled']} filled, {field['distinct']} distinct")
        for warning in sheet["warnings"]:
            print(f"    ! {warning}")


def import_(arguments: Arguments) -> int:
    """Import a spreadsheet as a dataset, or as its next version."""
    from prodops_desktop.intake import STAGE
    from prodops_desktop.work.child_process import make_ready

    make_ready(STAGE)
    from prodops_desktop.datasets.importing import stage_file, store_staged, taking_of
    from prodops_desktop.intake.readers.detection import detect_format
    from prodops_desktop.intake.readers.source import Source
    from prodops_desktop.intake.running import with_password

    request, asking = _request(arguments), Asking(arguments)
    with open_file(arguments.workspace, create=True) as workspace, ThreadPoolExecutor(1) as beside:

        def stage(password: str | None) -> "Staged":
            return stage_file(workspace, replace(request, password=password))

        try:
            areas = beside.submit(import_module, "prodops_desktop.areas")  # it takes a while, and the child's work takes longer
            staged = with_password(stage, request.password, AskingKeyring(workspace, request.dataset_name, request.file_name, asking).ask)
            report = store_staged(workspace, staged, taking=taking_of(staged, areas.result().TAKERS))
        except BaseException:
            if workspace.created:
                workspace.discard()
            raise
    found = {key: value for key, value in asdict(report).items() if key not in {"version_id", "changes"}}
    _tell_ignored(arguments, detect_format(Source(request.path)))
    if arguments.json:
        print_json(found)
    else:
        _print_imported(report)
    return 0


def _print_imported(report: "ImportReport") -> None:
    print(
        f"{report.dataset}, version {report.version} ({report.kind}): {report.rows_read} rows read, {report.rows_accepted} accepted, "
        f"{report.rows_quarantined} quarantined, {report.rows_dropped} dropped."
    )
    if report.taken is not None:
        taken = report.taken
        new = f"{taken['new']:,} new record{'' if taken['new'] == 1 else 's'}"
        kept = f"{taken['kept']:,} field{'' if taken['kept'] == 1 else 's'}"
        print(f"Taken: {new}, {taken['changed']:,} changed, {kept} kept.")
    for warning in [*report.warnings, *(report.taken["problems"] if report.taken else [])]:
        print(f"! {warning}")


def _request(arguments: Arguments) -> "ImportRequest":
    from prodops_desktop.datasets.request import ImportRequest

    return ImportRequest(
        arguments.file,
        sheet=arguments.sheet,
        table=arguments.table,
        kind=arguments.kind,
        name=arguments.name,
        again=arguments.again,
        unpivot=arguments.unpivot,
        hidden_rows=not arguments.without_hidden_rows,
        day_order=arguments.day_order,
        encoding=arguments.encoding,
        delimiter=arguments.delimiter,
        password=password_of(arguments),
        memory_cap_mb=arguments.memory_cap,
    )


def rename(arguments: Arguments) -> int:
    """Give a dataset another name."""
    from prodops_desktop.datasets.store import find_dataset, rename_dataset

    with open_file(arguments.workspace) as workspace:
        changes = workspace.run(lambda store: rename_dataset(store, find_dataset(store, arguments.dataset).id, arguments.new)).result()
    print(changes.label)
    return 0


def pack(arguments: Arguments) -> int:
    """Write a board pack."""
    from prodops_desktop.packs.making import make_pack

    with open_file(arguments.workspace, read_only=True):
        made = make_pack(arguments.workspace.absolute(), arguments.out.absolute())
    for topic in made["topics"]:
        print(f"{topic['title']}: {topic['headline']}")
    print(made["out"])
    return 0


def undo(arguments: Arguments) -> int:
    """Take back the last step."""
    from prodops_desktop.workspace.undo import undo

    with open_file(arguments.workspace) as workspace:
        print(workspace.run(undo).result().label)
    return 0


def redo(arguments: Arguments) -> int:
    """Bring back the step that was undone last."""
    from prodops_desktop.workspace.undo import redo

    with open_file(arguments.workspace) as workspace:
        print(workspace.run(redo).result().label)
    return 0


def check(arguments: Arguments) -> int:
    """Look the workspace over, and mend what can be mended when asked to; 1 where something is wrong."""
    from prodops_desktop.datasets.checking import Problem, check, newest_backup
    from prodops_desktop.datasets.repairing import Repaired, repair
    from prodops_desktop.feedback.indexing import index_anew

    path = arguments.workspace
    with contextlib.ExitStack() as opened:
        try:
            workspace = opened.enter_context(open_file(path))
        except UserError as error:
            if not path.exists():
                raise
            text = " ".join(filter(None, (str(error), newest_backup(path))))
            return _tell_found(arguments, Repaired((), (Problem("open", path.name, text),)), ())
        found = Repaired((), tuple(check(workspace)))
        if arguments.repair and found.left:
            found = repair(workspace, found.left, index_anew)
        return _tell_found(arguments, found, workspace.swept)


def _tell_found(arguments: Arguments, found: "Repaired", swept: tuple[str, ...]) -> int:
    if arguments.json:
        repaired = {"repaired": [asdict(problem) for problem in found.mended]} if arguments.repair else {}
        print_json({"ok": not found.left, "problems": [asdict(problem) for problem in found.left], "swept": swept, **repaired})
    else:
        for name in swept:
            print(f"{name} was left by an import, a restore or a copy that did not end, and was deleted.")
        for problem in found.mended:
            print(f"{problem.where}: {problem.text}")
        if not found.left:
            print("ok")
    for problem in found.left:
        print(f"{problem.where}: {problem.text}", file=sys.stderr)
    return 1 if found.left else 0


def render(arguments: Arguments) -> int:
    """Draw the pages into pictures."""
    themes = ["light", "dark"] if arguments.theme == "both" else [arguments.theme]
    for picture in arguments.renderer(
        arguments.workspace, arguments.folder, pages=arguments.page, themes=themes, sizes=[arguments.size], scale=arguments.scale
    ):
        print(picture)
    return 0
