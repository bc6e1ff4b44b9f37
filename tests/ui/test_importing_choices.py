"""What is decided in the import dialog, without its window: what is taken, what goes by header, and what is still to be asked."""

import os
from pathlib import Path

import pytest

from prodops_desktop.intake.choices import STACKED
from prodops_desktop.ui.importing.choices import IMPORTED, READ, REFUSED, WAITING, FileChoices
from prodops_desktop.ui.importing.look import Look
from prodops_desktop.ui.importing.mapped import check_text, mapped_columns, open_count, option_title
from prodops_desktop.ui.importing.naming import Target
from prodops_desktop.ui.importing.queue import Queue, QueuedFile
from prodops_desktop.ui.importing.queue_list import state_of
from prodops_desktop.ui.importing.table_choices import TableChoices
from tests.ui.import_looks import ORDER, column, look, sheet

BOOK = look(sheets=[sheet("Okafor"), sheet("Park"), sheet("Other", alike=False), sheet("Old", state="hidden")])


def looked_at(found: Look, path: Path = Path("CS_health_2026-11.xlsx")) -> FileChoices:
    """A file of which this was found."""
    file = Queue([path], "").current
    file.take(file.key, found)
    file.state = READ
    return file


@pytest.fixture
def book() -> QueuedFile:
    """A file of four sheets, three of them visible and two of one shape."""
    queue = Queue([Path("CS_health_2026-11.xlsx")], "")
    queue.current.take(queue.current.key, BOOK)
    queue.current.state = READ
    queue.files[0].learn(BOOK)
    return queue.files[0]


def taken(file: QueuedFile) -> list[str | None]:
    return [file.sheet_of(one) for one in file.taken]


# --- which sheets are taken


def test_as_long_as_one_is_taken_the_one_that_is_chosen_is(book: QueuedFile) -> None:
    assert taken(book) == ["Okafor"]
    destination = book.taken[0].destination
    park = book.choose("Park")
    assert taken(book) == ["Park"]
    assert park.destination is destination, "the dataset was chosen for the file, not for the sheet"
    assert book.choose("Okafor") is book.first, "what was decided about a sheet is still there"


def test_space_keeps_the_one_and_takes_others_beside_it(book: QueuedFile) -> None:
    book.toggle("Okafor")
    assert (taken(book), book.several) == (["Okafor"], True)
    book.choose("Park")
    assert taken(book) == ["Okafor"], "choosing only looks now"
    book.toggle("Park")
    book.toggle("Other")
    assert taken(book) == ["Okafor", "Park", "Other"]
    for one in book.taken:
        one.destination.propose([])
    names = [one.destination.name for one in book.taken]
    assert names == ["CS health Okafor", "CS health Park", "CS health Other"]
    book.toggle("Okafor")
    assert taken(book) == ["Park", "Other"]


def test_the_last_one_that_is_taken_stays_and_is_chosen_freely_again(book: QueuedFile) -> None:
    book.toggle("Park")
    assert taken(book) == ["Okafor", "Park"]
    book.toggle("Okafor")
    assert (taken(book), book.several) == (["Park"], False)
    book.choose("Other")
    assert taken(book) == ["Other"]


def test_a_name_that_was_typed_is_not_overwritten_when_more_sheets_are_taken(book: QueuedFile) -> None:
    first = book.taken[0].destination
    first.new_name, first.touched = "Mine", True
    book.toggle("Park")
    book.taken[1].destination.propose([])
    assert [one.destination.name for one in book.taken] == ["Mine", "CS health Park"]


def test_all_of_one_shape_excludes_each_of_them_and_no_other(book: QueuedFile) -> None:
    book.toggle("Other")
    book.toggle(STACKED)
    assert taken(book) == [STACKED, "Other"], "Okafor is part of them"
    book.toggle("Park")
    assert taken(book) == ["Park", "Other"]


def test_what_was_decided_about_a_sheet_that_was_left_comes_back(book: QueuedFile) -> None:
    park = book.choose("Park")
    park.own.header = (3, 4)
    book.choose("Okafor")
    assert book.choose("Park").own.header == (3, 4)
    assert book.first.own.header is None


def test_other_tables_of_a_sheet_come_in_beside_the_one_that_is_read() -> None:
    queue = Queue([Path("Overview.xlsx")], "")
    found, file = look(sheets=[sheet("All", tables=3), sheet("More")]), queue.files[0]
    queue.current.take(queue.current.key, found)
    file.learn(found)
    assert [one.number for one in file.other_tables(file.first)] == [2, 3]
    file.take_other_tables(file.first)
    assert [(file.sheet_of(one), one.table) for one in file.taken] == [("All", None), ("All", 2), ("All", 3)]
    assert [one.destination.stem for one in file.taken[1:]] == ["Overview table 2", "Overview table 3"]
    assert file.other_tables(file.first) == []
    file.toggle("More")
    file.toggle("All")
    assert taken(file) == ["More"]
    file.toggle("All")
    assert taken(file) == ["All", "More"]


# --- the queue


def test_a_path_comes_once_whatever_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("x\n1\n")
    (tmp_path / "b.csv").write_text("x\n1\n")
    os.symlink(tmp_path / "a.csv", tmp_path / "link.csv")
    monkeypatch.chdir(tmp_path)
    paths = [tmp_path / "b.csv", tmp_path / "a.csv", Path("a.csv"), tmp_path / "link.csv", tmp_path / "b.csv"]
    assert [one.path for one in Queue(paths, "").entries] == paths[:2]


def test_the_next_one_is_looked_for_round_and_over_what_is_done() -> None:
    queue = Queue([Path(f"{name}.csv") for name in "abcd"], "")
    first, second, third, fourth = queue.entries
    queue.current = third
    second.state, fourth.state, fourth.seen = IMPORTED, REFUSED, False
    assert queue.next_open() is fourth, "its sentence was not seen yet"
    fourth.seen = True
    assert queue.next_open() is first
    first.state = IMPORTED
    assert queue.next_open() is None
    assert (queue.neighbour(1), queue.neighbour(-1), queue.neighbour(2)) == (fourth, second, None)


def test_the_dataset_is_proposed_once() -> None:
    file = Queue([Path("CS_health_2026-11.xlsx")], "").current
    file.destination.propose([Target("CS health", 7, "CS_health_2026-10.xlsx")])
    assert file.destination.name == "CS health"
    file.destination.into, file.destination.new_name = None, "Mine"
    file.destination.propose([Target("CS health", 7, "CS_health_2026-10.xlsx")])
    assert file.destination.name == "Mine"


# --- columns


def test_a_field_goes_from_column_to_column_and_back() -> None:
    file = looked_at(look(column("Account", "A", field="account"), column("Client", "B"), column("Note", "C")))
    found = file.look
    assert found is not None
    file.own.choose_field(found, "Client", "account")
    assert file.own.mapping(found) == {"Account": None, "Client": "account", "Note": None}
    file.own.choose_field(found, "Account", "account")
    assert file.own.mapping(found) == {"Account": "account", "Client": None, "Note": None}
    assert file.own.missing(found) == []


def test_a_field_chosen_under_another_header_is_never_given_to_two_columns() -> None:
    """“Client” is only there with header row 1, where it had the field; with row 2 another column was given it."""
    one, two = look(column("Client", "A"), column("Name", "B")), look(column("Name", "B"), column("Third", "C"))
    choices = TableChoices()
    choices.choose_field(one, "Client", "account")
    choices.choose_field(two, "Name", "account")
    assert choices.mapping(one) == {"Client": None, "Name": "account"}
    assert choices.mapping(two) == {"Name": "account", "Third": None}


def test_what_goes_by_header_names_only_columns_that_are_there() -> None:
    file = looked_at(look(column("Account", "A", field="account"), column("QBR", "B", type_="day", questions=[ORDER])))
    own = file.own
    own.choose_type("QBR", "day")
    own.choose_type("gone", "number")
    own.answers = {"order": {"QBR": "month first", "gone": "day first", "Account": "day first"}}
    own.chosen_fields("account_status")["gone"] = "csm"
    request = file.request()
    assert request.mapping == {"Account": "account", "QBR": None}
    assert request.types == {"QBR": "day"}
    assert request.orders == {"QBR": "month first"}, "nothing is ambiguous in the others"
    assert file.choices().mapping == {}, "a look is told only what was chosen"


def test_a_type_that_was_chosen_makes_a_look_stale_until_it_was_looked_at_so() -> None:
    file = looked_at(look(column("Account", "A", field="account"), column("QBR", "B")))
    assert not file.is_stale
    file.own.choose_type("QBR", "day")
    assert file.is_stale
    file.take(file.key, look(column("Account", "A", field="account"), column("QBR", "B", type_="day")))
    assert not file.is_stale
    file.own.choose_type("QBR", "")
    assert file.is_stale, "what it is by itself is not known of this look"


def test_a_field_makes_a_look_stale_only_where_it_wants_another_type() -> None:
    columns = (column("Account", "A", field="account"), column("QBR", "B"), column("Seen", "C", type_="day"), column("Who", "D"))
    file = looked_at(look(*columns))
    found = file.look
    assert found is not None
    file.own.choose_field(found, "Seen", "last_contact")
    file.own.choose_field(found, "Who", "csm")
    assert not file.is_stale
    file.own.choose_field(found, "QBR", "last_qbr")
    assert file.is_stale
    again = look(columns[0], column("QBR", "B", type_="day", field="last_qbr", sure=1.0), columns[2], columns[3])
    file.take(file.key, again)
    assert not file.is_stale
    assert file.look is not None
    assert (file.look.columns[1].field, file.look.columns[1].type) == (None, "day"), (
        "what was found is still known apart from what was chosen"
    )


def test_questions_count_down_as_they_are_answered() -> None:
    file = looked_at(
        look(
            column("Account", "A", field="account", sure=0.72),
            column("QBR", "B", type_="day", field="last_qbr", questions=[ORDER]),
            column("CSM", "C", field="csm"),
        )
    )
    found, own = file.look, file.own
    assert found is not None
    columns = mapped_columns(found, own)
    assert [len(one.open) for one in columns] == [1, 1, 0]
    assert [check_text(one, one.open[0]) for one in columns[:2]] == ["Right field?", "37 rows: d/m or m/d?"]
    assert state_of(file) == ("2 columns need a look", "warn")
    assert columns[1].answer(columns[1].questions[0]).id == "day first", "as suggested, until somebody says otherwise"

    own.answer(found, "QBR", "order", "quarantine")
    own.answer(found, "Account", "field", "account")
    columns = mapped_columns(found, own)
    assert open_count(columns) == 0
    assert [check_text(one, one.questions[0]) for one in columns[:2]] == ["Account: chosen", "Sent to quarantine"]
    assert file.request().orders == {"QBR": "quarantine"}

    own.answer(found, "Account", "field", "")
    assert mapped_columns(found, own)[0].field is None
    assert state_of(file) == ("needs a field", "warn")


def test_the_ways_to_read_days_are_called_as_in_the_picture() -> None:
    question = look(column("QBR", "B", questions=[ORDER])).columns[0].questions[0]
    assert [option_title(question, one) for one in question.options] == ["Day / month", "Month / day", "Send 37 rows to quarantine"]


def test_tables_and_headers_keep_what_was_decided_about_each() -> None:
    file = looked_at(look(sheets=[sheet("Okafor", tables=3)]))
    file.own.header = (4, 5)
    file.choose_table(2)
    assert file.table == 2
    assert file.own.header is None
    assert file.look is None
    file.own.unpivot = True
    file.choose_table(1)
    assert (file.table, file.own.header, file.own.unpivot) == (None, (4, 5), False), "the first one is what was found"
    file.choose_table(2)
    assert file.own.unpivot


def test_a_look_that_comes_too_late_is_kept_for_its_own_choices() -> None:
    file = looked_at(look())
    before = file.key
    file.own.header = (7,)
    late = file.key
    file.own.header = None
    assert file.key == before
    file.take(late, look(header=[7]))
    assert file.shown is not None
    assert file.shown.header == (1,)
    file.own.header = (7,)
    assert file.look is not None
    assert file.look.header == (7,)


def test_choices_are_taken_back_with_what_was_typed_for_columns() -> None:
    file = looked_at(look())
    before = file.snapshot()
    file.own.header, file.origin.delimiter = (3,), ";"
    file.own.choose_type("QBR", "text")
    file.choose_table(2)
    file.restore(before)
    assert file.table is None
    assert file.own.header is None
    assert file.own.types == {}
    assert file.origin.delimiter is None


def test_a_new_file_waits() -> None:
    file = Queue([Path("a.csv")], "").current
    assert (file.state, state_of(file)) == (WAITING, ("waiting", "text_3"))
