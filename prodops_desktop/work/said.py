"""Sentences of layers without a window that keep what they are made of, so that the window can write them in its own language."""

from collections.abc import Mapping


class Said(str):
    """A sentence in English that is a text like any other, with its ``template`` and the ``values`` of the places in it.

    Values are texts, whole numbers (written with their thousands apart), other sentences, or things whose ``str`` is their English.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> "Said":
        """The sentence with its places filled."""
        made = super().__new__(cls, template.format(**{name: _english(value) for name, value in values.items()}) if values else template)
        made.template, made.values = template, values
        return made

    @classmethod
    def counted(cls, count: int, one: str, many: str, **values: object) -> "Said":
        """``one`` or ``many`` by ``count``, which is the value ``n``."""
        return cls(one if count == 1 else many, n=count, **values)


def _english(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
