"""The ground floor: the clock, this process's memory, and child processes that do heavy work."""
