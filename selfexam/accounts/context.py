"""Template variables that every page needs: the issuing office and the desk navigation of the signed-in user."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_resolver, reverse

from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, PAPER_ROLES, SCHOOL_ROLES, Role
from selfexam.accounts.tab_counts import waiting_behind


@dataclass(frozen=True)
class Tab:
    """One entry of the staff navigation. Tabs of one `area` stand together in a second row below its name.

    `also` is another view whose address, and what lies below it, belongs to the tab; of a page about one thing it is
    the address of all of its kind.
    """

    label: str
    view: str
    roles: frozenset[str]
    area: str = ""
    also: str = ""


BOTH = SCHOOL_ROLES | INSTITUTE_ROLES
# Rows of one area need not stand together here: areas come in the order of their first row, tabs in that of theirs.
TABS = (
    Tab("总览", "review:overview", INSTITUTE_ROLES),
    Tab("初审", "review:queue", SCHOOL_ROLES, "初审", also="review:record"),
    Tab("审核进度", "review:desk", frozenset({Role.SCHOOL_LEAD}), "初审"),
    Tab("现场受理", "applications:counter", SCHOOL_ROLES, "初审", also="applications:home"),
    Tab("留言", "review:messages", SCHOOL_ROLES, "初审", also="review:contact"),
    Tab("毕业条件", "review:audits", BOTH, "初审"),
    Tab("考籍协助", "review:questions", BOTH, "初审"),
    Tab("免考", "review:exemptions", BOTH, "初审"),
    Tab("集中会审", "review:collective", BOTH, "会审"),
    Tab("通知考生", "review:duties", SCHOOL_ROLES, "会审"),
    Tab("本单位考生", "review:unit", frozenset({Role.UNIT_CLERK})),
    Tab("免考录入", "review:unit-exemptions", frozenset({Role.UNIT_CLERK})),
    Tab("收材料", "review:papers", PAPER_ROLES, "材料"),
    Tab("收取情况", "review:papers-list", PAPER_ROLES, "材料"),
    Tab("移交", "review:transfers", PAPER_ROLES, "材料"),
    Tab("待退还", "review:papers-back", PAPER_ROLES, "材料"),
    Tab("材料清单", "review:paper-lists", SCHOOL_ROLES, "材料"),
    Tab("查找记录", "review:paper-lookups", frozenset({Role.SCHOOL_LEAD}), "材料"),
    Tab("电子注册", "certificates:registration", INSTITUTE_ROLES, "证书"),
    Tab("证书打印", "certificates:runs", INSTITUTE_ROLES, "证书"),
    Tab("发放签领", "certificates:handover", SCHOOL_ROLES, "证书"),
    Tab("考籍", "records:records", BOTH, "考籍"),
    Tab("考籍更正", "records:corrections", BOTH, "考籍"),
    Tab("合并考籍", "records:merges", INSTITUTE_ROLES, "考籍"),
    Tab("考生账号", "records:accounts", SCHOOL_ROLES, "考籍"),
    Tab("现场收费", "payments:counter", frozenset({Role.SCHOOL_CASHIER})),
    Tab("退还费用", "payments:paybacks", frozenset({Role.SCHOOL_CASHIER})),
    Tab("每日汇总", "payments:counter-day", frozenset({Role.SCHOOL_CASHIER})),
    Tab("收费汇总", "payments:takings", frozenset({Role.SCHOOL_CASHIER})),
    Tab("收费汇总", "payments:takings", frozenset({Role.SCHOOL_LEAD}), also="payments:counter-day"),
    Tab("订单与退费", "payments:orders", INSTITUTE_ROLES, "费用"),
    Tab("批次设置", "catalogue:batches", frozenset({Role.INSTITUTE_LEAD}), "设置"),
    Tab("专业计划", "catalogue:programmes", BOTH, "设置"),
    Tab("照片规则", "applications:photo-rules-home", INSTITUTE_ROLES, "设置"),
    Tab("工作人员", "accounts:staff", frozenset({Role.SCHOOL_LEAD, Role.INSTITUTE_LEAD}), "设置"),
    Tab("材料清单", "review:paper-lists", INSTITUTE_ROLES, "设置"),
    Tab("区县考办", "catalogue:districts", INSTITUTE_ROLES, "设置"),
    Tab("材料查找记录", "review:paper-lookups", frozenset({Role.INSTITUTE_LEAD}), "设置"),
    Tab("后台任务", "jobs:list", INSTITUTE_ROLES, "设置"),
)


@dataclass(frozen=True)
class Place:
    """A tab, or an area, as the page shows it, with how much waits behind it."""

    label: str
    address: str
    current: bool
    count: int = 0


def desk_tabs(role: str) -> list[tuple[Tab, str]]:
    """Every tab of a role with its address, in order. An app that is not in urls.py has no tab."""
    routed = get_resolver().namespace_dict
    return [(t, reverse(t.view)) for t in TABS if role in t.roles and t.view.split(":")[0] in routed]


def navigation(role: str, path: str, user: User | None = None) -> tuple[list[Place], list[Place]]:
    """The areas of a role, and the tabs of the area in which `path` lies (the longest address that fits).

    An area in which this role has one tab only is called as that tab and has no second row.
    """
    areas: dict[str, list[tuple[Tab, str]]] = {}
    for tab, address in desk_tabs(role):
        areas.setdefault(tab.area or tab.label, []).append((tab, address))
    places = [(tab, address) for tabs in areas.values() for tab, address in tabs]
    prefixes = places + [(tab, _address_of(tab.also)) for tab, _ in places if tab.also]
    own = dict(places)
    fitting = [(len(prefix), own[tab]) for tab, prefix in prefixes if path.startswith(prefix)]
    here = max(fitting, default=(0, ""))[1]
    first, second = [], []
    for name, tabs in areas.items():
        inside = any(address == here for _, address in tabs)
        counted = [waiting_behind(tab.view, user) for tab, _ in tabs]
        first.append(Place(name if len(tabs) > 1 else tabs[0][0].label, tabs[0][1], inside, sum(counted)))
        if inside and len(tabs) > 1:
            pairs = zip(tabs, counted, strict=True)
            second = [Place(tab.label, address, address == here, count) for (tab, address), count in pairs]
    return first, second


def _address_of(view: str) -> str:
    nothing = UUID(int=0)
    try:
        return reverse(view)
    except NoReverseMatch:
        return reverse(view, args=[nothing]).split(str(nothing))[0]


def desk(request: HttpRequest) -> dict[str, Any]:
    """`institute` on every page; `areas` and `tabs` for the two rows of the staff navigation."""
    user = getattr(request, "user", None)
    who = user if isinstance(user, User) else None
    areas, tabs = navigation(who.role if who else "", request.path, who)
    return {"institute": settings.INSTITUTE_NAME, "areas": areas, "tabs": tabs}
