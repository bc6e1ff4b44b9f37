"""One package a panel; pages never import each other."""
