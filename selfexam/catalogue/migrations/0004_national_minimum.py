"""The national minimum of both levels (高等教育自学考试专业基本规范, 2021): data that an institute may change later."""

from django.db import migrations

MINIMA = (("6", 15, 70), ("5", 13, 70))
SOURCE = "高等教育自学考试专业基本规范（2021 年）"


def fill(apps, schema_editor):
    minimum = apps.get_model("catalogue", "LevelMinimum")
    for level, courses, credits in MINIMA:
        minimum.objects.get_or_create(
            level=level, defaults={"least_courses": courses, "least_credits": credits, "source_note": SOURCE}
        )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_audit_tables")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
