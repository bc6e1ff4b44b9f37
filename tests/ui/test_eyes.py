"""The eyes of the page contract see what they are meant to see."""

from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.text import Elided, label
from tests.ui.contract import cut_texts


def shown(qapp: QApplication, *children: QWidget) -> QWidget:
    """A small window with these children in a row."""
    root = QWidget()
    row = QHBoxLayout(root)
    row.setContentsMargins(0, 0, 0, 0)
    for child in children:
        row.addWidget(child)
    root.resize(200, 40)
    root.show()
    qapp.processEvents()
    return root


def test_a_label_with_too_little_room_is_seen(qapp: QApplication) -> None:
    tight = label("A text that needs much more room than it is given")
    tight.setFixedWidth(40)
    assert len(cut_texts(shown(qapp, tight))) == 1


def test_an_eliding_label_is_fine_and_has_its_text_as_tooltip(qapp: QApplication) -> None:
    short = Elided("A text that needs much more room than it is given")
    short.setFixedWidth(40)
    root = shown(qapp, short)
    assert cut_texts(root) == []
    assert short.toolTip() == "A text that needs much more room than it is given"


def test_a_wrapped_label_that_is_too_low_is_seen(qapp: QApplication) -> None:
    low = label("several words that must go over several lines here", wrap=True)
    low.setFixedSize(60, 16)
    assert len(cut_texts(shown(qapp, low))) == 1


def test_a_button_whose_text_is_cut_is_seen(qapp: QApplication) -> None:
    tight = QPushButton("Export board pack")
    tight.setFixedWidth(50)
    assert len(cut_texts(shown(qapp, tight))) == 1


def test_labels_on_each_other_and_outside_are_seen(qapp: QApplication) -> None:
    root = shown(qapp, QWidget())
    for text, left in (("one", 10), ("two", 12), ("far", 190)):
        made = QLabel(text, root)
        made.move(left, 10)
        made.adjustSize()
        made.show()
    found = cut_texts(root)
    assert any("'one' lies on 'two'" in text for text in found)
    assert any("'far' reaches out" in text for text in found)


def test_a_choice_a_box_to_tick_and_a_field_without_room_are_seen(qapp: QApplication) -> None:
    field = QLineEdit()
    field.setPlaceholderText("Find in all columns of this sheet")
    for tight in (Choice([("year", "Prior year")], caption="vs"), QCheckBox("Counts in metrics"), field):
        tight.setFixedWidth(60)
        assert len(cut_texts(shown(qapp, tight))) == 1


def test_a_word_that_is_longer_than_its_line_is_cut(qapp: QApplication) -> None:
    del qapp
    root = QWidget()
    words = label("Unmistakably", "body", wrap=True)
    words.setParent(root)
    words.setGeometry(0, 0, words.minimumSizeHint().width() // 2, 200)
    root.resize(300, 200)
    root.show()
    assert [line.split(" has ")[0] for line in cut_texts(root)] == ["'Unmistakably'"]
    words.resize(words.minimumSizeHint().width(), 200)
    assert cut_texts(root) == []
    root.close()
