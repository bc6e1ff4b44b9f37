"""Who and what several areas speak of: names, and the rates between currencies."""
