"""The pages of 考籍更正 and 合并: what candidate, school and institute see and press, and bad input."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from selfexam.accounts.models import User
from selfexam.records.models import Correction, RecordEvent, RecordMerge, StudentRecord
from tests.cast import Cast
from tests.factories.applications import jpeg
from tests.factories.records import CreditFactory, invented_id_number
from tests.records.asking import asked, forwarded, held_record, merge_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def record(cast: Cast) -> StudentRecord:
    return held_record(cast)


def proof(data: bytes | None = None, name: str = "户口簿.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or jpeg(), "image/jpeg")


def test_the_candidate_asks_on_the_page_and_takes_it_back(cast: Cast, record: StudentRecord, signed_in: Sign) -> None:
    client, page = signed_in(record.holder), reverse("records:correct", args=[record.uuid])
    assert "现在：林晓禾" in client.get(page).content.decode()
    sent = {"name": "林小禾", "why": "录错一个字", "proofs": [proof(), proof()]}
    done = client.post(page, sent, follow=True).content.decode()
    assert ("待学校核对" in done, "林小禾" in done, "提交更正申请" in done) == (True, True, False)
    correction = Correction.objects.get()
    assert (correction.proofs.count(), correction.what) == (2, "姓名")
    image = client.get(reverse("records:correction-proof", args=[correction.proofs.all()[0].uuid]))
    assert (image["Content-Type"], image["Cache-Control"]) == ("image/jpeg", "private, no-store")
    home = client.get(reverse("applications:home")).content.decode()
    assert ("考籍更正" in home, "待学校核对" in home) == (True, True)
    again = client.post(page, {**sent, "proofs": [proof()]})
    assert (again.status_code, "已有一项更正在办理" in again.content.decode()) == (422, True)
    client.post(reverse("records:correction-withdraw", args=[correction.uuid]))
    assert "提交更正申请" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentences"),
    [
        ({}, ["请填写更正原因", "请上传证明图片", "请至少填写一项要更正的内容"]),
        ({"name": "林晓禾", "why": "x", "proofs": [proof()]}, ["请至少填写一项要更正的内容"]),
        ({"name": "林2禾", "why": "x", "proofs": [proof()]}, ["姓名中有数字，请核对"]),
        ({"sex": "1", "why": "x", "proofs": [proof()]}, ["与证件号码不一致"]),
        ({"sex": "男", "why": "x", "proofs": [proof()]}, ["请从列表中选择"]),
        ({"birth_date": "1998-02-30", "why": "x", "proofs": [proof()]}, ["日期写法如 1998-05-20"]),
        ({"name": "林小禾\x00", "why": "x" * 301, "proofs": [proof()]}, ["更正原因"]),
        ({"name": "林小禾", "why": "x", "proofs": [proof(b"%PDF-1.7")]}, ["id_proofs"]),
        ({"name": "林小禾", "why": "x", "proofs": [proof() for _ in range(7)]}, ["最多 6 张图片，现在选了 7 张"]),
    ],
)
def test_bad_input_is_told_and_keeps_what_was_typed(
    record: StudentRecord, signed_in: Sign, sent: dict[str, object], sentences: list[str]
) -> None:
    for files in (sent.get("proofs", []),):
        for file in files:  # type: ignore[attr-defined]
            file.seek(0)
    answer = signed_in(record.holder).post(reverse("records:correct", args=[record.uuid]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [sentence for sentence in sentences if sentence not in page] == []
    assert Correction.objects.count() == 0


def test_the_school_forwards_and_the_institute_approves_on_their_pages(
    cast: Cast, record: StudentRecord, signed_in: Sign
) -> None:
    correction = asked(record)
    page = reverse("records:correction", args=[correction.uuid])
    client = signed_in(cast.reviewer)
    assert '待核对 <span class="num soft">1</span>' in client.get(reverse("records:corrections")).content.decode()
    empty = client.post(
        reverse("records:correction-check", args=[correction.uuid]), {"decision": "forward"}, follow=True
    )
    assert "请写明核对意见" in empty.content.decode()
    told = {"decision": "forward", "words": "已核对户口簿原件"}
    done = client.post(reverse("records:correction-check", args=[correction.uuid]), told, follow=True)
    assert "已转报考试院" in done.content.decode()
    client = signed_in(cast.chen)
    assert "同意更正" in client.get(page).content.decode()
    client.post(reverse("records:correction-decide", args=[correction.uuid]), {"decision": "approve"})
    record.refresh_from_db()
    assert record.name == "林小禾"
    history = client.get(reverse("records:record", args=[record.uuid])).content.decode()
    assert "林晓禾 →</span> 林小禾" in history


def test_numbers_are_masked_until_somebody_asks_to_see_them(cast: Cast, record: StudentRecord, signed_in: Sign) -> None:
    new = invented_id_number(record.birth_date, record.sex, 321)
    correction = forwarded(cast, record, {"id_number": new})
    client = signed_in(cast.chen)
    page = client.get(reverse("records:correction", args=[correction.uuid])).content.decode()
    assert (new in page, record.id_number in page, "显示完整证件号码" in page) == (False, False, True)
    full = client.post(reverse("records:correction-reveal", args=[correction.uuid])).content.decode()
    assert (new in full, record.id_number in full) == (True, True)
    assert RecordEvent.objects.filter(label="查看更正的证件号码", by=cast.chen).count() == 1
    own = signed_in(record.holder).get(reverse("records:correct", args=[record.uuid])).content.decode()
    assert (new in own, record.id_number in own) == (False, False)


def test_lists_show_a_desk_its_own(cast: Cast, record: StudentRecord, signed_in: Sign) -> None:
    asked(record)
    elsewhere = held_record(cast, name="周以诚")
    StudentRecord.objects.filter(pk=elsewhere.pk).update(school=cast.other_school)
    asked(elsewhere)
    pages = {
        user.name: signed_in(user).get(reverse("records:corrections")).content.decode()
        for user in (cast.reviewer, cast.outsider, cast.chen)
    }
    assert {name: ("林晓禾" in page, "周以诚" in page) for name, page in pages.items()} == {
        "王老师": (True, False),
        "赵老师": (False, True),
        "陈老师": (True, True),
    }


def test_the_candidate_asks_for_a_merge_and_the_institute_decides(
    cast: Cast, record: StudentRecord, signed_in: Sign
) -> None:
    target = held_record(cast, holder=record.holder, id_number=record.id_number)
    CreditFactory(record=record, mark=83)
    client, page = signed_in(record.holder), reverse("records:own-merge")
    same = client.post(page, {"source": record.uuid, "target": record.uuid, "why": "重复"})
    assert (same.status_code, "请选择两个不同的准考证号" in same.content.decode()) == (422, True)
    foreign = client.post(page, {"source": held_record(cast).uuid, "target": target.uuid, "why": "重复"})
    assert "请从列表中选择" in foreign.content.decode()
    client.post(page, {"source": record.uuid, "target": target.uuid, "why": "重复报名"})
    merge = RecordMerge.objects.get()
    client = signed_in(cast.chen)
    assert "两份考籍的证件号码和姓名一致" in client.get(reverse("records:merge", args=[merge.uuid])).content.decode()
    done = client.post(reverse("records:merge-decide", args=[merge.uuid]), {"decision": "approve"}, follow=True)
    assert '转入成绩 <span class="num">1</span> 门次' in done.content.decode()
    read = client.get(reverse("records:record", args=[target.uuid])).content.decode()
    assert f'原 <span class="num">{record.admission_number}</span> 统考' in read
    home = signed_in(record.holder).get(reverse("applications:home")).content.decode()
    assert "这个准考证号已合并，请用保留的准考证号申请" in home


def test_the_institute_proposes_by_number(cast: Cast, record: StudentRecord, signed_in: Sign) -> None:
    target, client, page = held_record(cast), signed_in(cast.chen), reverse("records:merges")
    wrong = client.post(page, {"source": "0001", "target": target.admission_number, "why": "重复"})
    assert (wrong.status_code, "没有准考证号 0001，请核对" in wrong.content.decode()) == (422, True)
    sent = {"source": record.grouped_admission_number, "target": target.admission_number, "why": "护照换身份证"}
    assert "证件号码不同" in client.post(page, sent, follow=True).content.decode()
    merge = RecordMerge.objects.get()
    address, client = reverse("records:merge-decide", args=[merge.uuid]), signed_in(cast.luo)
    assert "请写明怎样确认是同一个人" in client.post(address, {"decision": "approve"}, follow=True).content.decode()
    assert client.post(address, {"decision": "refuse", "words": "不是同一个人"}, follow=True).status_code == 200
    merge.refresh_from_db()
    assert merge.state == "refused"


def test_a_school_reads_where_a_merged_record_went_only_within_its_own(
    cast: Cast, record: StudentRecord, signed_in: Sign
) -> None:
    merge = merge_of(held_record(cast), record, cast)
    assert signed_in(cast.lead).get(reverse("records:merge", args=[merge.uuid])).status_code == 404


def test_proofs_are_the_candidates_own_and_marked_for_the_desks(
    cast: Cast, record: StudentRecord, signed_in: Sign
) -> None:
    proof = asked(record).proofs.get()
    address = reverse("records:correction-proof", args=[proof.uuid])
    with proof.file.open("rb") as file:
        stored = file.read()
    own = signed_in(record.holder).get(address)
    desks = [signed_in(user).get(address) for user in (cast.reviewer, cast.chen)]
    assert b"".join(own.streaming_content) == stored
    assert [(r.status_code, r["Content-Type"], r.content != stored, r.content[:2]) for r in desks] == [
        (200, "image/jpeg", True, b"\xff\xd8")
    ] * 2
