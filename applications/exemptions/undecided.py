"""Exemptions that nobody has decided yet, in words: guards and pages say why courses are still missing."""

from applications.models import Application, ExemptionRow


def undecided_words(application: Application) -> str:
    """`00018 计算机应用基础（待学校意见）`, empty if there is none."""
    rows = ExemptionRow.objects.filter(application=application).undecided().select_related("course")
    return "、".join(f"{row.course}（{row.get_state_display()}）" for row in rows.order_by("course__code"))
