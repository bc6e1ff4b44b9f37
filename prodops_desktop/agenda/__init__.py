"""What is aimed at and when: targets, for now."""
