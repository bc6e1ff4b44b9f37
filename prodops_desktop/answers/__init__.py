"""Answers that read every area and change none: what speaks for an item of the roadmap, and what stands in its briefs."""
