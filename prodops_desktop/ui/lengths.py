"""Lengths of the layout that grow with the font: written as they are at 100%, read as they are now."""

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


def _reckoned(name: str) -> Callable[..., Any]:
    def reckon(self: _Growing, *others: Any) -> Any:
        plain = [int(other) if isinstance(other, _Growing) else other for other in others]
        return getattr(int(self), name)(*plain) if not any(isinstance(one, float) for one in plain) else getattr(float(self), name)(*plain)

    reckon.__name__ = name
    return reckon


_BOTH_WAYS = ("add", "sub", "mul", "truediv", "floordiv", "mod")
for _name in (
    *(f"{way}{name}" for name in _BOTH_WAYS for way in ("", "r")),
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "neg",
    "pos",
    "abs",
    "bool",
    "round",
):
    setattr(_Growing, f"__{_name}__", _reckoned(f"__{_name}__"))
