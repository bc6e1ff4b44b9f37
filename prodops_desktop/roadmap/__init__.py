"""The roadmap: what is to be built, why, in which order, what waits for what, and when it launches."""
