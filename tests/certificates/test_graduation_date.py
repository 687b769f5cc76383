"""The graduation date of a batch is what was reported to the ministry: certificates may not say another day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Application
from certificates.domain.make_package import make_package
from certificates.models import RegistrationEntry
from selfexam.accounts.models import User
from selfexam.catalogue.domain.refusals import BatchRefused
from selfexam.catalogue.domain.save_batch import save_batch
from selfexam.catalogue.models import Batch

Graduates = Callable[..., list[Application]]


def a_day_later(batch: Batch) -> Batch:
    later = Batch.objects.get(pk=batch.pk)
    later.graduation_date += timedelta(days=1)
    return later


def test_a_reported_graduation_date_stays(batch: Batch, institute: User, graduates: Graduates) -> None:
    before = batch.graduation_date
    graduates(2)
    make_package(batch, by=institute)
    with pytest.raises(BatchRefused, match="毕业日期已随数据包报送电子注册，不能再改") as refused:
        save_batch(a_day_later(batch), by_id=institute.pk)
    assert (refused.value.field, Batch.objects.get().graduation_date) == ("graduation_date", before)


def test_it_can_be_put_right_while_nobody_was_reported_or_everybody_was_refused(
    batch: Batch, institute: User, graduates: Graduates
) -> None:
    before = batch.graduation_date
    save_batch(a_day_later(batch), by_id=institute.pk)
    graduates(1)
    make_package(batch, by=institute)
    RegistrationEntry.objects.update(result="rejected", answered_at=timezone.now())
    save_batch(a_day_later(batch), by_id=institute.pk)
    assert Batch.objects.get().graduation_date == before + timedelta(days=2)
