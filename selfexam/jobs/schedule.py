"""Work that the clock starts: task path and seconds between two starts."""

EVERY: dict[str, tuple[str, int]] = {
    "sweep-the-queue": ("selfexam.jobs.tasks.sweep", 15),
    "tidy-the-broker": ("selfexam.jobs.tasks.tidy_broker", 3600),
}
