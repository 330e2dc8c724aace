"""One line about what is being read, gone when there is something better to read."""
