"""What the operator decided about one file so far; going back and forth, and to another sheet or kind, keeps it."""

from dataclasses import dataclass, field
from pathlib import Path

from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.intake.choices import STACKED
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui.importing.look import Look, missing_titles
from prodops_desktop.ui.importing.naming import Target, continued, proposed_name, target_called

Seen = tuple[str | None, str | None]
"""Which look it was: the sheet and kind that were asked for, None for what is found."""


@dataclass
class FileChoices:
    """One file of the queue. ``sheet`` and ``kind`` are None while they are what was found; ``wanted`` names its dataset."""

    path: Path
    wanted: str = ""
    sheet: str | None = None
    kind: str | None = None
    as_of: str | None = None
    as_of_wrong: bool = False
    new_name: str = ""
    into: str | None = None
    again: bool = False
    proposed: bool = False
    looks: dict[Seen, Look] = field(default_factory=dict)
    mappings: dict[Seen, dict[str, str | None]] = field(default_factory=dict)

    @property
    def seen(self) -> Seen:
        """The look that belongs to the choices; stacked sheets look like the one that was found."""
        return (None if self.sheet == STACKED else self.sheet, self.kind)

    @property
    def look(self) -> Look | None:
        """What is known of the file with these choices, if it was looked at."""
        return self.looks.get(self.seen)

    @property
    def first_look(self) -> Look | None:
        """What was found before anything was chosen."""
        return self.looks.get((None, None))

    def take(self, seen: Seen, look: Look) -> None:
        """Keep what a look found. What was found as the kind or sheet by itself is known as the choice of it, too."""
        self.looks[seen] = look
        if seen[1] is None:
            self.looks[(seen[0], look.kind)] = look
        self.mappings.setdefault(seen, look.found())

    @property
    def mapping(self) -> dict[str, str | None]:
        """Header to field, as chosen or as found."""
        look = self.look
        return self.mappings.setdefault(self.seen, look.found() if look else {})

    def choose_field(self, header: str, wanted: str | None) -> str | None:
        """Map a column to a field, or to none; the header that had the field before, if any, is returned and has none now."""
        mapping = self.mapping
        before = next((other for other, name in mapping.items() if name == wanted and other != header), None) if wanted else None
        if before is not None:
            mapping[before] = None
        mapping[header] = wanted
        return before

    def missing(self) -> list[str]:
        """Titles of the fields that the kind needs and that no column has."""
        look = self.look
        return missing_titles(KINDS[look.kind], self.mapping) if look else []

    def choose_sheet(self, name: str) -> None:
        """Read another sheet, or with “*” all of one shape; the kind is found anew."""
        first = self.first_look
        sheet = None if first is not None and name == first.sheet else name
        if sheet != self.sheet:
            self.sheet, self.kind, self.again = sheet, None, False

    def choose_kind(self, name: str) -> None:
        """Say what the rows are."""
        found = self.looks.get((self.seen[0], None))
        self.kind = None if found is not None and found.kind == name else name

    def propose(self, targets: list[Target]) -> None:
        """Propose the dataset, once: the one it was chosen for, else the one that the file continues, else a new one."""
        if self.proposed:
            return
        self.proposed = True
        self.new_name = proposed_name(self.stem)
        found = target_called(self.wanted, targets) or continued(self.stem, targets)
        self.into = found.name if found else None

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.name.split(".")[0] or self.path.name

    @property
    def name(self) -> str:
        """The dataset that it goes into."""
        return (self.into or self.new_name).strip()

    def request(self) -> ImportRequest:
        """All choices as the import takes them."""
        look = self.look
        return ImportRequest(
            path=self.path,
            sheet=self.sheet,
            kind=look.kind if look else self.kind,
            mapping=dict(self.mapping) if look else None,
            name=self.name,
            again=self.again,
            as_of=self.as_of,
        )
