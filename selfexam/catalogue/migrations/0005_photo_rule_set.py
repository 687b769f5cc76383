import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_national_minimum"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="photo_rules_version",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="照片规则版本"),
        ),
        migrations.CreateModel(
            name="PhotoRuleSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("rules", models.JSONField(blank=True, default=dict, verbose_name="规则")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="启用时间")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photo_rule_sets",
                        to="catalogue.batch",
                        verbose_name="批次",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办",
                    ),
                ),
            ],
            options={
                "verbose_name": "照片规则版本",
                "verbose_name_plural": "照片规则版本",
                "ordering": ("batch", "-version"),
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "version"), name="rule_version_is_unique_in_its_batch"),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="rule_versions_count_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), ("made_by__isnull", False), _connector="OR"),
                        name="only_the_first_rules_have_no_author",
                    ),
                ],
            },
        ),
    ]
