"""The command that says where a stored cell comes from."""

from typing import TYPE_CHECKING

from prodops_desktop.cli.shared import Arguments, open_file, print_json

if TYPE_CHECKING:
    from prodops_desktop.datasets.model import Column
    from prodops_desktop.datasets.reading import Stored


def trace(arguments: Arguments) -> int:
    """Say from which file, sheet and cell a value comes, and what stands there."""
    from prodops_desktop.datasets.addresses import find_cell
    from prodops_desktop.datasets.provenance import trace, value_of
    from prodops_desktop.datasets.reading import shown
    from prodops_desktop.datasets.store import find_dataset, find_numbered

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        dataset = find_dataset(store, arguments.dataset)
        version = dataset.version if arguments.number is None else find_numbered(store, dataset.id, arguments.number)
        cell = find_cell(store, version.id, arguments.row, arguments.column, arguments.sheet)
        origin = trace(store, version.id, cell.part, cell.row, cell.column.position)
        value = value_of(store, cell.part, cell.row, cell.column)
    if arguments.json:
        imported = {"imported_at": version.imported_at, "as_of": version.as_of, **{key: getattr(version, key) for key in _FILE}}
        print_json(
            {
                "dataset": dataset.name,
                "version": version.number,
                "import": imported,
                "file": origin.file,
                "sheet": origin.sheet,
                "cell": origin.cell,
                "row": origin.row if origin.number == str(origin.row) else origin.number,
                "column": cell.column.header,
                "value": _plain(cell.column, value),
                "raw": origin.raw,
                "reason": origin.reason,
                "type": cell.column.type,
                "field": cell.column.field,
            }
        )
        return 0
    taken = f", taken into {origin.own}" if origin.own else ""
    print(f"{origin.file} › {origin.sheet} › {origin.cell}{taken}: “{origin.raw}”")
    print(
        f"{cell.column.header} ({cell.column.type}): {shown(cell.column, value) or 'empty'}{f', {origin.reason}' if origin.reason else ''}"
    )
    print(f"{dataset.name}, version {version.number}, imported {version.imported_at.replace('T', ' ')}, as of {version.as_of}")
    return 0


_FILE = ("file", "sha256", "size")


def _plain(column: "Column", value: "Stored") -> object:
    """A value as JSON has it: amounts in whole units, durations in seconds, yes and no as true and false."""
    if column.type == "money" and isinstance(value, int):
        return value / 10 ** (column.scale or 0) if column.scale else value
    if column.type == "duration" and isinstance(value, int):
        return value / 1000
    return bool(value) if column.type == "boolean" and value is not None else value
