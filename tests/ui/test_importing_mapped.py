"""How questions and their options are called beside the columns of an import."""

from prodops_desktop.ui.importing.mapped import check_text, mapped_columns, option_title
from prodops_desktop.ui.importing.table_choices import TableChoices
from tests.ui.import_looks import ORDER, column, look

WAYS = ("day first", "month first", "year first")
YEARS = {**ORDER, "options": [{"id": way, "title": way, "example": ""} for way in WAYS], "rows": []}


def test_where_the_year_may_come_first_the_ways_to_read_days_name_it() -> None:
    found = look(column("Due", "B", type_="day", questions=[YEARS]))
    question = found.columns[0].questions[0]
    assert [option_title(question, one) for one in question.options] == ["Day / month / year", "Month / day / year", "Year / month / day"]
    own = TableChoices()
    (due,) = mapped_columns(found, own)
    assert check_text(due, question) == "37 rows: d/m/y or y/m/d?"
    own.answer(found, "Due", "order", "year first")
    (due,) = mapped_columns(found, own)
    assert check_text(due, question) == "Year / month / day: chosen"
