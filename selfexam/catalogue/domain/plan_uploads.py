"""A file of plan tables: kept and checked when it is uploaded, imported when somebody has seen what it would do.

Called by the import pages of the institute's lead. Importing is one transaction with the history of every programme
and version that it changed; a difference other than the one that was shown is not imported but shown anew.
"""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from selfexam import typed
from selfexam.catalogue.domain.change import PlanRefused
from selfexam.catalogue.domain.plan_words import (
    Words,
    difference,
    words_of_exemptions,
    words_of_minima,
    words_of_plan,
    words_of_programme,
)
from selfexam.catalogue.exporting.workbook import PLAN_STEMS
from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.run import import_files
from selfexam.catalogue.models import Plan, PlanEvent, PlanUpload, Programme

SUFFIXES = (".xlsx", ".csv")
# Characters; a file system allows 255 bytes.
MOST_NAME = 60
# A file that is wrong from beginning to end is not told line by line.
MOST_TOLD = 200
CHANGED = "上传以后数据有了变化，下面是重新核对的结果，请看过再导入"


def receive_plans(data: bytes, filename: str, *, by_id: int) -> PlanUpload:
    """Kept with what importing it would do. The same file while it waits is the same upload, checked again."""
    name = PurePath(typed.plain(filename).replace("\\", "/")).name[-MOST_NAME:]
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise PlanRefused("只能导入 .xlsx 或 .csv 文件", "file")
    if not data:
        raise PlanRefused("文件是空的，请检查后重新上传", "file")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise PlanRefused(f"文件超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB，请拆成几个文件", "file")
    preview = _told(_import(data, name, dry_run=True))
    same = {"sha256": hashlib.sha256(data).hexdigest(), "name": name}
    waiting = PlanUpload.objects.filter(**same, applied_at=None)
    # Written over the row that waits and over nothing else: it may be imported at this moment.
    if not waiting.update(preview=preview):
        _keep(PlanUpload(**same, by_id=by_id, preview=preview), data)
    return PlanUpload.objects.filter(**same).order_by("-pk")[0]


def _keep(upload: PlanUpload, data: bytes) -> None:
    """Of the same file sent twice at once one is kept (a unique index); the other leaves nothing behind."""
    upload.file.save(upload.name, ContentFile(data), save=False)
    try:
        with transaction.atomic():
            upload.save()
    except IntegrityError:
        upload.file.storage.delete(str(upload.file.name))


def apply_plans(upload: PlanUpload, *, by_id: int) -> bool:
    """Import what was shown; False if it was imported before. Pressed twice it is one import."""
    with upload.file.open("rb") as file:
        data = file.read()
    with transaction.atomic():
        waiting = PlanUpload.objects.filter(pk=upload.pk, applied_at=None)
        if not waiting.update(applied_at=timezone.now(), applied_by_id=by_id):
            return False
        before = _everything()
        preview = _told(_import(data, upload.name, dry_run=False))
        if preview == upload.preview and not preview["problems"]:
            _remember(before, upload.name, by_id)
            return True
        transaction.set_rollback(True)
    PlanUpload.objects.filter(pk=upload.pk, applied_at=None).update(preview=preview)
    raise PlanRefused("文件里有要改正的地方，没有导入" if preview["problems"] else CHANGED)


def _import(data: bytes, name: str, *, dry_run: bool) -> list[Outcome]:
    """Under its own name, for a table is known by the file's name too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return import_files([path], dry_run=dry_run, only=PLAN_STEMS)


def _told(outcomes: list[Outcome]) -> dict[str, Any]:
    problems = [[p.sheet, p.row, p.column, p.sentence] for outcome in outcomes for p in outcome.problems]
    doubts = [[p.sheet, p.row, p.column, p.sentence] for outcome in outcomes for p in outcome.doubts]
    tables = [
        {
            "kind": outcome.kind,
            "rows": outcome.rows,
            "added": outcome.added,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
            "changes": outcome.changes[:MOST_TOLD],
        }
        for outcome in outcomes
    ]
    return {
        "tables": tables,
        "problems": problems[:MOST_TOLD],
        "more": max(len(problems) - MOST_TOLD, 0),
        "doubts": doubts,
    }


# What history is filed under (programme, version), and how its words are read.
_Filed = dict[tuple[int | None, str], Words]


def _everything() -> _Filed:
    words: _Filed = {(None, ""): {**words_of_exemptions(), **words_of_minima()}}
    words |= {(pk, ""): words_of_programme(pk) for pk in Programme.objects.values_list("pk", flat=True)}
    plans: list[tuple[int, int, str]] = list(Plan.objects.values_list("pk", "programme_id", "version"))
    reads: Callable[[int], Words] = words_of_plan
    return words | {(programme, version): reads(pk) for pk, programme, version in plans}


def _remember(before: _Filed, name: str, by_id: int) -> None:
    """One row for each that changed; what is new is told as new and not line by line."""
    after = _everything()
    for (programme_id, version), words in after.items():
        old = before.get((programme_id, version))
        changes = difference(old, words) if old is not None else []
        if changes or old is None:
            label = f"导入 {name}"[:60] if old is not None else f"导入（新建） {name}"[:60]
            PlanEvent.objects.create(
                programme_id=programme_id, version=version, by_id=by_id, label=label, changes=changes
            )
