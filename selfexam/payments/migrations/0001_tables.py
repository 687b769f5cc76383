"""Orders, refunds and the counter's receipts: the first migration of a new installation."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import selfexam.payments.models.sandbox_trade
import selfexam.payments.numbering
import selfexam.payments.return_path
from selfexam.create_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("payments", "0001_first"),
        ("payments", "0002_counter"),
    ]
    dependencies = [
        ("catalogue", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "number",
                            models.CharField(
                                default=selfexam.payments.numbering.order_number,
                                editable=False,
                                max_length=32,
                                unique=True,
                                verbose_name="订单号",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[("review_fee", "毕业审定费"), ("exemption_fee", "免考费")],
                                max_length=16,
                                verbose_name="项目",
                            ),
                        ),
                        ("subject", models.CharField(max_length=64, verbose_name="缴费对象")),
                        ("payer_name", models.CharField(blank=True, max_length=40, verbose_name="缴费人")),
                        ("reference", models.CharField(blank=True, max_length=20, verbose_name="准考证号")),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("amount", models.PositiveIntegerField(verbose_name="金额（分）")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "等待支付"),
                                    ("paid", "已支付"),
                                    ("closed", "已关闭"),
                                    ("refunded", "已退费"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("pay_before", models.DateTimeField(verbose_name="缴费截止")),
                        (
                            "return_path",
                            models.CharField(
                                max_length=200,
                                validators=[selfexam.payments.return_path.own_path],
                                verbose_name="缴费后返回",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="开单时间")),
                        ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="支付时间")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="关闭时间")),
                        ("refunded_at", models.DateTimeField(blank=True, null=True, verbose_name="退费完成时间")),
                        (
                            "payer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="缴费人账号",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="catalogue.school",
                                verbose_name="收费学校",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "订单",
                        "verbose_name_plural": "订单",
                        "ordering": ("-created_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="GatewayMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("gateway", models.CharField(max_length=20, verbose_name="支付方式")),
                        ("message_id", models.CharField(blank=True, max_length=64, verbose_name="通知编号")),
                        ("body_hash", models.CharField(max_length=64, verbose_name="内容摘要")),
                        ("verified", models.BooleanField(verbose_name="签名有效")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("accepted", "已处理"), ("refused", "未采信")],
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        ("outcome", models.CharField(max_length=200, verbose_name="说明")),
                        (
                            "received_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="首次收到"),
                        ),
                        ("last_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="最近收到")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="次数")),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="messages",
                                to="payments.order",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "平台通知",
                        "verbose_name_plural": "平台通知",
                        "ordering": ("-last_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("gateway", models.CharField(max_length=20, verbose_name="支付方式")),
                        (
                            "started_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="最近发起"),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="最近查询")),
                        ("next_ask_at", models.DateTimeField(verbose_name="下次查询")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="在支付平台关闭")),
                        ("trouble", models.CharField(blank=True, max_length=200, verbose_name="异常")),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attempts",
                                to="payments.order",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "支付尝试",
                        "verbose_name_plural": "支付尝试",
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("gateway", models.CharField(max_length=20, verbose_name="支付方式")),
                        ("trade_no", models.CharField(max_length=64, verbose_name="平台交易号")),
                        ("amount", models.PositiveIntegerField(verbose_name="金额（分）")),
                        ("returned", models.PositiveIntegerField(default=0, verbose_name="退费（分）")),
                        ("settles", models.BooleanField(default=False, verbose_name="计入订单")),
                        ("paid_at", models.DateTimeField(verbose_name="支付时间")),
                        ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="得知时间")),
                        (
                            "via",
                            models.CharField(
                                choices=[("callback", "平台通知"), ("query", "主动查询"), ("counter", "现场缴费")],
                                max_length=10,
                                verbose_name="得知途径",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="payments.order",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "缴费",
                        "verbose_name_plural": "缴费",
                        "ordering": ("paid_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CounterReceipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.CharField(max_length=20, verbose_name="收据号")),
                        (
                            "method",
                            models.CharField(
                                choices=[("cash", "现金"), ("card", "刷卡或扫码"), ("transfer", "转账")],
                                max_length=10,
                                verbose_name="收款方式",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(verbose_name="收款时间")),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        ("void_reason", models.CharField(blank=True, max_length=120, verbose_name="作废原因")),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.school",
                                verbose_name="收费学校",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收款人",
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="作废人",
                            ),
                        ),
                        (
                            "payment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipt",
                                to="payments.payment",
                                verbose_name="缴费",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "现场收据",
                        "verbose_name_plural": "现场收据",
                        "ordering": ("-taken_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Refund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "number",
                            models.CharField(
                                default=selfexam.payments.numbering.refund_number,
                                editable=False,
                                max_length=32,
                                unique=True,
                                verbose_name="退费单号",
                            ),
                        ),
                        ("amount", models.PositiveIntegerField(verbose_name="金额（分）")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("not_approved", "会审未通过"),
                                    ("late", "逾期支付"),
                                    ("withdrawn", "申请已撤回"),
                                    ("duplicate", "重复支付"),
                                    ("mistake", "登记有误"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                                verbose_name="原因",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "待退费"),
                                    ("sent", "平台处理中"),
                                    ("done", "已退回"),
                                    ("failed", "退费失败"),
                                ],
                                default="requested",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("trouble", models.CharField(blank=True, max_length=200, verbose_name="异常")),
                        ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                        ("next_look_at", models.DateTimeField(verbose_name="下次查询")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="送出时间")),
                        ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="失败时间")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="退回时间")),
                        (
                            "payment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refunds",
                                to="payments.payment",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        (
                            "run_again_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="再次退费",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "退费",
                        "verbose_name_plural": "退费",
                        "ordering": ("-requested_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CounterPayback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("voucher", models.CharField(max_length=20, verbose_name="退款凭证号")),
                        (
                            "method",
                            models.CharField(
                                choices=[("cash", "现金"), ("transfer", "转账")], max_length=10, verbose_name="退款方式"
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="退款时间")),
                        (
                            "given_by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.school",
                                verbose_name="退费学校",
                            ),
                        ),
                        (
                            "refund",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payback",
                                to="payments.refund",
                                verbose_name="退费",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "现场退款",
                        "verbose_name_plural": "现场退款",
                        "ordering": ("-given_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SandboxTrade",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=selfexam.payments.models.sandbox_trade.trade_token, max_length=40, unique=True
                            ),
                        ),
                        (
                            "trade_no",
                            models.CharField(
                                default=selfexam.payments.models.sandbox_trade.trade_number, max_length=32, unique=True
                            ),
                        ),
                        ("merchant", models.CharField(max_length=32)),
                        ("order_number", models.CharField(max_length=32, unique=True)),
                        ("title", models.CharField(max_length=80)),
                        ("amount", models.PositiveIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        ("notify_url", models.CharField(max_length=300)),
                        ("return_url", models.CharField(max_length=300)),
                        ("expires_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "等待付款"), ("paid", "已付款"), ("closed", "已关闭")],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("paid_at", models.DateTimeField(blank=True, null=True)),
                        ("notify_from", models.DateTimeField(blank=True, null=True)),
                        ("notify_times", models.PositiveSmallIntegerField(default=0)),
                        ("notified_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "模拟平台交易",
                        "verbose_name_plural": "模拟平台交易",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_at__isnull", False), ("state", "paid")),
                                    models.Q(models.Q(("state", "paid"), _negated=True), ("paid_at", None)),
                                    _connector="OR",
                                ),
                                name="sandbox_trade_time_fits_its_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SandboxRefund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("refund_number", models.CharField(max_length=32, unique=True)),
                        ("amount", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(choices=[("processing", "处理中"), ("done", "已退回")], max_length=10),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "trade",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refunds",
                                to="payments.sandboxtrade",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "模拟平台退费",
                        "verbose_name_plural": "模拟平台退费",
                    },
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(fields=["state", "pay_before"], name="order_by_state_and_deadline"),
                ),
                migrations.AddIndex(
                    model_name="order",
                    index=models.Index(fields=["school", "state"], name="order_by_school_and_state"),
                ),
                migrations.AddConstraint(
                    model_name="order",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="order_amount_is_positive",
                        violation_error_message="金额要大于 0",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="order",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("return_path__startswith", "/"), models.Q(("return_path__startswith", "//"), _negated=True)
                        ),
                        name="order_returns_to_this_portal",
                        violation_error_message="返回地址要以一个 / 开头",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="order",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("paid_at", None), ("refunded_at", None), ("state", "open")),
                            models.Q(
                                ("closed_at", None),
                                ("paid_at__isnull", False),
                                ("refunded_at", None),
                                ("state", "paid"),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("paid_at", None),
                                ("refunded_at", None),
                                ("state", "closed"),
                            ),
                            models.Q(
                                ("closed_at", None),
                                ("paid_at__isnull", False),
                                ("refunded_at__isnull", False),
                                ("state", "refunded"),
                            ),
                            _connector="OR",
                        ),
                        name="order_times_fit_its_state",
                        violation_error_message="订单状态和时间不一致",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="order",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("payer__isnull", False), models.Q(("payer_name", ""), _negated=True), _connector="OR"
                        ),
                        name="order_names_its_payer",
                        violation_error_message="订单要写明缴费人",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="order",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "paid"))),
                        fields=("purpose", "subject"),
                        name="one_live_order_for_one_thing",
                        violation_error_message="这一项已有订单",
                    ),
                ),
                migrations.AddIndex(
                    model_name="gatewaymessage",
                    index=models.Index(fields=["verdict", "last_at"], name="message_by_verdict"),
                ),
                migrations.AddConstraint(
                    model_name="gatewaymessage",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("verified", True)),
                        fields=("gateway", "message_id"),
                        name="one_row_per_verified_message",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="gatewaymessage",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("verified", False)),
                        fields=("gateway", "body_hash"),
                        name="one_row_per_unverified_body",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="gatewaymessage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("message_id", ""), ("verdict", "refused"), ("verified", False)),
                            models.Q(("verified", True), models.Q(("message_id", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="only_verified_messages_have_an_id_or_are_accepted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="gatewaymessage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("outcome", ""), _negated=True), name="message_has_an_outcome"
                    ),
                ),
                migrations.AddIndex(
                    model_name="attempt",
                    index=models.Index(fields=["closed_at", "next_ask_at"], name="attempt_to_be_asked"),
                ),
                migrations.AddConstraint(
                    model_name="attempt",
                    constraint=models.UniqueConstraint(
                        fields=("order", "gateway"), name="one_attempt_per_order_and_gateway"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.UniqueConstraint(fields=("gateway", "trade_no"), name="one_payment_per_trade"),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("settles", True)), fields=("order",), name="one_payment_settles_an_order"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="payment_amount_is_positive"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("returned__lte", models.F("amount"))),
                        name="no_more_is_returned_than_was_paid",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("trade_no", ""), _negated=True), name="payment_has_a_trade_number"
                    ),
                ),
                migrations.AddIndex(
                    model_name="counterreceipt",
                    index=models.Index(fields=["school", "taken_at"], name="receipt_of_a_day"),
                ),
                migrations.AddConstraint(
                    model_name="counterreceipt",
                    constraint=models.UniqueConstraint(
                        fields=("school", "number"),
                        name="one_receipt_per_school_and_number",
                        violation_error_message="这个收据号已经用过",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="counterreceipt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="receipt_has_a_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="counterreceipt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="voided_receipt_says_who_and_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="refund",
                    index=models.Index(fields=["state", "next_look_at"], name="refund_to_be_looked_at"),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="refund_amount_is_positive"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "other"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="other_refund_reason_is_explained",
                        violation_error_message="原因选“其他”时请写说明",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("failed_at", None), ("state", "requested")),
                            models.Q(
                                ("done_at", None), ("failed_at", None), ("sent_at__isnull", False), ("state", "sent")
                            ),
                            models.Q(("done_at__isnull", False), ("failed_at", None), ("state", "done")),
                            models.Q(("done_at", None), ("failed_at__isnull", False), ("state", "failed")),
                            _connector="OR",
                        ),
                        name="refund_times_fit_its_state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="refund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("trouble", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="failed_refund_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="counterpayback",
                    constraint=models.UniqueConstraint(
                        fields=("school", "voucher"),
                        name="one_payback_per_school_and_voucher",
                        violation_error_message="这个退款凭证号已经用过",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="counterpayback",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("voucher", ""), _negated=True), name="payback_has_a_voucher"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sandboxrefund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(("state", "processing"), ("done_at", None)),
                            _connector="OR",
                        ),
                        name="sandbox_refund_time_fits_its_state",
                    ),
                ),
            ]
        ),
    ]
