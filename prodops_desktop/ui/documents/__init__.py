"""Documents made from Markdown: how they look, and how they leave the program."""
