"""The photo check: the whole judgement of a portrait against only opening it, and its drawing for the demonstration."""

from django.conf import settings

from applications.photos.judge import judge
from applications.photos.networks import load
from applications.photos.opening import open_picture
from applications.photos.rules import PhotoRules
from selfexam.bench.registry import Stopwatch, bench
from selfexam.demo.portraits import draw_portrait

FACES = 4


@bench("photos", sizes=(10, 40), database=False)
def photos(watch: Stopwatch) -> None:
    portraits = [draw_portrait(seed) for seed in range(FACES)]
    load(settings.PHOTO_NETWORKS)
    rules = PhotoRules()
    with watch("bare: open", watch.size):
        for number in range(watch.size):
            open_picture(portraits[number % FACES])
    with watch("judge", watch.size):
        for number in range(watch.size):
            judge(portraits[number % FACES], rules, networks=settings.PHOTO_NETWORKS)
