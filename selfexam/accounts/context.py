"""Template variables that every page needs: the issuing office and the desk navigation of the signed-in user."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_resolver, reverse

from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role


@dataclass(frozen=True)
class Tab:
    """One entry of the staff navigation."""

    label: str
    view: str
    roles: frozenset[str]


BOTH = SCHOOL_ROLES | INSTITUTE_ROLES
TABS = (
    Tab("总览", "review:overview", INSTITUTE_ROLES),
    Tab("初审", "review:queue", SCHOOL_ROLES),
    Tab("集中会审", "review:collective", BOTH),
    Tab("通知考生", "review:duties", SCHOOL_ROLES),
    Tab("本单位考生", "review:unit", frozenset({Role.UNIT_CLERK})),
    Tab("电子注册", "certificates:registration", INSTITUTE_ROLES),
    Tab("证书打印", "certificates:runs", INSTITUTE_ROLES),
    Tab("发放签领", "certificates:handover", SCHOOL_ROLES),
    Tab("考生账号", "records:accounts", SCHOOL_ROLES),
    Tab("订单与退费", "payments:orders", INSTITUTE_ROLES),
    Tab("批次设置", "catalogue:batches", frozenset({Role.INSTITUTE_LEAD})),
    Tab("专业计划", "catalogue:programmes", BOTH),
    Tab("后台任务", "jobs:list", INSTITUTE_ROLES),
)


def desk_addresses(role: str) -> list[tuple[str, str]]:
    """(label, address) of every tab of a role, in order. An app that is not in urls.py has no tab."""
    routed = get_resolver().namespace_dict
    return [(t.label, reverse(t.view)) for t in TABS if role in t.roles and t.view.split(":")[0] in routed]


def desk(request: HttpRequest) -> dict[str, Any]:
    """`institute`, and `tabs` for staff pages: label, address, whether it is current (the longest that fits)."""
    role = getattr(getattr(request, "user", None), "role", "")
    addresses = desk_addresses(role)
    here = max((address for _, address in addresses if request.path.startswith(address)), key=len, default=None)
    tabs = [{"label": label, "address": address, "current": address == here} for label, address in addresses]
    return {"institute": settings.INSTITUTE_NAME, "tabs": tabs}
