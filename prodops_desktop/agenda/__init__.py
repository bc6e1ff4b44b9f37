"""What is aimed at and when: targets and goals, dated events, working days, and what was decided."""
