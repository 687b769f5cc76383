"""The rows of the access matrix about programmes and plans (access_table.py)."""

from tests.access_row import INSTITUTE, LEAD_ONLY, SCHOOLS, UNIT, Row


def plan_rows() -> dict[str, Row]:
    """Everybody at a desk reads a plan; the institute's lead changes it."""
    programme = ("cast.plan.programme.code", "cast.plan.programme.level")
    plan, told = (*programme, "cast.plan.version"), frozenset({"institute"})
    slot, group, swap = (*plan, "slot.number"), (*plan, "group.code"), (*programme, "swap.pk")
    pages = {
        "programme-edit": programme,
        "plan-new": programme,
        "substitutions": programme,
        "substitution-edit": swap,
        "plan-edit": plan,
        "slot-new": plan,
        "slot-edit": slot,
        "group-new": plan,
        "group-edit": group,
    }
    acts = {
        "substitution-remove": swap,
        "plan-remove": plan,
        "slot-move": slot,
        "slot-remove": slot,
        "group-remove": group,
    }
    table = {
        "catalogue:plan": Row(SCHOOLS | INSTITUTE | UNIT, *plan),
        "catalogue:plan-export": Row(INSTITUTE, *plan),
        "catalogue:programme-export": Row(INSTITUTE, *programme),
    }
    for name, what in {**pages, **acts}.items():
        table[f"catalogue:{name}"] = Row(LEAD_ONLY, *what, post=name in acts, told=told)
    return table
