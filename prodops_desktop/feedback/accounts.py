"""Which customers the names in feedback mean, and what lists of accounts say of them: ARR, segment, CSM, renewal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from prodops_desktop.datasets.snapshot import current
from prodops_desktop.datasets.store import name_key as account_key
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.tables import tables
from prodops_desktop.registry.entries import all_entries, name_key
from prodops_desktop.registry.rates import all_rates
from prodops_desktop.segments.accounts import Accounts, read_accounts
from prodops_desktop.segments.attributes import Value
from prodops_desktop.segments.members import Population
from prodops_desktop.segments.rule import IS, Condition, Rule, read_rule
from prodops_desktop.segments.store import FIELD, all_segments
from prodops_desktop.segments.users import Users
from prodops_desktop.workspace import Store, settings

Basis = tuple[object, ...]


@dataclass(frozen=True)
class Customer:
    """A customer who said something. What no list of accounts says is None; ``known`` is whether any list has it at all."""

    number: int
    name: str
    arr: float | None = None
    segment: str | None = None
    csm: str | None = None
    renewal: str | None = None
    region: str | None = None
    known: bool = False


@dataclass
class Customers:
    """The customers by the ids of the names that feedback calls them by; several names may mean one.

    ``currency`` is that of every ARR, ``as_of`` the oldest day of the lists that say it, ``sources`` their versions, and ``notes`` say
    what could not be counted.
    """

    basis: Basis
    by_name: Mapping[int, Customer]
    currency: str
    as_of: str | None
    sources: tuple[int, ...]
    notes: tuple[str, ...]
    _population: Population
    _rules: Mapping[str, str | None]
    _texts: Mapping[int, str]
    _members: dict[str, frozenset[int] | str] = field(default_factory=dict)

    def of(self, name: int | None) -> Customer | None:
        """The customer that a name means; None for no name."""
        return None if name is None else self.by_name.get(name)

    def segments(self) -> list[str]:
        """The segments that one can ask for: those that lists give accounts, and those with a rule."""
        own = {one.segment for one in self.by_name.values() if one.segment}
        asked = self._population.field(FIELD)
        own |= {str(value) for value in set(asked.values) if value is not None} if asked is not None else set()
        named = {name_key(name) for name in own}
        return sorted(own | {name for name in self._rules if name_key(name) not in named}, key=str.casefold)

    def names_in(self, segment: str) -> list[int]:
        """The ids of the names of the customers in a segment; raises UserError where nobody knows who is in it."""
        if segment not in self._members:
            self._members[segment] = self._who(segment)
        found = self._members[segment]
        if isinstance(found, str):
            raise UserError(found)
        return [name for name, one in self.by_name.items() if one.number in found]

    def names_like(self, words: str) -> list[int]:
        """The ids of the names of the customers whose name has this text in it, by any of their names."""
        key = name_key(words)
        meant = {one.number for one in self.by_name.values() if key in name_key(one.name)}
        return [name for name, one in self.by_name.items() if one.number in meant or key in name_key(self.text_of(name))]

    def text_of(self, name: int) -> str:
        """A name as the sheets write it."""
        return self._texts.get(name, "")

    def _who(self, segment: str) -> frozenset[int] | str:
        rules = {name_key(name): rule for name, rule in self._rules.items()}
        rule = rules.get(name_key(segment))
        if rule is None:
            asked = self._population.field(FIELD)
            values = {name_key(str(value)) for value in set(asked.values) if value is not None} if asked is not None else set()
            if name_key(segment) not in values:
                return f"There is no segment “{segment}”, and no account has it as its {FIELD}. {self._known()}".strip()
            return self._population.accounts_in(self._population.members(Rule((Condition(FIELD, IS, (segment,)),))))
        try:
            read = read_rule(rule)
        except UserError as error:
            return f"The rule of “{segment}” can't be used. {error}"
        lacking = self._population.why_unknown(read)
        if lacking:
            return f"The rule of “{segment}” {lacking} Feedback is told apart by accounts only."
        return self._population.accounts_in(self._population.members(read))

    def _known(self) -> str:
        names = self.segments()
        return f"There is: {'; '.join(names[:8])}." if names else ""


def read_customers(store: Store, before: Customers | None = None) -> Customers:
    """The customers as the workspace stands; ``before`` itself while nothing that it rests on has changed."""
    basis = _basis(store)
    if before is not None and before.basis == basis:
        return before
    accounts = read_accounts(store, current(store))
    aliases = _aliases(store)
    texts = {row[0]: str(row[1]) for row in store.db.execute("SELECT id, text FROM name WHERE kind = 'account' ORDER BY id")}
    facts = [_customer(accounts, number) for number in range(accounts.count)]
    by_name, strangers = {}, dict[str, Customer]()
    for name, text in texts.items():
        number = accounts.directory.find(text)
        if number is None and name_key(text) in aliases:
            number = next((found for other in aliases[name_key(text)] if (found := accounts.directory.find(other)) is not None), None)
        if number is not None:
            by_name[name] = facts[number]
        elif account_key(text):
            called = aliases.get(name_key(text), (" ".join(text.split()),))[0]
            stranger = Customer(accounts.count + len(strangers), called)
            by_name[name] = strangers.setdefault(name_key(called), stranger)
    with_arr = [table for table in accounts.tables if table.field("arr") is not None]
    return Customers(
        basis,
        by_name,
        settings.get(store, "currency"),
        min((table.source.as_of for table in with_arr), default=None),
        tuple(table.source.version for table in with_arr),
        accounts.notes,
        Population(accounts, Users(), accounts.seats()),
        {segment.name: segment.rule for segment in all_segments(store)},
        texts,
    )


def _basis(store: Store) -> Basis:
    versions = tuple((table.source.version, table.source.name) for table in tables(store, current(store), kind="accounts"))
    newest = store.db.execute("SELECT coalesce(max(id), 0) FROM name WHERE kind = 'account'").fetchone()[0]
    changed = "SELECT coalesce(max(change), 0) FROM change_table WHERE name IN ('account', 'alias', 'user_segment')"
    rates = tuple((rate.currency, rate.day, rate.rate) for rate in all_rates(store))
    return versions, newest, store.db.execute(changed).fetchone()[0], settings.get(store, "currency"), rates


def _aliases(store: Store) -> dict[str, tuple[str, ...]]:
    """For every name and alias of the register the names of its account, the main one first, then its id."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in all_entries(store, "account"):
        id_ = entry.details.get("external_id")
        names = (entry.name, *((id_,) if id_ else ()), *entry.aliases)
        found |= {name_key(name): names for name in names}
    return found


def _customer(accounts: Accounts, number: int) -> Customer:
    def text(name: str) -> str | None:
        value = _value(accounts, name, number)
        return None if value is None else str(value)

    arr = _value(accounts, "arr", number)
    return Customer(
        number,
        text("account") or text("external id") or "?",
        float(arr) if isinstance(arr, int | float | Fraction) else None,
        text("segment"),
        text("csm"),
        text("renewal date"),
        text("region"),
        known=True,
    )


def _value(accounts: Accounts, name: str, number: int) -> Value:
    known = accounts.fields.get(name)
    return known.values[number] if known is not None else None


def distinct(customers: Iterable[Customer | None]) -> list[Customer]:
    """Each customer once, in the order in which they first came."""
    return list({one.number: one for one in customers if one is not None}.values())
