"""What customers need: how often each theme is mentioned, by whom, what that is worth, and whether it is more than before."""
