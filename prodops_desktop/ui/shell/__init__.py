"""The frame around the pages: rail, top bar, status line, first-run page, and the commands of the program itself."""
