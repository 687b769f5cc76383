import pytest
from django.template import Context, Template

from selfexam.payments.money import making, total


@pytest.mark.parametrize(
    ("fen", "written"), [(3000, "30 元"), (3050, "30.50 元"), (5, "0.05 元"), (123_400, "1,234 元"), (None, "")]
)
def test_amounts_are_written_in_yuan(fen: int | None, written: str) -> None:
    assert Template("{% load money %}{{ fen|yuan }}").render(Context({"fen": fen})) == written


def test_sums_show_their_making() -> None:
    assert making(16, "科", 1500) == "16 科 × 15 元 ＝ 240 元"


def test_only_whole_fen_are_added() -> None:
    assert total([3000, 1500]) == 4500
    for wrong in (15.5, True, "3000"):
        with pytest.raises(TypeError):
            total([wrong])  # type: ignore[list-item]
