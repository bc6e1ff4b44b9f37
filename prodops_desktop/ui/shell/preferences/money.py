"""Preferences › Currency and rates."""

from typing import ClassVar

from prodops_desktop.ui.shell.preferences.rates_row import RatesRow
from prodops_desktop.ui.shell.preferences.settings_section import ChoiceSetting, SettingsSection
from prodops_desktop.ui.texts import tr

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "INR", "BRL", "SGD")


class Money(SettingsSection):
    """The currency of all figures, and what the others are worth in it."""

    id: ClassVar[str] = "money"
    icon: ClassVar[str] = "cash-multiple"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Currency and rates")

    def build(self) -> None:
        """Add the rows."""
        codes = [(code, code) for code in CURRENCIES]
        told = tr("Amounts in other currencies are turned into it by the rates below.")
        self.add_setting(ChoiceSetting("currency", tr("Currency of all figures"), told, codes, words=tr("money dollar euro")))
        self.rates = RatesRow(self.session)
        self.add(self.rates)
