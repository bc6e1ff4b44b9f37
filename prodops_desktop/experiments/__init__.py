"""Experiments: what is tested on whom and when, where tests collide, whether they can be read, and what came of them."""
