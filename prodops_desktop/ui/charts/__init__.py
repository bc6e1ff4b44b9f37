"""Charts: they draw arrays and know no store; each can be read as a table and as one sentence."""
