"""The Celery application: how workers behave on either broker, and what the clock starts."""

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfexam.settings")

app = Celery("selfexam")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="schedule")


def clock_entries() -> dict[str, dict[str, Any]]:
    """Every installed app's `schedule.EVERY`, as Celery beat wants it."""
    from django.apps import apps

    entries: dict[str, dict[str, Any]] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.schedule"
        if find_spec(name) is None:
            continue
        every: dict[str, tuple[str, int]] = getattr(import_module(name), "EVERY", {})
        entries |= {
            # A start that no worker took is worthless once the next one is due.
            label: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
            for label, (task, seconds) in every.items()
        }
    return entries


@app.on_after_finalize.connect
def _start_clock(sender: Celery, **kwargs: Any) -> None:
    sender.conf.beat_schedule = clock_entries()
