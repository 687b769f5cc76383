"""Settings of the worker process that a test starts: the test's own data folder, private files and database."""

import os
from pathlib import Path

os.environ["VAR"] = os.environ["WORKER_VAR"]

from selfexam.settings import *  # noqa: F403

PRIVATE_ROOT = Path(os.environ["WORKER_PRIVATE_ROOT"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
