"""What the bot is: nouns and decisions, with nothing foreign."""
