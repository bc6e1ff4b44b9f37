"""Pages of the preferences that are settings of the workspace and nothing else: tools, import, feedback, roadmap, company."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QLocale, QTimer

from prodops_desktop.agenda.working_days import countries
from prodops_desktop.ui.shell.preferences.settings_section import ChoiceSetting, SegmentSetting, SettingsSection, TextSetting
from prodops_desktop.ui.texts import tr

_AFTER_MS = 100


class Tools(SettingsSection):
    """What deadlines and the status of tools rest on."""

    id: ClassVar[str] = "tools"
    icon: ClassVar[str] = "toolbox-outline"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Tools and working days")

    def build(self) -> None:
        """Add the rows."""
        worked = tr("Deadlines in working days leave out the public holidays of this country.")
        self.holidays = ChoiceSetting("holidays", tr("Public holidays"), worked, [_nowhere()], words=tr("country"))
        self.add_setting(self.holidays)
        decide = tr("So long before the last day of notice a tool is said to wait for a decision.")
        self.add_setting(
            TextSetting("tools_decide_days", tr("Decide before a deadline"), decide, unit=tr("days"), words=tr("notice renewal"))
        )
        low = tr("With fewer of its seats in use, a tool is to be looked into.")
        self.add_setting(TextSetting("tools_low_use", tr("Review a tool below"), low, unit=tr("% active"), words=tr("low use seats")))
        full = tr("From this share of seats in use on, more seats are proposed.")
        self.add_setting(TextSetting("tools_active_target", tr("Add seats from"), full, unit=tr("% active"), words=tr("target use")))

    def on_first_shown(self) -> None:
        """Find the countries once the page is there: what is imported for it would hold that up."""
        fill = partial(self.session.ask, _countries, lambda found: self.holidays.offer([_nowhere(), *found]))
        QTimer.singleShot(_AFTER_MS, self, fill)


class Import(SettingsSection):
    """How files are read, and what is kept of them."""

    id: ClassVar[str] = "import"
    icon: ClassVar[str] = "tray-arrow-down"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Import")

    def build(self) -> None:
        """Add the rows."""
        orders = [("day first", tr("Day / month")), ("month first", tr("Month / day"))]
        told = tr("The other days of a column or sheet decide first. This holds where they don’t, and the summary counts the rows.")
        self.add_setting(SegmentSetting("day_order", tr("Days such as 04/11/2026 in files"), told, orders, words=tr("dates order month")))
        cap = tr("A file that would take more ends in a sentence. 0 is half of this computer’s memory, at most 4,096 MB.")
        self.add_setting(TextSetting("import_memory_mb", tr("Memory for reading a file"), cap, unit=tr("MB"), words=tr("limit jobs")))
        kept = tr("Larger ones are not copied into the workspace; what was read of them is.")
        self.add_setting(TextSetting("keep_source_mb", tr("Keep the files themselves up to"), kept, unit=tr("MB"), words=tr("source copy")))


class Feedback(SettingsSection):
    """What of an imported sheet goes into the inbox."""

    id: ClassVar[str] = "feedback"
    icon: ClassVar[str] = "message-text-outline"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Feedback")

    def build(self) -> None:
        """Add the rows."""
        age = tr("What is older goes to the archive when it is imported. 0 takes any age.")
        self.add_setting(
            TextSetting("feedback_fresh_days", tr("For the inbox, at most"), age, unit=tr("days old"), words=tr("age archive"))
        )
        short = tr("Shorter comments on an NPS are left out of the inbox, and found when searched for.")
        self.add_setting(TextSetting("feedback_nps_words", tr("NPS comments from"), short, unit=tr("words"), words=tr("length")))
        kinds = [("0", tr("Feature requests only")), ("1", tr("P1, feature requests")), ("2", tr("P1, P2, feature requests"))]
        rest = tr("Other tickets are left out of the inbox, and found when searched for.")
        self.add_setting(ChoiceSetting("feedback_ticket_priority", tr("Tickets for the inbox"), rest, kinds, words=tr("support priority")))


class Roadmap(SettingsSection):
    """How much confidence each kind of evidence bears, and who counts as at risk."""

    id: ClassVar[str] = "roadmap"
    icon: ClassVar[str] = "map-outline"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Roadmap")

    def build(self) -> None:
        """Add the rows."""
        caps = tr("cap confidence evidence RICE")
        for key, title, told in (
            (
                "roadmap_cap_opinion",
                tr("Opinion bears at most"),
                tr("Of an item that only somebody’s word or a single account speaks for."),
            ),
            ("roadmap_cap_feedback", tr("Feedback bears at most"), tr("Of an item that feedback of several accounts is linked to.")),
            ("roadmap_cap_usage", tr("Usage bears at most"), tr("Of an item that a figure of use is linked to.")),
            ("roadmap_cap_experiment", tr("An experiment bears at most"), tr("Of an item that a decided experiment speaks for.")),
        ):
            self.add_setting(TextSetting(key, title, told, unit=tr("%"), words=caps))
        risk = tr("Accounts up to this score of customer success count as at risk.")
        self.add_setting(TextSetting("roadmap_at_risk_score", tr("At risk up to"), risk, unit=tr("CS score"), words=tr("health accounts")))


class Company(SettingsSection):
    """What is printed on board packs."""

    id: ClassVar[str] = "company"
    icon: ClassVar[str] = "domain"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Company and packs")

    def build(self) -> None:
        """Add the rows."""
        self.add_setting(TextSetting("company", tr("Company"), tr("Printed on board packs."), placeholder=tr("none"), words=tr("name")))
        papers = [("A4", tr("A4")), ("Letter", tr("Letter"))]
        self.add_setting(SegmentSetting("paper", tr("Paper of board packs"), tr("The sheets are set up to print on it."), papers))


def _nowhere() -> tuple[str, str]:
    return "", tr("None: Monday to Friday, all year")


def _countries() -> list[tuple[str, str]]:
    """The countries whose public holidays are known, by code; finding them takes a moment."""
    return [(code, _country(code)) for code in countries()]


def _country(code: str) -> str:
    """A country by its code, with its name where Qt knows one."""
    territory = QLocale.codeToTerritory(code)
    return code if territory == QLocale.Country.AnyTerritory else f"{code} · {QLocale.territoryToString(territory)}"
