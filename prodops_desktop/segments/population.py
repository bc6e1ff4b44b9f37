"""How many users and accounts segments have, alone and shared, for one state of the workspace that is read once and kept."""

from collections.abc import Iterable
from functools import reduce

from prodops_desktop.datasets.snapshot import current
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.tables import Table, tables
from prodops_desktop.metrics.tally import rows_text
from prodops_desktop.registry.entries import name_key
from prodops_desktop.registry.rates import all_rates
from prodops_desktop.segments.accounts import Accounts, named_accounts, read_accounts
from prodops_desktop.segments.matching import is_value
from prodops_desktop.segments.members import Members, Population
from prodops_desktop.segments.model import Curve, Segment, Size
from prodops_desktop.segments.rule import IS, Condition, Rule, read_rule
from prodops_desktop.segments.store import FIELD, all_segments
from prodops_desktop.segments.users import Users, named_in, read_usage, read_user_lists, usage_of_users, user_lists
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store, settings

Basis = tuple[object, ...]
"""What a reading rests on; equal while nothing that it read has changed."""

Group = str | tuple[str, str] | None
"""Whom one means: a segment by its name, those with a value in a field, or everybody."""

_NOTHING = "Nobody knows how many users there are: import a list of users, usage by user, or accounts with their licensed seats."


class Populations:
    """Sizes by the names of segments; None stands for everybody, and for a size that nobody knows.

    ``source`` says who counts as a user, ``sources`` are the ids of the versions behind it, ``notes`` say what was left out. A name
    that is no segment means the accounts that have it as their Segment.
    """

    def __init__(self, basis: Basis, segments: Iterable[Segment], population: Population | None, source: str, notes: Iterable[str]) -> None:
        self.basis = basis
        self.source = source
        self.notes = tuple(notes)
        read = (*population.users.tables, *population.accounts.tables) if population else ()
        self.sources: tuple[int, ...] = tuple(sorted({table.source.version for table in read}))
        self._population = population
        self._segments = {name_key(segment.name): segment for segment in segments}
        self._members: dict[Group, Members | str] = {}
        self._sizes: dict[tuple[Group, ...], Size | None] = {}
        self._curves: dict[str | None, Curve | None] = {}

    def size(self, segment: str | None) -> Size | None:
        """How many are in a segment."""
        return self.shared_by(segment)

    def shared(self, a: str | None, b: str | None) -> Size | None:
        """How many are in both segments."""
        return self.shared_by(a, b)

    def shared_by(self, *groups: Group) -> Size | None:
        """How many are in all of these groups; None where nobody knows who is in one of them.

        A value that nobody has in its field is not known either: it may be another word for one that they have.
        """
        if groups not in self._sizes:
            size = self._count(groups)
            self._sizes |= {groups: size, groups[::-1]: size}
        return self._sizes[groups]

    def why_unknown(self, segment: str | None) -> str:
        """Why nobody knows how many are in a segment, in a sentence; empty where it is known."""
        found = self._who(segment)
        return found if isinstance(found, str) else ""

    def accounts(self, segment: str | None) -> frozenset[int] | None:
        """The numbers of the accounts of a segment; None where nobody knows who is in it."""
        found, whole = self._who(segment), self._population
        return None if whole is None or isinstance(found, str) else whole.accounts_in(found)

    def account(self, text: str) -> int | None:
        """The number of the account that an id or a name means."""
        return self._population.accounts.directory.find(text) if self._population is not None else None

    def picks_users(self, segment: str | None) -> bool:
        """Whether a segment picks users one by one, and not all of its accounts."""
        found = self._who(segment)
        return not isinstance(found, str) and found.by_user

    def curve(self, segment: str | None) -> Curve | None:
        """When the users of a segment were last seen; None where no sheet says it, or nobody knows who they are."""
        if segment not in self._curves:
            found, whole = self._who(segment), self._population
            self._curves[segment] = None if whole is None or isinstance(found, str) else whole.curve(found)
        return self._curves[segment]

    def _count(self, groups: tuple[Group, ...]) -> Size | None:
        whole = self._population
        found = [self._who(group) for group in groups]
        members = [one for one in found if not isinstance(one, str)]
        if whole is None or len(members) < len(found):
            return None
        return whole.size(reduce(whole.both, members))

    def _who(self, group: Group) -> Members | str:
        """Those in a group, or why nobody knows them."""
        if group not in self._members:
            self._members[group] = _NOTHING if self._population is None else self._found(self._population, group)
        return self._members[group]

    def _found(self, population: Population, group: Group) -> Members | str:
        if group is None:
            return population.members()
        if isinstance(group, tuple):
            return self._with_value(population, *group) or f"No account and no user has “{group[1]}” as {group[0]}."
        segment = self._segments.get(name_key(group))
        if segment is None:
            return self._with_value(population, FIELD, group) or f"There is no segment “{group}”, and no account has it as its {FIELD}."
        return _by_rule(population, segment)

    def _with_value(self, population: Population, field: str, value: str) -> Members | None:
        asked = population.field(field)
        if asked is None or not is_value(asked, value):
            return None
        return population.members(Rule((Condition(field, IS, (value,)),)))


def read_populations(store: Store, before: Populations | None = None) -> Populations:
    """The sizes of the segments as the workspace stands; ``before`` itself while nothing that it rests on has changed."""
    segments = all_segments(store)
    basis = _basis(store, segments)
    if before is not None and before.basis == basis:
        return before
    found, source, notes = _read(store)
    return Populations(basis, segments, found, source, notes)


def _basis(store: Store, segments: Iterable[Segment]) -> Basis:
    """Versions with the names of their datasets, the rules, and by what amounts are converted."""
    names = tuple(tuple(row) for row in store.db.execute("SELECT id, name FROM dataset ORDER BY id"))
    rates = tuple((rate.currency, rate.day, rate.rate) for rate in all_rates(store))
    rules = tuple((segment.name, segment.rule) for segment in segments)
    return (current(store).versions, names, rules, settings.get(store, "currency"), rates)


def _by_rule(population: Population, segment: Segment) -> Members | str:
    if segment.rule is None:
        return f"Nobody knows who is in “{segment.name}”: it has no rule yet. Give it one, such as “{FIELD} is Enterprise”."
    try:
        rule = read_rule(segment.rule)
    except UserError as error:
        return f"The rule of “{segment.name}” can't be used. {error}"
    lacking = population.why_unknown(rule)
    return f"The rule of “{segment.name}” {lacking}" if lacking else population.members(rule)


def _read(store: Store) -> tuple[Population | None, str, tuple[str, ...]]:
    """The users and accounts, what counts as a user, and what was left out: by the first of three sources that says anything."""
    snapshot = current(store)
    accounts = read_accounts(store, snapshot)
    notes = list(accounts.notes)
    lists = user_lists(store, snapshot)
    for table in tables(store, snapshot, kind="users"):
        if table.source.version not in {one.source.version for one in lists}:
            notes.append(f"{table.source.name} names no accounts, so its users are not counted.")
    for read, found, says in ((read_user_lists, lists, ""), (read_usage, usage_of_users(store, snapshot), ": users with usage in it")):
        if found:
            known = accounts if accounts.count else named_accounts(named_in(store, found))
            users = read(store, found, known.directory.find)
            notes += users.notes
            if users.homeless:
                verbs = "belongs to no known account and is" if users.homeless == 1 else "belong to no known account and are"
                notes.append(f"{rows_text(users.homeless, 'user')} {verbs} not counted.")
            if users.accounts:
                return Population(known, users), f"{_named(found)}{says}", tuple(notes)
    return _by_seats(accounts, notes)


def _by_seats(accounts: Accounts, notes: list[str]) -> tuple[Population | None, str, tuple[str, ...]]:
    seats = accounts.seats()
    if not any(seats):
        return None, "", tuple(notes)
    if lacking := seats.count(0):
        without = "has no licensed seats and counts" if lacking == 1 else "have no licensed seats and count"
        notes.append(f"{rows_text(lacking, 'account')} {without} without users.")
    named = [table for table in accounts.tables if table.field("seats") is not None] or list(accounts.tables)
    return Population(accounts, Users(), seats), f"Seats licensed of {_named(named)}: each seat counts as a user", tuple(notes)


def _named(found: list[Table]) -> str:
    """Which datasets, as of the oldest of their days."""
    names = listed([table.source.name for table in found])
    return f"{names}, as of {day_text(min(table.source.as_of for table in found))}"
