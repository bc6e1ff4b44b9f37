"""The help pages that ship with the program: their order, their titles and headings, and where typed words stand in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prodops_desktop.answers.everywhere.model import Snippet, Words
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import resources
from prodops_desktop.work.folding import folded

ORDER = (
    "home",
    "tour",
    "tools",
    "experiments",
    "feedback",
    "roadmap",
    "importing",
    "files",
    "columns",
    "kinds",
    "datasets",
    "quarantine",
    "metrics",
    "packs",
    "preferences",
    "looks",
    "history",
    "file",
    "worst",
    "changelog",
)
_LINK, _PICTURE = re.compile(r"\[([^\]]*)\]\([^)]*\)"), re.compile(r"!\[[^\]]*\]\([^)]*\)")
_MARK = re.compile(r"^\s*(?:#{1,6}|[-*+]|\d+\.|>)\s+|\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|`")
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_OWN_LINE = ("#", "|", "-", "*", "+", ">", "!")


@dataclass(frozen=True)
class HelpHit:
    """A paragraph that has some of the words: a piece of it, and the number of its first mark among those of the page, from 0."""

    snippet: Snippet
    number: int


@dataclass(frozen=True)
class PageHits:
    """A page that has all words, how many places in it are marked, and its paragraphs that have any."""

    page: str
    title: str
    count: int
    hits: tuple[HelpHit, ...]


@cache
def help_pages() -> dict[str, str]:
    """Each help page as Markdown by its name, in reading order."""
    folder: Path = resources.folder() / "help"
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    return {name: found[name] for name in (*ORDER, *found) if name in found}


def title_of(text: str) -> str:
    """The first heading of a page."""
    match = re.search(r"^# (.+)$", text, re.MULTILINE)
    return match.group(1) if match else tr("Help")


def headings_of(page: str) -> list[tuple[int, str]]:
    """The headings below the title of a page, each with its level."""
    found = [(len(one[1]), without_marks(one[2])) for one in _HEADING.finditer(help_pages().get(page, ""))]
    return [(level, text) for level, text in found if level > 1]


def anchor_of(heading: str) -> str:
    """What a link names a heading by: small letters, with dashes between the words."""
    return "-".join(re.findall(r"\w+", heading.casefold()))


def without_marks(text: str) -> str:
    """A line of Markdown as it is read."""
    return _MARK.sub("", _LINK.sub(r"\1", _PICTURE.sub("", text)))


@cache
def paragraphs_of(page: str) -> tuple[str, ...]:
    """What is read on a page, paragraph by paragraph; each cell of a table is one."""
    return tuple(_paragraphs(help_pages()[page]))


@cache
def _folded_of(page: str) -> tuple[str, ...]:
    """The same without case and accents."""
    return tuple(folded(paragraph) for paragraph in paragraphs_of(page))


def search_help(words: Words) -> list[PageHits]:
    """The pages that have all words, in reading order."""
    found = []
    for page, text in help_pages().items():
        plain = _folded_of(page)
        if not all(any(word in paragraph for paragraph in plain) for word in words.plain):
            continue
        hits, count = [], 0
        for paragraph, letters in zip(paragraphs_of(page), plain, strict=True):
            marks = words.marked(paragraph).marks if any(word in letters for word in words.plain) else ()
            if marks:
                hits.append(HelpHit(words.snippet([paragraph]), count))
                count += len(marks)
        found.append(PageHits(page, title_of(text), count, tuple(hits)))
    return found


def _paragraphs(text: str) -> Iterator[str]:
    waiting: list[str] = []
    for line in [*text.splitlines(), ""]:
        begins = line.lstrip().startswith(_OWN_LINE) or re.match(r"\s*\d+\. ", line)
        if waiting and (begins or not line.strip()):
            yield without_marks(" ".join(waiting))
            waiting = []
        if line.lstrip().startswith("|"):
            cells = [without_marks(cell).strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            yield from (cell for cell in cells if cell.strip("-: "))
        elif line.strip():
            waiting.append(line.strip())
