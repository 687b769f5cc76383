"""Student records, credits and what is asked about them: the first migration of a new installation."""

import uuid

import django.core.validators
import django.db.models.deletion
import encrypted_fields.fields
from django.conf import settings
from django.db import migrations, models

import selfexam.records.models.correction_parts
import selfexam.records.models.record_upload
from selfexam.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("records", "0001_first"),
        ("records", "0002_verified_qualification"),
        ("records", "0003_prior_related"),
        ("records", "0004_history_and_cancelled_credits"),
        ("records", "0005_uploads"),
        ("records", "0006_record_indexes"),
        ("records", "0007_corrections"),
        ("records", "0008_merges"),
    ]
    dependencies = [
        ("catalogue", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Correction",
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
                                choices=[
                                    ("asked", "待学校核对"),
                                    ("forwarded", "待考试院决定"),
                                    ("sent_back", "学校退回"),
                                    ("approved", "已更正"),
                                    ("refused", "不同意更正"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("why", models.CharField(max_length=300, verbose_name="更正原因")),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                        ("school_at", models.DateTimeField(blank=True, null=True, verbose_name="学校核对时间")),
                        ("school_word", models.CharField(blank=True, max_length=300, verbose_name="学校意见")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                        ("decision_word", models.CharField(blank=True, max_length=300, verbose_name="决定说明")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
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
                                verbose_name="决定人",
                            ),
                        ),
                        (
                            "school_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="学校经办",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考籍更正",
                        "verbose_name_plural": "考籍更正",
                        "ordering": ("-asked_at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionProof",
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
                                max_length=120, upload_to=selfexam.records.models.correction_parts.proof_name
                            ),
                        ),
                        ("bytes", models.PositiveIntegerField()),
                        (
                            "correction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proofs",
                                to="records.correction",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "更正证明",
                        "verbose_name_plural": "更正证明",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="StudentRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "admission_number",
                            models.CharField(
                                max_length=12,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^\\d{12}$", "准考证号是 12 位数字")],
                                verbose_name="准考证号",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        (
                            "sex",
                            models.CharField(choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别"),
                        ),
                        ("birth_date", models.DateField(verbose_name="出生日期")),
                        (
                            "ethnicity",
                            models.CharField(
                                choices=[
                                    ("01", "汉族"),
                                    ("02", "蒙古族"),
                                    ("03", "回族"),
                                    ("04", "藏族"),
                                    ("05", "维吾尔族"),
                                    ("06", "苗族"),
                                    ("07", "彝族"),
                                    ("08", "壮族"),
                                    ("09", "布依族"),
                                    ("10", "朝鲜族"),
                                    ("11", "满族"),
                                    ("12", "侗族"),
                                    ("13", "瑶族"),
                                    ("14", "白族"),
                                    ("15", "土家族"),
                                    ("16", "哈尼族"),
                                    ("17", "哈萨克族"),
                                    ("18", "傣族"),
                                    ("19", "黎族"),
                                    ("20", "傈僳族"),
                                    ("21", "佤族"),
                                    ("22", "畲族"),
                                    ("23", "高山族"),
                                    ("24", "拉祜族"),
                                    ("25", "水族"),
                                    ("26", "东乡族"),
                                    ("27", "纳西族"),
                                    ("28", "景颇族"),
                                    ("29", "柯尔克孜族"),
                                    ("30", "土族"),
                                    ("31", "达斡尔族"),
                                    ("32", "仫佬族"),
                                    ("33", "羌族"),
                                    ("34", "布朗族"),
                                    ("35", "撒拉族"),
                                    ("36", "毛南族"),
                                    ("37", "仡佬族"),
                                    ("38", "锡伯族"),
                                    ("39", "阿昌族"),
                                    ("40", "普米族"),
                                    ("41", "塔吉克族"),
                                    ("42", "怒族"),
                                    ("43", "乌孜别克族"),
                                    ("44", "俄罗斯族"),
                                    ("45", "鄂温克族"),
                                    ("46", "德昂族"),
                                    ("47", "保安族"),
                                    ("48", "裕固族"),
                                    ("49", "京族"),
                                    ("50", "塔塔尔族"),
                                    ("51", "独龙族"),
                                    ("52", "鄂伦春族"),
                                    ("53", "赫哲族"),
                                    ("54", "门巴族"),
                                    ("55", "珞巴族"),
                                    ("56", "基诺族"),
                                    ("97", "其他"),
                                    ("98", "外国血统中国籍人士"),
                                ],
                                max_length=2,
                                verbose_name="民族",
                            ),
                        ),
                        (
                            "political_status",
                            models.CharField(
                                choices=[
                                    ("01", "中共党员"),
                                    ("02", "中共预备党员"),
                                    ("03", "共青团员"),
                                    ("04", "民革党员"),
                                    ("05", "民盟盟员"),
                                    ("06", "民建会员"),
                                    ("07", "民进会员"),
                                    ("08", "农工党党员"),
                                    ("09", "致公党党员"),
                                    ("10", "九三学社社员"),
                                    ("11", "台盟盟员"),
                                    ("12", "无党派人士"),
                                    ("13", "群众"),
                                ],
                                default="13",
                                max_length=2,
                                verbose_name="政治面貌",
                            ),
                        ),
                        (
                            "id_type",
                            models.CharField(
                                choices=[
                                    ("1", "居民身份证"),
                                    ("6", "香港特区护照或身份证明"),
                                    ("7", "澳门特区护照或身份证明"),
                                    ("8", "台湾居民来往大陆通行证"),
                                    ("C", "港澳台居民居住证"),
                                    ("9", "外国人永久居留身份证"),
                                    ("A", "护照"),
                                ],
                                default="1",
                                max_length=1,
                                verbose_name="证件类型",
                            ),
                        ),
                        (
                            "id_number",
                            encrypted_fields.fields.EncryptedCharField(max_length=200, verbose_name="证件号码"),
                        ),
                        ("id_digest", models.CharField(db_index=True, max_length=64)),
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
                            "first_enrolled",
                            models.CharField(help_text="年-月，如 2019-10", max_length=7, verbose_name="首次报考"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="登记电话")),
                        (
                            "prior_related",
                            models.BooleanField(blank=True, null=True, verbose_name="前置专业与本专业相关"),
                        ),
                        ("graduated_on", models.DateField(blank=True, null=True, verbose_name="毕业日期")),
                        ("merged_on", models.DateField(blank=True, null=True, verbose_name="合并日期")),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_from",
                                to="records.studentrecord",
                                verbose_name="并入的考籍",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to="catalogue.plan",
                                verbose_name="考试计划",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to="catalogue.programme",
                                verbose_name="专业",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to="catalogue.school",
                                verbose_name="主考学校",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to="catalogue.unit",
                                verbose_name="集体单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考籍",
                        "verbose_name_plural": "考籍",
                        "ordering": ("admission_number",),
                    },
                ),
                migrations.CreateModel(
                    name="RecordMerge",
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
                                choices=[
                                    ("asked", "待考试院决定"),
                                    ("merged", "已合并"),
                                    ("refused", "不同意合并"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("why", models.CharField(max_length=300, verbose_name="合并原因")),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                        ("same_id", models.BooleanField(blank=True, null=True, verbose_name="证件号码一致")),
                        ("moved", models.PositiveIntegerField(blank=True, null=True, verbose_name="转入成绩")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                        ("decision_word", models.CharField(blank=True, max_length=300, verbose_name="决定说明")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
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
                                verbose_name="决定人",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges_out",
                                to="records.studentrecord",
                                verbose_name="停用的考籍",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges_in",
                                to="records.studentrecord",
                                verbose_name="保留的考籍",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "合并考籍",
                        "verbose_name_plural": "合并考籍",
                        "ordering": ("-asked_at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="RecordEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("label", models.CharField(max_length=40, verbose_name="做了什么")),
                        ("changes", models.JSONField(default=list, verbose_name="改动")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        (
                            "id_number_before",
                            encrypted_fields.fields.EncryptedCharField(
                                blank=True, max_length=200, null=True, verbose_name="原证件号码"
                            ),
                        ),
                        ("by_name", models.CharField(max_length=40, verbose_name="经办")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
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
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="records.studentrecord",
                                verbose_name="考籍",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考籍记录",
                        "verbose_name_plural": "考籍记录",
                        "ordering": ("-at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="Credit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("mark", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="成绩")),
                        ("grade", models.CharField(blank=True, max_length=8, verbose_name="等级")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="考次年份")),
                        ("month", models.PositiveSmallIntegerField(verbose_name="考次月份")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("exam", "统考"),
                                    ("practice", "实践考核"),
                                    ("exempt_qualification", "免考（学历）"),
                                    ("exempt_certificate", "免考（证书）"),
                                    ("substitution", "顶替"),
                                    ("bridging", "学分互认"),
                                    ("transfer", "省际转入"),
                                    ("merged", "合并"),
                                ],
                                default="exam",
                                max_length=24,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("exam", "统考"),
                                    ("practice", "实践考核"),
                                    ("exempt_qualification", "免考（学历）"),
                                    ("exempt_certificate", "免考（证书）"),
                                    ("substitution", "顶替"),
                                    ("bridging", "学分互认"),
                                    ("transfer", "省际转入"),
                                    ("merged", "合并"),
                                ],
                                max_length=24,
                                verbose_name="原来源",
                            ),
                        ),
                        ("cancelled_on", models.DateField(blank=True, null=True, verbose_name="取消日期")),
                        ("cancelled_why", models.CharField(blank=True, max_length=100, verbose_name="取消原因")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.course",
                                verbose_name="课程",
                            ),
                        ),
                        (
                            "merged_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.studentrecord",
                                verbose_name="原考籍",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="credits",
                                to="records.studentrecord",
                                verbose_name="考籍",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "合格成绩",
                        "verbose_name_plural": "合格成绩",
                        "ordering": ("record", "course", "year", "month"),
                    },
                ),
                migrations.AddField(
                    model_name="correction",
                    name="record",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="records.studentrecord",
                        verbose_name="考籍",
                    ),
                ),
                migrations.CreateModel(
                    name="VerifiedQualification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("id_digest", models.CharField(max_length=64)),
                        ("number", models.CharField(max_length=30, verbose_name="证书编号")),
                        ("school_name", models.CharField(blank=True, max_length=60, verbose_name="毕业院校")),
                        ("source", models.CharField(max_length=60, verbose_name="核对来源")),
                        ("verified_on", models.DateField(verbose_name="核对日期")),
                    ],
                    options={
                        "verbose_name": "已核对的前置学历",
                        "verbose_name_plural": "已核对的前置学历",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id_digest", "number"),
                                name="qualification_is_confirmed_once_per_person",
                                violation_error_message="这个人的这个证书编号已经有了",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("name", "姓名"),
                                    ("sex", "性别"),
                                    ("birth_date", "出生日期"),
                                    ("ethnicity", "民族"),
                                    ("political_status", "政治面貌"),
                                    ("id_type", "证件类型"),
                                    ("id_number", "证件号码"),
                                ],
                                max_length=16,
                                verbose_name="项目",
                            ),
                        ),
                        ("before", encrypted_fields.fields.EncryptedCharField(max_length=300, verbose_name="现在")),
                        ("after", encrypted_fields.fields.EncryptedCharField(max_length=300, verbose_name="更正为")),
                        (
                            "correction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="records.correction",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "更正项目",
                        "verbose_name_plural": "更正项目",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(fields=("correction", "field"), name="a_fact_is_asked_about_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "field__in",
                                        [
                                            "name",
                                            "sex",
                                            "birth_date",
                                            "ethnicity",
                                            "political_status",
                                            "id_type",
                                            "id_number",
                                        ],
                                    )
                                ),
                                name="only_known_facts_are_corrected",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecordUpload",
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
                                blank=True, max_length=120, upload_to=selfexam.records.models.record_upload.upload_name
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("checking", "正在核对"),
                                    ("wrong", "需要改正"),
                                    ("ready", "可以导入"),
                                    ("importing", "正在导入"),
                                    ("done", "已导入"),
                                    ("dropped", "已放弃"),
                                ],
                                default="checking",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("outcomes", models.JSONField(default=list)),
                        ("is_stale", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束")),
                        (
                            "imported_by",
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
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考籍导入",
                        "verbose_name_plural": "考籍导入",
                        "ordering": ("-made_at", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", False), ("file", ""), ("state__in", ("done", "dropped"))
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ("done", "dropped")), _negated=True),
                                        ("ended_at", None),
                                        models.Q(("file", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="uploads_that_are_over_keep_no_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("importing", "done")), _negated=True),
                                    ("imported_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="imports_say_who_started_them",
                            ),
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="studentrecord",
                    index=models.Index(fields=["school", "programme"], name="record_school_programme"),
                ),
                migrations.AddIndex(
                    model_name="studentrecord",
                    index=models.Index(fields=["programme", "id"], name="record_by_programme"),
                ),
                migrations.AddIndex(
                    model_name="studentrecord",
                    index=models.Index(fields=["name", "id"], name="record_name"),
                ),
                migrations.AddConstraint(
                    model_name="studentrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("admission_number__regex", "^[0-9]{12}$")),
                        name="admission_number_has_twelve_digits",
                        violation_error_message="准考证号是 12 位数字",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="studentrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("route", "unit"), ("unit__isnull", False)),
                            models.Q(("route", "unit"), _negated=True),
                            _connector="OR",
                        ),
                        name="unit_candidates_name_their_unit",
                        violation_error_message="集体单位考生要有单位",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="studentrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into", None), ("merged_on", None)),
                            models.Q(("merged_into__isnull", False), ("merged_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_ended_record_says_where_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="studentrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_record_does_not_end_in_itself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recordmerge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="a_record_is_not_merged_into_itself",
                        violation_error_message="请选择两个不同的准考证号",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recordmerge",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "merged"))),
                        fields=("source",),
                        name="a_record_is_merged_once",
                        violation_error_message="这个准考证号已经申请合并或已经合并",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recordmerge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ("merged", "refused")),
                            ),
                            models.Q(("state__in", ("asked", "withdrawn")), ("decided_at", None), ("decided_by", None)),
                            _connector="OR",
                        ),
                        name="a_decided_merge_names_who_decided",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recordmerge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "merged"), _negated=True),
                            models.Q(("moved__isnull", False), ("same_id", True)),
                            models.Q(
                                ("moved__isnull", False),
                                ("same_id", False),
                                models.Q(("decision_word", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_merge_says_how_the_person_is_known",
                        violation_error_message="两份考籍的证件号码不同，请写明怎样确认是同一个人",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recordmerge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("decision_word", ""), ("state", "refused"), _negated=True),
                        name="a_refused_merge_has_a_reason",
                        violation_error_message="请写明不同意的原因",
                    ),
                ),
                migrations.AddIndex(
                    model_name="recordevent",
                    index=models.Index(fields=["record", "-at"], name="record_event_of_record"),
                ),
                migrations.AddConstraint(
                    model_name="credit",
                    constraint=models.UniqueConstraint(
                        fields=("record", "course", "source", "year", "month"),
                        name="credit_is_recorded_once",
                        violation_error_message="这门课程这一考次的成绩已经有了",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="credit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("month__range", (1, 12))),
                        name="credit_month_exists",
                        violation_error_message="月份是 1 到 12",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="credit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("mark", None), ("mark__lte", 100), _connector="OR"),
                        name="credit_mark_is_at_most_100",
                        violation_error_message="成绩不能超过 100 分",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="credit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_on", None), ("cancelled_why", "")),
                            models.Q(("cancelled_on__isnull", False), models.Q(("cancelled_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cancelled_credits_say_when_and_why",
                        violation_error_message="取消成绩要写明日期和原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="credit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_from", None), ("origin", "")),
                            models.Q(
                                ("merged_from__isnull", False),
                                ("source", "merged"),
                                models.Q(("origin", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="moved_credits_say_where_they_come_from",
                    ),
                ),
                migrations.AddIndex(
                    model_name="correction",
                    index=models.Index(fields=["state", "asked_at"], name="correction_worklist"),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "forwarded"))),
                        fields=("record",),
                        name="one_open_correction_per_record",
                        violation_error_message="这份考籍已有一项更正在办理",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="a_correction_says_why",
                        violation_error_message="请写明更正原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("school_at__isnull", False),
                                ("school_by__isnull", False),
                                ("state__in", ("forwarded", "sent_back", "approved", "refused")),
                                models.Q(("school_word", ""), _negated=True),
                            ),
                            ("state__in", ("asked", "withdrawn")),
                            _connector="OR",
                        ),
                        name="a_forwarded_correction_has_the_word_of_its_school",
                        violation_error_message="请写学校意见",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
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
                        name="a_decided_correction_names_who_decided",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("decision_word", ""), ("state", "refused"), _negated=True),
                        name="a_refused_correction_has_a_reason",
                        violation_error_message="请写明不同意的原因",
                    ),
                ),
            ]
        ),
    ]
