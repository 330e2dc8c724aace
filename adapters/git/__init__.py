"""Git repositories on disk and by clone URL, through the git command line."""
