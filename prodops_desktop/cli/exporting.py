"""The command that writes the rows of a dataset to a file."""

from prodops_desktop.cli.shared import Arguments, open_file, print_json


def export(arguments: Arguments) -> int:
    """Write all rows of a version of a dataset, in the order of its file, as a workbook or as csv."""
    from prodops_desktop.datasets.store import find_dataset, find_numbered
    from prodops_desktop.packs.seen import write_seen
    from prodops_desktop.work.listing import listed

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        dataset = find_dataset(store, arguments.dataset)
        version = dataset.version if arguments.number is None else find_numbered(store, dataset.id, arguments.number)
    made = write_seen(arguments.workspace, version.id, arguments.out)
    if arguments.json:
        facts = {"dataset": dataset.name, "version": version.number, "out": str(made.out), "rows": made.rows}
        print_json({**facts, "sheets": list(made.sheets), "cut": made.cut})
        return 0
    rows = "1 row" if made.rows == 1 else f"{made.rows:,} rows"
    sheets = f" in the sheets {listed(list(made.sheets))}" if len(made.sheets) > 1 else ""
    print(f"{dataset.name}, version {version.number}: {rows}{sheets}")
    if made.cut:
        texts = "1 text was" if made.cut == 1 else f"{made.cut:,} texts were"
        print(f"{texts} cut to the 32,767 characters that a cell of Excel takes; a csv file takes all.")
    print(made.out)
    return 0
