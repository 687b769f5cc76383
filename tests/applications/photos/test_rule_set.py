"""Rule sets that may and may not be put in force, and what differs between two, in words."""

import re
from dataclasses import fields
from typing import Any

import pytest

from applications.photos import rule_set
from applications.photos.checks import CHECKS, Check
from applications.photos.field_limits import FIELD_LIMITS, FieldLimit, limits_of, number_of, shown
from applications.photos.findings import Finding, Severity
from applications.photos.rule import Limit, Rule
from applications.photos.rule_groups import BEGINS, rule_groups, spoken_source
from applications.photos.rule_set import STATES, differences, kept, problems_in, states_of, validated
from applications.photos.rules import BadRules, PhotoRules

NOD = Rule(
    "nod",
    "左右偏转",
    "notice 一(一)3(2)",
    limits=(
        Limit("nod_warn", "左右偏转", 8.5, 2, 45, "°"),
        Limit("nod_fail", "左右偏转需更换", 15, 2, 60, "°"),
        Limit("grain_warn", "清晰度提醒", 40, 0, 1000),
        Limit("grain_fail", "清晰度需更换", 20, 0, 1000),
    ),
    sure=True,
)
DOUBT = Rule("hairy", "头发遮挡", "notice 一(一)3(4)")


@pytest.fixture(autouse=True)
def more_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules more, whatever the portal's own checks are by now."""

    def run(seen: Any, rules: PhotoRules) -> Finding:
        return Finding("nod", Severity.OK, "", "")

    monkeypatch.setattr(rule_set, "CHECKS", (*CHECKS, Check(NOD, run), Check(DOUBT, run)))


def said(stored: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem.field, problem.sentence) for problem in problems_in(stored)]


@pytest.mark.parametrize(
    ("stored", "field", "words"),
    [
        ({"limits": {"nod_warning": 9}}, "", "没有名为 nod_warning 的限值"),
        ({"off": ["smile"]}, "", "没有名为 smile 的规则"),
        ({"warn_only": ["smile"]}, "", "没有名为 smile 的规则"),
        ({"of_another_version": 1}, "", "不认识的项目"),
        ({"background": "plain"}, "", "background"),
        ({"background_colours": ["pink"]}, "background_colours", "没有名为 pink 的背景颜色"),
        ({"limits": {"nod_warn": 46, "nod_fail": 60}}, "limit_nod_warn", "左右偏转应在 2 到 45°之间"),
        ({"limits": {"nod_warn": 1.5}}, "limit_nod_warn", "左右偏转应在 2 到 45°之间"),
        ({"head_top_slack": 201}, "limit_head_top_slack", "应在 0 到 200 像素之间"),
        ({"head_top_slack": 20.5}, "limit_head_top_slack", "应在 0 到 200 像素之间，不带小数"),
        ({"roll_most": -1}, "limit_roll_most", "双眼水平，倾斜不超过应在 0 到 30°之间"),
        ({"least_bytes": 1}, "limit_least_bytes", "应在 1 到 1,024 KB 之间"),
        ({"off": ["format"]}, "state_format", "必须照常检查，不能改为停用"),
        ({"warn_only": ["pixels"]}, "state_pixels", "必须照常检查，不能改为只提醒"),
        ({"warn_only": ["hairy"]}, "state_hairy", "本来就只提醒"),
        ({"off": ["roll"], "warn_only": ["roll"]}, "state_roll", "不能既停用又只提醒"),
        ({"head_top_least": 110}, "limit_head_top_most", "“头顶到上边最多”应大于“头顶到上边最少”（110 像素）"),
        ({"least_bytes": 60_000, "most_bytes": 60_000}, "limit_most_bytes", "应大于“文件不小于”"),
        ({"limits": {"nod_warn": 16}}, "limit_nod_fail", "应不小于“左右偏转”（16°）"),
        ({"limits": {"grain_fail": 41}}, "limit_grain_fail", "应不大于“清晰度提醒”（40）"),
        ({"width": 4001}, "", "宽和高"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(stored: dict[str, Any], field: str, words: str) -> None:
    found = said(stored)
    assert [name for name, _ in found] == [field]
    assert words in found[0][1]
    with pytest.raises(BadRules):
        validated(stored)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"off": ["hairy", "roll"], "warn_only": ["centred"]},
        {"limits": {"nod_warn": 15, "grain_fail": 40}},
        {"background": "lenient", "background_colours": ["white", "light_blue", "light_grey"]},
        {"most_bytes": None, "least_bytes": 40 * 1024},
    ],
)
def test_what_can_be_meant_is_kept_as_it_is(stored: dict[str, Any]) -> None:
    assert problems_in(stored) == []
    assert PhotoRules.strict(kept(validated(stored))) == validated(stored)


def test_several_mistakes_are_told_at_once() -> None:
    assert [name for name, _ in said({"off": ["format"], "roll_most": 31, "limits": {"nod_warn": 1}})] == [
        "state_format",
        "limit_roll_most",
        "limit_nod_warn",
    ]


def test_only_what_differs_from_the_defaults_is_kept() -> None:
    rules = PhotoRules(roll_most=4.0, least_bytes=60_000, limits={"nod_warn": 8.5, "nod_fail": 20}, width=480)
    assert kept(rules) == {"least_bytes": 60_000, "limits": {"nod_fail": 20}}
    assert kept(PhotoRules()) == {}


def test_differences_are_told_in_reading_order() -> None:
    before = PhotoRules(most_bytes=None, background_colours=frozenset({"white"}))
    after = PhotoRules(
        most_bytes=5 * 1024 * 1024,
        head_top_most=100,
        off=frozenset({"roll"}),
        warn_only=frozenset({"centred"}),
        limits={"nod_warn": 10},
    )
    assert [f"{d.label}：{d.was} → {d.now}" for d in differences(before, after)] == [
        "文件大小，文件不大于：不限 → 5,120 KB",
        "人像居中：照常检查 → 只提醒",
        "头顶位置，头顶到上边最多：110 像素 → 100 像素",
        "双眼水平：照常检查 → 停用",
        "左右偏转：8.5° → 10°",
        "背景颜色：白色 → 不限",
    ]
    assert differences(after, after) == []
    assert ("背景均匀程度", "一般", "严格") in {
        (d.label, d.was, d.now) for d in differences(PhotoRules(), PhotoRules(background="strict"))
    }


def test_every_number_of_the_rules_is_declared_by_a_rule_that_exists() -> None:
    declared = {limit.key: code for code, limits in FIELD_LIMITS.items() for limit in limits}
    fixed = {"width", "height", "background", "off", "warn_only", "background_colours", "limits"}
    assert set(declared) == {item.name for item in fields(PhotoRules)} - fixed
    assert set(declared.values()) <= {check.rule.code for check in CHECKS}


def test_the_defaults_can_be_put_in_force() -> None:
    normal = PhotoRules()
    for limit in (limit for check in CHECKS for limit in limits_of(check.rule)):
        number = number_of(normal, limit)
        assert number is None or limit.least <= number <= limit.most, limit.key
        assert number is None or number == limit.default or not isinstance(limit, FieldLimit), limit.key


def test_every_rule_stands_once_under_a_heading_in_reading_order() -> None:
    groups = rule_groups()
    assert [group.title for group in groups] == list(BEGINS.values())
    assert [rule for group in groups for rule in group.rules] == [check.rule for check in CHECKS]


def test_the_source_is_told_in_chinese() -> None:
    for check in CHECKS:
        assert spoken_source(check.rule).startswith(("通知 ", "图像采集规范")), check.rule.code


def test_what_may_be_decided_follows_from_the_declaration() -> None:
    assert states_of(NOD) == tuple(STATES)
    assert states_of(DOUBT) == ("applied", "off")
    assert all(states_of(check.rule) == ("applied",) for check in CHECKS if check.rule.about_file)


def test_numbers_are_shown_with_their_unit() -> None:
    assert [shown(Limit("a", "", 1, 0, 9, unit), 8.5) for unit in ("°", "像素", "")] == ["8.5°", "8.5 像素", "8.5"]


def test_the_source_is_a_clause_that_there_is() -> None:
    """Notice 一(一)3 (1) to (6) and 一(二); the standard has 一 1–4, 二 1–5, 三 1–2 and 四 1–2."""
    clause = re.compile(r"通知 一\((一\)3(\([1-6]\))*|二\))|图像采集规范 (一[1-4]|二[1-5]|三[12]|四[12])")
    for check in CHECKS:
        for said in spoken_source(check.rule).split("；"):
            assert clause.fullmatch(said), check.rule.code
