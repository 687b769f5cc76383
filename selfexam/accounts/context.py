"""Template variables that every page needs: the desk navigation of the signed-in user."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role


@dataclass(frozen=True)
class Tab:
    """One entry of the staff navigation; `prefix` decides which tab is current."""

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
    Tab("订单与退费", "payments:orders", INSTITUTE_ROLES),
    Tab("批次设置", "catalogue:batches", frozenset({Role.INSTITUTE_LEAD})),
    Tab("后台任务", "jobs:list", INSTITUTE_ROLES),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """`tabs` for staff pages: label, address, whether it is the current one."""
    role = getattr(getattr(request, "user", None), "role", "")
    tabs = []
    for tab in TABS:
        if role in tab.roles:
            address = reverse(tab.view)
            tabs.append({"label": tab.label, "address": address, "current": request.path.startswith(address)})
    return {"tabs": tabs}
