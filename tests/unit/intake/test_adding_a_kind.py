"""A kind that is declared as the package says is known at once: a sheet is found to be of it, and is imported as it."""

import re
import textwrap
from pathlib import Path

import pytest

from prodops_desktop.intake import kinds
from prodops_desktop.intake.kinds import KINDS, Field, Kind, find_kind, shared

from .conftest import Stage

ROWS = "Visited on;Kunde;Zweck\n2026-10-05;Alpha GmbH;QBR\n2026-10-06;Beta AG;Schulung\nsoon;Gamma KG;QBR\n"


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """The kind that the package takes as its example, added as it says."""
    assert kinds.__doc__ is not None
    block = re.search(r"^    VISITS = .*?^    \)$", kinds.__doc__, re.DOTALL | re.MULTILINE)
    assert block is not None
    names = {"Kind": Kind, "Field": Field, **vars(shared)}
    exec(textwrap.dedent(block[0]), names)
    kind: Kind = names["VISITS"]
    monkeypatch.setitem(KINDS, kind.name, kind)
    return kind


def test_the_example_takes_a_minute(visits: Kind) -> None:
    assert kinds.__doc__ is not None
    assert len(kinds.__doc__.splitlines()) < 30
    assert find_kind("visits") is visits
    assert [field.title for field in visits.fields if field.required] == ["Account", "Day"]


def test_a_sheet_is_imported_as_the_new_kind(visits: Kind, tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "besuche.csv"
    path.write_text(ROWS, encoding="utf-8")
    staged = stage(path)
    assert staged.answer["kind"] == "visits"
    assert staged.answer["mapping"] == {"Visited on": "day", "Kunde": "account", "Zweck": "purpose"}
    assert (staged.values("Visited on"), staged.values("Kunde")) == (["2026-10-05", "2026-10-06"], ["Alpha GmbH", "Beta AG"])
    assert (staged.answer["rows_accepted"], staged.answer["rows_quarantined"]) == (2, 1)


def test_sheets_of_the_other_kinds_stay_theirs(visits: Kind, tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "umsatz.csv"
    path.write_text("Kunde;Monat;Monatsumsatz\nAlpha GmbH;2026-10;100\nBeta AG;2026-10;200\n", encoding="utf-8")
    assert stage(path).answer["kind"] == "revenue"
