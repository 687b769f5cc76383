"""Forms of the institute's lead."""
