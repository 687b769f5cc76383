"""The same plan file sent twice at the same moment. SQLite lets one writer in at a time, so it is run on PostgreSQL."""

from pathlib import Path

from django.conf import settings

from selfexam.catalogue.domain.plan_uploads import receive_plans
from selfexam.catalogue.models import PlanUpload
from tests.at_once import AT_ONCE, ON_POSTGRESQL, many_at_once
from tests.cast import Cast

pytestmark = ON_POSTGRESQL


def test_a_file_sent_twice_at_once_is_one_upload_with_one_file() -> None:
    cast, data = Cast(), "课程代码,课程名称\n00037,美学\n".encode()
    results = many_at_once(lambda: receive_plans(data, "课程.csv", by_id=cast.chief.pk))
    assert [type(result) for result in results] == [PlanUpload] * AT_ONCE
    (upload,) = PlanUpload.objects.all()
    kept = list(Path(settings.PRIVATE_ROOT).rglob("*.csv"))
    assert [path.name for path in kept] == [Path(str(upload.file.name)).name]
