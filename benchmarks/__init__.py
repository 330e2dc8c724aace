"""Speed and memory against the peers; run by hand, never a timed test."""
