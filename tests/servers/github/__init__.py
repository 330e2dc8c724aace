"""GitHub on loopback: its REST and GraphQL interfaces over one world of people, repositories and what they did there."""
