"""Whether a rule set may be put in force, what of it is kept, and what differs between two, in words.

Knows every check; PhotoRules alone only knows its own fields. Called by the page of rules and its domain act.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from applications.photos.background_colours import COLOURS
from applications.photos.checks import CHECKS
from applications.photos.field_limits import FieldLimit, limits_of, number_of, shown
from applications.photos.rule import Limit, Rule
from applications.photos.rules import BadRules, PhotoRules, meant

APPLIED, REMINDS, OFF = "applied", "reminds", "off"
STATES = {APPLIED: "照常检查", REMINDS: "只提醒", OFF: "停用"}
EVENNESS = {"strict": "严格", "normal": "一般", "lenient": "宽松"}


@dataclass(frozen=True)
class Problem:
    """`field` is where it belongs on the page: `limit_…`, `state_…`, the name of a field, or empty."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Difference:
    label: str
    was: str
    now: str

    def to_json(self) -> dict[str, str]:
        return {"label": self.label, "from": self.was, "to": self.now}


def states_of(rule: Rule) -> tuple[str, ...]:
    """What may be decided for a rule: nothing about the file, which no reviewer can wave through."""
    if rule.about_file:
        return (APPLIED,)
    return (APPLIED, REMINDS, OFF) if rule.sure else (APPLIED, OFF)


def state_of(rules: PhotoRules, rule: Rule) -> str:
    return OFF if rule.code in rules.off else REMINDS if rule.code in rules.warn_only else APPLIED


def kept(rules: PhotoRules) -> dict[str, Any]:
    """What is stored of a rule set: only what differs from the defaults, and from what other choices make of them."""
    defaults, own, bare = PhotoRules().to_json(), rules.to_json(), replace(rules, limits={})
    normal = {limit.key: bare.of(limit) for check in CHECKS for limit in check.rule.limits}
    own["limits"] = {key: number for key, number in sorted(rules.limits.items()) if number != normal.get(key)}
    return {name: value for name, value in own.items() if value != defaults[name]}


def problems_in(stored: Mapping[str, Any]) -> list[Problem]:
    """Everything that speaks against putting `stored` in force; empty if nothing does."""
    values, found = {}, []
    for name, value in stored.items():
        try:
            values[name] = meant(name, value)
        except BadRules as bad:
            found.append(_of_odd_field(name) or Problem("", str(bad)))
    found += _problems(PhotoRules(**values))
    if not found:
        try:
            PhotoRules.strict(stored)
        except BadRules as bad:
            found.append(Problem("", str(bad)))
    return found


def validated(stored: Mapping[str, Any]) -> PhotoRules:
    """The rules, or BadRules with the first thing that speaks against them."""
    for problem in problems_in(stored):
        raise BadRules(problem.sentence)
    return PhotoRules.strict(stored)


def _problems(rules: PhotoRules) -> Iterator[Problem]:
    by_code = {check.rule.code: check.rule for check in CHECKS}
    known = {limit.key for rule in by_code.values() for limit in limits_of(rule)}
    for key in sorted(set(rules.limits) - known):
        yield Problem("", f"没有名为 {key} 的限值，请去掉后再启用")
    for code in sorted((rules.off | rules.warn_only) - set(by_code)):
        yield Problem("", f"没有名为 {code} 的规则，请去掉后再启用")
    for code in sorted(rules.background_colours - set(COLOURS)):
        yield Problem("background_colours", f"没有名为 {code} 的背景颜色")
    for rule in by_code.values():
        yield from _of_state(rules, rule)
        yield from _of_limits(rules, rule)


def _of_state(rules: PhotoRules, rule: Rule) -> Iterator[Problem]:
    field = f"state_{rule.code}"
    if rule.code in rules.off and rule.code in rules.warn_only:
        yield Problem(field, f"“{rule.title}”不能既停用又只提醒")
    elif (state := state_of(rules, rule)) not in states_of(rule):
        why = "是对文件本身的要求，必须照常检查" if rule.about_file else "本来就只提醒，选照常检查即可"
        yield Problem(field, f"“{rule.title}”{why}，不能改为{STATES[state]}")


def _of_limits(rules: PhotoRules, rule: Rule) -> Iterator[Problem]:
    declared = limits_of(rule)
    for limit in declared:
        number = number_of(rules, limit)
        if number is not None and not limit.least <= number <= limit.most:
            yield Problem(f"limit_{limit.key}", f"{label_of(rule, limit)}应在 {_span(limit)}之间")
    for one in declared:
        for other in declared:
            if (sentence := _out_of_order(rules, one, other)) is not None:
                yield Problem(f"limit_{other.key}", f"{rule.title}：{sentence}")


def _of_odd_field(name: str) -> Problem | None:
    """A field of PhotoRules that holds no number that it can hold, in the words of its limit."""
    for check in CHECKS:
        for limit in limits_of(check.rule):
            if isinstance(limit, FieldLimit) and limit.key == name:
                whole = "，不带小数" if isinstance(getattr(PhotoRules(), name), int) else ""
                sentence = f"{label_of(check.rule, limit)}应在 {_span(limit)}之间{whole}"
                return Problem(f"limit_{name}", sentence)
    return None


def _out_of_order(rules: PhotoRules, one: Limit, other: Limit) -> str | None:
    """For the lower and upper end of a stretch, and for a reminder and a refusal: which has to come first."""
    first, second = number_of(rules, one), number_of(rules, other)
    if one.key == other.key or first is None or second is None:
        return None
    if "least" in one.key and one.key.replace("least", "most") == other.key:
        return None if first < second else f"“{other.label}”应大于“{one.label}”（{shown(one, first)}）"
    if "warn" in one.key and one.key.replace("warn", "fail") == other.key:
        # The defaults tell on which side of the reminder the refusal lies.
        wrong = first > second if one.default <= other.default else first < second
        side = "不小于" if one.default <= other.default else "不大于"
        return f"“{other.label}”应{side}“{one.label}”（{shown(one, first)}），先提醒，后需更换" if wrong else None
    return None


def _span(limit: Limit) -> str:
    least = shown(limit, limit.least).removesuffix(limit.unit).strip()
    return f"{least} 到 {shown(limit, limit.most)}{' ' if limit.unit.isascii() and limit.unit.isalpha() else ''}"


def differences(before: PhotoRules, after: PhotoRules) -> list[Difference]:
    """What changed, in reading order: 左右偏转：8.5° → 10°."""
    return [*_of_rules(before, after), *_of_fields(before, after)]


def _of_rules(before: PhotoRules, after: PhotoRules) -> Iterator[Difference]:
    for rule in (check.rule for check in CHECKS):
        was, now = state_of(before, rule), state_of(after, rule)
        if was != now:
            yield Difference(rule.title, STATES[was], STATES[now])
        for limit in limits_of(rule):
            old, new = number_of(before, limit), number_of(after, limit)
            if old != new:
                yield Difference(label_of(rule, limit), shown(limit, old), shown(limit, new))


def _of_fields(before: PhotoRules, after: PhotoRules) -> Iterator[Difference]:
    if (before.width, before.height) != (after.width, after.height):
        yield Difference("照片尺寸", f"{before.width}×{before.height}", f"{after.width}×{after.height}")
    if before.background != after.background:
        yield Difference("背景均匀程度", EVENNESS[before.background], EVENNESS[after.background])
    if before.background_colours != after.background_colours:
        yield Difference("背景颜色", _colours(before), _colours(after))


def label_of(rule: Rule, limit: Limit) -> str:
    return limit.label if limit.label.startswith(rule.title) else f"{rule.title}，{limit.label}"


def _colours(rules: PhotoRules) -> str:
    return "、".join(colour.name for code, colour in COLOURS.items() if code in rules.background_colours) or "不限"
