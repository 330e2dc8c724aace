"""One file or folder for each foreign thing, named after it; none imports another."""
