"""Where somebody works: made after the schools, which name the accounts that made them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("accounts", "0002_must_change_password"),
        ("accounts", "0003_account_event"),
        ("accounts", "0004_staff_acts"),
        ("accounts", "0005_cashiers"),
        ("accounts", "0006_intake_clerk"),
    ]
    dependencies = [
        ("accounts", "0001_tables"),
        ("catalogue", "0001_tables"),
    ]
    operations = [
        migrations.AddField(
            model_name="user",
            name="district",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clerks",
                to="catalogue.district",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="catalogue.school",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clerks",
                to="catalogue.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("district__isnull", True),
                        ("role__in", ["school_cashier", "school_lead", "school_reviewer"]),
                        ("school__isnull", False),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("district__isnull", True),
                        ("role", "unit_clerk"),
                        ("school__isnull", True),
                        ("unit__isnull", False),
                    ),
                    models.Q(
                        ("district__isnull", True),
                        ("role", "intake_clerk"),
                        ("school__isnull", True),
                        ("unit__isnull", False),
                    ),
                    models.Q(
                        ("district__isnull", False),
                        ("role", "intake_clerk"),
                        ("school__isnull", True),
                        ("unit__isnull", True),
                    ),
                    models.Q(
                        ("district__isnull", True),
                        ("role__in", ["candidate", "institute_reviewer", "institute_lead"]),
                        ("school__isnull", True),
                        ("unit__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="workplace_fits_the_role",
                violation_error_message="学校账号要选学校，单位账号要选单位，材料收取要选单位或区县考办，其他账号都不选",
            ),
        ),
    ]
