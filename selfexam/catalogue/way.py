"""The way of an application with the real dates of a batch, for the start page (notice 一 and 二)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from selfexam.catalogue.models import Batch
from selfexam.wording import span, when


@dataclass(frozen=True)
class Step:
    """`state` is done, now or empty; applying, review and payment run at the same time, so several may be now."""

    title: str
    text: str
    state: str = ""


def way_of(batch: Batch | None, now: datetime) -> list[Step]:
    """Without a batch the steps stand there without dates."""
    if batch is None:
        texts = ("您在网上完成", "由主考学校审核", "初审通过后缴纳", "由考试院组织", "由主考学校通知领取")
        return [Step(title, text) for title, text in zip(_TITLES, texts, strict=True)]
    zone = timezone.get_current_timezone()
    collective_ends = datetime.combine(batch.collective_until + timedelta(days=1), time(), zone)
    collective_begins = datetime.combine(batch.collective_from, time(), zone)
    return [
        Step(
            "提交申请",
            f"{when(batch.apply_until, now)} 前，您在网上完成",
            _state(batch.apply_from, batch.apply_until, now),
        ),
        Step(
            "学校初审",
            f"与申请同期，{when(batch.review_until, now)} 结束",
            _state(batch.apply_from, batch.review_until, now),
        ),
        Step("缴费", f"初审通过后，{when(batch.pay_until, now)} 前", _state(batch.apply_from, batch.pay_until, now)),
        Step(
            "集中会审",
            span(batch.collective_from, batch.collective_until, now),
            _state(collective_begins, collective_ends, now),
        ),
        Step("电子注册、领取证书", "由主考学校通知"),
    ]


_TITLES = ("提交申请", "学校初审", "缴费", "集中会审", "电子注册、领取证书")


def _state(begins: datetime, ends: datetime, now: datetime) -> str:
    return "" if now < begins else "now" if now < ends else "done"


@dataclass(frozen=True)
class Phase:
    """Where a batch stands, with the class of its tag."""

    word: str
    tag: str


def phase_of(batch: Batch, now: datetime) -> Phase:
    """One word for lists of batches."""
    if not batch.is_published:
        return Phase("未发布", "")
    if now < batch.apply_from:
        return Phase("未开始", "")
    if now < batch.pay_until:
        return Phase("受理中", "now")
    if timezone.localdate(now) <= batch.collective_until:
        return Phase("会审", "theirs")
    return Phase("会审已结束", "done")
