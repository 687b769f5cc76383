"""The accounts of all who use the portal: the first migration of a new installation."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from selfexam.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("accounts", "0001_first"),
    ]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("username", models.CharField(max_length=40, unique=True, verbose_name="用户名")),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("candidate", "考生"),
                                    ("unit_clerk", "集体单位经办"),
                                    ("intake_clerk", "材料收取"),
                                    ("school_reviewer", "主考学校初审"),
                                    ("school_lead", "主考学校负责人"),
                                    ("school_cashier", "主考学校收费"),
                                    ("institute_reviewer", "考试院会审"),
                                    ("institute_lead", "考试院负责人"),
                                    ("system", "系统"),
                                ],
                                max_length=20,
                                verbose_name="角色",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="可用")),
                        ("must_change_password", models.BooleanField(default=False, verbose_name="下次登录要改密码")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "用户",
                        "verbose_name_plural": "用户",
                        "ordering": ("username",),
                    },
                ),
                migrations.CreateModel(
                    name="AccountEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("activated", "激活账号"),
                                    ("record_added", "账号加入另一个准考证号"),
                                    ("password_changed", "修改密码"),
                                    ("password_reset", "重置密码"),
                                    ("opened", "开通账号"),
                                    ("stopped", "停用账号"),
                                    ("allowed", "恢复账号"),
                                ],
                                max_length=20,
                                verbose_name="做了什么",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                    ],
                    options={
                        "verbose_name": "账号记录",
                        "verbose_name_plural": "账号记录",
                        "ordering": ("-at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="LoginName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        "verbose_name": "登录名",
                        "verbose_name_plural": "登录名",
                    },
                ),
                migrations.AddField(
                    model_name="user",
                    name="groups",
                    field=models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                migrations.AddField(
                    model_name="user",
                    name="user_permissions",
                    field=models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                migrations.AddField(
                    model_name="accountevent",
                    name="by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办",
                    ),
                ),
                migrations.AddField(
                    model_name="accountevent",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_events",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                migrations.AddField(
                    model_name="loginname",
                    name="user",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ]
        ),
    ]
