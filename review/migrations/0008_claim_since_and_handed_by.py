"""Since when somebody holds an application, and who handed it to them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0007_judgement_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="handed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="转交人",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="从何时"),
        ),
    ]
