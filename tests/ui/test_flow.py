"""Small things that go on in the next line: how high they are at a width is right whatever was asked before."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from prodops_desktop.ui.widgets.flow import Flow
from tests.ui.contract import put_away


@pytest.fixture
def row(qapp: QApplication) -> Iterator[tuple[QWidget, Flow]]:
    """Three labels of 100 × 20 with gaps of 10."""
    around = QWidget()
    flow = Flow(around, gap=10, line_gap=10)
    for _ in range(3):
        flow.addWidget(sized(100, 20))
    around.resize(320, 200)
    around.show()
    qapp.processEvents()
    yield around, flow
    put_away(around)


def sized(width: int, height: int) -> QLabel:
    made = QLabel()
    made.setFixedSize(width, height)
    return made


def heights(flow: Flow) -> list[int]:
    """In one line, two and three, each asked for twice."""
    asked = [flow.heightForWidth(width) for width in (320, 219, 100)]
    assert asked == [flow.heightForWidth(width) for width in (320, 219, 100)]
    return asked


def test_less_room_makes_more_lines(row: tuple[QWidget, Flow]) -> None:
    assert heights(row[1]) == [20, 50, 80]
    assert row[1].heightForWidth(209) == 80


def test_what_comes_goes_hides_and_grows_counts_at_once(row: tuple[QWidget, Flow], qapp: QApplication) -> None:
    _, flow = row
    assert heights(flow) == [20, 50, 80]
    flow.addWidget(sized(100, 20))
    qapp.processEvents()
    assert heights(flow) == [50, 50, 110]
    last = flow.itemAt(3)
    assert last is not None
    label = last.widget()
    assert label is not None
    label.hide()
    qapp.processEvents()
    assert heights(flow) == [20, 50, 80]
    label.show()
    label.setFixedSize(100, 60)
    qapp.processEvents()
    assert heights(flow) == [90, 90, 150]
    flow.takeAt(3)
    assert heights(flow) == [20, 50, 80]
    put_away(label)
