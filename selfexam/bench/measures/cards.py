"""Reading ID cards: looking at the picture, and reading it, against only opening it. Memory is that of this process.

Without the extra only the looking is measured.
"""

import io
import sys
from datetime import date

import numpy as np
from PIL import Image

from applications.idcards.extra import HOW, missing
from applications.idcards.lines import Picture
from applications.idcards.quality import measure
from applications.idcards.reading import read_card
from applications.idcards.recogniser import recognise
from selfexam.bench.memory import peak_megabytes
from selfexam.bench.registry import Stopwatch, bench
from selfexam.demo.cards import draw_id_back, draw_id_front

DAY = date(1998, 5, 20)


@bench("cards", sizes=(4, 16), database=False)
def cards(watch: Stopwatch) -> None:
    """Front and back in turn, as drawn for the demonstration."""
    front = draw_id_front("林晓禾", "女", "汉", DAY, "示例市样本区虚构路 21 号", "500000199805200021", 1)
    files = (front, draw_id_back("示例市公安局样本区分局", date(2021, 5, 4), date(2041, 5, 4)))
    with watch("bare: open", watch.size):
        pictures = [_open(files[number % 2]) for number in range(watch.size)]
    with watch("look at", watch.size):
        for picture in pictures:
            measure(picture)
    if missing():
        print(f"The extra that reads cards is not installed, nothing was read: {HOW}", file=sys.stderr)
        return
    before = peak_megabytes()
    # Loading the networks is not a card's time.
    read_card(pictures[0], recognise, today=DAY)
    with watch("read", watch.size):
        for picture in pictures:
            read_card(picture, recognise, today=date(2026, 1, 1))
    print(
        f"cards, size {watch.size}: peak memory {before} MB before reading, {peak_megabytes()} MB after",
        file=sys.stderr,
    )


def _open(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"), np.uint8)
