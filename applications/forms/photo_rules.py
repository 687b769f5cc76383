"""The form of a batch's photo rules, drawn from what the checks declare: a new check or limit needs no line here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from applications.photos.background_colours import COLOURS
from applications.photos.field_limits import FieldLimit, limits_of, number_of, shown
from applications.photos.rule import Limit, Rule
from applications.photos.rule_groups import rule_groups, spoken_source
from applications.photos.rule_set import EVENNESS, OFF, REMINDS, STATES, problems_in, state_of, states_of
from applications.photos.rules import PhotoRules
from selfexam.plain_forms import PlainForm
from selfexam.typed import plain

MOST = 100_000
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
REOPEN = "页面不完整，请重新打开后再修改"
_LOOKS = {OFF: "x", REMINDS: "d"}


@dataclass(frozen=True)
class LimitRow:
    limit: Limit
    field: forms.BoundField
    default: str


@dataclass(frozen=True)
class RuleRow:
    """One rule on the page. `state` is None where nothing can be decided, `differs` marks what is not the default."""

    rule: Rule
    source: str
    state: forms.BoundField | None
    choices: list[tuple[str, str, str]]
    limits: list[LimitRow]
    differs: bool


class NumberField(forms.FloatField):
    """Full-width figures and thousands separators are read; what no limit can be is no number."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(_figures(value) if isinstance(value, str) else value)
        if number is not None and not abs(number) <= MOST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class PhotoRulesForm(PlainForm, forms.Form):
    """`start` is what the page begins with; `seen` the version that it shows as in force."""

    background = forms.ChoiceField(
        label="背景均匀程度",
        choices=list(EVENNESS.items()),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请重新选择背景均匀程度"),
    )
    background_colours = forms.MultipleChoiceField(
        label="允许的背景颜色",
        help_text="都不选时，任何单一颜色都可以",
        choices=[(code, colour.name) for code, colour in COLOURS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "没有这个背景颜色，请重新选择"},
    )
    note = forms.CharField(
        label="修改原因",
        help_text="启用时填写，会记在版本记录里",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "修改原因最多 200 个字"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), REOPEN))

    def __init__(self, data: Any = None, *, start: PhotoRules, seen: int) -> None:
        self.start = start
        self.stored: dict[str, Any] | None = None
        super().__init__(data, initial={**_initial(start), "seen": seen})
        made = {name: field for group in rule_groups() for rule in group.rules for name, field in _fields(rule)}
        self.fields = {**made, **self.fields}

    def groups(self) -> Iterator[tuple[str, list[RuleRow]]]:
        """Headings with their rules, in the order in which a photo is judged."""
        for group in rule_groups():
            yield group.title, [self._row(rule) for rule in group.rules]

    def _row(self, rule: Rule) -> RuleRow:
        declared, normal = limits_of(rule), PhotoRules()
        states = states_of(rule)
        return RuleRow(
            rule,
            spoken_source(rule),
            self[f"state_{rule.code}"] if len(states) > 1 else None,
            [(state, STATES[state], _LOOKS.get(state, "p")) for state in states],
            [LimitRow(one, self[f"limit_{one.key}"], shown(one, number_of(normal, one))) for one in declared],
            state_of(self.start, rule) != state_of(normal, rule)
            or any(number_of(self.start, limit) != number_of(normal, limit) for limit in declared),
        )

    def rules(self) -> PhotoRules:
        """What was filled in, if every field could be read; else what the page began with."""
        return self.start if self.stored is None else PhotoRules.from_json(self.stored)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        self.stored = _stored(cleaned, self.start)
        for problem in problems_in(self.stored):
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
        return cleaned


def _figures(text: str) -> str:
    """`５，１２０` as 5120; a comma that separates no thousands stays, and is refused."""
    narrow = plain(text).replace("，", ",")
    return narrow.replace(",", "") if _THOUSANDS.fullmatch(narrow) else narrow


def _fields(rule: Rule) -> Iterator[tuple[str, forms.Field]]:
    states = states_of(rule)
    if len(states) > 1:
        wrong = {"invalid_choice": f"请重新选择“{rule.title}”怎么检查", "required": f"请选择“{rule.title}”怎么检查"}
        choices = [(state, STATES[state]) for state in states]
        yield f"state_{rule.code}", forms.ChoiceField(label=rule.title, choices=choices, error_messages=wrong)
    for limit in limits_of(rule):
        yield f"limit_{limit.key}", _number_field(rule, limit)


def _number_field(rule: Rule, limit: Limit) -> NumberField:
    is_open = isinstance(limit, FieldLimit) and limit.open
    return NumberField(
        label=limit.label,
        required=not is_open,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": f"{rule.title}：请填写{limit.label}",
            "invalid": f"{rule.title}：{limit.label}要写成数字，例如 {_written(limit, limit.default or limit.most)}",
        },
    )


def _initial(rules: PhotoRules) -> dict[str, Any]:
    values: dict[str, Any] = {
        "background": rules.background,
        "background_colours": sorted(rules.background_colours),
    }
    for rule in (rule for group in rule_groups() for rule in group.rules):
        values[f"state_{rule.code}"] = state_of(rules, rule)
        values |= {f"limit_{limit.key}": _written(limit, number_of(rules, limit)) for limit in limits_of(rule)}
    return values


def _written(limit: Limit, number: float | None) -> str:
    if number is None:
        return ""
    return f"{number / _per(limit):.3f}".rstrip("0").rstrip(".")


def _stored(cleaned: dict[str, Any], start: PhotoRules) -> dict[str, Any]:
    """What the form says as the JSON of a rule set; the size in pixels stays as it is (notice 一(一)3(6))."""
    stored: dict[str, Any] = {"width": start.width, "height": start.height, "limits": {}, "off": [], "warn_only": []}
    stored |= {name: cleaned[name] for name in ("background", "background_colours")}
    for rule in (rule for group in rule_groups() for rule in group.rules):
        state = cleaned.get(f"state_{rule.code}")
        if state in (OFF, REMINDS):
            stored["off" if state == OFF else "warn_only"].append(rule.code)
        for limit in limits_of(rule):
            number = _kept(limit, cleaned[f"limit_{limit.key}"])
            if isinstance(limit, FieldLimit):
                stored[limit.key] = number
            elif limit.key in start.limits or number != number_of(start, limit):
                stored["limits"][limit.key] = number
            # What was left as it was shown goes on following from the other choices (the evenness of the background).
    return stored


def _kept(limit: Limit, value: float | None) -> float | None:
    """In the unit in which it is kept; whole numbers without a fraction. A part of a KB stays a fraction: no page says
    such a limit in full, so rule_set.py refuses it.
    """
    if value is None:
        return None
    number = round(value * _per(limit), 3)
    return int(number) if number == int(number) and (_per(limit) == 1 or value == int(value)) else number


def _per(limit: Limit) -> int:
    return limit.per if isinstance(limit, FieldLimit) else 1
