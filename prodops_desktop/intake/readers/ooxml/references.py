"""Knows the references of cells, such as "B7": which column letters mean, and how far a sheet reaches."""

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


_LONGEST = 4


class Columns(dict[str, int]):
    """Letters in either case → the number of the column, 1 for A; 0 for what is no letter."""

    def __missing__(self, letters: str) -> int:
        plain = letters.replace("$", "").upper()
        if not plain.isascii() or not plain.isalpha():
            return 0
        if len(plain) > _LONGEST:
            return LAST_COLUMN + 1
        number = 0
        for letter in plain:
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


COLUMNS = Columns()
