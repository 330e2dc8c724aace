"""The store: a real Redis server, an embedded one where none is configured."""
