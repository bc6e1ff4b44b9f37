"""The commands that answer about feedback: items that a search finds, and needs weighed in money."""

import sys

from prodops_desktop.cli.shared import Arguments, open_file, print_json


def feedback(arguments: Arguments) -> int:
    """List what a search finds, the newest first, and write it as a workbook."""
    from prodops_desktop.feedback.accounts import read_customers
    from prodops_desktop.feedback.answering import feedback_object, found_lines
    from prodops_desktop.feedback.search import find, read_query
    from prodops_desktop.feedback.sheets import feedback_sheets
    from prodops_desktop.packs.records import write_records
    from prodops_desktop.workspace import settings

    query = read_query(" ".join(arguments.query))
    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        customers = read_customers(store)
        found = find(store, query, customers, today=settings.today(store))
        if arguments.excel:
            write_records(feedback_sheets(store, found.ids, customers), arguments.excel.absolute(), arguments.workspace)
            print(arguments.excel, file=sys.stderr)
        if arguments.json:
            print_json(feedback_object(store, query, found, customers))
            return 0
        for line in found_lines(store, found.ids, customers):
            print(line)
    for remark in (*query.remarks, *found.remarks):
        print(f"! {remark}")
    return 0


def needs(arguments: Arguments) -> int:
    """List what is asked for, by the money behind it, and write who asked as a workbook."""
    from prodops_desktop.feedback.accounts import read_customers
    from prodops_desktop.feedback.needs.answering import needs_object
    from prodops_desktop.feedback.needs.period import read_period
    from prodops_desktop.feedback.needs.reading import read_needs
    from prodops_desktop.feedback.needs.saying import needs_sentence
    from prodops_desktop.feedback.needs.who_asked import who_asked
    from prodops_desktop.packs.records import write_records
    from prodops_desktop.workspace import settings

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        customers = read_customers(store)
        period = read_period(arguments.period, settings.today(store))
        found = read_needs(store, customers, period=period, segment=arguments.segment, channel=arguments.channel, rank=arguments.rank)
        shown = found.needs[: arguments.top] if arguments.top else found.needs
        if arguments.who_asked:
            asked = [need.tag for need in shown if need.mentions]
            sheets = who_asked(store, customers, asked, period, arguments.segment, arguments.channel)
            write_records(sheets, arguments.who_asked.absolute(), arguments.workspace)
            print(arguments.who_asked, file=sys.stderr)
        if arguments.json:
            print_json(needs_object(store, customers, found, arguments.top))
            return 0
    for need in shown:
        print(needs_sentence(need, found))
    for note in found.notes:
        print(f"! {note}")
    return 0
