"""First and collective review: the first migration of a new installation."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from selfexam.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("review", "0001_first"),
        ("review", "0003_opinions_and_confirmations"),
        ("review", "0004_claim"),
        ("review", "0005_photo_override"),
        ("review", "0006_call"),
        ("review", "0007_judgement_facts"),
        ("review", "0008_claim_since_and_handed_by"),
        ("review", "0009_first_review_began"),
        ("review", "0010_bulk_pass"),
        ("review", "0011_questions"),
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
                    name="BulkPass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="确认时间")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                                verbose_name="审核人",
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
                    ],
                    options={
                        "verbose_name": "批量通过",
                        "verbose_name_plural": "批量通过",
                        "ordering": ("-at", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("until", models.DateTimeField(verbose_name="到何时")),
                        ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="从何时")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claim",
                                to="applications.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审核人",
                            ),
                        ),
                        (
                            "handed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="转交人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "正在审核",
                        "verbose_name_plural": "正在审核",
                    },
                ),
                migrations.CreateModel(
                    name="CollectiveReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "opinion",
                            models.CharField(
                                choices=[("none", "未填写"), ("agree", "同意毕业"), ("doubt", "有疑问")],
                                default="none",
                                max_length=8,
                                verbose_name="学校意见",
                            ),
                        ),
                        ("opinion_note", models.TextField(blank=True, verbose_name="学校说明")),
                        ("opinion_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "conclusion",
                            models.CharField(
                                choices=[("open", "未定"), ("approve", "通过"), ("refuse", "不通过")],
                                default="open",
                                max_length=8,
                                verbose_name="结论",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="原因")),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="collective_review",
                                to="applications.application",
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
                    ],
                    options={
                        "verbose_name": "会审",
                        "verbose_name_plural": "会审",
                        "ordering": ("application",),
                    },
                ),
                migrations.CreateModel(
                    name="CollectiveJudgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("record", "考籍"),
                                    ("plan", "专业计划"),
                                    ("scores", "考试成绩"),
                                    ("bridging", "衔接课程"),
                                    ("exemptions", "免考情况"),
                                    ("prior_degree", "前置学历"),
                                    ("handwriting", "考试笔迹一致性"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("pass", "通过"), ("hold", "待定"), ("fail", "不通过")], max_length=8
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("judged_at", models.DateTimeField()),
                        (
                            "judged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="judgements",
                                to="review.collectivereview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会审项",
                        "verbose_name_plural": "会审项",
                        "ordering": ("review", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="原因")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="通知时间")),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[("phone", "电话"), ("in_person", "当面"), ("mail", "邮件")],
                                max_length=10,
                                verbose_name="方式",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty",
                                to="applications.application",
                            ),
                        ),
                        (
                            "told_by",
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
                        "verbose_name": "通知考生",
                        "verbose_name_plural": "通知考生",
                        "ordering": ("created_at",),
                    },
                ),
                migrations.CreateModel(
                    name="FirstReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(verbose_name="第几次")),
                        (
                            "outcome",
                            models.CharField(choices=[("passed", "初审通过"), ("returned", "退回修改")], max_length=8),
                        ),
                        ("conduct", models.CharField(blank=True, max_length=40, verbose_name="思想品德结论")),
                        ("audit_verdict", models.CharField(blank=True, max_length=8)),
                        ("note", models.TextField(blank=True, verbose_name="备注")),
                        ("began_at", models.DateTimeField(blank=True, null=True, verbose_name="开始审核")),
                        ("decided_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="first_reviews",
                                to="applications.application",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "初审",
                        "verbose_name_plural": "初审",
                        "ordering": ("application", "round"),
                    },
                ),
                migrations.CreateModel(
                    name="ItemJudgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("record", "考籍信息"),
                                    ("courses", "课程与学分"),
                                    ("appraisal", "思想品德与自我鉴定"),
                                    ("photo", "证件照"),
                                    ("id_card", "身份证件"),
                                    ("prior_degree", "前置学历"),
                                    ("materials", "材料"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("verdict", models.CharField(choices=[("pass", "合格"), ("return", "退回")], max_length=8)),
                        ("reason", models.TextField(blank=True)),
                        ("facts", models.JSONField(blank=True, default=dict, verbose_name="所依据的")),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="judgements",
                                to="review.firstreview",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "初审项",
                        "verbose_name_plural": "初审项",
                        "ordering": ("review", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="PhotoOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("codes", models.JSONField(verbose_name="放行的项目")),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photo_overrides",
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
                        (
                            "result",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="override",
                                to="applications.photoresult",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "照片放行",
                        "verbose_name_plural": "照片放行",
                        "ordering": ("application", "at"),
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("text", models.CharField(max_length=500, verbose_name="问题")),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="提问时间")),
                        ("answer", models.CharField(blank=True, max_length=500, verbose_name="答复")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="答复",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="applications.application",
                                verbose_name="毕业申请",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提问",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办结",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考籍协助",
                        "verbose_name_plural": "考籍协助",
                        "ordering": ("asked_at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="ReturnReason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("record", "考籍信息"),
                                    ("courses", "课程与学分"),
                                    ("appraisal", "思想品德与自我鉴定"),
                                    ("photo", "证件照"),
                                    ("id_card", "身份证件"),
                                    ("prior_degree", "前置学历"),
                                    ("materials", "材料"),
                                ],
                                max_length=16,
                                verbose_name="审核项",
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="原因")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                        ("is_active", models.BooleanField(default=True, verbose_name="可用")),
                    ],
                    options={
                        "verbose_name": "退回原因",
                        "verbose_name_plural": "退回原因",
                        "ordering": ("item", "position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "text"),
                                name="a_reason_is_listed_once",
                                violation_error_message="这一项已有同样的原因",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BulkPassItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seen_version", models.PositiveIntegerField(verbose_name="当时的版本")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("waiting", "等待处理"), ("passed", "初审通过"), ("left_out", "没有通过")],
                                default="waiting",
                                max_length=8,
                                verbose_name="结果",
                            ),
                        ),
                        ("sentence", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="applications.application",
                            ),
                        ),
                        (
                            "bulk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="review.bulkpass"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "批量通过的申请",
                        "verbose_name_plural": "批量通过的申请",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("bulk", "application"), name="an_application_is_once_on_a_list"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "waiting")),
                                fields=("application",),
                                name="an_application_waits_on_one_list",
                                violation_error_message="这份申请已在另一份名单上",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "left_out"), models.Q(("sentence", ""), _negated=True)),
                                    models.Q(models.Q(("outcome", "left_out"), _negated=True), ("sentence", "")),
                                    _connector="OR",
                                ),
                                name="what_is_left_out_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("reached", "已接通"),
                                    ("no_answer", "无人接听"),
                                    ("off", "关机或停机"),
                                    ("wrong", "号码不是本人"),
                                    ("again", "约定再打"),
                                ],
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="applications.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="打电话的人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "电话记录",
                        "verbose_name_plural": "电话记录",
                        "ordering": ("-at", "-pk"),
                        "indexes": [models.Index(fields=["application", "at"], name="call_of_application")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("result__in", ("reached", "no_answer", "off", "wrong", "again"))),
                                name="a_call_has_a_known_result",
                                violation_error_message="请选择电话结果",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result__in", ("reached", "again")), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_call_that_was_answered_says_what_was_said",
                                violation_error_message="请写明电话里说了什么",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="collectivereview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("conclusion", "open"), ("decided_at", None), ("decided_by", None)),
                            models.Q(
                                models.Q(("conclusion", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_conclusion_names_who_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="collectivereview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("conclusion", "refuse"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refusal_has_a_reason",
                        violation_error_message="不通过要写明原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="collectivereview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refusal_is_confirmed_by_another_person",
                        violation_error_message="复核人不能是作出结论的人",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="collectivereview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opinion", "none"), ("opinion_at", None), ("opinion_by", None)),
                            models.Q(
                                models.Q(("opinion", "none"), _negated=True),
                                ("opinion_at__isnull", False),
                                ("opinion_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_opinion_names_who_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="collectivereview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("conclusion", "refuse"),
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_refusal_is_confirmed_and_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="collectivereview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("released_at", None),
                            ("conclusion", "approve"),
                            models.Q(("conclusion", "refuse"), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="only_settled_conclusions_are_released",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="collectivejudgement",
                    constraint=models.UniqueConstraint(
                        fields=("review", "item"), name="a_collective_item_is_judged_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duty",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at", None), ("told_by", None), ("way", "")),
                            models.Q(
                                ("told_at__isnull", False),
                                ("told_by__isnull", False),
                                models.Q(("way", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_told_candidate_names_who_and_how",
                    ),
                ),
                migrations.AddIndex(
                    model_name="firstreview",
                    index=models.Index(fields=["reviewer", "decided_at"], name="first_review_of_reviewer"),
                ),
                migrations.AddConstraint(
                    model_name="firstreview",
                    constraint=models.UniqueConstraint(
                        fields=("application", "round"), name="one_first_review_a_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="firstreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "passed"), _negated=True),
                            models.Q(("conduct", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_pass_carries_a_conduct_conclusion",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="itemjudgement",
                    constraint=models.UniqueConstraint(
                        fields=("review", "item"), name="an_item_is_judged_once_a_review"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="itemjudgement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "return"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_returned_item_has_a_reason",
                        violation_error_message="请写明退回原因",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="photooverride",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="an_override_has_a_reason",
                        violation_error_message="请写明放行的理由",
                    ),
                ),
                migrations.AddIndex(
                    model_name="question",
                    index=models.Index(fields=["closed_at", "answered_at"], name="question_worklist"),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_question_asks_something",
                        violation_error_message="请写明问题",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_names_who_and_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_closed_question_names_who_and_when",
                    ),
                ),
            ]
        ),
    ]
