"""What makes a clone run: its virtual environment, and what CI runs."""
