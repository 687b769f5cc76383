"""Hands a printed certificate and its form to the graduate or a proxy, signed for at the school (notice 一(四))."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.lifecycle import advance
from applications.domain.refusals import NotAllowed
from applications.models import Application
from applications.workflow import Action
from certificates.models import Handover
from selfexam.accounts.actors import Actor, person


@dataclass(frozen=True)
class Proxy:
    """Somebody who collects for the graduate; both must have been seen: authorisation, and both identity cards."""

    name: str
    id_number: str
    papers_seen: bool


def hand_over(
    application_uuid: UUID | str,
    *,
    by: Actor,
    signed_on: date,
    proxy: Proxy | None = None,
    seen_version: int | None = None,
) -> Handover:
    """ISSUE, with the row that says who took it. Raises Application.DoesNotExist, or Refused with its sentence."""
    with transaction.atomic():
        application = advance(application_uuid, Action.ISSUE, by=by, note=_note(proxy), seen_version=seen_version)
        _check(application, signed_on, proxy)
        giver = person(by)
        if giver is None:
            raise NotAllowed("领取由主考学校的老师登记")
        return Handover.objects.create(
            certificate=application.certificate,
            receiver=proxy.name.strip() if proxy else application.record.name,
            by_proxy=proxy is not None,
            proxy_id_number=proxy.id_number.strip().upper() if proxy else None,
            authorisation_seen=proxy is not None,
            signed_on=signed_on,
            by=giver,
        )


def _check(application: Application, signed_on: date, proxy: Proxy | None) -> None:
    printed = timezone.localdate(application.printed_at)
    if signed_on > timezone.localdate():
        raise NotAllowed("签领日期不能晚于今天")
    if signed_on < printed:
        raise NotAllowed(f"签领日期不能早于打印完成的日期 {printed:%Y-%m-%d}")
    if proxy is None:
        return
    if not proxy.name.strip() or not proxy.id_number.strip():
        raise NotAllowed("代领要填写代领人的姓名和证件号码")
    if not proxy.papers_seen:
        raise NotAllowed("代领要先看委托书和双方证件，看过后请勾选")


def _note(proxy: Proxy | None) -> str:
    return f"由 {proxy.name.strip()} 代领" if proxy else "本人领取"
