"""Board packs: figures with headlines, definitions and sources, ready for people who do not have the program."""
