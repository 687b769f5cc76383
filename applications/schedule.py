"""Work that the clock starts: task path and seconds between two starts."""

EVERY: dict[str, tuple[str, int]] = {
    "void-what-is-unpaid-at-the-deadline": ("applications.tasks.lapse_overdue", 60),
    "remove-superseded-uploads": ("applications.tasks.remove_superseded", 3600),
}
