from django.db import migrations


def write_first_versions(apps, schema_editor):
    """Every batch of before gets its rules as version 1, dated when the batch was made."""
    batches = apps.get_model("catalogue", "Batch").objects
    versions = apps.get_model("catalogue", "PhotoRuleSet").objects
    for batch in batches.filter(photo_rules_version=0).only("pk", "photo_rules", "created_at"):
        versions.create(batch=batch, version=1, rules=batch.photo_rules, made_at=batch.created_at)
        batches.filter(pk=batch.pk).update(photo_rules_version=1)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_photo_rule_set"),
    ]

    operations = [
        migrations.RunPython(write_first_versions, migrations.RunPython.noop),
    ]
