"""What a commit message says: text made safe, references, and the act that its subject tells."""
