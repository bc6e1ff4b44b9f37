"""What a plan adds to the bars of a timeline: where they stood in a baseline, their milestones, and what waits for what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["bad", "warn", "note"]
Tip = str | Callable[[], str]
"""What a tooltip says, or what makes it once somebody asks: most of them nobody does."""


@dataclass(frozen=True)
class Ghost:
    """Where a bar stood in a baseline, both days included; ``text`` stands after it in the shade of the tone (“+14 d”).

    ``said`` is what assistive technology and the tooltip say of it; where it is empty, that is made of the days and the text.
    """

    starts: date
    ends: date
    text: str = ""
    tone: Tone = "note"
    said: str = ""


@dataclass(frozen=True)
class Milestone:
    """A diamond right after the end of a bar, or on its ``day`` where that is another; ``text`` stands beside it (“7 of 11”).

    Without a day it goes along with the end of its bar. ``said`` is said of it in words instead of the text and the day.
    """

    text: str
    tone: Literal["good", "warn", "quiet"] = "quiet"
    day: date | None = None
    said: str = ""


@dataclass(frozen=True)
class Arrow:
    """From the end of a bar to the beginning of one that waits for it, both by their keys.

    A ``bad`` one is violated or carries a slip. ``said`` is what is said in words of the bar that waits (“Queue service moved it by 14
    days”); where it is empty, that it waits for the other or is held up by it.
    """

    start_key: int
    end_key: int
    tone: Literal["bad", "quiet"] = "quiet"
    said: str = ""
