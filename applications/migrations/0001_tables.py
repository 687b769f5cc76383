"""Applications and all that belongs to them: the first migration of a new installation."""

import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import encrypted_fields.fields
from django.conf import settings
from django.db import migrations, models

import applications.models.document
import applications.models.exemption_image
import applications.models.exemption_upload
import applications.models.photo
from selfexam.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("applications", "0001_first"),
        ("applications", "0002_certificate_number"),
        ("applications", "0003_graduation_papers_first"),
        ("applications", "0004_audit_standing"),
        ("applications", "0005_photo_original"),
        ("applications", "0006_photo_appeal"),
        ("applications", "0007_photo_rules_version"),
        ("applications", "0008_card_reading"),
        ("applications", "0009_prior_result"),
        ("applications", "0010_message"),
        ("applications", "0011_card_portrait"),
        ("applications", "0012_appraisal_likeness"),
        ("applications", "0013_desk_indexes"),
        ("applications", "0014_counter"),
        ("applications", "0015_exemptions"),
        ("applications", "0016_material_lines"),
        ("applications", "0017_own_material_lists"),
        ("applications", "0018_papers"),
        ("applications", "0019_school_desk_index"),
        ("applications", "0020_exemption_returns_and_ends"),
    ]
    dependencies = [
        ("catalogue", "0001_tables"),
        ("records", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("submitted", "待初审"),
                                    ("returned", "退回修改"),
                                    ("first_passed", "初审通过待缴费"),
                                    ("paid", "初审合格"),
                                    ("approved", "会审通过"),
                                    ("rejected", "会审未通过"),
                                    ("registered", "已注册"),
                                    ("printed", "已打印"),
                                    ("issued", "已领取"),
                                    ("withdrawn", "已撤回"),
                                    ("lapsed", "作废"),
                                ],
                                default="draft",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "record_confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="考籍核对时间"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=11, verbose_name="手机")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                        ("address", models.CharField(blank=True, max_length=120, verbose_name="通信地址")),
                        ("postcode", models.CharField(blank=True, max_length=6, verbose_name="邮政编码")),
                        ("employer", models.CharField(blank=True, max_length=60, verbose_name="工作单位")),
                        ("appraisal", models.TextField(blank=True, verbose_name="自我鉴定")),
                        ("prior_number", models.CharField(blank=True, max_length=30, verbose_name="前置学历证书编号")),
                        ("prior_school", models.CharField(blank=True, max_length=60, verbose_name="前置学历毕业院校")),
                        (
                            "prior_level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("junior_college", "专科毕业"),
                                    ("bachelor", "本科毕业"),
                                    ("bachelor_completion", "本科结业"),
                                    ("postgraduate", "研究生毕业"),
                                    ("same_batch", "同批次自考专科"),
                                ],
                                max_length=20,
                                verbose_name="前置学历层次",
                            ),
                        ),
                        (
                            "prior_check",
                            models.CharField(
                                choices=[
                                    ("unchecked", "未核对"),
                                    ("verified", "学信网一致"),
                                    ("not_found", "学信网未查到"),
                                    ("differs", "学信网信息不一致"),
                                    ("same_batch", "看专科申请"),
                                ],
                                default="unchecked",
                                max_length=12,
                                verbose_name="前置学历核对",
                            ),
                        ),
                        ("materials_read_at", models.DateTimeField(blank=True, null=True, verbose_name="已阅材料清单")),
                        ("declared_at", models.DateTimeField(blank=True, null=True, verbose_name="承诺时间")),
                        (
                            "audit_at_submission",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                null=True,
                                verbose_name="提交时的毕业条件",
                            ),
                        ),
                        ("counter_opened_at", models.DateTimeField(blank=True, null=True, verbose_name="现场受理时间")),
                        ("counter_reason", models.CharField(blank=True, max_length=120, verbose_name="现场受理原因")),
                        ("signed_code", models.CharField(blank=True, max_length=8, verbose_name="签字表校验码")),
                        ("certificate_number", models.CharField(blank=True, max_length=17, verbose_name="证书编号")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建")),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="保存")),
                        ("first_submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="首次提交")),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提交")),
                        ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="退回")),
                        ("first_passed_at", models.DateTimeField(blank=True, null=True, verbose_name="初审通过")),
                        ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="初审合格")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="会审公布")),
                        ("registered_at", models.DateTimeField(blank=True, null=True, verbose_name="电子注册")),
                        ("printed_at", models.DateTimeField(blank=True, null=True, verbose_name="证书打印")),
                        ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="领取")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回")),
                        ("lapsed_at", models.DateTimeField(blank=True, null=True, verbose_name="作废")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="catalogue.batch",
                                verbose_name="批次",
                            ),
                        ),
                        (
                            "counter_opened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="现场受理",
                            ),
                        ),
                        (
                            "counter_submitted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="现场提交",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="records.studentrecord",
                                verbose_name="考籍",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="catalogue.school",
                                verbose_name="主考学校",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "毕业申请",
                        "verbose_name_plural": "毕业申请",
                        "ordering": ("-created_at",),
                    },
                ),
                migrations.CreateModel(
                    name="AppraisalBand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("value", models.BigIntegerField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appraisal_bands",
                                to="applications.application",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="catalogue.batch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "自我鉴定指纹",
                        "verbose_name_plural": "自我鉴定指纹",
                    },
                ),
                migrations.CreateModel(
                    name="AppraisalLikeness",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("percent", models.PositiveSmallIntegerField()),
                        ("found_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="like_appraisals_later",
                                to="applications.application",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="like_appraisals_earlier",
                                to="applications.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "相似的自我鉴定",
                        "verbose_name_plural": "相似的自我鉴定",
                        "ordering": ("-percent", "first", "second"),
                    },
                ),
                migrations.CreateModel(
                    name="AuditStanding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("pass", "满足"), ("review", "需要核对"), ("fail", "不满足")],
                                max_length=8,
                                verbose_name="结论",
                            ),
                        ),
                        ("courses", models.PositiveSmallIntegerField(verbose_name="门数")),
                        ("credits", models.PositiveSmallIntegerField(verbose_name="学分")),
                        ("reasons", models.JSONField(default=list, verbose_name="原因")),
                        (
                            "audited_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="自查时间"),
                        ),
                        ("stale_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "changed_from",
                            models.CharField(
                                blank=True,
                                choices=[("pass", "满足"), ("review", "需要核对"), ("fail", "不满足")],
                                max_length=8,
                                verbose_name="原来的结论",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(blank=True, null=True, verbose_name="结论改变时间")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standing",
                                to="applications.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "毕业条件结论",
                        "verbose_name_plural": "毕业条件结论",
                    },
                ),
                migrations.CreateModel(
                    name="Document",
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
                                    ("id_front", "身份证人像面"),
                                    ("id_back", "身份证国徽面"),
                                    ("prior_diploma", "专科及以上毕业证书"),
                                    ("chsi_form", "学历电子注册备案表"),
                                    ("signed_sheet", "签字的毕业申请表"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "file",
                            models.FileField(max_length=120, upload_to=applications.models.document.document_name),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("bytes", models.PositiveIntegerField()),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="applications.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "材料图片",
                        "verbose_name_plural": "材料图片",
                        "ordering": ("kind", "-uploaded_at"),
                    },
                ),
                migrations.CreateModel(
                    name="CardReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("pending", "正在识别"), ("read", "已识别"), ("off", "没有自动识别")],
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("looked_at", models.DateTimeField(blank=True, null=True)),
                        ("doubts", models.JSONField(default=list)),
                        ("measures", models.JSONField(default=dict)),
                        ("portrait", models.JSONField(blank=True, null=True, verbose_name="人像位置")),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[("front", "front"), ("back", "back"), ("other", "other"), ("none", "none")],
                                max_length=8,
                                verbose_name="读出的面",
                            ),
                        ),
                        ("findings", models.JSONField(default=list)),
                        (
                            "said",
                            encrypted_fields.fields.EncryptedTextField(
                                blank=True, null=True, verbose_name="读出的内容"
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reading",
                                to="applications.document",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "身份证识别",
                        "verbose_name_plural": "身份证识别",
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("action", models.CharField(max_length=24)),
                        ("label", models.CharField(max_length=40, verbose_name="做了什么")),
                        (
                            "from_status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("submitted", "待初审"),
                                    ("returned", "退回修改"),
                                    ("first_passed", "初审通过待缴费"),
                                    ("paid", "初审合格"),
                                    ("approved", "会审通过"),
                                    ("rejected", "会审未通过"),
                                    ("registered", "已注册"),
                                    ("printed", "已打印"),
                                    ("issued", "已领取"),
                                    ("withdrawn", "已撤回"),
                                    ("lapsed", "作废"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "to_status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("submitted", "待初审"),
                                    ("returned", "退回修改"),
                                    ("first_passed", "初审通过待缴费"),
                                    ("paid", "初审合格"),
                                    ("approved", "会审通过"),
                                    ("rejected", "会审未通过"),
                                    ("registered", "已注册"),
                                    ("printed", "已打印"),
                                    ("issued", "已领取"),
                                    ("withdrawn", "已撤回"),
                                    ("lapsed", "作废"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("by_name", models.CharField(max_length=40, verbose_name="经办")),
                        ("by_role", models.CharField(max_length=20)),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("note", models.TextField(blank=True, verbose_name="说明")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="applications.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "记录",
                        "verbose_name_plural": "记录",
                        "ordering": ("at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="ExemptionBill",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("fee", models.PositiveIntegerField(verbose_name="每科（分）")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.batch"
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "免考缴费单",
                        "verbose_name_plural": "免考缴费单",
                        "ordering": ("-made_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ExemptionLimits",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "most_share",
                            models.PositiveSmallIntegerField(
                                default=50,
                                help_text="只限制以其他学历申请的考生",
                                verbose_name="其他学历最多免考（占计划门数的百分比）",
                            ),
                        ),
                        (
                            "most_courses",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="不填就不限", null=True, verbose_name="每人最多申请（门）"
                            ),
                        ),
                        (
                            "ends_at",
                            models.DateTimeField(
                                blank=True, help_text="不填就和毕业申请同时截止", null=True, verbose_name="免考申请截止"
                            ),
                        ),
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="exemption_limits",
                                to="catalogue.batch",
                                verbose_name="批次",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "免考限制",
                        "verbose_name_plural": "免考限制",
                    },
                ),
                migrations.CreateModel(
                    name="ExemptionRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("self_study", "自考成绩"),
                                    ("degree", "其他学历"),
                                    ("certificate", "证书"),
                                    ("transfer", "市外转入"),
                                    ("merged", "合并考籍"),
                                ],
                                max_length=12,
                                verbose_name="依据",
                            ),
                        ),
                        ("by_unit", models.BooleanField(default=False, verbose_name="单位代办")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="联系电话")),
                        ("old_number", models.CharField(blank=True, max_length=20, verbose_name="原准考证号")),
                        ("school", models.CharField(blank=True, max_length=60, verbose_name="毕业院校")),
                        ("major", models.CharField(blank=True, max_length=60, verbose_name="原专业")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("junior_college", "专科"),
                                    ("bachelor", "本科"),
                                    ("postgraduate", "研究生"),
                                    ("left_bachelor", "本科肄业或退学"),
                                ],
                                max_length=16,
                                verbose_name="学历层次",
                            ),
                        ),
                        ("certificate", models.CharField(blank=True, max_length=60, verbose_name="证书")),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="证书编号")),
                        ("pages", models.PositiveSmallIntegerField(default=0, verbose_name="材料份数（页）")),
                        ("on_paper", models.BooleanField(default=False, verbose_name="材料交纸质")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                        ("handed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="提交时间")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exemption_requests",
                                to="applications.application",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "免考申请",
                        "verbose_name_plural": "免考申请",
                        "ordering": ("created_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ExemptionImage",
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
                            models.FileField(max_length=120, upload_to=applications.models.exemption_image.image_name),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("bytes", models.PositiveIntegerField()),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="images",
                                to="applications.exemptionrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "免考材料图片",
                        "verbose_name_plural": "免考材料图片",
                        "ordering": ("uploaded_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ExemptionRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("credits", models.PositiveSmallIntegerField(verbose_name="学分")),
                        ("passed_code", models.CharField(blank=True, max_length=12, verbose_name="已考合格课程代码")),
                        ("passed_name", models.CharField(blank=True, max_length=60, verbose_name="已考合格课程")),
                        ("passed_mark", models.CharField(blank=True, max_length=12, verbose_name="已考成绩")),
                        (
                            "passed_credits",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="已考课程学分"),
                        ),
                        ("mark", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="按多少分计")),
                        ("by_table", models.BooleanField(default=False, verbose_name="规则表中有")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "填写中"),
                                    ("unpaid", "待缴费"),
                                    ("paid", "待学校意见"),
                                    ("advised", "待考试院决定"),
                                    ("returned", "待补正"),
                                    ("approved", "已批准"),
                                    ("refused", "未批准"),
                                    ("withdrawn", "已撤回"),
                                    ("ended", "已作废"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="缴费时间")),
                        (
                            "opinion",
                            models.CharField(
                                blank=True,
                                choices=[("agree", "同意"), ("disagree", "不同意")],
                                max_length=8,
                                verbose_name="学校意见",
                            ),
                        ),
                        ("opinion_note", models.CharField(blank=True, max_length=200, verbose_name="学校说明")),
                        ("opinion_at", models.DateTimeField(blank=True, null=True, verbose_name="学校意见时间")),
                        ("decision_note", models.CharField(blank=True, max_length=200, verbose_name="决定说明")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                        ("refunded_at", models.DateTimeField(blank=True, null=True, verbose_name="退费申请时间")),
                        ("return_note", models.CharField(blank=True, max_length=200, verbose_name="退回原因")),
                        ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="退回时间")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        ("ended_why", models.CharField(blank=True, max_length=80, verbose_name="作废原因")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exemption_rows",
                                to="applications.application",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.course",
                                verbose_name="申请免考课程",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opinion_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "paid_bill",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settled_rows",
                                to="applications.exemptionbill",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="applications.exemptionrequest",
                            ),
                        ),
                        (
                            "returned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "免考课程",
                        "verbose_name_plural": "免考课程",
                        "ordering": ("request", "course__code"),
                    },
                ),
                migrations.AddField(
                    model_name="exemptionbill",
                    name="rows",
                    field=models.ManyToManyField(related_name="bills", to="applications.exemptionrow"),
                ),
                migrations.CreateModel(
                    name="ExemptionUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=80, verbose_name="文件名")),
                        ("good", models.JSONField(default=applications.models.exemption_upload.nothing)),
                        ("bad", models.JSONField(default=applications.models.exemption_upload.nothing)),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                        ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="录入时间")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.batch"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.unit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "免考表格",
                        "verbose_name_plural": "免考表格",
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="MaterialList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "route",
                            models.CharField(
                                choices=[
                                    ("unit", "集体单位考生"),
                                    ("individual", "社会考生"),
                                    ("second", "二学历考生"),
                                ],
                                max_length=10,
                                verbose_name="考生类别",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(choices=[("5", "本科"), ("6", "专科")], max_length=1, verbose_name="层次"),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="截止时间")),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="catalogue.batch",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="catalogue.school",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "自定材料清单",
                        "verbose_name_plural": "自定材料清单",
                        "ordering": ("school", "batch", "route", "level"),
                    },
                ),
                migrations.CreateModel(
                    name="MaterialListEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "route",
                            models.CharField(
                                choices=[
                                    ("unit", "集体单位考生"),
                                    ("individual", "社会考生"),
                                    ("second", "二学历考生"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("level", models.CharField(choices=[("5", "本科"), ("6", "专科")], max_length=1)),
                        ("sentence", models.CharField(max_length=300, verbose_name="改了什么")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.batch",
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
                        (
                            "school",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.school",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "材料清单修改记录",
                        "verbose_name_plural": "材料清单修改记录",
                        "ordering": ("-at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="MaterialRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "route",
                            models.CharField(
                                choices=[
                                    ("unit", "集体单位考生"),
                                    ("individual", "社会考生"),
                                    ("second", "二学历考生"),
                                ],
                                max_length=10,
                                verbose_name="考生类别",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                blank=True, choices=[("5", "本科"), ("6", "专科")], max_length=1, verbose_name="层次"
                            ),
                        ),
                        (
                            "block",
                            models.CharField(
                                choices=[("graduation", "毕业材料"), ("exemption", "免考材料")],
                                max_length=12,
                                verbose_name="材料类别",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                        ("name", models.CharField(max_length=60, verbose_name="材料名称")),
                        ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="份数")),
                        (
                            "form",
                            models.CharField(
                                choices=[("paper", "纸质"), ("electronic", "电子")],
                                default="paper",
                                max_length=12,
                                verbose_name="提交方式",
                            ),
                        ),
                        ("requirement", models.CharField(blank=True, max_length=120, verbose_name="具体要求")),
                        ("place", models.CharField(blank=True, max_length=80, verbose_name="交到哪里")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="截止时间")),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="catalogue.batch",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="catalogue.school",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "材料清单",
                        "verbose_name_plural": "材料清单",
                        "ordering": ("-block", "position"),
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "side",
                            models.CharField(
                                choices=[("candidate", "考生"), ("school", "主考学校")],
                                max_length=10,
                                verbose_name="谁写的",
                            ),
                        ),
                        ("by_name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("text", models.TextField(max_length=500, verbose_name="内容")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="applications.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "留言",
                        "verbose_name_plural": "留言",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="MessageMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(choices=[("candidate", "考生"), ("school", "主考学校")], max_length=10),
                        ),
                        ("seen", models.BigIntegerField(default=0)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="message_marks",
                                to="applications.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "留言已读",
                        "verbose_name_plural": "留言已读",
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("kind", models.CharField(max_length=24)),
                        ("subject", models.CharField(max_length=80)),
                        ("body", models.TextField()),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "delivery",
                            models.CharField(
                                choices=[
                                    ("waiting", "待发送"),
                                    ("sent", "已发送"),
                                    ("portal_only", "仅站内"),
                                    ("failed", "发送失败"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("delivered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="applications.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通知",
                        "verbose_name_plural": "通知",
                        "ordering": ("-created_at",),
                    },
                ),
                migrations.CreateModel(
                    name="PaperLookup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                        ("typed", models.CharField(max_length=40, verbose_name="输入")),
                        (
                            "application",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_lookups",
                                to="applications.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="查找人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "材料查找记录",
                        "verbose_name_plural": "材料查找记录",
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="PaperReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="截止时间")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="paper_reminder",
                                to="applications.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "材料提醒",
                        "verbose_name_plural": "材料提醒",
                    },
                ),
                migrations.CreateModel(
                    name="PaperTransfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("people", models.PositiveIntegerField(verbose_name="人数")),
                        ("copies", models.PositiveIntegerField(verbose_name="份数")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="移交时间")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="接收时间")),
                        ("counted", models.PositiveIntegerField(null=True, verbose_name="实收份数")),
                        ("taken_back_at", models.DateTimeField(null=True, verbose_name="收回时间")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接收人",
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.district",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="移交人",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.school",
                                verbose_name="交给",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "材料移交单",
                        "verbose_name_plural": "材料移交单",
                        "ordering": ("-made_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.UUIDField()),
                        (
                            "block",
                            models.CharField(
                                choices=[("graduation", "毕业材料"), ("exemption", "免考材料")],
                                max_length=12,
                                verbose_name="材料类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="材料名称")),
                        ("copies", models.PositiveSmallIntegerField(verbose_name="收到份数")),
                        ("defect", models.CharField(blank=True, max_length=120, verbose_name="问题")),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="applications.application",
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
                        (
                            "district",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.district",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.school",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.unit",
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="applications.papertransfer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "收到的材料",
                        "verbose_name_plural": "收到的材料",
                        "ordering": ("application", "-block", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Photo",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("file", models.FileField(max_length=120, upload_to=applications.models.photo.photo_name)),
                        (
                            "view",
                            models.FileField(blank=True, max_length=120, upload_to=applications.models.photo.view_name),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("bytes", models.PositiveIntegerField()),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("pending", "检查中"),
                                    ("clean", "检查合格"),
                                    ("warn", "有疑点，由老师确认"),
                                    ("fail", "需更换"),
                                ],
                                default="pending",
                                max_length=8,
                            ),
                        ),
                        ("findings", models.JSONField(default=list)),
                        ("measures", models.JSONField(default=dict)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photos",
                                to="applications.application",
                            ),
                        ),
                        (
                            "rule_set",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.photoruleset",
                                verbose_name="照片规则版本",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "证件照",
                        "verbose_name_plural": "证件照",
                        "ordering": ("-uploaded_at",),
                    },
                ),
                migrations.CreateModel(
                    name="Crop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("pending", "正在查看"), ("offered", "可以裁剪"), ("refused", "不能裁剪")],
                                default="pending",
                                max_length=8,
                            ),
                        ),
                        ("refusal", models.CharField(blank=True, max_length=120, verbose_name="不能裁剪的原因")),
                        ("refusal_code", models.CharField(blank=True, max_length=20)),
                        ("source_width", models.PositiveIntegerField(blank=True, null=True)),
                        ("source_height", models.PositiveIntegerField(blank=True, null=True)),
                        ("frame", models.JSONField(blank=True, default=dict)),
                        ("subject", models.JSONField(blank=True, default=dict)),
                        ("done", models.JSONField(blank=True, default=dict, verbose_name="做了什么")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("proposed_at", models.DateTimeField(blank=True, null=True)),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "photo",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="crop",
                                to="applications.photo",
                                verbose_name="原照片",
                            ),
                        ),
                        (
                            "result",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="made_from",
                                to="applications.photo",
                                verbose_name="裁剪后的照片",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "照片裁剪",
                        "verbose_name_plural": "照片裁剪",
                        "ordering": ("-created_at",),
                    },
                ),
                migrations.CreateModel(
                    name="PhotoFingerprint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("band0", models.PositiveIntegerField()),
                        ("band1", models.PositiveIntegerField()),
                        ("band2", models.PositiveIntegerField()),
                        ("band3", models.PositiveIntegerField()),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="catalogue.batch",
                            ),
                        ),
                        (
                            "photo",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fingerprint",
                                to="applications.photo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "照片指纹",
                        "verbose_name_plural": "照片指纹",
                    },
                ),
                migrations.CreateModel(
                    name="PhotoLikeness",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(choices=[("other", "另一人"), ("own", "本人以前的申请")], max_length=6),
                        ),
                        ("percent", models.PositiveSmallIntegerField()),
                        ("found_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="likenesses_later",
                                to="applications.photo",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="likenesses_earlier",
                                to="applications.photo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "相似照片",
                        "verbose_name_plural": "相似照片",
                        "ordering": ("first", "second"),
                    },
                ),
                migrations.CreateModel(
                    name="PhotoResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("pending", "检查中"),
                                    ("clean", "检查合格"),
                                    ("warn", "有疑点，由老师确认"),
                                    ("fail", "需更换"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photo_results",
                                to="applications.application",
                            ),
                        ),
                        (
                            "photo",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="result",
                                to="applications.photo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "照片检查",
                        "verbose_name_plural": "照片检查",
                        "ordering": ("application", "uploaded_at"),
                    },
                ),
                migrations.CreateModel(
                    name="PhotoFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=32)),
                        ("severity", models.CharField(choices=[("fail", "不合格"), ("warn", "待确认")], max_length=6)),
                        ("title", models.CharField(max_length=40)),
                        (
                            "result",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="applications.photoresult",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "照片检查项",
                        "verbose_name_plural": "照片检查项",
                        "ordering": ("result", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="PhotoAppeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="第几次退回之后")),
                        ("sentence", models.CharField(max_length=200, verbose_name="理由")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("open", "等老师判断"),
                                    ("granted", "老师判定合格"),
                                    ("refused", "老师已退回"),
                                    ("withdrawn", "已换照片"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photo_appeals",
                                to="applications.application",
                            ),
                        ),
                        (
                            "result",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appeal",
                                to="applications.photoresult",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "照片申诉",
                        "verbose_name_plural": "照片申诉",
                        "ordering": ("application", "made_at"),
                    },
                ),
                migrations.CreateModel(
                    name="PriorResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=30, verbose_name="证书编号")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("verified", "学信网一致"),
                                    ("not_found", "学信网未查到"),
                                    ("differs", "学信网信息不一致"),
                                ],
                                max_length=12,
                                verbose_name="核对结果",
                            ),
                        ),
                        (
                            "provider",
                            models.CharField(
                                choices=[
                                    ("manual", "老师在学信网核对"),
                                    ("imported", "学信网批量核对"),
                                    ("sandbox", "模拟核对（演示）"),
                                ],
                                max_length=12,
                                verbose_name="核对方式",
                            ),
                        ),
                        ("report_number", models.CharField(blank=True, max_length=30, verbose_name="报告编号")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("by_name", models.CharField(max_length=40, verbose_name="经办")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prior_results",
                                to="applications.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "前置学历核对结果",
                        "verbose_name_plural": "前置学历核对结果",
                        "ordering": ("at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="ReturnedPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="第几次")),
                        (
                            "section",
                            models.CharField(
                                choices=[
                                    ("record", "核对考籍"),
                                    ("courses", "毕业条件自查"),
                                    ("contact", "联系方式"),
                                    ("appraisal", "自我鉴定"),
                                    ("photo", "证件照"),
                                    ("id_card", "身份证正反面"),
                                    ("prior_degree", "前置学历"),
                                    ("materials", "材料清单"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="原因")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("corrected_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="returned_parts",
                                to="applications.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "退回项",
                        "verbose_name_plural": "退回项",
                        "ordering": ("application", "round", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="RuleTrial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("rules", models.JSONField(blank=True, default=dict, verbose_name="试算的规则")),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="发起时间")),
                        ("upto", models.BigIntegerField(default=0)),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0, verbose_name="照片")),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="已试算")),
                        ("opened", models.PositiveIntegerField(default=0, verbose_name="重新测量")),
                        ("unread", models.PositiveIntegerField(default=0, verbose_name="文件读不到")),
                        ("counts", models.JSONField(blank=True, default=dict, verbose_name="变化")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="完成")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="发起",
                            ),
                        ),
                        (
                            "base",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.photoruleset",
                                verbose_name="相比的版本",
                            ),
                        ),
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rule_trial",
                                to="catalogue.batch",
                                verbose_name="批次",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "照片规则试算",
                        "verbose_name_plural": "照片规则试算",
                    },
                ),
                migrations.CreateModel(
                    name="RuleTrialChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "was",
                            models.CharField(
                                choices=[
                                    ("pending", "检查中"),
                                    ("clean", "检查合格"),
                                    ("warn", "有疑点，由老师确认"),
                                    ("fail", "需更换"),
                                ],
                                max_length=8,
                                verbose_name="现行规则",
                            ),
                        ),
                        (
                            "now",
                            models.CharField(
                                choices=[
                                    ("pending", "检查中"),
                                    ("clean", "检查合格"),
                                    ("warn", "有疑点，由老师确认"),
                                    ("fail", "需更换"),
                                ],
                                max_length=8,
                                verbose_name="试算规则",
                            ),
                        ),
                        ("codes", models.CharField(max_length=1000)),
                        ("changes", models.JSONField(default=list)),
                        (
                            "photo",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="applications.photo"
                            ),
                        ),
                        (
                            "trial",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="applications.ruletrial",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "试算变化",
                        "verbose_name_plural": "试算变化",
                        "ordering": ("photo_id",),
                    },
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(fields=["batch", "school", "status"], name="application_desk"),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(fields=["status", "submitted_at"], name="application_waiting"),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("first_submitted_at__isnull", False)),
                        fields=["batch", "school", "status", "submitted_at", "id", "returned_at", "record"],
                        name="application_worklist",
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(
                            ("first_submitted_at__isnull", False), ("counter_opened_at__isnull", False), _connector="OR"
                        ),
                        fields=["batch", "school", "status", "submitted_at", "id", "returned_at", "record"],
                        name="application_school_desk",
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("first_submitted_at__isnull", False)),
                        fields=["batch", "submitted_at", "id", "record"],
                        name="application_by_submission",
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("prior_check", "not_found")),
                        fields=["id"],
                        name="application_prior_not_found",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "first_passed",
                                    "paid",
                                    "approved",
                                    "rejected",
                                    "registered",
                                    "printed",
                                    "issued",
                                    "withdrawn",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="application_status_is_known",
                        violation_error_message="状态不存在",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status__in", ["lapsed", "rejected", "withdrawn"]), _negated=True),
                        fields=("record",),
                        name="one_live_application_per_record",
                        violation_error_message="这个准考证号已有一份毕业申请",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("record", "batch"),
                        name="one_application_per_record_and_batch",
                        violation_error_message="这个准考证号在本批次已申请过",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "withdrawn", "lapsed"]),
                            models.Q(
                                ("declared_at__isnull", False),
                                ("first_submitted_at__isnull", False),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="submitted_applications_were_declared",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["paid", "approved", "rejected", "registered", "printed", "issued"]),
                                _negated=True,
                            ),
                            models.Q(("first_passed_at__isnull", False), ("paid_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="qualified_applications_were_passed_and_paid",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("counter_opened_at", None),
                                ("counter_opened_by", None),
                                ("counter_reason", ""),
                                ("counter_submitted_by", None),
                            ),
                            models.Q(
                                ("counter_opened_at__isnull", False),
                                ("counter_opened_by__isnull", False),
                                models.Q(("counter_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="counter_applications_say_who_and_why",
                        violation_error_message="现场受理要写明经办人和原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "submitted"), _negated=True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="submitted_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            ("returned_at__isnull", False),
                            _connector="OR",
                        ),
                        name="returned_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "first_passed"), _negated=True),
                            ("first_passed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="first_passed_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "paid"), _negated=True), ("paid_at__isnull", False), _connector="OR"
                        ),
                        name="paid_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="approved_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "rejected"), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="rejected_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "registered"), _negated=True),
                            ("registered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="registered_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "printed"), _negated=True),
                            ("printed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="printed_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "issued"), _negated=True), ("issued_at__isnull", False), _connector="OR"
                        ),
                        name="issued_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            ("withdrawn_at__isnull", False),
                            _connector="OR",
                        ),
                        name="withdrawn_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "lapsed"), _negated=True), ("lapsed_at__isnull", False), _connector="OR"
                        ),
                        name="lapsed_has_its_time",
                    ),
                ),
                migrations.AddIndex(
                    model_name="appraisalband",
                    index=models.Index(fields=["batch", "value"], name="appraisal_band"),
                ),
                migrations.AddConstraint(
                    model_name="appraisallikeness",
                    constraint=models.UniqueConstraint(
                        fields=("first", "second"), name="two_appraisals_are_alike_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="appraisallikeness",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="the_older_appraisal_stands_first"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="appraisallikeness",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)), name="likeness_is_a_percentage"
                    ),
                ),
                migrations.AddIndex(
                    model_name="auditstanding",
                    index=models.Index(fields=["verdict", "application"], name="standing_by_verdict"),
                ),
                migrations.AddIndex(
                    model_name="auditstanding",
                    index=models.Index(
                        condition=models.Q(("stale_since__isnull", False)),
                        fields=["stale_since"],
                        name="standing_stale",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="auditstanding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["pass", "review", "fail"])),
                        name="standing_verdict_is_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("application", "kind"),
                        name="one_current_document_per_kind",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cardreading",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("read_at__isnull", False), ("state", "read"), models.Q(("side", ""), _negated=True)
                            ),
                            models.Q(models.Q(("state", "read"), _negated=True), ("read_at", None), ("side", "")),
                            _connector="OR",
                        ),
                        name="card_reading_has_its_time_and_side",
                    ),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["application", "at"], name="event_of_application"),
                ),
                migrations.AddConstraint(
                    model_name="exemptionlimits",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("most_share__range", (1, 100))),
                        name="exemption_share_is_a_percentage",
                        violation_error_message="百分比是 1 到 100",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("handed_in_at", None),
                            models.Q(
                                ("basis__in", ("self_study", "merged")), models.Q(("old_number", ""), _negated=True)
                            ),
                            models.Q(
                                ("basis", "transfer"),
                                models.Q(("old_number", ""), _negated=True),
                                models.Q(("school", ""), _negated=True),
                            ),
                            models.Q(
                                ("basis", "degree"),
                                models.Q(("school", ""), _negated=True),
                                models.Q(("major", ""), _negated=True),
                                models.Q(("level", ""), _negated=True),
                            ),
                            models.Q(
                                ("basis", "certificate"),
                                models.Q(("certificate", ""), _negated=True),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handed_in_exemptions_name_their_evidence",
                        violation_error_message="请先写全免考的依据",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("on_paper", False), ("by_unit", True), _connector="OR"),
                        name="only_units_hand_in_exemption_papers",
                        violation_error_message="只有单位代办的可以交纸质材料",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionimage",
                    constraint=models.UniqueConstraint(
                        fields=("request", "sha256"),
                        name="exemption_image_is_kept_once",
                        violation_error_message="这张图片已经有了",
                    ),
                ),
                migrations.AddIndex(
                    model_name="exemptionrow",
                    index=models.Index(fields=["state", "paid_at"], name="exemption_row_waiting"),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ("refused", "withdrawn", "ended")), _negated=True),
                        fields=("application", "course"),
                        name="course_is_asked_to_be_exempted_once",
                        violation_error_message="这门课程已经申请免考",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("mark", None), ("mark__range", (60, 100)), _connector="OR"),
                        name="exemption_mark_is_a_pass",
                        violation_error_message="免考按 60 到 100 分计",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("paid", "advised", "returned", "approved", "refused")), _negated=True
                            ),
                            ("paid_at__isnull", False),
                            _connector="OR",
                        ),
                        name="exemptions_are_paid_before_anybody_judges",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("advised", "approved", "refused")), _negated=True),
                            models.Q(
                                ("opinion_at__isnull", False),
                                ("opinion_by__isnull", False),
                                models.Q(("opinion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exemptions_are_decided_after_the_school",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ("approved", "refused")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("approved", "refused")), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="exemption_decisions_have_their_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("decision_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_exemptions_say_why",
                        violation_error_message="不批准要写明原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opinion", "disagree"), _negated=True),
                            models.Q(("opinion_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="disagreeing_schools_say_why",
                        violation_error_message="不同意要写明原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                                models.Q(("return_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="returned_exemptions_say_why",
                        violation_error_message="退回补正要写明原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionrow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", "ended"),
                                models.Q(("ended_why", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True), ("ended_at", None), ("ended_why", "")
                            ),
                            _connector="OR",
                        ),
                        name="ended_exemptions_say_when_and_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exemptionbill",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("fee__gt", 0)), name="exemption_fee_is_positive"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="materiallist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_at", None), ("batch__isnull", False), _connector="OR"),
                        name="a_list_with_a_deadline_names_its_batch",
                        violation_error_message="只有某一批次的清单才能写截止时间",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="materiallist",
                    constraint=models.UniqueConstraint(
                        fields=("school", "batch", "route", "level"), name="one_list_a_school_and_batch"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="materiallist",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("batch", None)),
                        fields=("school", "route", "level"),
                        name="one_list_a_school",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="materiallist",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("school", None)),
                        fields=("batch", "route", "level"),
                        name="one_general_list_a_batch",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="materiallist",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("batch", None), ("school", None)),
                        fields=("route", "level"),
                        name="one_general_list",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="materialrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_at", None), ("batch__isnull", False), _connector="OR"),
                        name="a_line_with_a_deadline_names_its_batch",
                        violation_error_message="只有某一批次的清单才能写截止时间",
                    ),
                ),
                migrations.AddIndex(
                    model_name="message",
                    index=models.Index(fields=["application", "side"], name="message_of_side"),
                ),
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_message_says_something",
                        violation_error_message="请写下要说的话",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("side__in", ["candidate", "school"])), name="a_message_has_its_side"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="messagemark",
                    constraint=models.UniqueConstraint(fields=("application", "side"), name="one_message_mark_a_side"),
                ),
                migrations.AddIndex(
                    model_name="notice",
                    index=models.Index(fields=["delivery", "created_at"], name="notice_outbox"),
                ),
                migrations.AddIndex(
                    model_name="paperlookup",
                    index=models.Index(fields=["by", "at"], name="paper_lookup_by_whom"),
                ),
                migrations.AddConstraint(
                    model_name="papertransfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("district", None), ("unit__isnull", False)),
                            models.Q(("district__isnull", False), ("unit", None)),
                            _connector="OR",
                        ),
                        name="a_transfer_comes_from_one_office",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papertransfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None), ("counted", None)),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("counted__isnull", False),
                                ("taken_back_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_confirmed_transfer_names_who_and_how_many",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papertransfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("copies__gt", 0), ("people__gt", 0)), name="a_transfer_holds_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="papertransfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None),
                            ("counted", models.F("copies")),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_difference_is_explained",
                        violation_error_message="实收份数和清单不同，请写明差异",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paper",
                    constraint=models.UniqueConstraint(
                        fields=("application", "line"),
                        name="a_paper_is_registered_once",
                        violation_error_message="这份材料刚刚登记过",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("district", None), ("school__isnull", False), ("unit", None)),
                            models.Q(("district", None), ("school", None), ("unit__isnull", False)),
                            models.Q(("district__isnull", False), ("school", None), ("unit", None)),
                            _connector="OR",
                        ),
                        name="a_paper_was_taken_by_one_desk",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("transfer", None), ("school", None), _connector="OR"),
                        name="the_school_hands_nothing_over_to_itself",
                    ),
                ),
                migrations.AddIndex(
                    model_name="photo",
                    index=models.Index(
                        condition=models.Q(("superseded_at", None), ("verdict", "fail")),
                        fields=["application"],
                        name="photo_refused_now",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="photo",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("application",),
                        name="one_current_photo_per_application",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="photo",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("verdict", "pending")),
                            models.Q(models.Q(("verdict", "pending"), _negated=True), ("checked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="photo_verdict_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="crop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at", None), ("state", "pending")),
                            models.Q(models.Q(("state", "pending"), _negated=True), ("proposed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="crop_proposal_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="crop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            models.Q(("source_height__isnull", False), ("source_width__isnull", False)),
                            _connector="OR",
                        ),
                        name="offered_crops_know_their_source",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="crop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_crops_have_their_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="crop",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("result", None),
                            models.Q(("accepted_at__isnull", False), ("state", "offered")),
                            _connector="OR",
                        ),
                        name="accepted_crops_were_offered_and_have_their_time",
                    ),
                ),
                migrations.AddIndex(
                    model_name="photofingerprint",
                    index=models.Index(fields=["batch", "band0"], name="photo_band0"),
                ),
                migrations.AddIndex(
                    model_name="photofingerprint",
                    index=models.Index(fields=["batch", "band1"], name="photo_band1"),
                ),
                migrations.AddIndex(
                    model_name="photofingerprint",
                    index=models.Index(fields=["batch", "band2"], name="photo_band2"),
                ),
                migrations.AddIndex(
                    model_name="photofingerprint",
                    index=models.Index(fields=["batch", "band3"], name="photo_band3"),
                ),
                migrations.AddConstraint(
                    model_name="photolikeness",
                    constraint=models.UniqueConstraint(fields=("first", "second"), name="two_photos_are_alike_once"),
                ),
                migrations.AddConstraint(
                    model_name="photolikeness",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="the_older_photo_stands_first"
                    ),
                ),
                migrations.AddIndex(
                    model_name="photoresult",
                    index=models.Index(fields=["application", "uploaded_at"], name="photo_result_in_order"),
                ),
                migrations.AddConstraint(
                    model_name="photofinding",
                    constraint=models.UniqueConstraint(
                        fields=("result", "code"), name="a_rule_is_counted_once_a_photo"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="photoappeal",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answer", "withdrawn"), _negated=True),
                        fields=("application", "round"),
                        name="one_photo_appeal_a_round",
                        violation_error_message="这一次已经请老师判断过了",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="photoappeal",
                    constraint=models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.text.Length("sentence"), 10
                        ),
                        name="a_photo_appeal_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="photoappeal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "open"), ("answered_at", None)),
                            models.Q(models.Q(("answer", "open"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_answered_photo_appeal_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="priorresult",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("provider", "manual"), _negated=True),
                        fields=("application", "number", "provider"),
                        name="a_provider_answers_once_about_a_number",
                        violation_error_message="这个编号已经核对过",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="priorresult",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", False), ("provider", "manual")),
                            models.Q(models.Q(("provider", "manual"), _negated=True), ("by", None)),
                            _connector="OR",
                        ),
                        name="a_manual_prior_result_names_its_person",
                        violation_error_message="人工核对要有经办人",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="priorresult",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "verified"), ("provider", "manual"), ("report_number", ""), _negated=True
                        ),
                        name="a_manual_confirmation_names_its_report",
                        violation_error_message="核对一致要写报告编号",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="priorresult",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["verified", "not_found", "differs"])),
                        name="prior_result_outcome_is_known",
                        violation_error_message="核对结果不存在",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="returnedpart",
                    constraint=models.UniqueConstraint(
                        fields=("application", "round", "section"), name="a_section_is_returned_once_a_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="returnedpart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="a_return_has_a_reason",
                        violation_error_message="请写明退回原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ruletrial",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("cursor__lte", models.F("upto"))), name="trial_stays_within_its_photos"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ruletrialchange",
                    constraint=models.UniqueConstraint(fields=("trial", "photo"), name="photo_is_once_in_a_trial"),
                ),
            ]
        ),
    ]
