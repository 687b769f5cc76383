"""What a rule of the photo check is: its code, its title, its source, and the limits that a batch may set.

Every file in checks/ declares one `RULE`; the institute's page of rules is drawn from these declarations.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """One number of a rule. `key` is kept in the batch's rule set; `least` and `most` bound what can be meant."""

    key: str
    label: str
    default: float
    least: float
    most: float
    unit: str = ""


@dataclass(frozen=True)
class Rule:
    """`source` names the clause of the notice or of the national standard (docs/photo-rules.md says which is which).

    `sure`: the machine may fail a photo by this rule; otherwise it only asks a person. `about_file`: format, size and
    the like, which no reviewer can wave through and nobody can appeal.
    """

    code: str
    title: str
    source: str
    limits: tuple[Limit, ...] = ()
    sure: bool = False
    about_file: bool = False
