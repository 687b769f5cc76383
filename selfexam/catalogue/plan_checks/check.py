"""All checks of one plan version, what is wrong before what is doubtful."""

from selfexam.catalogue.plan_checks.findings import Finding
from selfexam.catalogue.plan_checks.groups import check_groups
from selfexam.catalogue.plan_checks.shapes import PlanShape
from selfexam.catalogue.plan_checks.slots import check_slots
from selfexam.catalogue.plan_checks.sums import check_sums
from selfexam.catalogue.plan_checks.together import check_together


def check_plan(plan: PlanShape) -> list[Finding]:
    found = [*check_slots(plan), *check_groups(plan), *check_sums(plan)]
    if not any(finding.is_wrong for finding in found):
        found += check_together(plan)
    return sorted(found, key=lambda finding: not finding.is_wrong)
