"""The portal's settings for a test run: a data folder of its own, thrown away afterwards.

Set here and not in a conftest, because settings are loaded before any conftest is.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_MAIN = "TEST_RUN_FOLDER"

if _MAIN not in os.environ:
    # Left behind for the workers of pytest-xdist, which inherit the environment and end first.
    os.environ[_MAIN] = tempfile.mkdtemp(prefix="selfexam-tests-")
    atexit.register(shutil.rmtree, os.environ[_MAIN], ignore_errors=True)

_networks = os.environ.get("PHOTO_NETWORKS") or str(Path(os.environ.get("VAR") or "var").absolute() / "networks")
if "PYTEST_XDIST_WORKER" not in os.environ:
    # The networks of the photo check are large and only read: those of the working data folder are used.
    os.environ["PHOTO_NETWORKS"] = _networks
os.environ["VAR"] = str(Path(os.environ[_MAIN]) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
# On Redis too: the worker of one test must not take the message meant for the worker of another test process.
os.environ["CELERY_KEY_PREFIX"] = f"{Path(os.environ[_MAIN]).name}.{os.environ.get('PYTEST_XDIST_WORKER', 'main')}."
os.environ["DEMO"] = "1"
# The same on every machine; a test that is about reading cards switches it on.
os.environ["CARD_READING"] = "off"

from selfexam.settings import *  # noqa: E402, F403
from selfexam.settings import DATABASES, VAR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that a worker process can open the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}

# Pages name static files by their plain addresses; the folder only has to be there for WhiteNoise.
(VAR / "static").mkdir(parents=True, exist_ok=True)
