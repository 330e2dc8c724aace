"""The process; the only package that knows everyone."""
