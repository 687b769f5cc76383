"""Creates or changes a batch and writes down what changed; called by the batch form of the institute's lead."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from selfexam.catalogue.domain.change_photo_rules import change_photo_rules, first_version
from selfexam.catalogue.domain.refusals import BatchRefused
from selfexam.catalogue.models import Batch, BatchEvent
from selfexam.catalogue.photo_rule import PhotoRule
from selfexam.wording import money

DEADLINES = ("apply_until", "review_until", "pay_until")
# Photo rules have versions of their own, written by change_photo_rules.
_LEFT_OUT = {"id", "created_at", "photo_rules", "photo_rules_version"}
_OWN_FIELDS = [field.name for field in Batch._meta.concrete_fields if field.name not in _LEFT_OUT]
PHOTO_NOTE = "在批次设置中修改"


def fingerprint(batch: Batch) -> str:
    """Short digest of the stored values; the form carries it, so that nobody overwrites what they have not seen."""
    stored = Batch.objects.filter(pk=batch.pk).values("photo_rules", *_OWN_FIELDS).first() if batch.pk else None
    return hashlib.sha256(json.dumps(stored, default=str, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def save_batch(batch: Batch, *, by_id: int, seen: str = "") -> Batch:
    """`seen` is the fingerprint of what the form showed. Saving the same values again writes nothing."""
    before = Batch.objects.select_for_update().filter(pk=batch.pk).first() if batch.pk else None
    if before is not None:
        if seen and seen != fingerprint(before):
            raise BatchRefused("这个批次刚刚被别人改过，请重新打开页面，核对后再保存")
        _check_change(before, batch, timezone.now())
    if before is None:
        batch.save()
        first_version(batch, by_id=by_id)
        _remember(batch, "发布批次" if batch.is_published else "新建批次", by_id, [])
        return batch
    if changes := changes_between(before, batch):
        batch.save(update_fields=_OWN_FIELDS)
        published = batch.is_published and not before.is_published
        _remember(batch, "发布批次" if published else "修改批次", by_id, changes)
    if changes := _photo_changes(before, batch):
        seen_version = before.photo_rules_version
        change_photo_rules(batch, batch.photo_rules, seen=seen_version, note=PHOTO_NOTE, by_id=by_id, changes=changes)
    return batch


def _remember(batch: Batch, label: str, by_id: int, changes: list[dict[str, str]]) -> None:
    BatchEvent.objects.create(batch=batch, by_id=by_id, label=label, changes=changes)


def _check_change(before: Batch, after: Batch, now: datetime) -> None:
    """What candidates have relied on may be extended, not taken away; what was reported to the ministry stays."""
    reported = before.registration_packages.filter(entries__result__in=("waiting", "accepted"))
    if after.graduation_date != before.graduation_date and reported.exists():
        raise BatchRefused("毕业日期已随数据包报送电子注册，不能再改，证书要与报送的一致", "graduation_date")
    if not before.is_published:
        return
    in_use = before.applications.exists()
    if in_use and after.code != before.code:
        raise BatchRefused("已有考生申请，批次代码不能再改", "code")
    if in_use and not after.is_published:
        raise BatchRefused("已有考生申请，不能取消发布", "is_published")
    for field in DEADLINES:
        if getattr(after, field) < getattr(before, field) and getattr(after, field) < now:
            label = next(f.verbose_name for f in Batch._meta.concrete_fields if f.name == field)
            raise BatchRefused(f"{label}不能提前到已经过去的时间，没有缴费的申请会立即作废", field)


def changes_between(before: Batch, after: Batch) -> list[dict[str, str]]:
    """What differs beside the photo rules, as label, from, to."""
    found = []
    for field in Batch._meta.concrete_fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if field.name in _LEFT_OUT or old == new:
            continue
        label = str(field.verbose_name).removesuffix("（分）").removesuffix("（分/科）")
        found.append({"label": label, "from": _said(field, old), "to": _said(field, new)})
    return found


def _photo_changes(before: Batch, after: Batch) -> list[dict[str, str]]:
    old, new = PhotoRule.of(before).spoken(), PhotoRule.of(after).spoken()
    return [{"label": label, "from": old[label], "to": new[label]} for label in new if old[label] != new[label]]


def _said(field: "models.Field[Any, Any]", value: Any) -> str:
    """A value in full, with its year: history is read years later."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if field.name in ("review_fee", "exemption_fee"):
        return money(value)
    return str(dict(field.flatchoices).get(value, value))
