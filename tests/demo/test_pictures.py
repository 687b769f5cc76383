"""Drawn pictures of the demonstration: deterministic, JPEG, large enough."""

import io
from datetime import date

import pytest
from PIL import Image

from selfexam.demo.cards import draw_chsi_form, draw_diploma, draw_id_back, draw_id_front
from selfexam.demo.portraits import draw_portrait


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_portrait_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert draw_portrait(5) == draw_portrait(5)
    assert draw_portrait(5) != draw_portrait(6)


def test_a_portrait_meets_the_file_rule() -> None:
    data = draw_portrait(2)
    image = opened(data)
    assert (image.format, image.mode, image.size, len(data) >= 51_200) == ("JPEG", "RGB", (480, 640), True)


def test_an_unknown_defect_is_refused() -> None:
    with pytest.raises(ValueError, match="blurred"):
        draw_portrait(1, defect="blurred")


def test_cards_are_jpegs_that_differ_by_person() -> None:
    birth = date(1996, 3, 8)
    one = draw_id_front("林晓禾", "女", "汉", birth, "重庆市某某区示例路 12 号", "500000199603080000", 4)
    other = draw_id_front("周明远", "男", "汉", birth, "重庆市某某区示例路 12 号", "500000199603080000", 5)
    back = draw_id_back("某某区公安局", date(2019, 5, 1), None)
    diploma = draw_diploma("林晓禾", "示例职业学院", "工商企业管理", "专科", "100001201706000001", date(2017, 6, 30), 4)
    form = draw_chsi_form("林晓禾", "女", birth, "示例职业学院", "工商企业管理", "专科", "100001201706000001")
    assert one != other
    assert [opened(data).format for data in (one, back, diploma, form)] == ["JPEG"] * 4
