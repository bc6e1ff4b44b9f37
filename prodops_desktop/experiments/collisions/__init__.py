"""Where experiments and dated events get into each other’s way, how much runs at once, and which days are free."""
