"""Any table of typed columns, messed up by known steps, comes back equal or explained from csv, xlsx and ods."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Stage, StagedFile
from .planted_tables import Table, differences, tables, write_csv, write_ods, write_xlsx

_RANDOM = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40, deadline=None)


def lost(table: Table, staged: StagedFile) -> list[object]:
    """Planted rows and values that are not there, raw texts that do not come back, and what was left out without a name."""
    answer = staged.answer
    steps = {one["step"]: one["rows"] for one in answer["dropped"]}
    planted = {"total row": int(table.total), "repeated header": int(table.header_after is not None), "note": int(table.note)}
    counts = (answer["rows_read"], answer["rows_accepted"], steps)
    expected = (
        answer["rows_accepted"] + answer["rows_quarantined"] + answer["rows_dropped"],
        table.rows,
        {step: rows for step, rows in planted.items() if rows},
    )
    if counts != expected or list(staged.columns) != [column.header for column in table.columns]:
        return [counts, expected, answer["dropped"], answer["quarantine_reasons"], list(staged.columns)]
    stored = [row for (row,) in staged.db.execute("SELECT _row FROM rows ORDER BY _row")]
    raws = staged.raw_rows()
    found = {header: staged.values(header) for header in staged.columns}
    texts = {header: [raws[row][at] for row in stored] for at, header in enumerate(staged.columns)}
    kinds = {header: column["type"] for header, column in staged.columns.items()}
    return [*differences(table, kinds, found, texts)]


@_RANDOM
@given(
    tables(native=False),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_as_a_text_file(tmp_path: Path, stage: Stage, table: Table, encoding: str, delimiter: str) -> None:
    assert lost(table, stage(write_csv(table, tmp_path / "any.csv", encoding, delimiter), kind="other")) == []


@_RANDOM
@given(st.booleans().flatmap(lambda native: tables(native=native)))
def test_as_a_workbook(tmp_path: Path, stage: Stage, table: Table) -> None:
    assert lost(table, stage(write_xlsx(table, tmp_path / "any.xlsx"), kind="other")) == []


@_RANDOM
@given(st.booleans().flatmap(lambda native: tables(native=native)))
def test_as_an_open_document(tmp_path: Path, stage: Stage, table: Table) -> None:
    assert lost(table, stage(write_ods(table, tmp_path / "any.ods"), kind="other")) == []
