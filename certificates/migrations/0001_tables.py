"""Packages, numbers and printing: the first migration of a new installation."""

import uuid

import django.db.models.deletion
import encrypted_fields.fields
from django.conf import settings
from django.db import migrations, models

import certificates.models.print_part
import certificates.models.registration_package
import certificates.models.registration_reply
from selfexam.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("certificates", "0001_first"),
    ]
    dependencies = [
        ("applications", "0001_tables"),
        ("catalogue", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=17, unique=True, verbose_name="证书编号")),
                        (
                            "level",
                            models.CharField(choices=[("5", "本科"), ("6", "专科")], max_length=1, verbose_name="层次"),
                        ),
                        ("admission_number", models.CharField(max_length=12, verbose_name="准考证号")),
                        (
                            "numbering",
                            models.CharField(
                                choices=[
                                    ("imported", "由考试院下发编号"),
                                    ("demonstration", "演示校验码（非官方算法）"),
                                ],
                                max_length=16,
                                verbose_name="编号来源",
                            ),
                        ),
                        ("assigned_at", models.DateTimeField(verbose_name="编号时间")),
                        ("registered_at", models.DateTimeField(blank=True, null=True, verbose_name="电子注册时间")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificate",
                                to="applications.application",
                                verbose_name="毕业申请",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "毕业证书",
                        "verbose_name_plural": "毕业证书",
                        "ordering": ("number",),
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("receiver", models.CharField(max_length=40, verbose_name="领取人")),
                        ("by_proxy", models.BooleanField(default=False, verbose_name="代领")),
                        (
                            "proxy_id_number",
                            encrypted_fields.fields.EncryptedCharField(
                                blank=True, max_length=200, null=True, verbose_name="代领人证件号码"
                            ),
                        ),
                        ("authorisation_seen", models.BooleanField(default=False, verbose_name="已看委托书和双方证件")),
                        ("signed_on", models.DateField(verbose_name="签领日期")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="经办",
                            ),
                        ),
                        (
                            "certificate",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handover",
                                to="certificates.certificate",
                                verbose_name="毕业证书",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "签领",
                        "verbose_name_plural": "签领",
                        "ordering": ("-at",),
                    },
                ),
                migrations.CreateModel(
                    name="PrintRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("sequence", models.PositiveSmallIntegerField(verbose_name="次")),
                        ("people", models.PositiveIntegerField(verbose_name="人数")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="发起时间")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认打印完成")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="print_runs",
                                to="catalogue.batch",
                                verbose_name="批次",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="发起",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.school",
                                verbose_name="主考学校",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "打印批",
                        "verbose_name_plural": "打印批",
                        "ordering": ("-made_at",),
                    },
                ),
                migrations.CreateModel(
                    name="PrintPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("certificate", "毕业证书"),
                                    ("form", "毕业生登记表"),
                                    ("roster", "毕业生花名册"),
                                    ("sign_for", "发放签领表"),
                                ],
                                max_length=12,
                                verbose_name="内容",
                            ),
                        ),
                        ("sequence", models.PositiveSmallIntegerField(verbose_name="册")),
                        ("first", models.PositiveIntegerField(verbose_name="从第几人")),
                        ("last", models.PositiveIntegerField(verbose_name="到第几人")),
                        ("people", models.PositiveIntegerField(verbose_name="人数")),
                        ("attempt", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "等待"), ("done", "已生成"), ("failed", "未生成")],
                                default="waiting",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("pages", models.PositiveIntegerField(default=0, verbose_name="页数")),
                        (
                            "file",
                            models.FileField(
                                blank=True, max_length=120, upload_to=certificates.models.print_part.part_name
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("bytes", models.PositiveBigIntegerField(default=0, verbose_name="字节")),
                        ("problem", models.CharField(blank=True, max_length=300, verbose_name="没有生成的原因")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="生成时间")),
                        (
                            "problem_with",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="applications.application",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.programme",
                                verbose_name="专业",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.school",
                                verbose_name="主考学校",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="certificates.printrun",
                                verbose_name="打印批",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "分册",
                        "verbose_name_plural": "分册",
                        "ordering": ("run", "school", "programme", "kind", "sequence"),
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationPackage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("sequence", models.PositiveSmallIntegerField(verbose_name="序号")),
                        (
                            "state",
                            models.CharField(
                                choices=[("building", "正在生成"), ("ready", "可下载"), ("failed", "没有生成")],
                                default="building",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("problem", models.CharField(blank=True, max_length=300, verbose_name="没有生成的原因")),
                        ("rows", models.PositiveIntegerField(verbose_name="人数")),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                max_length=120,
                                upload_to=certificates.models.registration_package.package_name,
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("bytes", models.PositiveBigIntegerField(default=0, verbose_name="字节")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="创建")),
                        ("ready_at", models.DateTimeField(blank=True, null=True, verbose_name="生成")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registration_packages",
                                to="catalogue.batch",
                                verbose_name="批次",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="经办",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "电子注册数据包",
                        "verbose_name_plural": "电子注册数据包",
                        "ordering": ("-made_at",),
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="行号")),
                        (
                            "result",
                            models.CharField(
                                choices=[("waiting", "等待结果"), ("accepted", "注册成功"), ("rejected", "注册失败")],
                                default="waiting",
                                max_length=8,
                                verbose_name="结果",
                            ),
                        ),
                        ("message", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="收到结果")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registration_entries",
                                to="applications.application",
                                verbose_name="毕业申请",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="certificates.registrationpackage",
                                verbose_name="数据包",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "电子注册名单",
                        "verbose_name_plural": "电子注册名单",
                        "ordering": ("package", "position"),
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationReply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "file",
                            models.FileField(
                                max_length=120, upload_to=certificates.models.registration_reply.reply_name
                            ),
                        ),
                        ("filename", models.CharField(max_length=120, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64)),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="导入时间")),
                        ("accepted", models.PositiveIntegerField(default=0, verbose_name="成功")),
                        ("rejected", models.PositiveIntegerField(default=0, verbose_name="失败")),
                        (
                            "applied_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="导入",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="certificates.registrationpackage",
                                verbose_name="数据包",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "电子注册结果",
                        "verbose_name_plural": "电子注册结果",
                        "ordering": ("-uploaded_at",),
                    },
                ),
                migrations.CreateModel(
                    name="RunPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("live", models.BooleanField(default=True)),
                        ("set_aside_at", models.DateTimeField(blank=True, null=True, verbose_name="移出")),
                        ("set_aside_why", models.CharField(blank=True, max_length=200, verbose_name="移出原因")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="print_places",
                                to="applications.application",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.programme"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="persons",
                                to="certificates.printrun",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.school"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "打印名单",
                        "verbose_name_plural": "打印名单",
                        "ordering": ("run", "school", "programme", "position"),
                    },
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.UniqueConstraint(
                        fields=("admission_number", "level"),
                        name="one_certificate_per_admission_number_and_level",
                        violation_error_message="这个准考证号在这一层次已有毕业证书",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9]{17}$")),
                        name="certificate_number_has_seventeen_digits",
                        violation_error_message="证书编号是 17 位数字",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("admission_number__regex", "^[0-9]{12}$")),
                        name="certificate_names_an_admission_number",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("level__in", ["5", "6"])), name="certificate_level_is_known"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("numbering__in", ["imported", "demonstration"])),
                        name="certificate_numbering_is_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handover",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("receiver", ""), _negated=True), name="handover_names_the_receiver"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handover",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("authorisation_seen", False), ("by_proxy", False), ("proxy_id_number", None)),
                            models.Q(
                                ("authorisation_seen", True), ("by_proxy", True), ("proxy_id_number__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="proxies_showed_their_papers",
                        violation_error_message="代领要有代领人证件号码，并看过委托书和双方证件",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printrun",
                    constraint=models.UniqueConstraint(
                        fields=("batch", "sequence"), name="run_sequence_is_unique_in_its_batch"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printrun",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None), ("school__isnull", False)),
                        fields=("batch", "school"),
                        name="one_live_run_per_batch_and_school",
                        violation_error_message="这所学校还有没确认的打印批",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printrun",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None), ("school", None)),
                        fields=("batch",),
                        name="one_live_run_for_all_schools_per_batch",
                        violation_error_message="全部学校还有没确认的打印批",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printrun",
                    constraint=models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="run_has_people"),
                ),
                migrations.AddConstraint(
                    model_name="printrun",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="confirmed_runs_name_who_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printpart",
                    constraint=models.UniqueConstraint(
                        fields=("run", "kind", "school", "programme", "sequence"),
                        name="part_is_planned_once_in_its_run",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printpart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "form", "roster", "sign_for"])),
                        name="part_kind_is_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printpart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first__lte", models.F("last"))), name="part_ends_after_it_begins"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printpart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False), ("state", "done"), models.Q(("sha256", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("done_at", None),
                                ("file", ""),
                                ("sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="done_parts_have_their_file",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="printpart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("problem", ""), _negated=True)),
                            models.Q(
                                models.Q(("state", "failed"), _negated=True), ("problem", ""), ("problem_with", None)
                            ),
                            _connector="OR",
                        ),
                        name="failed_parts_say_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationpackage",
                    constraint=models.UniqueConstraint(
                        fields=("batch", "sequence"), name="package_sequence_is_unique_in_its_batch"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationpackage",
                    constraint=models.CheckConstraint(condition=models.Q(("rows__gt", 0)), name="package_has_people"),
                ),
                migrations.AddConstraint(
                    model_name="registrationpackage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ready_at__isnull", False),
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(models.Q(("state", "ready"), _negated=True), ("file", ""), ("ready_at", None)),
                            _connector="OR",
                        ),
                        name="ready_packages_have_their_file",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationpackage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("problem", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("problem", "")),
                            _connector="OR",
                        ),
                        name="failed_packages_say_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationentry",
                    constraint=models.UniqueConstraint(
                        fields=("package", "application"), name="person_stands_once_in_a_package"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationentry",
                    constraint=models.UniqueConstraint(
                        fields=("package", "position"), name="package_positions_are_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationentry",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("result__in", ["waiting", "accepted"])),
                        fields=("application",),
                        name="person_waits_in_one_package_only",
                        violation_error_message="这位考生已在另一个数据包里",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("result", "waiting")),
                            models.Q(("answered_at__isnull", False), ("result__in", ["accepted", "rejected"])),
                            _connector="OR",
                        ),
                        name="answered_entries_have_their_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrationreply",
                    constraint=models.UniqueConstraint(fields=("package", "sha256"), name="same_reply_is_kept_once"),
                ),
                migrations.AddConstraint(
                    model_name="registrationreply",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied_at", None), ("applied_by", None)),
                            models.Q(("applied_at__isnull", False), ("applied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="applied_replies_name_who_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runperson",
                    constraint=models.UniqueConstraint(
                        fields=("run", "application"), name="person_stands_once_in_a_run"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runperson",
                    constraint=models.UniqueConstraint(
                        fields=("run", "school", "programme", "position"), name="run_positions_are_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runperson",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("live", True)),
                        fields=("application",),
                        name="person_is_in_one_live_run",
                        violation_error_message="这位考生已在另一个打印批里",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("set_aside_at", None), ("live", False), _connector="OR"),
                        name="set_aside_people_are_not_live",
                    ),
                ),
            ]
        ),
    ]
