"""Versions of a batch's photo rules: written by one act, never lost, never changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.domain.change_photo_rules import change_photo_rules, first_version, rules_in_force
from selfexam.catalogue.domain.refusals import StaleRules
from selfexam.catalogue.forms.batch import BatchForm
from selfexam.catalogue.importing.run import files_in, import_files
from selfexam.catalogue.models import Batch, BatchEvent, PhotoRuleSet
from selfexam.catalogue.photo_rule import PhotoRule
from selfexam.demo.management.commands.seed_demo import DATA
from tests.catalogue.test_batches import NEW, form_of, on_the_minute
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import BatchFactory

pytestmark = pytest.mark.django_db
CHANGES = [{"label": "双眼水平，倾斜不超过", "from": "4°", "to": "5°"}]


@pytest.fixture
def lead() -> User:
    return UserFactory(role=Role.INSTITUTE_LEAD, name="周主任")


def change(batch: Batch, rules: dict[str, object], lead: User, *, seen: int) -> PhotoRuleSet:
    return change_photo_rules(batch, rules, seen=seen, note="放宽", by_id=lead.pk, changes=CHANGES)


def state(batch: Batch) -> tuple[object, int, list[tuple[int, object]]]:
    stored = Batch.objects.get(pk=batch.pk)
    versions = list(stored.photo_rule_sets.order_by("version").values_list("version", "rules"))
    return stored.photo_rules, stored.photo_rules_version, versions


def test_a_change_writes_rules_version_and_history_together(lead: User) -> None:
    batch = BatchFactory(photo_rules={"roll_most": 3})
    made = change(batch, {"roll_most": 5}, lead, seen=1)
    assert state(batch) == ({"roll_most": 5}, 2, [(1, {"roll_most": 3}), (2, {"roll_most": 5})])
    assert (made.version, made.note, made.made_by) == (2, "放宽", lead)
    assert [(e.label, e.changes, e.by) for e in BatchEvent.objects.all()] == [("修改照片规则", CHANGES, lead)]
    assert rules_in_force(batch) == made


def test_the_same_change_twice_is_one_version(lead: User) -> None:
    batch = BatchFactory()
    first, second = (change(batch, {"roll_most": 5}, lead, seen=1) for _ in range(2))
    assert first == second
    assert (PhotoRuleSet.objects.count(), BatchEvent.objects.count()) == (2, 1)


def test_a_stale_change_is_refused_and_nothing_is_lost(lead: User) -> None:
    batch = BatchFactory()
    change(batch, {"roll_most": 5}, lead, seen=1)
    with pytest.raises(StaleRules, match="由周主任改为第 2 版") as refused:
        change(batch, {"roll_most": 6}, lead, seen=1)
    assert refused.value.newest.version == 2
    assert state(batch) == ({"roll_most": 5}, 2, [(1, {}), (2, {"roll_most": 5})])
    assert BatchEvent.objects.count() == 1


def test_a_version_that_the_page_cannot_have_seen_is_stale(lead: User) -> None:
    with pytest.raises(StaleRules):
        change(BatchFactory(), {"roll_most": 5}, lead, seen=7)


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_comes_first(lead: User) -> None:
    batch = BatchFactory()

    def one(number: int) -> str:
        try:
            change(batch, {"roll_most": number}, lead, seen=1)
        except StaleRules:
            return "stale"
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, (5, 6, 7, 8))) == ["stale", "stale", "stale", "written"]
    rules, version, versions = state(batch)
    assert (version, [number for number, _ in versions]) == (2, [1, 2])
    assert rules == versions[-1][1]


def test_a_version_never_changes_and_never_goes(lead: User) -> None:
    made = first_version(BatchFactory())
    for deed in (made.save, made.delete, PhotoRuleSet.objects.all().delete, lambda: made.batch.delete()):
        with pytest.raises((TypeError, IntegrityError), match=r"never|protected"), transaction.atomic():
            deed()
    with pytest.raises(TypeError, match="never changes"):
        PhotoRuleSet.objects.update(rules={})
    assert PhotoRuleSet.objects.get().rules == {}


@pytest.mark.parametrize("fields", [{"version": 1}, {"version": 0}, {"version": 2, "made_by": None}])
def test_the_database_holds_the_order_of_versions(fields: dict[str, object]) -> None:
    batch = BatchFactory()
    first_version(batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoRuleSet.objects.create(batch=batch, **fields)


def test_the_first_version_is_written_once_however_often_it_is_asked_for() -> None:
    batch = BatchFactory(photo_rules={"background": "strict"})
    assert first_version(batch) == first_version(batch) == rules_in_force(batch)
    assert state(batch) == ({"background": "strict"}, 1, [(1, {"background": "strict"})])


def test_a_batch_made_on_the_page_and_one_imported_have_their_first_version(
    signed_in: Callable[[User], Client], lead: User
) -> None:
    signed_in(lead).post("/batches/new/", NEW)
    import_files(files_in([DATA]))
    found = {b.code: (b.photo_rules_version, rules_in_force(b).made_by) for b in Batch.objects.all()}
    assert found == {"2026h2": (1, lead), "demo-now": (1, None), "demo-last": (1, None)}
    own = Batch.objects.get(code="2026h2")
    assert own.photo_rule_sets.get().rules == own.photo_rules


def test_the_batch_form_goes_through_the_same_door(signed_in: Callable[[User], Client], lead: User) -> None:
    batch = on_the_minute(photo_rules={"roll_most": 3})
    client = signed_in(lead)
    client.post(f"/batches/{batch.code}/edit/", form_of(batch, least_kb="60", name="新名称"))
    rules, version, versions = state(batch)
    assert (version, versions[-1]) == (2, (2, rules))
    assert rules == {"roll_most": 3, **PhotoRule(least_bytes=61440).merged_into({})}
    events = {e.label: [change["label"] for change in e.changes] for e in batch.events.all()}
    assert events == {"修改批次": ["名称"], "修改照片规则": ["照片文件不小于"]}
    client.post(f"/batches/{batch.code}/edit/", form_of(Batch.objects.get(), least_kb="60"))
    assert PhotoRuleSet.objects.count() == 2


def test_a_batch_form_opened_before_the_rules_changed_overwrites_nothing(
    signed_in: Callable[[User], Client], lead: User
) -> None:
    batch = on_the_minute()
    sent = form_of(batch, least_kb="60")
    change(batch, {"roll_most": 5}, lead, seen=1)
    page = signed_in(lead).post(f"/batches/{batch.code}/edit/", sent).content.decode()
    assert "刚刚被别人改过" in page
    assert state(batch)[:2] == ({"roll_most": 5}, 2)


def test_saving_other_fields_leaves_rules_and_versions_alone(signed_in: Callable[[User], Client], lead: User) -> None:
    batch = on_the_minute(photo_rules={"least_bytes": 51200, "of_another_version": 1})
    signed_in(lead).post(f"/batches/{batch.code}/edit/", form_of(batch, name="新名称"))
    stored = Batch.objects.get()
    assert (stored.name, stored.photo_rules) == ("新名称", {"least_bytes": 51200, "of_another_version": 1})


def test_the_largest_file_has_to_be_larger_than_the_smallest() -> None:
    form = BatchForm({**NEW, "least_kb": "1024", "most_kb": "1000"}, instance=Batch())
    assert "most_kb" in form.errors


@pytest.mark.parametrize("odd", [{"least_bytes": "many"}, {"most_bytes": None}, {"background": 3}, {"width": True}])
def test_odd_rules_that_are_stored_break_neither_start_page_nor_form(client: Client, odd: dict[str, object]) -> None:
    batch = BatchFactory(photo_rules=odd)
    assert PhotoRule.of(batch) == PhotoRule()
    assert client.get("/start/").status_code == 200
    assert BatchForm(instance=batch).initial["least_kb"] == 50
