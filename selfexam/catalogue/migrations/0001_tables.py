"""Schools, programmes, plans and batches: the first migration of a new installation."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import selfexam.catalogue.models.batch
import selfexam.catalogue.models.plan_upload
from selfexam.create_tables import CreateTables

MINIMA = (("6", 15, 70), ("5", 13, 70))
SOURCE = "高等教育自学考试专业基本规范（2021 年）"


def fill(apps, schema_editor):
    """The national minimum of both levels (高等教育自学考试专业基本规范, 2021): data that an institute may change later."""
    minimum = apps.get_model("catalogue", "LevelMinimum")
    for level, courses, credits in MINIMA:
        minimum.objects.get_or_create(
            level=level, defaults={"least_courses": courses, "least_credits": credits, "source_note": SOURCE}
        )


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("catalogue", "0001_first"),
        ("catalogue", "0002_batch_event"),
        ("catalogue", "0003_audit_tables"),
        ("catalogue", "0004_national_minimum"),
        ("catalogue", "0005_photo_rule_set"),
        ("catalogue", "0006_first_photo_rules"),
        ("catalogue", "0007_plan_events"),
        ("catalogue", "0008_plan_uploads"),
        ("catalogue", "0009_allows_same_batch"),
        ("catalogue", "0010_district"),
    ]
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Course",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=5,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^\\d{5}$", "课程代码是 5 位数字")],
                                verbose_name="课程代码",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="课程名称")),
                    ],
                    options={
                        "verbose_name": "课程",
                        "verbose_name_plural": "课程",
                        "ordering": ("code",),
                    },
                ),
                migrations.CreateModel(
                    name="District",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=6,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^\\d{6}$", "区县代码是 6 位数字")],
                                verbose_name="区县代码",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="名称")),
                        ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="电话")),
                    ],
                    options={
                        "verbose_name": "区县考办",
                        "verbose_name_plural": "区县考办",
                        "ordering": ("code",),
                    },
                ),
                migrations.CreateModel(
                    name="LevelMinimum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("5", "本科"), ("6", "专科")], max_length=1, unique=True, verbose_name="层次"
                            ),
                        ),
                        ("least_courses", models.PositiveSmallIntegerField(verbose_name="最少门数")),
                        ("least_credits", models.PositiveSmallIntegerField(verbose_name="最少学分")),
                        ("source_note", models.CharField(blank=True, max_length=120, verbose_name="来源说明")),
                    ],
                    options={
                        "verbose_name": "国家基本规范",
                        "verbose_name_plural": "国家基本规范",
                        "ordering": ("level",),
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.CharField(
                                max_length=12,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\w[\\w.()（） -]*$",
                                        "只能用汉字、字母、数字，中间可以有空格、句点、连字符和括号",
                                    )
                                ],
                                verbose_name="版本",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="执行起始")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="过渡期截止")),
                        ("last_graduation", models.DateField(blank=True, null=True, verbose_name="最后毕业日期")),
                        ("least_courses", models.PositiveSmallIntegerField(verbose_name="最少门数")),
                        ("least_credits", models.PositiveSmallIntegerField(verbose_name="最少学分")),
                        ("source_note", models.CharField(blank=True, max_length=120, verbose_name="来源说明")),
                    ],
                    options={
                        "verbose_name": "考试计划",
                        "verbose_name_plural": "考试计划",
                        "ordering": ("programme", "-valid_from"),
                    },
                ),
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{6}[KT]?$", "专业代码是 6 位数字，可带 K 或 T"
                                    )
                                ],
                                verbose_name="专业代码",
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="专业名称")),
                        (
                            "level",
                            models.CharField(choices=[("5", "本科"), ("6", "专科")], max_length=1, verbose_name="层次"),
                        ),
                    ],
                    options={
                        "verbose_name": "专业",
                        "verbose_name_plural": "专业",
                        "ordering": ("code",),
                    },
                ),
                migrations.CreateModel(
                    name="School",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=5,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^\\d{5}$", "院校代码是 5 位数字")],
                                verbose_name="院校代码",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="名称")),
                        ("office_name", models.CharField(blank=True, max_length=60, verbose_name="自考办名称")),
                        ("office_phone", models.CharField(blank=True, max_length=30, verbose_name="自考办电话")),
                        ("office_hours", models.CharField(blank=True, max_length=60, verbose_name="办公时间")),
                        ("office_address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                        ("handover_note", models.TextField(blank=True, verbose_name="证书发放方式")),
                    ],
                    options={
                        "verbose_name": "主考学校",
                        "verbose_name_plural": "主考学校",
                        "ordering": ("code",),
                    },
                ),
                migrations.CreateModel(
                    name="Batch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=12, unique=True, verbose_name="批次代码")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("apply_from", models.DateTimeField(verbose_name="申请开始")),
                        ("apply_until", models.DateTimeField(verbose_name="申请截止")),
                        ("review_until", models.DateTimeField(verbose_name="初审截止")),
                        ("pay_until", models.DateTimeField(verbose_name="缴费截止")),
                        ("collective_from", models.DateField(verbose_name="会审开始")),
                        ("collective_until", models.DateField(verbose_name="会审结束")),
                        ("graduation_date", models.DateField(help_text="印在毕业证书上", verbose_name="毕业日期")),
                        ("review_fee", models.PositiveIntegerField(default=3000, verbose_name="毕业审定费（分）")),
                        ("exemption_fee", models.PositiveIntegerField(default=1500, verbose_name="免考费（分/科）")),
                        (
                            "least_appraisal",
                            models.PositiveSmallIntegerField(default=200, verbose_name="自我鉴定最少字数"),
                        ),
                        (
                            "photo_rules",
                            models.JSONField(
                                blank=True, default=selfexam.catalogue.models.batch._no_rules, verbose_name="照片规则"
                            ),
                        ),
                        (
                            "photo_rules_version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="照片规则版本"),
                        ),
                        (
                            "allows_same_batch",
                            models.BooleanField(
                                default=True,
                                help_text="本科考生可以用同批次申请的自考专科作为前置学历",
                                verbose_name="允许专本同办",
                            ),
                        ),
                        (
                            "numbering",
                            models.CharField(
                                choices=[
                                    ("imported", "由考试院下发编号"),
                                    ("demonstration", "演示校验码（非官方算法）"),
                                ],
                                default="imported",
                                max_length=16,
                                verbose_name="证书编号方式",
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="已发布")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "批次",
                        "verbose_name_plural": "批次",
                        "ordering": ("-apply_from",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("apply_from__lt", models.F("apply_until"))),
                                name="application_window_ends_after_it_begins",
                                violation_error_message="申请截止要晚于申请开始",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("review_until__gte", models.F("apply_until"))),
                                name="review_ends_no_earlier_than_application",
                                violation_error_message="初审截止不能早于申请截止",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("pay_until__gte", models.F("review_until"))),
                                name="payment_ends_no_earlier_than_review",
                                violation_error_message="缴费截止不能早于初审截止",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("collective_until__gte", models.F("collective_from"))),
                                name="collective_review_ends_after_it_begins",
                                violation_error_message="会审结束不能早于会审开始",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("review_fee__gt", 0)),
                                name="review_fee_is_positive",
                                violation_error_message="毕业审定费要大于 0",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                        ("label", models.CharField(max_length=20, verbose_name="做了什么")),
                        ("changes", models.JSONField(default=list, verbose_name="改动")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="catalogue.batch",
                                verbose_name="批次",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="经办",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "批次记录",
                        "verbose_name_plural": "批次记录",
                        "ordering": ("-at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="PlanSlot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                max_length=4,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\w[\\w.()（） -]*$",
                                        "只能用汉字、字母、数字，中间可以有空格、句点、连字符和括号",
                                    )
                                ],
                                verbose_name="序号",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("compulsory", "必考"),
                                    ("optional", "可选"),
                                    ("elective", "选考"),
                                    ("practice", "实践"),
                                    ("thesis", "毕业论文（设计）"),
                                    ("additional", "加考"),
                                    ("bridging", "衔接"),
                                ],
                                default="compulsory",
                                max_length=12,
                                verbose_name="类型",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="catalogue.plan"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("plan", "position"),
                    },
                ),
                migrations.CreateModel(
                    name="PlanEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.CharField(blank=True, max_length=12, verbose_name="版本")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                        ("label", models.CharField(max_length=60, verbose_name="做了什么")),
                        ("changes", models.JSONField(default=list, verbose_name="改动")),
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
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="catalogue.programme",
                                verbose_name="专业",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "计划记录",
                        "verbose_name_plural": "计划记录",
                        "ordering": ("-at", "-id"),
                    },
                ),
                migrations.AddField(
                    model_name="plan",
                    name="programme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="catalogue.programme",
                        verbose_name="专业",
                    ),
                ),
                migrations.CreateModel(
                    name="ExemptionRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("certificate", "证书"), ("qualification", "学历课程")],
                                max_length=16,
                                verbose_name="依据",
                            ),
                        ),
                        ("evidence", models.CharField(max_length=60, verbose_name="证书或课程")),
                        ("mark", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="按多少分计")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exemption_rules",
                                to="catalogue.course",
                                verbose_name="可免课程",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="exemption_rules",
                                to="catalogue.programme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "免考规则",
                        "verbose_name_plural": "免考规则",
                        "ordering": ("kind", "evidence", "course"),
                    },
                ),
                migrations.AddField(
                    model_name="programme",
                    name="schools",
                    field=models.ManyToManyField(
                        related_name="programmes", to="catalogue.school", verbose_name="主考学校"
                    ),
                ),
                migrations.CreateModel(
                    name="SlotCourse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[("alternative", "任选其一"), ("theory", "理论"), ("practice", "实践")],
                                default="alternative",
                                max_length=12,
                                verbose_name="组成",
                            ),
                        ),
                        ("credits", models.PositiveSmallIntegerField(verbose_name="学分")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.course"
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="courses",
                                to="catalogue.planslot",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("slot", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="SlotGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=8,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\w[\\w.()（） -]*$",
                                        "只能用汉字、字母、数字，中间可以有空格、句点、连字符和括号",
                                    )
                                ],
                                verbose_name="组号",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("least_courses", models.PositiveSmallIntegerField(default=0, verbose_name="最少门数")),
                        ("least_credits", models.PositiveSmallIntegerField(default=0, verbose_name="最少学分")),
                        (
                            "otherwise_courses",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="条件不成立时最少门数"
                            ),
                        ),
                        (
                            "otherwise_credits",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="条件不成立时最少学分"
                            ),
                        ),
                        (
                            "condition_slot",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.planslot",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="catalogue.plan"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("plan", "code"),
                    },
                ),
                migrations.AddField(
                    model_name="planslot",
                    name="group",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="catalogue.slotgroup",
                    ),
                ),
                migrations.CreateModel(
                    name="Substitution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("bundle", models.CharField(blank=True, max_length=8, verbose_name="合并组")),
                        ("usable_until", models.DateField(blank=True, null=True, verbose_name="截止使用")),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="substitutions",
                                to="catalogue.programme",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.course",
                                verbose_name="顶替课程",
                            ),
                        ),
                        (
                            "wanted",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.course",
                                verbose_name="计划课程",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("programme", "wanted", "bundle"),
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="单位代码")),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("contact", models.CharField(blank=True, max_length=60, verbose_name="联系方式")),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="catalogue.school",
                                verbose_name="主考学校",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "集体单位",
                        "verbose_name_plural": "集体单位",
                        "ordering": ("code",),
                    },
                ),
                migrations.CreateModel(
                    name="PhotoRuleSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            models.UniqueConstraint(
                                fields=("batch", "version"), name="rule_version_is_unique_in_its_batch"
                            ),
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
                migrations.CreateModel(
                    name="PlanUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        (
                            "file",
                            models.FileField(
                                max_length=120,
                                upload_to=selfexam.catalogue.models.plan_upload.upload_name,
                                verbose_name="文件",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "preview",
                            models.JSONField(
                                default=selfexam.catalogue.models.plan_upload._nothing, verbose_name="核对结果"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="导入时间")),
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "计划文件",
                        "verbose_name_plural": "计划文件",
                        "ordering": ("-at", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("applied_at", None)),
                                fields=("sha256", "name"),
                                name="a_waiting_plan_file_is_kept_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("applied_at", None), ("applied_by", None)),
                                    models.Q(("applied_at__isnull", False), ("applied_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="imported_plan_files_say_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="plan",
                    constraint=models.UniqueConstraint(
                        fields=("programme", "version"),
                        name="plan_version_is_unique_per_programme",
                        violation_error_message="这个专业已有同名版本",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrule",
                    constraint=models.UniqueConstraint(
                        fields=("kind", "evidence", "course", "programme"),
                        name="exemption_rule_is_listed_once",
                        violation_error_message="这条免考规则已经有了",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrule",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("programme", None)),
                        fields=("kind", "evidence", "course"),
                        name="general_exemption_rule_is_listed_once",
                        violation_error_message="这条免考规则已经有了",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "certificate"), ("mark__range", (60, 100))),
                            models.Q(("kind", "qualification"), ("mark", None)),
                            _connector="OR",
                        ),
                        name="only_certificate_exemptions_carry_a_mark",
                        violation_error_message="证书免考要写按多少分计（60–100），学历免考不写",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="programme",
                    constraint=models.UniqueConstraint(
                        fields=("code", "level"),
                        name="programme_code_is_unique_per_level",
                        violation_error_message="同一层次已有这个专业代码",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="programme",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("level__in", ["5", "6"])),
                        name="programme_level_is_known",
                        violation_error_message="层次只能是专科或本科",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="slotcourse",
                    constraint=models.UniqueConstraint(fields=("slot", "course"), name="course_stands_once_in_a_slot"),
                ),
                migrations.AddConstraint(
                    model_name="slotgroup",
                    constraint=models.UniqueConstraint(
                        fields=("plan", "code"),
                        name="group_code_is_unique_per_plan",
                        violation_error_message="这一版已有同样的组号",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="slotgroup",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("condition_slot", None), ("otherwise_courses", None), ("otherwise_credits", None)
                            ),
                            models.Q(
                                ("condition_slot__isnull", False),
                                ("otherwise_courses__isnull", False),
                                ("otherwise_credits__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="group_condition_names_both_sums",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planslot",
                    constraint=models.UniqueConstraint(
                        fields=("plan", "position"), name="slot_position_is_unique_per_plan"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planslot",
                    constraint=models.UniqueConstraint(
                        fields=("plan", "number"),
                        name="slot_number_is_unique_per_plan",
                        violation_error_message="这一版已有同样的序号",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planslot",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group__isnull", False), ("kind", "elective")),
                            models.Q(models.Q(("kind", "elective"), _negated=True), ("group", None)),
                            _connector="OR",
                        ),
                        name="only_elective_slots_belong_to_a_group",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitution",
                    constraint=models.UniqueConstraint(
                        fields=("programme", "wanted", "substitute", "bundle"), name="substitution_is_listed_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("wanted", models.F("substitute")), _negated=True),
                        name="a_course_does_not_substitute_itself",
                        violation_error_message="课程不能顶替自己",
                    ),
                ),
            ]
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
