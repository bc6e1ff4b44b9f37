"""What can be seen in a grid can be found, however numbers and days are written."""

import pytest

from prodops_desktop.ui import region
from prodops_desktop.ui.session import Session
from tests.ui.grid_desk import HEADERS, open_table, put_away_table, section, session, settle, shown

__all__ = ["session"]


@pytest.mark.parametrize(
    "style", [region.Choice("1,234.5", "d mmm y"), region.Choice("1.234,5", "dd.mm.yyyy"), region.Choice("1 234,5", "mm/dd/yyyy")]
)
def test_what_is_seen_is_found(session: Session, style: region.Choice) -> None:
    region.choose(style)
    table = open_table(session)
    seen = [table.grid.cell(37, section(table, header)).text for header in HEADERS]
    assert seen[0] == "Deal 037"
    for text in seen:
        table.find_rows(text)
        settle(table)
        assert "Deal 037" in shown(table, "Deal"), text
    put_away_table(table)
    region.choose(region.Choice())
