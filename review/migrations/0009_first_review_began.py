"""When a reviewer took in hand what was decided, for the lead's page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0008_claim_since_and_handed_by"),
    ]

    operations = [
        migrations.AddField(
            model_name="firstreview",
            name="began_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="开始审核"),
        ),
        migrations.AddIndex(
            model_name="firstreview",
            index=models.Index(fields=["reviewer", "decided_at"], name="first_review_of_reviewer"),
        ),
    ]
