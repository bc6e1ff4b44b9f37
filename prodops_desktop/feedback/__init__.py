"""What customers and colleagues say: gathered, tagged, found again, weighed in money."""
