"""A process that stays: its roles, its parts, and how it begins and ends."""
