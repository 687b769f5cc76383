"""Whether an examination plan makes sense: pure functions of shapes, no database.

Called by the pages of the institute, which show what is found, and by the import, which refuses what is wrong and
names its row. The shapes are read in catalogue/plan_shapes.py; how a plan is counted is how the degree audit counts.
"""

from selfexam.catalogue.plan_checks.check import check_plan
from selfexam.catalogue.plan_checks.findings import DOUBT, WRONG, Finding
from selfexam.catalogue.plan_checks.substitutions import check_substitutions

__all__ = ["DOUBT", "WRONG", "Finding", "check_plan", "check_substitutions"]
