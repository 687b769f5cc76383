"""The two rows of the staff navigation: areas, and the tabs of the area in which a page lies."""

from uuid import uuid4

import pytest
from django.urls import reverse

from selfexam.accounts.context import TABS, navigation
from selfexam.accounts.roles import STAFF_ROLES, Role


def labels(places: list) -> list[str]:
    return [place.label for place in places]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_tab_of_a_role_is_reached_by_its_area(role: str) -> None:
    areas, _ = navigation(role, "/")
    reached = []
    for area in areas:
        _, tabs = navigation(role, area.address)
        reached += labels(tabs) or [area.label]
    assert sorted(reached) == sorted(tab.label for tab in TABS if role in tab.roles)


def test_a_page_deep_in_a_tab_marks_its_tab_and_its_area() -> None:
    areas, tabs = navigation(Role.INSTITUTE_LEAD, reverse("catalogue:batch-new"))
    assert [area.label for area in areas if area.current] == ["设置"]
    assert [tab.label for tab in tabs if tab.current] == ["批次设置"]


def test_an_area_with_one_tab_is_called_as_the_tab_and_has_no_second_row() -> None:
    areas, tabs = navigation(Role.UNIT_CLERK, reverse("review:unit"))
    assert [area.label for area in areas if area.current] == ["本单位考生"]
    assert tabs == []


def test_a_visitor_has_no_navigation() -> None:
    assert navigation("", "/") == ([], [])


@pytest.mark.parametrize(
    ("view", "tab"), [("review:contact", "留言"), ("review:prior", "初审"), ("review:record", "初审")]
)
def test_a_page_about_one_application_keeps_the_reviewers_place(view: str, tab: str) -> None:
    areas, tabs = navigation(Role.SCHOOL_REVIEWER, reverse(view, args=[uuid4()]))
    assert [area.label for area in areas if area.current] == ["初审"]
    assert [one.label for one in tabs if one.current] == [tab]
