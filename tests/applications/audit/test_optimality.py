"""If any assignment of passes to slots graduates, the audit finds one: against brute force, and on known traps."""

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.audit.assignment import assign
from applications.audit.auditing import audit
from applications.audit.facts import Facts, Group, Option, PlanFacts, Slot, Substitute
from applications.audit.standing import Layout, Vector
from tests.applications.audit.plans import TODAY, audited, passed

COURSES = "ABCDE"
kinds = st.sampled_from(["compulsory", "elective:G", "elective:H", "optional", "thesis"])


def elective(number: str, code: str, credits: int, group: str) -> Slot:
    return Slot(number, "elective", "选考", (Option(code, code, credits, "alternative"),), group)


@st.composite
def slots(draw: st.DrawFn) -> tuple[Slot, ...]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        kind, _, group = draw(kinds).partition(":")
        chosen = draw(st.lists(st.sampled_from(COURSES), min_size=1, max_size=2, unique=True))
        parts = ["theory", "practice"] if len(chosen) == 2 and draw(st.booleans()) else ["alternative"] * len(chosen)
        options = [Option(c, c, draw(st.integers(0, 5)), part) for c, part in zip(chosen, parts, strict=True)]
        made.append(Slot(str(number), kind, kind, tuple(options), group))
    return tuple(made)


def stand_in(wanted: str, given: str) -> st.SearchStrategy[Substitute]:
    """One course for one, or two together for one."""
    courses = st.lists(st.sampled_from(given), min_size=1, max_size=2, unique=True)
    made = st.builds(lambda w, g: Substitute(w, tuple(g)), st.sampled_from(wanted), courses)
    return made.filter(lambda s: s.wanted not in s.given)


@st.composite
def small_facts(draw: st.DrawFn) -> Facts:
    made = draw(slots())
    small = st.integers(0, 2)
    groups = tuple(
        Group(code, code, draw(small), draw(st.integers(0, 6)), draw(st.sampled_from(["", "0"])), draw(small), 3)
        for code in "GH"
    )
    plan = PlanFacts("v", draw(st.integers(0, 3)), draw(st.integers(0, 10)), None, made, groups)
    passes = draw(st.lists(st.sampled_from(COURSES), max_size=5, unique=True))
    substitutes = draw(st.lists(stand_in(COURSES, COURSES), max_size=5, unique=True))
    return Facts("1", plan, tuple(passed(p) for p in passes), tuple(substitutes), None, TODAY)


@st.composite
def competing_facts(draw: st.DrawFn) -> Facts:
    """Two groups that ask for something, one course a slot, and passes that several slots want."""
    numbers = range(draw(st.integers(3, 5)))
    made = tuple(
        elective(str(n), COURSES[n], draw(st.integers(1, 5)), "GH"[n % 2] if n < 4 else draw(st.sampled_from("GH")))
        for n in numbers
    )
    groups = tuple(Group(code, code, draw(st.integers(1, 2)), draw(st.integers(0, 5))) for code in "GH")
    passes = draw(st.lists(st.sampled_from("ABCDEXY"), min_size=2, max_size=4, unique=True))
    pairs = stand_in(COURSES[: len(made)], "".join(passes))
    substitutes = draw(st.lists(pairs, min_size=2, max_size=6, unique=True))
    plan = PlanFacts("v", 0, 0, None, made, groups)
    return Facts("1", plan, tuple(passed(p) for p in passes), tuple(substitutes), None, TODAY)


def outcomes(facts: Facts) -> Iterator[tuple[bool, int]]:
    """(graduates, credits) of every conceivable assignment, reckoned without a line of the audit's own code."""
    needs: list[tuple[Slot, tuple[Option, ...]]] = []
    for slot in facts.plan.slots:
        alternatives = tuple(o for o in slot.options if o.part == "alternative")
        needs += [(slot, alternatives)] if alternatives else [(slot, (o,)) for o in slot.options]
    codes = [p.code for p in facts.passes]
    ways = [
        [((), 0)]
        + [((o.code,), o.credits) for o in options if o.code in codes]
        + [(s.given, o.credits) for o in options for s in facts.substitutes if s.wanted == o.code and held(s, codes)]
        for _, options in needs
    ]
    for choice in product(*ways):
        used = [code for taken, _ in choice for code in taken]
        if len(used) == len(set(used)):
            yield _reckon(facts, [slot for slot, _ in needs], choice)


def held(substitute: Substitute, codes: list[str]) -> bool:
    return all(code in codes for code in substitute.given)


def _reckon(facts: Facts, owners: list[Slot], choice: tuple[tuple[tuple[str, ...], int], ...]) -> tuple[bool, int]:
    filled: dict[str, int] = {}
    for slot in facts.plan.slots:
        mine = [c for owner, c in zip(owners, choice, strict=True) if owner is slot]
        if all(taken for taken, _ in mine):
            filled[slot.number] = sum(credits for _, credits in mine)
    by_number = {slot.number: slot for slot in facts.plan.slots}
    fine = all(s.number in filled for s in facts.plan.slots if s.kind in ("compulsory", "thesis", "practice"))
    for group in facts.plan.groups:
        eased = not group.condition_slot or group.condition_slot in filled
        courses = group.least_courses if eased else group.otherwise_courses
        credits = group.least_credits if eased else group.otherwise_credits
        mine = [c for number, c in filled.items() if by_number[number].group == group.code]
        fine = fine and len(mine) >= courses and sum(mine) >= credits
    counted = [number for number in filled if by_number[number].kind != "thesis"]
    total = sum(filled.values())
    return fine and len(counted) >= facts.plan.least_courses and total >= facts.plan.least_credits, total


@settings(max_examples=800)
@given(small_facts() | competing_facts())
def test_the_audit_graduates_whoever_some_assignment_graduates(facts: Facts) -> None:
    possible = list(outcomes(facts))
    graduating = [credits for fine, credits in possible if fine]
    audit = audited(
        facts.plan, facts.passes, substitutes=facts.substitutes, graduated_on=facts.graduated_on, today=facts.today
    )
    blocked = [finding for finding in audit.findings if finding.severity == "blocks"]
    assert (not blocked) == bool(graduating)
    if graduating:
        assert audit.credits == max(graduating)


@settings(max_examples=300)
@given(small_facts() | competing_facts())
def test_no_pass_is_used_twice_and_none_gets_lost(facts: Facts) -> None:
    assignment = assign(facts)
    used = [taken.code for filling in assignment.fillings.values() for taken in filling.passes]
    assert sorted(used + [p.code for p in assignment.unused]) == sorted(p.code for p in facts.passes)
    for place, filling in assignment.fillings.items():
        fits = filling.option in place.options
        given = tuple(taken.code for taken in filling.passes)
        assert fits
        assert (
            given == (filling.option.code,)
            or Substitute(filling.option.code, given) in facts.substitutes
            or (Substitute(filling.option.code, given[::-1]) in facts.substitutes)
        )


def test_two_groups_that_want_one_pass_both_get_their_due() -> None:
    """Taking the most credits first would leave the second group empty."""
    plan = PlanFacts(
        "v",
        0,
        0,
        None,
        (elective("1", "A", 1, "G"), elective("2", "B", 5, "G"), elective("3", "C", 4, "H")),
        (Group("G", "甲组", 1, 0), Group("H", "乙组", 1, 0)),
    )
    audit = audited(plan, ["A", "C"], substitutes=(("B", "C"),))
    assert (audit.verdict, audit.credits) == ("pass", 5)


def test_a_pass_moves_over_when_only_it_can_stand_in() -> None:
    plan = PlanFacts(
        "v",
        2,
        8,
        None,
        tuple(Slot(n, "compulsory", "必考", (Option(c, c, 4, "alternative"),)) for n, c in (("1", "A"), ("2", "B"))),
        (),
    )
    audit = audited(plan, ["C", "D"], substitutes=(("A", "C"), ("A", "D"), ("B", "C")))
    assert [row.source for row in audit.rows] == ["D 顶替", "C 顶替"]


def test_a_substitution_circle_ends() -> None:
    plan = PlanFacts(
        "v",
        2,
        8,
        None,
        tuple(Slot(n, "compulsory", "必考", (Option(c, c, 4, "alternative"),)) for n, c in (("1", "A"), ("2", "B"))),
        (),
    )
    audit = audited(plan, ["A", "B"], substitutes=(("A", "B"), ("B", "A")))
    assert (audit.verdict, [f.code for f in audit.findings]) == ("pass", [])


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Grows by one with every partial choice that is compared: what the search costs on any machine."""
    count: list[None] = []
    rank = Layout.rank

    def ranked(layout: Layout, sums: Vector, conditions: frozenset[str]) -> tuple[int, int, int]:
        count.append(None)
        return rank(layout, sums, conditions)

    monkeypatch.setattr(Layout, "rank", ranked)
    return count


def test_free_substitution_of_everything_by_everything_needs_few_choices(weighed: list[None]) -> None:
    """Twenty slots, fifteen passes, each of which may stand for any course."""
    wanted = [f"{n:05d}" for n in range(20)]
    given_codes = [f"9{n:04d}" for n in range(15)]
    plan = PlanFacts(
        "v",
        15,
        60,
        None,
        tuple(elective(str(n), c, 2 + n % 5, "G") for n, c in enumerate(wanted)),
        (Group("G", "组", 15, 60),),
    )
    audit = audited(plan, given_codes, substitutes=tuple((w, g) for w in wanted for g in given_codes))
    most = sum(sorted(2 + n % 5 for n in range(20))[-15:])
    assert (audit.verdict, audit.courses, audit.credits) == ("pass", 15, most)
    assert len(weighed) < 1000


def tangled(seed: int, have: int, least_courses: int, least_credits: int) -> Facts:
    """Two groups of ten electives each, and passes that may each stand for many of them."""
    chance = Random(seed)
    wanted, held_codes = [f"{n:05d}" for n in range(20)], [f"9{n:04d}" for n in range(have)]
    groups = (Group("G", "甲组", 4, 16), Group("H", "乙组", 4, 16))
    made = tuple(elective(str(n), c, 2 + chance.randrange(5), "GH"[n % 2]) for n, c in enumerate(wanted))
    tangle = tuple(Substitute(w, (h,)) for w in wanted for h in held_codes if chance.random() < 0.3)
    plan = PlanFacts("v", least_courses, least_credits, None, made, groups)
    return Facts("1", plan, tuple(passed(h) for h in held_codes), tangle, None, TODAY)


def test_a_tangle_that_graduates_passes_without_a_doubt() -> None:
    found = audit(tangled(0, have=12, least_courses=12, least_credits=45))
    assert found.verdict == "pass"
    assert {f.code for f in found.findings} == {"substitution_used"}


def test_a_tangle_with_too_few_passes_fails_without_a_doubt() -> None:
    found = audit(tangled(0, have=12, least_courses=13, least_credits=50))
    assert found.verdict == "fail"
    assert "search_cut" not in {f.code for f in found.findings}


def test_a_tangle_that_nothing_decides_is_left_to_a_person_and_refuses_nobody() -> None:
    """One credit more than was found, and not more than could be proved out of reach."""
    found = next(found for credits in range(45, 80) if (found := audit(tangled(3, 12, 12, credits))).verdict != "pass")
    assert [f.message for f in found.findings if f.code == "search_cut"] == [
        "这个专业的顶替关系组合太多，没有全部试完，需要人工核对"
    ]
    assert found.verdict == "review"


@pytest.mark.parametrize("swaps", [30, 60, 400])
def test_forty_slots_sixty_passes_and_many_substitutions_need_few_choices(swaps: int, weighed: list[None]) -> None:
    """Choices grow with the substitutions, not with their combinations."""
    chance = Random(swaps)
    planned = [f"{n:05d}" for n in range(40)]
    every = [*planned, *(f"9{n:04d}" for n in range(30))]
    made = tuple(
        Slot(c, "compulsory", "必考", (Option(c, c, 4, "alternative"),))
        if n % 5 < 2
        else elective(c, c, 2 + chance.randrange(7), chance.choice("GH"))
        for n, c in enumerate(planned)
    )
    groups = (Group("G", "甲组", 4, 16), Group("H", "乙组", 3, 12))
    passes = tuple(passed(code) for code in chance.sample(every, 60))
    pairs = [tuple(chance.sample(every, 2)) for _ in range(swaps)]
    table = tuple(Substitute(wanted, (given_code,)) for wanted, given_code in pairs if wanted in planned)
    found = audit(Facts("1", PlanFacts("v", 30, 120, None, made, groups), passes, table, None, TODAY))
    assert len(weighed) < 100 * swaps
    assert "search_cut" not in {f.code for f in found.findings}


def test_a_plan_that_was_renumbered_as_a_whole_needs_no_search() -> None:
    """Every course of the plan has one successor: nothing competes, so nothing is left to a person."""
    wanted = [f"{n:05d}" for n in range(20)]
    made = tuple(Slot(c, "compulsory", "必考", (Option(c, c, 4, "alternative"),)) for c in wanted)
    pairs = tuple((c, f"9{c[1:]}") for c in wanted)
    audit = audited(PlanFacts("v", 20, 80, None, made, ()), [new for _, new in pairs], substitutes=pairs)
    assert (audit.verdict, audit.courses, {f.code for f in audit.findings}) == ("pass", 20, {"substitution_used"})
