"""Background work: the first migration of a new installation."""

import uuid

import django.utils.timezone
from django.db import migrations, models

from selfexam.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("jobs", "0001_first"),
        ("jobs", "0002_put_offs_and_start"),
    ]
    dependencies = []
    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("kind", models.CharField(max_length=40, verbose_name="种类")),
                        ("subject", models.CharField(max_length=80, verbose_name="对象")),
                        ("ids", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "等待"),
                                    ("running", "进行中"),
                                    ("done", "完成"),
                                    ("failed", "失败"),
                                ],
                                default="queued",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                        ("put_offs", models.PositiveSmallIntegerField(default=0, verbose_name="推迟次数")),
                        ("token", models.UUIDField(blank=True, null=True)),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("run_after", models.DateTimeField(default=django.utils.timezone.now)),
                        ("woken_at", models.DateTimeField(blank=True, null=True)),
                        ("progress_done", models.PositiveIntegerField(default=0)),
                        ("progress_total", models.PositiveIntegerField(default=0)),
                        ("problem", models.CharField(blank=True, max_length=300, verbose_name="问题")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建")),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="开始")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="结束")),
                    ],
                    options={
                        "verbose_name": "后台任务",
                        "verbose_name_plural": "后台任务",
                        "ordering": ("-created_at",),
                        "indexes": [
                            models.Index(fields=["state", "run_after"], name="job_waiting"),
                            models.Index(fields=["kind", "subject"], name="job_subject"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("queued", "running"))),
                                fields=("kind", "subject"),
                                name="one_live_job_per_kind_and_subject",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lease_until__isnull", False), ("state", "running"), ("token__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("state", "running"), _negated=True),
                                        ("lease_until", None),
                                        ("token", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_running_jobs_hold_a_lease",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at__isnull", False), ("state__in", ("done", "failed"))),
                                    models.Q(("finished_at", None), ("state__in", ("queued", "running"))),
                                    _connector="OR",
                                ),
                                name="finished_jobs_have_their_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("progress_done__lte", models.F("progress_total"))),
                                name="progress_stays_within_its_total",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
