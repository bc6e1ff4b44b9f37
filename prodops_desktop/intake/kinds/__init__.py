"""The kinds of data that a spreadsheet can hold, each declared in one block: its fields with what headers call them, and what tells it.

To add a kind, write a block like this into the module of its family, and its name into the tuple ``KINDS`` at the end of the module:

    VISITS = Kind(
        "visits",
        "Visits",
        "a visit to a customer",
        fields=(
            ACCOUNT.needed(),
            Field("day", "Day", "day", required=True).called("day | visited on | date | besucht am | visite le | visitado el"),
            Field("purpose", "Purpose").called("purpose | reason for visit | zweck | besuchsgrund | objet | motivo"),
        ),
        telling=("purpose",),
    )

That is all: import, dialog and command line know it, and `packaging/make_kinds_page.py` writes it into the help. ``telling`` are the fields
that other sheets have not: without one of them a sheet is not taken for a list of visits, unless somebody says that it is one. Fields that
several families have stand in :mod:`shared`; what else can be said of a field or a kind, such as a range, stands in :mod:`model`.
"""

from prodops_desktop.errors import UserError
from prodops_desktop.intake.kinds import customers, events, experiments, money, people, plans, quality, tools, usage, voice
from prodops_desktop.intake.kinds.model import Field, Kind

__all__ = ["AREA_KINDS", "FAMILIES", "KINDS", "Field", "Kind", "find_kind"]

OTHER = Kind("other", "Other", "anything else", ())
FAMILIES: dict[str, tuple[Kind, ...]] = {
    "Customers": customers.KINDS,
    "Usage": usage.KINDS,
    "Voice of customer": voice.KINDS,
    "Revenue and costs": money.KINDS,
    "Delivery and quality": (*plans.KINDS, *quality.KINDS),
    "Experiments and events": (*experiments.KINDS, *events.KINDS),
    "Tools": tools.KINDS,
    "People": people.KINDS,
    "Anything else": (OTHER,),
}
"""All kinds by family, in the order in which people are shown them."""
KINDS: dict[str, Kind] = {kind.name: kind for family in FAMILIES.values() for kind in family}

AREA_KINDS = frozenset(kind.name for kind in KINDS.values() if kind.area)
"""The kinds of sheet that an area speaks for."""


def find_kind(name: str) -> Kind:
    """The kind called ``name``; UserError that lists what there is."""
    if name not in KINDS:
        raise UserError(f"There is no kind “{name}”. The kinds are: {', '.join(KINDS)}.")
    return KINDS[name]
