"""考籍更正: asked with proof, forwarded, decided; the record is locked meanwhile and changes through one door."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from selfexam.accounts.models import LoginName
from selfexam.catalogue.code_tables import Sex
from selfexam.digests import keyed_digest
from selfexam.records import changed as changes
from selfexam.records import news
from selfexam.records.correctable import BadWish
from selfexam.records.domain.ask_correction import ask_correction
from selfexam.records.domain.check_correction import forward_correction, send_back_correction
from selfexam.records.domain.decide_correction import approve_correction, refuse_correction
from selfexam.records.domain.reveal_correction import reveal_correction
from selfexam.records.domain.withdraw_correction import withdraw_correction
from selfexam.records.models import Correction, CorrectionProof, RecordEvent, StudentRecord
from selfexam.records.proof_images import UnusableImage
from selfexam.records.refusals import RecordRefused
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.applications import jpeg
from tests.factories.records import invented_id_number
from tests.records.asking import asked, forwarded, held_record, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def record(cast: Cast) -> StudentRecord:
    return held_record(cast)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(news, "_LISTENERS", [lambda one: heard.append(one.subject)])
    return heard


def test_the_way_of_a_correction_changes_the_record_once_and_stands_in_its_history(
    cast: Cast, record: StudentRecord, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[frozenset[int]] = []
    monkeypatch.setattr(changes, "_LISTENERS", [heard.append])
    correction = forwarded(cast, record, {"name": "林•小禾", "ethnicity": "06"})
    assert (StudentRecord.objects.get(pk=record.pk).name, heard) == ("林晓禾", [])
    approve_correction(correction.uuid, "同意", by=cast.chen)
    record.refresh_from_db()
    assert (record.name, record.ethnicity, record.holder.name) == ("林·小禾", "06", "林·小禾")
    assert heard == [frozenset({record.pk})]
    assert told == ["考籍更正已转报考试院", "考籍更正已完成"]
    assert [(e.label, e.by_name, e.changes, e.note) for e in record.events.all()] == [
        (
            "考籍更正",
            "陈老师",
            [["姓名", "林晓禾", "林·小禾"], ["民族", "汉族", "苗族"]],
            "考生申请，王老师转报。同意",
        ),
        ("学校转报考籍更正", "王老师", [], "已核对原件"),
        ("申请考籍更正", record.events.last().by_name, [], "姓名、民族。报名时录错"),
    ]


def test_a_corrected_id_number_opens_the_account_and_the_old_one_no_more(cast: Cast, record: StudentRecord) -> None:
    old, new = record.id_number, invented_id_number(record.birth_date, record.sex, 321)
    for name in (old, record.admission_number):
        LoginName.add(record.holder, name)
    approve_correction(forwarded(cast, record, {"id_number": new}).uuid, by=cast.chief)
    record.refresh_from_db()
    assert (record.id_number, record.id_digest) == (new, keyed_digest(new))
    owners = [LoginName.objects.owner_of(name) for name in (new, old, record.admission_number)]
    assert owners == [record.holder, None, record.holder]
    event = record.events.all()[0]
    assert (event.changes, event.id_number_before) == ([["证件号码", "", "有变化"]], old)
    said = str(list(RecordEvent.objects.values_list("changes", "note")))
    assert (old in said, new in said, new[-4:] in said) == (False, False, False)


def test_the_old_id_number_goes_on_opening_the_account_while_another_record_has_it(
    cast: Cast, record: StudentRecord
) -> None:
    old = record.id_number
    held_record(cast, holder=record.holder, id_number=old)
    LoginName.add(record.holder, old)
    new = invented_id_number(record.birth_date, record.sex, 321)
    approve_correction(forwarded(cast, record, {"id_number": new}).uuid, by=cast.chief)
    assert LoginName.objects.owner_of(old) == LoginName.objects.owner_of(new) == record.holder


def test_an_id_number_that_opens_another_account_is_refused_and_nothing_changes(
    cast: Cast, record: StudentRecord
) -> None:
    new = invented_id_number(record.birth_date, record.sex, 321)
    LoginName.add(UserFactory(), new)
    correction = forwarded(cast, record, {"id_number": new})
    assert "已有另一个账号在用" in refusal(lambda: approve_correction(correction.uuid, by=cast.chen))
    correction.refresh_from_db()
    record.refresh_from_db()
    assert (correction.state, record.id_number == new) == ("forwarded", False)


@pytest.mark.parametrize(
    ("wishes", "field", "sentence"),
    [
        ({"name": "林?禾"}, "name", "姓名中的“?”是旧系统缺字的记号，请换成实际的字"),
        ({"sex": "1"}, "sex", "与证件号码不一致"),
        ({"sex": "3"}, "sex", "请从列表中选择"),
        ({"birth_date": "1998-05-21"}, "birth_date", "与证件号码中的 1998-05-20 不一致"),
        ({"birth_date": "五月"}, "birth_date", "日期写法如 1998-05-20"),
        ({"id_number": "500000199805200000"}, "id_number", "身份证号的校验位不对，请核对每一位"),
        ({"name": " 林 晓禾 "}, "", "填写的内容与考籍一致，没有要更正的"),
        ({"graduated_on": "2020-01-01"}, "", "只能更正姓名、性别、出生日期、民族、政治面貌和证件"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    record: StudentRecord, wishes: dict[str, str], field: str, sentence: str
) -> None:
    with pytest.raises(BadWish) as bad:
        asked(record, wishes)
    assert (bad.value.field, bad.value.sentence) == (field, sentence)
    assert (Correction.objects.count(), CorrectionProof.objects.count()) == (0, 0)


def test_number_birth_date_and_sex_can_be_corrected_together(cast: Cast, record: StudentRecord) -> None:
    born = record.birth_date.replace(year=1997)
    new = invented_id_number(born, Sex.MALE, 9)
    wishes = {"id_number": new, "birth_date": born.isoformat(), "sex": Sex.MALE.value}
    approve_correction(forwarded(cast, record, wishes).uuid, by=cast.chen)
    record.refresh_from_db()
    assert (record.id_number, record.birth_date, record.sex) == (new, born, Sex.MALE)


def test_asking_needs_the_candidate_a_reason_and_pictures_that_open(cast: Cast, record: StudentRecord) -> None:
    def ask(**other: Any) -> str:
        said = {"wishes": {"name": "林小禾"}, "why": "录错", "proofs": [jpeg()], "by": record.holder} | other
        return refusal(lambda: ask_correction(record.uuid, **said))

    assert ask(why="  ") == "请写明更正原因"
    assert ask(proofs=[]) == ask(proofs=[jpeg()] * 7) == "请上传 1 到 6 张证明图片"
    assert ask(by=cast.reviewer) == ask(by=cast.chen) == "考籍更正由考生本人申请"
    with pytest.raises(UnusableImage):
        ask(proofs=[jpeg(), b"GIF89a"])
    with pytest.raises(StudentRecord.DoesNotExist):
        ask(by=cast.stranger)
    assert Correction.objects.count() == 0


def test_while_one_is_open_another_is_refused(cast: Cast, record: StudentRecord) -> None:
    first = asked(record)
    assert refusal(lambda: asked(record, {"ethnicity": "06"})) == "这份考籍已有一项更正在办理，办结后才能再申请"
    forward_correction(first.uuid, "已核对", by=cast.reviewer)
    assert "已有一项更正在办理" in refusal(lambda: asked(record, {"ethnicity": "06"}))
    refuse_correction(first.uuid, "证明不清楚", by=cast.chen)
    assert asked(record, {"ethnicity": "06"}).state == "asked"
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(record=record, why="x", asked_by=record.holder)


def test_each_step_is_for_its_desk_only(cast: Cast, record: StudentRecord) -> None:
    correction = asked(record)
    by_institute = refusal(lambda: forward_correction(correction.uuid, "已核对", by=cast.chen))
    too_early = refusal(lambda: approve_correction(correction.uuid, by=cast.chen))
    by_school = refusal(lambda: approve_correction(correction.uuid, by=cast.lead))
    by_staff = refusal(lambda: withdraw_correction(correction.uuid, by=cast.reviewer))
    assert [by_institute, too_early, by_school, by_staff] == [
        "考籍更正由主考学校核对后转报",
        "这项更正现在是“待学校核对”，不能决定",
        "考籍更正由考试院决定",
        "考籍更正由考生本人撤回",
    ]
    for outsider in (cast.outsider, cast.clerk, cast.stranger):
        for act in (forward_correction, send_back_correction):
            with pytest.raises(Correction.DoesNotExist):
                act(correction.uuid, "已核对", by=outsider)
        with pytest.raises(Correction.DoesNotExist):
            withdraw_correction(correction.uuid, by=outsider)
    correction.refresh_from_db()
    assert correction.state == "asked"


def test_a_step_taken_twice_or_after_another_says_so(cast: Cast, record: StudentRecord) -> None:
    correction = asked(record)
    assert refusal(lambda: send_back_correction(correction.uuid, " ", by=cast.reviewer)) == "请写明退回的原因"
    send_back_correction(correction.uuid, "请上传户口簿", by=cast.reviewer)
    with pytest.raises(RecordRefused, match="已经由 王老师 处理：学校退回") as again:
        send_back_correction(correction.uuid, "请上传户口簿", by=cast.reviewer)
    assert again.value.already
    with pytest.raises(RecordRefused, match="已经由 王老师 处理：学校退回") as late:
        forward_correction(correction.uuid, "已核对", by=cast.colleague)
    assert not late.value.already
    second = forwarded(cast, record)
    assert refusal(lambda: refuse_correction(second.uuid, "", by=cast.chen)) == "请写明不同意的原因"
    approve_correction(second.uuid, by=cast.chen)
    for act, already in ((approve_correction, True), (refuse_correction, False)):
        with pytest.raises(RecordRefused, match="已由 陈老师 决定：已更正") as over:
            act(second.uuid, "同意", by=cast.luo)
        assert over.value.already == already
    assert refusal(lambda: withdraw_correction(second.uuid, by=record.holder)) == "这项更正已更正，不能撤回"
    assert record.events.filter(label="考籍更正").count() == 1


def test_a_correction_can_be_taken_back_until_it_is_decided(cast: Cast, record: StudentRecord) -> None:
    correction = forwarded(cast, record)
    withdraw_correction(correction.uuid, by=record.holder)
    with pytest.raises(RecordRefused, match="已撤回") as again:
        withdraw_correction(correction.uuid, by=record.holder)
    assert again.value.already
    assert refusal(lambda: approve_correction(correction.uuid, by=cast.chen)) == "这项更正现在是“已撤回”，不能决定"
    record.refresh_from_db()
    assert record.name == "林晓禾"


def test_a_record_that_changed_under_the_request_is_not_overwritten(cast: Cast, record: StudentRecord) -> None:
    correction = forwarded(cast, record)
    StudentRecord.objects.update(name="林晓河")
    assert refusal(lambda: approve_correction(correction.uuid, by=cast.chen)) == (
        "申请以后考籍中的姓名有了变化，请不同意这项更正，由考生重新申请"
    )
    correction.refresh_from_db()
    record.refresh_from_db()
    assert (correction.state, record.name) == ("forwarded", "林晓河")


def test_looking_at_full_numbers_is_history_and_only_where_there_is_one(cast: Cast, record: StudentRecord) -> None:
    new = invented_id_number(record.birth_date, record.sex, 321)
    other = asked(held_record(cast))
    correction = asked(record, {"id_number": new})
    looks = [reveal_correction(c.uuid, by=by) for c, by in ((correction, cast.chen), (other, cast.chen))]
    assert looks == [True, False]
    assert reveal_correction(correction.uuid, by=record.holder) is False
    assert [(e.label, e.by_name) for e in RecordEvent.objects.filter(label__startswith="查看")] == [
        ("查看更正的证件号码", "陈老师")
    ]


def test_what_everybody_sees_of_corrections_and_their_proofs(cast: Cast, record: StudentRecord) -> None:
    asked(record)
    unit_record = held_record(cast, unit=cast.unit)
    asked(unit_record)
    elsewhere = held_record(cast)
    StudentRecord.objects.filter(pk=elsewhere.pk).update(school=cast.other_school)
    asked(elsewhere)
    seen = {
        name: (Correction.objects.visible_to(user).count(), CorrectionProof.objects.visible_to(user).count())
        for name, user in cast.roles(record.holder).items()
        if user is not None
    }
    assert seen == {
        "candidate": (1, 1),
        "stranger": (0, 0),
        "clerk": (0, 0),
        "cashier": (0, 0),
        "intake": (0, 0),
        "teacher": (0, 0),
        "reviewer": (2, 2),
        "lead": (2, 2),
        "outsider": (1, 1),
        "institute": (3, 3),
        "chief": (3, 3),
    }
    assert Correction.objects.awaiting(cast.reviewer).count() == 2
    assert Correction.objects.awaiting(cast.chen).count() == 0


def test_a_record_that_has_graduated_is_not_corrected(cast: Cast) -> None:
    record = held_record(cast, graduated_on="2022-06-30")
    assert refusal(lambda: asked(record)) == f"准考证号 {record.admission_number} 已经毕业，不能申请更正"


def test_the_database_refuses_incoherent_corrections(cast: Cast, record: StudentRecord) -> None:
    correction = asked(record)
    for wrong in (
        {"state": "approved"},
        {"state": "forwarded"},
        {"why": ""},
        {"decided_by": cast.chen},
        {"state": "refused", "school_by": cast.reviewer, "school_word": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.filter(pk=correction.pk).update(**wrong)
