"""Where no two slots want the same pass, the short way finds what the whole search finds."""

from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.audit import matching
from applications.audit.assignment import assign
from applications.audit.choices import Choice, Ways
from applications.audit.facts import Facts, Group, Option, PlanFacts, Slot
from applications.audit.standing import Layout
from applications.audit.uncontested import uncontested
from tests.applications.audit.plans import TODAY, passed
from tests.applications.audit.test_optimality import competing_facts, small_facts


@st.composite
def uncontested_facts(draw: st.DrawFn) -> Facts:
    """A course or a pair of its own for every slot, a group or two, and a slot that changes what one of them asks."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        kind, _, group = draw(st.sampled_from(["compulsory", "elective:G", "elective:H", "thesis"])).partition(":")
        parts = draw(st.sampled_from([["alternative"], ["alternative", "alternative"], ["theory", "practice"]]))
        options = [Option(f"{number}{n}", "", draw(st.integers(0, 4)), part) for n, part in enumerate(parts)]
        made.append(Slot(str(number), kind, kind, tuple(options), group))
    small = st.integers(0, 3)
    groups = tuple(
        Group(code, code, draw(small), draw(small), draw(st.sampled_from(["", "0", "1"])), draw(small), draw(small))
        for code in "GH"
    )
    plan = PlanFacts("v", draw(small), draw(st.integers(0, 12)), None, tuple(made), groups)
    codes = [option.code for slot in made for option in slot.options]
    held = draw(st.lists(st.sampled_from(codes), unique=True))
    return Facts("1", plan, tuple(passed(code) for code in held), (), None, TODAY)


@settings(max_examples=600)
@given(uncontested_facts() | small_facts() | competing_facts())
def test_it_fills_the_same_slots_with_the_same_passes(facts: Facts) -> None:
    short = assign(facts)
    with patch.object(matching, "uncontested", return_value=None):
        whole = assign(facts)
    assert short.fillings == whole.fillings
    assert (short.credits, short.courses, short.certain) == (whole.credits, whole.courses, whole.certain)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(uncontested_facts())
def test_it_is_asked_wherever_nothing_is_contested(facts: Facts) -> None:
    with patch.object(matching, "uncontested", wraps=uncontested) as asked:
        assign(facts)
    assert asked.call_count == 1


@pytest.mark.parametrize(("conditions", "weighed_here"), [(0, True), (6, True), (7, False)])
def test_many_conditions_are_left_to_the_search(conditions: int, weighed_here: bool) -> None:
    codes = [str(number) for number in range(20)]
    made = tuple(Slot(code, "elective", "选考", (Option(code, "", 2, "alternative"),), "") for code in codes)
    groups = tuple(Group(f"G{code}", "", 0, 0, code, 0, 0) for code in codes[:conditions])
    plan = PlanFacts("v", 0, 0, None, made, groups)
    seen: list[Choice | None] = []

    def noted(layout: Layout, slots: Sequence[Slot], ways: Ways) -> Choice | None:
        seen.append(uncontested(layout, slots, ways))
        return seen[-1]

    with patch.object(matching, "uncontested", noted):
        found = assign(Facts("1", plan, tuple(map(passed, codes)), (), None, TODAY))
    assert found.credits == 40
    assert [choice is not None for choice in seen] == [weighed_here]
