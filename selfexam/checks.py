"""System checks of the installation: what is missing on this machine, and the way to get it. Run by every `manage.py`.

Missing files are warnings, so that a command can still repair them; `make check` lets no warning pass.
"""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.db import OperationalError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from applications.idcards import extra
from applications.photos.network_files import missing
from selfexam.typesetting import fonts


@register("files")
def networks_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without its networks no photo can be judged."""
    folder = Path(settings.PHOTO_NETWORKS)
    absent = missing(folder)
    if not absent:
        return []
    said = f"The photo check lacks {', '.join(absent)} in {folder} (not there, or not the pinned file)."
    return [Warning(said, hint=f"Run: python -m applications.photos.fetch '{folder}'", id="portal.W001")]


@register("files")
def fonts_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Documents are set in the fonts of a pinned package, never in whatever the machine has."""
    try:
        absent = [path.name for path in fonts() if not path.is_file()] if fonts() else ["every font file"]
    except ModuleNotFoundError as error:
        absent = [str(error.name)]
    if not absent:
        return []
    return [Warning(f"Printing lacks its fonts: {', '.join(absent)}.", hint="Run: make setup", id="portal.W002")]


@register("files")
def cards_are_read_or_not(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An optional extra is no fault by its absence: said only to whoever asks, by `manage.py check`."""
    if sys.argv[1:2] != ["check"]:
        return []
    absent = extra.missing()
    if absent and settings.CARD_READING == extra.ON:
        said = (
            "ID cards are read by a card worker on another machine (CARD_READING=on); the extra is not installed here."
        )
        return [Info(said, id="portal.I006")]
    if absent:
        said = f"ID cards are not read: the extra lacks {', '.join(absent)}. Pages say so, and people compare."
        return [Info(said, hint=f"Run: {extra.HOW}", id="portal.I006")]
    state = (
        "are read" if extra.is_on(settings.CARD_READING) else "are not read (CARD_READING=off), although they could be,"
    )
    said = f"ID cards {state} by rapidocr {version('rapidocr')} on onnxruntime {version('onnxruntime')}."
    return [Info(said, id="portal.I006")]


@register("files")
def folders_can_be_written(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The embedded broker and the private files each need a folder that this process may write into."""
    wanted = [settings.PRIVATE_ROOT]
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        wanted.append(settings.BROKER_FOLDER)
    closed = [str(folder) for folder in map(Path, wanted) if not os.access(_nearest(folder), os.W_OK | os.X_OK)]
    if not closed:
        return []
    said = f"This account may not write into {', '.join(closed)}."
    return [Warning(said, hint="Change its owner, or name another data folder in VAR.", id="portal.W003")]


@register(Tags.database, deploy=True)
def servers_have_a_server_database(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite serialises every write and ignores row locks: right for one desk, wrong for a province's deadline day."""
    if settings.DEMO or not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return []
    return [Warning("A server runs on SQLite.", hint="Set DATABASE_URL=postgres://…", id="portal.W004")]


@register(Tags.database)
def tables_can_be_brought_up_to_date(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The steps before 0001_tables are gone: whoever did all of them goes on from there, whoever did some cannot.

    Asked by `migrate` before it begins (docs/decisions/0016-first-migrations-are-one-step.md).
    """
    found: list[CheckMessage] = []
    for alias in databases or []:
        try:
            applied = set(MigrationRecorder(connections[alias]).applied_migrations())
        except OperationalError:
            continue  # migrate itself says that the database cannot be reached
        if halfway(applied):
            said = "数据库停在早先版本的中途，这个版本不能从那里接着升级。"
            hint = "演示数据：make reset-demo。要保留数据：先用提交 5c63901 运行 manage.py migrate，再用这个版本。"
            found.append(Error(said, hint=hint, id="portal.E008"))
    return found


def halfway(applied: set[tuple[str, str]]) -> bool:
    """Whether some, but not all, of the steps that a migration of ours stands for are among the `applied`."""
    loader = MigrationLoader(None)
    ours = [each for key, each in loader.disk_migrations.items() if key not in applied and each.replaces]
    return any(applied.intersection(each.replaces) and not applied.issuperset(each.replaces) for each in ours)


@register(Tags.security, deploy=True)
def servers_are_no_demonstration(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demonstration has known passwords, keys beside the data, and a make-believe cashier."""
    if not settings.DEMO:
        return []
    said = "The demonstration setting is on: known passwords, local keys, no real payment."
    return [Warning(said, hint="Set DEMO=0 on a server.", id="portal.W005")]


@register(Tags.urls, deploy=True)
def servers_say_where_they_are(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Mails, and the addresses to which payment providers report, begin with PORTAL_URL."""
    if settings.DEMO or urlsplit(settings.PORTAL_URL).hostname not in ("127.0.0.1", "localhost", "::1"):
        return []
    said = f"PORTAL_URL={settings.PORTAL_URL} names this machine only: no payment would be reported, no mail lead here."
    return [Warning(said, hint="Set PORTAL_URL=https://… as candidates reach the portal.", id="portal.W007")]


def _nearest(folder: Path) -> Path:
    """The folder itself, or the parent in which it will be made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
