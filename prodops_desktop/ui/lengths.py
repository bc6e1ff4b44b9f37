"""Lengths of the layout that grow with the font: written as they are at 100%, read as they are now."""

import operator
from collections.abc import Callable
from typing import Any, cast

SMALLEST, LARGEST, STEP = 80, 150, 10
"""How small and how large the font may be, in per cent, and how much one key press changes."""

_now = {"percent": 100}


def percent() -> int:
    """How large everything is that holds text, in per cent of the design."""
    return _now["percent"]


def set_percent(wanted: int) -> bool:
    """Take another size, within the bounds; whether that changed anything."""
    chosen = max(SMALLEST, min(LARGEST, wanted))
    changed = chosen != _now["percent"]
    _now["percent"] = chosen
    return changed


def px(pixels: float) -> int:
    """A length of the design as it is now; a hair line stays one."""
    size = _now["percent"]
    return int(pixels) if size == 100 and pixels == int(pixels) else int(pixels * size / 100 + 0.5)


def growing(pixels: int) -> int:
    """A constant that is read as :func:`px` of it wherever it is used, so that painting and laying out follow the size of the font."""
    return cast(int, _Growing(pixels))


class _Growing:
    """A whole number to everything that reckons with it, Qt included; what comes of reckoning is a plain number."""

    __slots__ = ("_pixels",)

    def __init__(self, pixels: int) -> None:
        self._pixels = pixels

    def __index__(self) -> int:
        return px(self._pixels)

    __int__ = __index__
    __trunc__ = __index__

    def __float__(self) -> float:
        return float(px(self._pixels))

    def __hash__(self) -> int:
        return hash(px(self._pixels))

    def __repr__(self) -> str:
        return repr(px(self._pixels))

    def __format__(self, form: str) -> str:
        return format(px(self._pixels), form)


def _reckoned(work: Callable[[Any, Any], Any], *, swapped: bool) -> Callable[..., Any]:
    def reckon(self: _Growing, other: Any) -> Any:
        own, others = px(self._pixels), px(other._pixels) if type(other) is _Growing else other
        return work(others, own) if swapped else work(own, others)

    return reckon


def _turned(work: Callable[[Any], Any]) -> Callable[[_Growing], Any]:
    return lambda self: work(px(self._pixels))


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod"):
    setattr(_Growing, f"__{_name}__", _reckoned(getattr(operator, _name), swapped=False))
    setattr(_Growing, f"__r{_name}__", _reckoned(getattr(operator, _name), swapped=True))
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(_Growing, f"__{_name}__", _reckoned(getattr(operator, _name), swapped=False))
_ALONE: dict[str, Callable[[Any], Any]] = {"neg": operator.neg, "pos": operator.pos, "abs": abs, "bool": bool, "round": round}
for _name, _work in _ALONE.items():
    setattr(_Growing, f"__{_name}__", _turned(_work))
