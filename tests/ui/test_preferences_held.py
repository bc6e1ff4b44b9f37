"""What of the preferences goes back, what stays, and what is held though something else was typed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.ui import own_ways, theme
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.preferences.appearance import Appearance
from prodops_desktop.workspace import settings
from tests.ui.contract import Open, wait_for
from tests.ui.preferences_desk import settings_at, stored, type_in


def test_only_steps_made_since_it_was_opened_are_taken_back_and_said(open_window: Open) -> None:
    window = open_window("empty")
    assert window.session is not None
    window.session.run(lambda store: settings.set_setting(store, "company", "Halden"))
    wait_for(window)
    dialog = PreferencesDialog(window, "appearance")
    dialog.open()
    opened, press = (window, dialog), partial(QTest.keyClick, dialog, Qt.Key.Key_Z)
    ctrl, ctrl_shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    section = settings_at(opened, "feedback")
    type_in(opened, section, "feedback_nps_words", "6")
    dialog.show_section("appearance")
    press(ctrl)
    wait_for(window)
    assert stored(window, "company", "feedback_nps_words") == ("Halden", "6")
    assert dialog.told.text() == "No step is made on this page, so there is none to take back."
    dialog.show_section("feedback")
    said = []
    for modifier in (ctrl, ctrl, ctrl_shift):
        press(modifier)
        wait_for(window)
        said.append((*stored(window, "company", "feedback_nps_words"), dialog.told.text()))
    named = "set number of words of an NPS comment for the inbox to 6"
    assert said == [
        ("Halden", "4", f"Taken back: {named}"),
        ("Halden", "4", "There is nothing to undo."),
        ("Halden", "6", f"Brought back: {named}"),
    ]
    dialog.close()


def test_a_refusal_goes_when_what_holds_is_typed_again(open_window: Open) -> None:
    window = open_window("empty")
    opened = window, PreferencesDialog(window, "feedback")
    opened[1].open()
    wait_for(window)
    section = settings_at(opened, "feedback")
    row = type_in(opened, section, "feedback_nps_words", "many")
    assert row.refused.isVisible()
    assert not type_in(opened, section, "feedback_nps_words", "4").refused.isVisible()
    opened[1].close()


def test_the_size_of_texts_follows_the_keys_and_outlives_closing_at_once(open_window: Open) -> None:
    window = open_window("empty")
    dialog = PreferencesDialog(window, "appearance")
    dialog.open()
    wait_for(window)
    section = dialog.shown
    assert isinstance(section, Appearance)
    try:
        QTest.keyClick(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        assert theme.scale() == section.percent.value() == section.slider.value() == 100 + theme.STEP
        assert not section._pause.isActive(), "nothing is chosen by it once more"
        QTest.keyClick(dialog, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
        assert theme.scale() == section.percent.value() == 100
        section.percent.setValue(90)
        dialog.close()
        assert theme.scale() == own_ways.scale_of(Preferences(window.preferences.path)) == 90
    finally:
        window.change_scale(0)
