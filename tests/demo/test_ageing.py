"""The finished half-year of the demonstration lies in the past as a whole, what was signed for and repaid too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.statuses import Status
from certificates.domain.hand_over import hand_over
from certificates.models import Handover
from selfexam.demo.ageing import age
from selfexam.payments.domain import request_refund
from selfexam.payments.models import Order, Payment, Refund
from tests.certificates import people

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=182)


def test_a_certificate_is_signed_for_and_money_repaid_when_the_application_says_so() -> None:
    batch, school, now = people.make_batch(), people.make_school(), timezone.now()
    (taken,) = people.register([people.graduate(batch, school, people.make_programme(), 1, status=Status.PRINTED)])
    hand_over(taken.uuid, by=people.school_staff(school), signed_on=timezone.localdate())
    order = Order.objects.create(
        purpose="review_fee", subject=str(taken.uuid), payer_name="林晓禾", title="毕业审定费", amount=3000,
        state="paid", pay_before=now, paid_at=now, return_path="/",
    )  # fmt: skip
    paid = {"gateway": "sandbox", "trade_no": "SB1", "amount": 3000, "settles": True, "paid_at": now, "via": "query"}
    request_refund(Payment.objects.create(order=order, **paid), Refund.Reason.OTHER, "示例")
    before = timezone.localdate()
    age(batch, HALF_A_YEAR.days)
    signed = Handover.objects.get()
    taken.refresh_from_db()
    assert (signed.signed_on, signed.at < now - HALF_A_YEAR + timedelta(days=1)) == (before - HALF_A_YEAR, True)
    assert timezone.localdate(taken.issued_at) == signed.signed_on
    assert timezone.localdate(Refund.objects.get().requested_at) == signed.signed_on
