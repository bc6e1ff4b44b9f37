"""The tickets that the inbox takes in, before they are dated: as many a stretch as its total leaves, each need as often as it is told."""

from collections import Counter
from dataclasses import dataclass
from random import Random

from .accounts import Account
from .needs import EARLIEST_TICKETS, ITEMS, NEEDS, NOW, STRETCHES
from .received import Received, stretch_of
from .ticket_words import TROUBLE, WISHES
from .tickets_told import TOLD

_FEWEST_OTHERS = 10  # tickets of a stretch that are about none of the needs
# of a hundred tickets about a need, and of a hundred about anything else, those that come as a wish and not as urgent
_WISHES = {"before": (30, 20), "winter": (30, 20), "spring": (80, 65), "june": (80, 60), "summer": (75, 45), NOW: (75, 45)}

_Single = tuple[Account, tuple[str, ...]]


@dataclass(frozen=True)
class Draft:
    """A ticket of a customer: the slugs it is about, and whether it is a wish or urgent."""

    account: Account
    slugs: tuple[str, ...]
    is_wish: bool


def tickets_wanted(heard: list[Received]) -> dict[str, int]:
    """How many tickets each stretch takes in beside what other channels bring; raises ValueError where those bring too much."""
    elsewhere = Counter(stretch_of(item.day) for item in heard)
    wanted = {"before": EARLIEST_TICKETS, **{name: items - elsewhere[name] for name, items in ITEMS.items()}}
    if full := [name for name, count in wanted.items() if count < _FEWEST_OTHERS]:
        raise ValueError(f"Comments and lost deals alone are more items than {', '.join(full)} may have.")
    return wanted


def make_drafts(random: Random, accounts: list[Account], asked: dict[str, list[Account]], heard: list[Received]) -> dict[str, list[Draft]]:
    """The tickets of each stretch, without the ones that are told word by word."""
    wanted, drafts = tickets_wanted(heard), {}
    for stretch in STRETCHES:
        count = wanted[stretch] - (len(TOLD) if stretch == NOW else 0)
        about_needs, about_else = _WISHES[stretch]
        singles = _mentions(random, stretch, asked)
        joined = _joined(random, singles, least=len(singles) - (count - _FEWEST_OTHERS), likely=len(singles) // 8)
        made = [Draft(account, slugs, random.randrange(100) < about_needs) for account, slugs in joined]
        first, _ = STRETCHES[stretch]
        customers = [a for a in accounts if a.since < first]
        while len(made) < count:
            is_wish = random.randrange(100) < about_else
            made.append(Draft(random.choice(customers), (random.choice(list(WISHES if is_wish else TROUBLE)),), is_wish))
        random.shuffle(made)
        drafts[stretch] = made
    return drafts


def _mentions(random: Random, stretch: str, asked: dict[str, list[Account]]) -> list[_Single]:
    """A customer and a need for each mention of the stretch; in the last one as told, without what the told tickets hold."""
    singles: list[_Single] = []
    for need in NEEDS:
        accounts = list(asked[need.name])
        if stretch == NOW:
            for told in TOLD:
                if need.slug in told.tags:
                    accounts.remove(next(a for a in accounts if a.name == told.account))
        else:
            accounts = [random.choice(accounts) for _ in range(need.mentions[stretch])]
        singles += [(account, (need.slug,)) for account in accounts]
    random.shuffle(singles)
    return singles


def _joined(random: Random, singles: list[_Single], *, least: int, likely: int) -> list[_Single]:
    """The mentions as tickets: at least so many times, and likely so many, two needs of one customer in one ticket."""
    tickets: dict[int, _Single] = dict(enumerate(singles))
    pairs = [(i, j) for j, b in tickets.items() for i, a in tickets.items() if i < j and a[0] == b[0] and a[1] != b[1]]
    random.shuffle(pairs)
    used: set[int] = set()
    for i, j in pairs:
        if len(used) < 2 * max(least, likely) and not used & {i, j}:
            account, slugs = tickets[i]
            tickets[i] = account, slugs + tickets.pop(j)[1]
            used |= {i, j}
    if len(used) < 2 * least:
        raise ValueError(f"Only {len(used) // 2} of {least} tickets can be about two needs.")
    return list(tickets.values())
