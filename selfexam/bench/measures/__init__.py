"""One module a measure; each registers itself with `@bench`, and is found by standing here."""
