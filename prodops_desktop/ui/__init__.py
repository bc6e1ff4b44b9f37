"""The window: it shows what the layers below work out, and works out nothing itself."""
