"""Rules over attributes that pick accounts and users, and how many they are."""
