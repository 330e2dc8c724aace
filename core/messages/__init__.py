"""Every sentence that the bot says, one module for each part that speaks."""
