"""Moves a demonstration batch and all that happened in it into the past, so that the portal shows a finished
half-year.
"""

from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, F, QuerySet

from applications.models import Application, Document, Event, Notice, Photo, ReturnedPart
from certificates.models import (
    Certificate,
    Handover,
    PrintPart,
    PrintRun,
    RegistrationEntry,
    RegistrationPackage,
    RegistrationReply,
)
from review.models import CollectiveJudgement, CollectiveReview, Duty, FirstReview
from selfexam.catalogue.models import Batch
from selfexam.payments.models import Attempt, Order, Payment, Refund


def age(batch: Batch, days: int) -> None:
    """Shift every timestamp of the batch by `days`, and the day on which a certificate was signed for; the dates of
    the batch itself stay.
    """
    shift = timedelta(days=days)
    mine = Application.objects.filter(batch=batch)
    subjects = [str(uuid) for uuid in mine.values_list("uuid", flat=True)]
    orders = Order.objects.filter(subject__in=subjects)
    touched: list[QuerySet[Any]] = [
        Batch.objects.filter(pk=batch.pk),
        mine,
        *(model.objects.filter(application__in=mine) for model in _OF_AN_APPLICATION),
        CollectiveJudgement.objects.filter(review__application__in=mine),
        orders,
        Attempt.objects.filter(order__in=orders),
        Payment.objects.filter(order__in=orders),
        Refund.objects.filter(payment__order__in=orders),
        RegistrationPackage.objects.filter(batch=batch),
        RegistrationEntry.objects.filter(package__batch=batch),
        RegistrationReply.objects.filter(package__batch=batch),
        PrintRun.objects.filter(batch=batch),
        PrintPart.objects.filter(run__batch=batch),
        Handover.objects.filter(certificate__application__in=mine),
    ]
    for rows in touched:
        fields = [f.name for f in rows.model._meta.fields if isinstance(f, DateTimeField)]
        rows.update(**{name: F(name) - shift for name in fields})
    for handover in Handover.objects.filter(certificate__application__in=mine):
        Handover.objects.filter(pk=handover.pk).update(signed_on=handover.signed_on - shift)


_OF_AN_APPLICATION: tuple[Any, ...] = (
    Document,
    Event,
    Notice,
    Photo,
    ReturnedPart,
    CollectiveReview,
    Duty,
    FirstReview,
    Certificate,
)
