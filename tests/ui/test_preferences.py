"""The window of the preferences: each setting is found, applies at once, is validated in place and can be taken back."""

from collections.abc import Iterator

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from prodops_desktop.agenda.targets import all_targets
from prodops_desktop.registry.rates import all_rates
from prodops_desktop.ui import formats, own_ways, region, theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.preferences.accessibility import Accessibility
from prodops_desktop.ui.shell.preferences.appearance import Appearance
from prodops_desktop.ui.shell.preferences.language import Language
from prodops_desktop.ui.shell.preferences.money import Money
from prodops_desktop.ui.shell.preferences.places_here import Privacy
from prodops_desktop.ui.shell.preferences.settings_section import ChoiceSetting, SegmentSetting, SettingsSection
from prodops_desktop.ui.shell.preferences.targets import MetricPicker, Targets
from prodops_desktop.workspace import settings
from tests.ui.contract import Open, cut_texts, rest, wait_for
from tests.ui.preferences_desk import Opened, settings_at, stored, type_in, undo
from tests.ui.regions import written_as


@pytest.fixture
def preferences(open_window: Open) -> Iterator[Opened]:
    """The preferences over an open workspace without data."""
    window = open_window("empty")
    dialog = PreferencesDialog(window)
    dialog.open()
    wait_for(window)
    yield window, dialog
    dialog.close()


def rates_of(window: MainWindow) -> list[tuple[str, str, float]]:
    """The table of rates as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return [(rate.currency, rate.day, rate.rate) for rate in all_rates(store)]


def test_a_rate_is_set_replaced_removed_and_each_is_a_step(preferences: Opened) -> None:
    window, dialog = preferences
    section = settings_at(preferences, "money")
    assert isinstance(section, Money)
    for rate in ("1.08", "1.10"):
        section.rates.code.setText("eur")
        section.rates.day.setText("1 Jan 2026")
        section.rates.rate.setText(rate)
        QTest.keyClick(section.rates.rate, Qt.Key.Key_Return)
        wait_for(window)
    assert rates_of(window) == [("EUR", "2026-01-01", 1.10)]
    assert any(label.text() == "1 EUR = 1.1000 USD" for label in dialog.findChildren(QLabel))
    remove = next(child for child in dialog.findChildren(QToolButton) if child.accessibleName() == "Remove the rate of EUR")
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert rates_of(window) == []
    for expected in ([("EUR", "2026-01-01", 1.10)], [("EUR", "2026-01-01", 1.08)], []):
        undo(window)
        assert rates_of(window) == expected


def test_a_wrong_rate_is_said_in_place(preferences: Opened) -> None:
    window, _ = preferences
    section = settings_at(preferences, "money")
    assert isinstance(section, Money)
    wrong = (("EURO", "2026-01-01", "1"), ("EUR", "soon", "1"), ("EUR", "03/04/2026", "1"), ("EUR", "2026-01-01", "much"))
    for typed in wrong:
        for field, text in zip((section.rates.code, section.rates.day, section.rates.rate), typed, strict=True):
            field.setText(text)
        section.rates.refuse("")
        QTest.mouseClick(section.rates.add, Qt.MouseButton.LeftButton)
        wait_for(window)
        assert section.rates.refused.isVisible(), typed
        assert len(section.rates.refused.text.text()) > 20
    assert rates_of(window) == []


def test_a_rate_is_typed_as_numbers_are_written(preferences: Opened) -> None:
    window, _ = preferences
    section = settings_at(preferences, "money")
    assert isinstance(section, Money)
    with written_as(region.Choice(numbers="1.234,5", days=region.DAY_SLASH)):
        for field, text in ((section.rates.code, "EUR"), (section.rates.day, "03/04/2026"), (section.rates.rate, "1,0825")):
            field.setText(text)
        QTest.mouseClick(section.rates.add, Qt.MouseButton.LeftButton)
        wait_for(window)
        assert rates_of(window) == [("EUR", "2026-04-03", 1.0825)]
        edit = next(child for child in section.findChildren(QToolButton) if child.accessibleName() == "Edit the rate of EUR")
        QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
        assert (section.rates.day.text(), section.rates.rate.text()) == ("03/04/2026", "1,0825")
        assert section.rates.rate.placeholderText() == section.rates.rate.accessibleName() == "Rate, such as 1,08"


def test_paper_and_company_are_settings_of_the_workspace_and_go_back_in_one_step(preferences: Opened) -> None:
    window, dialog = preferences
    section = settings_at(preferences, "company")
    paper = section.settings["paper"]
    assert isinstance(paper, SegmentSetting)
    paper.segments._buttons["Letter"].click()
    wait_for(window)
    type_in(preferences, section, "company", "Halden")
    assert stored(window, "paper", "company") == ("Letter", "Halden")
    QTest.mouseClick(dialog.defaults, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert stored(window, "paper", "company") == ("A4", "")
    assert window.session is not None
    assert window.session.undo_label == "restore the defaults of Company and packs"
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert stored(window, "paper", "company") == ("Letter", "Halden")
    undo(window)
    undo(window)
    assert (stored(window, "paper", "company"), paper.segments.current()) == (("A4", ""), "A4")


def test_what_goes_into_the_inbox_is_set_and_nonsense_is_said_where_it_was_typed(preferences: Opened) -> None:
    window, _ = preferences
    section = settings_at(preferences, "feedback")
    keys = ("feedback_fresh_days", "feedback_nps_words", "feedback_ticket_priority")
    assert stored(window, *keys) == ("30", "4", "2")
    type_in(preferences, section, keys[0], "1,200")
    type_in(preferences, section, keys[1], "6")
    tickets = section.settings[keys[2]]
    assert isinstance(tickets, ChoiceSetting)
    tickets.choice.setFocus()
    QTest.keyClick(tickets.choice, Qt.Key.Key_Up)
    wait_for(window)
    assert stored(window, *keys) == ("1200", "6", "1")
    row = type_in(preferences, section, keys[0], "a month")
    assert row.refused.isVisible()
    assert "Give a whole number of days, or 0 for any age." in row.refused.text.text()
    assert not section.settings[keys[1]].refused.isVisible()
    assert row.field.text() == "1,200"
    for expected in (("1200", "6", "2"), ("1200", "4", "2"), ("30", "4", "2")):
        undo(window)
        assert stored(window, *keys) == expected
    assert tickets.choice.current_id() == "2"


def test_every_setting_with_a_default_has_a_row(preferences: Opened) -> None:
    _, dialog = preferences
    rows = [key for page in dialog.pages if isinstance(section := dialog.section(page.id), SettingsSection) for key in section.settings]
    assert sorted(rows) == sorted(settings.DEFAULTS)


def test_a_search_leaves_the_settings_that_it_is_about_marked(preferences: Opened) -> None:
    _, dialog = preferences
    assert dialog.is_building
    dialog.search.setText("confidence bears")
    assert dialog.is_building, "what is typed waits for no page"
    rest(lambda: dialog.is_building)
    named = {item.data(Qt.ItemDataRole.UserRole): item for item in dialog._items()}
    assert [id_ for id_, item in named.items() if not item.isHidden()] == ["roadmap"]
    assert named["roadmap"].text() == "Roadmap   4"
    assert dialog.shown is dialog.section("roadmap")
    assert [row.title for row in dialog.shown.rows if row.isVisible()] == [
        "Opinion bears at most", "Feedback bears at most", "Usage bears at most", "An experiment bears at most",
    ]  # fmt: skip
    marked = dialog.shown.rows[0].name
    assert marked.textFormat() == Qt.TextFormat.RichText
    assert theme.tokens().accent in marked.text()
    QTest.keyClicks(dialog.search, " zebra")
    assert dialog.nothing.isVisible()
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.search.text() == ""
    assert all(not item.isHidden() for item in named.values())
    dialog.show_section("roadmap")
    assert all(row.isVisible() for row in dialog.section("roadmap").rows)
    assert marked.text() == "Opinion bears at most"


def test_the_theme_changes_at_once(preferences: Opened) -> None:
    _, dialog = preferences
    section = dialog.section("appearance")
    assert isinstance(section, Appearance)
    section.theme.pictures["dark"].click()
    assert theme.tokens().dark
    section.theme.pictures["dark"].setFocus()
    QTest.keyClick(section.theme.pictures["dark"], Qt.Key.Key_Left)
    assert not theme.tokens().dark
    assert section.theme.current() == "light"
    assert cut_texts(dialog) == []


def test_what_is_chosen_on_this_computer_is_kept_and_goes_back(preferences: Opened) -> None:
    window, dialog = preferences
    section, around = dialog.section("appearance"), dialog.section("accessibility")
    assert isinstance(section, Appearance)
    assert isinstance(around, Accessibility)
    try:
        section.reopen.click()
        around.contrast._buttons["more"].click()
        around.motion._buttons["reduced"].click()
        section.percent.setValue(120)
        section._pause.timeout.emit()
        kept = Preferences(window.preferences.path)
        assert not kept.flag("reopen", default=True)
        assert [kept.text(key) for key in ("contrast", "motion", "scale")] == ["more", "reduced", "120"]
        assert (theme.scale(), theme.contrast(), theme.motion_reduced()) == (120, "more", True)
        assert section.size_row.told.text() == "Text in lists is 16 pixels high. Ctrl + and Ctrl − change it anywhere."
    finally:
        for page in (section, around):
            page.restore_defaults()
        theme.set_mode("light")
    kept = Preferences(window.preferences.path)
    assert kept.flag("reopen", default=True)
    assert own_ways.scale_of(kept) == theme.scale() == section.percent.value() == 100
    assert (theme.contrast(), around.motion.current()) == ("system", "system")


def test_ways_of_writing_hold_at_once_on_the_page_below(open_window: Open) -> None:
    window = open_window("filled")
    window.show_page("tools")
    wait_for(window)
    dialog = PreferencesDialog(window, "language")
    dialog.open()
    section = dialog.shown
    assert isinstance(section, Language)
    assert section.days.itemText(0) == "As the system: 14 Dec 2026"
    assert section.example.text().startswith("Mon 14 Dec 2026   ·   14:30   ·   −12,480.5   ·   $2.14M")
    try:
        for choice, style in ((section.numbers, "1.234,5"), (section.days, region.DOTTED), (section.week, "7")):
            choice.choose(style)
            choice.activated.emit(choice.currentIndex())
        section.clock._buttons["12"].click()
        wait_for(window)
        assert section.example.text() == "Mon 14.12.2026   ·   2:30 PM   ·   −12.480,5   ·   $2,14M   ·   41,5%   ·   weeks from Sunday"
        texts = " ".join(label.text() for label in window.findChildren(QLabel))
        assert "23.11.2026" in texts, "the day of the workspace, beside the menu"
        held = region.choice()
        region.choose(region.Choice())
        own_ways.apply(Preferences(window.preferences.path))
        assert region.choice() == held == region.Choice("1.234,5", region.DOTTED, "7", "12")
    finally:
        section.restore_defaults()
    assert region.choice() == region.Choice()
    assert formats.number(1234.5) == "1,234.5"
    dialog.close()


def test_privacy_says_whether_there_is_a_keyring(preferences: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    window, _ = preferences
    for backend, said in (("keyring.backends.fail", "no keyring"), ("keyring.backends.SecretService", "has a keyring")):
        monkeypatch.setattr(keyring, "get_keyring", lambda backend=backend: type("Keyring", (), {"__module__": backend})())
        section = Privacy(window)
        section.show()
        wait_for(window)
        assert said in section.keyring.told.text()
        section.deleteLater()


def test_targets_are_set_taken_away_and_begun_for_another_metric(open_window: Open) -> None:
    window = open_window("filled")
    dialog = PreferencesDialog(window, "targets")
    dialog.open()
    wait_for(window)
    section = dialog.shown
    assert isinstance(section, Targets)
    assert {key: field.field.text() for key, field in section.targets.fields.items()} == {"nps": "38"}

    def targets() -> dict[str, float]:
        assert window.session is not None
        with window.session.workspace.reading() as store:
            return all_targets(store)

    field = section.targets.fields["nps"].field
    field.setText("a lot")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert section.targets.fields["nps"].wrong.isVisible()
    field.setText("42")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(window)
    assert targets() == {"nps": 42}
    QTest.mouseClick(section.targets.more, Qt.MouseButton.LeftButton)
    picker = section.findChild(MetricPicker)
    assert picker is not None
    picker.list.take()
    QApplication.processEvents()
    other = next(key for key in section.targets.fields if key != "nps")
    field = section.targets.fields[other].field
    field.setText("1.5k")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(window)
    assert targets() == {"nps": 42, other: 1500}
    for _ in range(2):
        undo(window)
    assert targets() == {"nps": 38}
    assert list(section.targets.fields) == ["nps"]
    dialog.close()


def test_it_comes_back_to_the_page_that_was_shown_last_and_works_without_a_workspace(bare_window: MainWindow) -> None:
    bare_window.dialogs.preferences()
    dialog = bare_window.findChild(PreferencesDialog)
    assert dialog is not None
    assert [item.data(Qt.ItemDataRole.UserRole) for item in dialog._items()] == [
        "appearance",
        "language",
        "files",
        "privacy",
        "accessibility",
    ]
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.shown is dialog.section("language")
    dialog.section("privacy")
    dialog.close()
    again = PreferencesDialog(bare_window)
    assert again.shown is again.section("language")
    again.close()


def test_reading_only_nothing_of_the_workspace_can_be_changed(bare_window: MainWindow, workspace_path: object) -> None:
    assert callable(workspace_path)
    assert bare_window.open_path(workspace_path("empty"), read_only=True)
    dialog = PreferencesDialog(bare_window, "feedback")
    dialog.open()
    wait_for(bare_window)
    section = dialog.shown
    assert isinstance(section, SettingsSection)
    assert dialog.notice.isVisible()
    assert not dialog.defaults.isVisible()
    for row in section.settings.values():
        assert not row.controls[0].isEnabled()
        assert "reading only" in row.controls[0].toolTip()
    dialog.close()
