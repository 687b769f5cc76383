"""The pages of this room: who may open them, what they offer, and that bad input comes back as a sentence."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.statuses import Status
from certificates.domain.make_package import make_package
from certificates.domain.start_run import start_run
from certificates.models import PrintPart, PrintRun, RegistrationPackage, RegistrationReply
from certificates.packages import build_package
from certificates.parts import make_part
from certificates.steps import register_accepted
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch
from selfexam.spreadsheets import csv_table
from tests.certificates import people

Graduates = Callable[..., list[Application]]
SignIn = Callable[[User], Client]


@pytest.fixture
def run(batch: Batch, institute: User, graduates: Graduates) -> PrintRun:
    people.register(graduates(2, status=Status.REGISTERED))
    run = start_run(batch, None, by=institute)
    for part in run.parts.all():
        make_part(part.pk)
    return run


@pytest.fixture
def package(batch: Batch, institute: User, graduates: Graduates) -> RegistrationPackage:
    graduates(2, start=60)
    package = make_package(batch, by=institute)
    build_package(package.pk)
    package.refresh_from_db()
    return package


def addresses(run: PrintRun, package: RegistrationPackage) -> Iterator[str]:
    reply = RegistrationReply.objects.create(
        package=package, filename="a.csv", sha256="1" * 64, uploaded_by=package.made_by, file="none"
    )
    part = run.parts.get(kind="certificate")
    yield from (reverse(f"certificates:{name}") for name in ("registration", "make-package", "runs", "start-run"))
    yield from (reverse(f"certificates:{name}", args=[package.uuid]) for name in ("package", "package-file", "sandbox"))
    yield from (reverse(f"certificates:{n}", args=[package.uuid]) for n in ("make-package-again", "upload-results"))
    yield from (reverse(f"certificates:{n}", args=[reply.uuid]) for n in ("reply", "apply-results", "register-again"))
    yield from (
        reverse(f"certificates:{n}", args=[run.uuid]) for n in ("run", "run-again", "confirm-run", "mark-again")
    )
    yield reverse("certificates:mark-again", args=[run.uuid])
    yield from (reverse(f"certificates:{n}", args=[part.uuid]) for n in ("part-file", "set-aside"))


def test_the_desks_of_the_institute_are_not_there_for_anybody_else(
    signed_in: SignIn, run: PrintRun, package: RegistrationPackage, teacher: User
) -> None:
    candidate = User.objects.create_user("c", "x", name="林晓禾", role=Role.CANDIDATE)
    for address in addresses(run, package):
        for user in (teacher, candidate):
            client = signed_in(user)
            assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, address


def test_a_school_fetches_its_own_lists_and_nothing_else(
    signed_in: SignIn, run: PrintRun, teacher: User, outsider: User, institute: User
) -> None:
    codes = {
        user.username: {
            part.kind: signed_in(user).get(reverse("certificates:part-file", args=[part.uuid])).status_code
            for part in run.parts.all()
        }
        for user in (teacher, outsider, institute)
    }
    every = ("certificate", "form", "roster", "sign_for")
    assert codes == {
        "school": {"certificate": 404, "form": 404, "roster": 200, "sign_for": 200},
        "outsider": dict.fromkeys(every, 404),
        "institute": dict.fromkeys(every, 200),
    }


def test_a_file_is_served_privately_under_a_readable_name(signed_in: SignIn, run: PrintRun, teacher: User) -> None:
    part = run.parts.get(kind="roster")
    response = signed_in(teacher).get(reverse("certificates:part-file", args=[part.uuid]))
    assert b"".join(response.streaming_content) == part.file.open("rb").read()
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert "%E8%8A%B1%E5%90%8D%E5%86%8C" in response["Content-Disposition"]


def test_a_part_that_is_not_made_yet_is_not_there(
    signed_in: SignIn, run: PrintRun, institute: User, teacher: User
) -> None:
    PrintPart.objects.filter(run=run).update(state="waiting", file="", sha256="", done_at=None)
    part = run.parts.get(kind="roster")
    for user in (institute, teacher):
        assert signed_in(user).get(reverse("certificates:part-file", args=[part.uuid])).status_code == 404


def test_the_whole_way_from_waiting_to_printed_works_through_the_pages(
    signed_in: SignIn, batch: Batch, institute: User, graduates: Graduates
) -> None:
    graduates(3)
    client = signed_in(institute)
    page = client.get(reverse("certificates:registration"))
    assert "为 3 人生成数据包" in page.content.decode()
    client.post(reverse("certificates:make-package"), {"batch": batch.code})
    package = RegistrationPackage.objects.get()
    build_package(package.pk)
    answers = client.get(reverse("certificates:sandbox", args=[package.uuid]), {"reject": 1}).content
    upload = io.BytesIO(answers)
    upload.name = "答复.csv"
    shown = client.post(reverse("certificates:upload-results", args=[package.uuid]), {"file": upload}, follow=True)
    assert "导入 3 人的结果" in shown.content.decode()
    reply = RegistrationReply.objects.get()
    client.post(reverse("certificates:apply-results", args=[reply.uuid]))
    register_accepted(reply.pk)
    assert client.get(reverse("certificates:registration")).context["registered"] == 2
    started = client.post(reverse("certificates:start-run"), {"batch": batch.code, "school": ""}, follow=True)
    run = PrintRun.objects.get()
    assert started.redirect_chain == [(reverse("certificates:run", args=[run.uuid]), 302)]
    assert 'aria-valuenow="0"' in started.content.decode()
    for part in run.parts.all():
        make_part(part.pk)
    client.post(reverse("certificates:confirm-run", args=[run.uuid]))
    run.refresh_from_db()
    assert run.confirmed_by == institute


def test_every_act_sent_twice_is_a_sentence_and_never_an_error(
    signed_in: SignIn, batch: Batch, institute: User, run: PrintRun, package: RegistrationPackage
) -> None:
    client = signed_in(institute)
    reply = RegistrationReply.objects.create(
        package=package,
        filename="a.csv",
        sha256="1" * 64,
        uploaded_by=institute,
        applied_by=institute,
        applied_at=timezone.now(),
        file="none",
    )
    posts: list[tuple[str, dict[str, Any]]] = [
        (reverse("certificates:make-package"), {"batch": batch.code}),
        (reverse("certificates:make-package-again", args=[package.uuid]), {}),
        (reverse("certificates:start-run"), {"batch": batch.code, "school": ""}),
        (reverse("certificates:start-run"), {"batch": batch.code, "school": "999999"}),
        (reverse("certificates:run-again", args=[run.uuid]), {}),
        (reverse("certificates:mark-again", args=[run.uuid]), {}),
        (reverse("certificates:set-aside", args=[run.parts.first().uuid]), {}),
        (reverse("certificates:confirm-run", args=[run.uuid]), {}),
        (reverse("certificates:apply-results", args=[reply.uuid]), {}),
    ]
    for address, data in posts:
        for _ in range(2):
            response = client.post(address, data, follow=True)
            assert (response.status_code, len(list(response.context["messages"]))) == (200, 1), address


def test_a_wrong_results_file_comes_back_with_its_problems(
    signed_in: SignIn, institute: User, package: RegistrationPackage
) -> None:
    client = signed_in(institute)
    address = reverse("certificates:upload-results", args=[package.uuid])
    wrong = io.BytesIO(b"x")
    wrong.name = "a.pdf"
    for data, sentence in (({}, "请上传结果文件"), ({"file": wrong}, "结果文件只能是 XLSX 或 CSV")):
        response = client.post(address, data)
        assert (response.status_code, sentence in response.content.decode()) == (422, True)
    strange = io.BytesIO(csv_table(("准考证号", "结果"), [("000000000000", "成功")]))
    strange.name = "b.csv"
    page = client.post(address, {"file": strange}, follow=True).content.decode()
    assert "准考证号 000000000000 不在这一包的名单里" in page
    assert "apply/" not in page


def test_htmx_gets_the_moving_part_of_a_run_only_and_stops_when_it_is_done(
    signed_in: SignIn, institute: User, run: PrintRun
) -> None:
    client, address = signed_in(institute), reverse("certificates:run", args=[run.uuid])
    done = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in done, "every 2s" in done) == (False, False)
    run.parts.filter(kind="form").update(state="waiting", file="", sha256="", done_at=None)
    busy = client.get(address).content.decode()
    assert ("<html" in busy, "every 2s" in busy, 'aria-valuenow="75"' in busy) == (True, True, True)


def test_a_school_sees_and_signs_its_own_people_only(
    signed_in: SignIn, graduates: Graduates, teacher: User, outsider: User
) -> None:
    mine = people.register(graduates(2, status=Status.PRINTED))
    theirs = people.register(graduates(1, start=70, status=Status.PRINTED, school=outsider.school))
    page = signed_in(teacher).get(reverse("certificates:handover"))
    assert [c.application for c in page.context["page"]] == mine
    foreign = reverse("certificates:sign", args=[theirs[0].certificate.uuid])
    assert (signed_in(teacher).get(foreign).status_code, signed_in(teacher).post(foreign).status_code) == (404, 404)


def test_signing_through_the_page_keeps_what_was_typed_and_tells_a_stale_page(
    signed_in: SignIn, graduates: Graduates, teacher: User
) -> None:
    person = people.register(graduates(1, status=Status.PRINTED))[0]
    client, address = signed_in(teacher), reverse("certificates:sign", args=[person.certificate.uuid])
    filled = {"version": person.version, "who": "proxy", "proxy_name": "何星野", "signed_on": f"{timezone.localdate()}"}
    back = client.post(address, filled)
    assert (back.status_code, "请填写代领人证件号码" in back.content.decode()) == (422, True)
    assert 'value="何星野"' in back.content.decode()
    stale = client.post(address, {**filled, "who": "graduate", "version": person.version + 5})
    assert "页面打开之后，这份申请有了变化" in stale.content.decode()
    client.post(address, {**filled, "who": "graduate"})
    person.refresh_from_db()
    assert person.status == Status.ISSUED
    again = client.post(address, {**filled, "who": "graduate"}, follow=True)
    assert "已经完成，不需要再做一次" in again.content.decode()


def test_the_handover_list_finds_by_name_number_programme_and_state(
    signed_in: SignIn, graduates: Graduates, teacher: User
) -> None:
    other = people.make_programme("590206", "行政管理", "6")
    people.register(graduates(1, status=Status.PRINTED, name="阿依·示例"))
    people.register(graduates(1, start=40, status=Status.PRINTED, programme=other, name="何星野"))

    def found(**asked: str) -> list[str]:
        page = signed_in(teacher).get(reverse("certificates:handover"), asked)
        return [certificate.application.record.name for certificate in page.context["page"]]

    assert [
        found(q="阿依"),
        found(q="0118 1910 0040"),
        found(q="０１１８-１９１０-００４０"),
        found(programme=str(other.pk)),
        found(state="taken"),
        found(q="%"),
        found(programme="x", state="?"),
    ] == [["阿依·示例"], ["何星野"], ["何星野"], ["何星野"], [], [], ["阿依·示例", "何星野"]]


def test_pages_need_the_same_queries_however_many_people_there_are(
    signed_in: SignIn, batch: Batch, institute: User, teacher: User, graduates: Graduates
) -> None:
    def queries(start: int, count: int) -> list[int]:
        graduates(count, start=start)
        package = make_package(batch, by=institute)
        build_package(package.pk)
        graduates(count, start=start + 50)
        people.register(graduates(count, start=start + 100, status=Status.REGISTERED))
        run = start_run(batch, None, by=institute)
        run.parts.update(state="failed", problem="没有字", problem_with=run.persons.first().application)
        people.register(graduates(count, start=start + 150, status=Status.PRINTED))
        counts = []
        for user, name, *args in (
            (institute, "registration"),
            (institute, "package", package.uuid),
            (institute, "runs"),
            (institute, "run", run.uuid),
            (teacher, "handover"),
        ):
            client = signed_in(user)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(reverse(f"certificates:{name}", args=args)).status_code == 200
            counts.append(len(caught))
        run.persons.update(live=False)
        PrintRun.objects.filter(pk=run.pk).update(confirmed_at=timezone.now(), confirmed_by=institute)
        return counts

    assert queries(1, 2) == queries(1000, 9)


def test_an_unknown_batch_is_not_there_and_no_batch_is_said(signed_in: SignIn, institute: User, db: None) -> None:
    client = signed_in(institute)
    assert client.get(reverse("certificates:registration"), {"batch": "nix"}).status_code == 404
    for name in ("registration", "runs"):
        assert "还没有已发布的批次" in client.get(reverse(f"certificates:{name}")).content.decode()
