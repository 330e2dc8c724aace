"""Where accounts are linked: hosts differ as rows of data."""
