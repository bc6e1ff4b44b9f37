"""The sample company: seeded, solved for the figures that its stories need, written as the spreadsheets that others send."""
