"""Yardstick of the import of a text file: a fresh process that reads it with csv.reader and stores it as text in a WAL file."""

import csv
import sqlite3
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    header = next(rows)
    db = sqlite3.connect(sys.argv[2], isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute(f"CREATE TABLE t ({', '.join(f'c{at} TEXT' for at in range(len(header)))})")
    db.execute("BEGIN")
    db.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(header))})", rows)
    db.execute("COMMIT")
    db.close()
