"""Recap in Discord, through the real discord.py, against a server on loopback."""
