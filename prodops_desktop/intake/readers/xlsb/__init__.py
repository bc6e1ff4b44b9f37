"""The second reader of xlsb: the records of [MS-XLSB] one by one, the older layout of its first versions included."""
