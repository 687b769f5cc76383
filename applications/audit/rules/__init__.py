"""The rules of the degree audit in reading order. One rule, one file; pure functions of facts and assignment."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import Finding
from applications.audit.rules.additional_courses import additional_courses
from applications.audit.rules.after_thesis import after_thesis
from applications.audit.rules.already_graduated import already_graduated
from applications.audit.rules.elective_groups import elective_groups
from applications.audit.rules.exemption_share import exemption_share
from applications.audit.rules.merged_away import merged_away
from applications.audit.rules.missing_slots import missing_slots
from applications.audit.rules.odd_marks import odd_marks
from applications.audit.rules.passed_twice import passed_twice
from applications.audit.rules.plan_in_force import plan_in_force
from applications.audit.rules.prior_degree import prior_degree
from applications.audit.rules.programme_stopped import programme_stopped
from applications.audit.rules.recognised import recognised
from applications.audit.rules.search_cut import search_cut
from applications.audit.rules.sums import sums
from applications.audit.rules.surplus import surplus
from applications.audit.rules.used_substitutions import used_substitutions

Rule: TypeAlias = Callable[[Facts, Assignment], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    already_graduated,
    merged_away,
    programme_stopped,
    plan_in_force,
    missing_slots,
    elective_groups,
    sums,
    additional_courses,
    prior_degree,
    search_cut,
    odd_marks,
    exemption_share,
    recognised,
    after_thesis,
    used_substitutions,
    passed_twice,
    surplus,
)
