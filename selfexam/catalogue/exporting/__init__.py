"""Reference data out, in exactly the sheets and columns that catalogue/importing reads."""
