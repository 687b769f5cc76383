"""Sums of money in fen, and how their making is written (16 科 × 15 元 ＝ 240 元). Single: `wording.money`."""

from collections.abc import Iterable

from selfexam.wording import money


def total(amounts: Iterable[int]) -> int:
    """Fen in all. Refuses anything but whole fen: 15.5 would be a mistake of unit."""
    whole = list(amounts)
    if any(isinstance(amount, bool) or not isinstance(amount, int) for amount in whole):
        raise TypeError("amounts are whole fen")
    return sum(whole)


def making(count: int, measure: str, each: int) -> str:
    """`16 科 × 15 元 ＝ 240 元`."""
    return f"{count} {measure} × {money(each)} ＝ {money(count * each)}"
