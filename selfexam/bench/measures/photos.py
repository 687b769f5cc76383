"""The photo check: a whole judgement against only decoding and against the networks alone, on one thread and on all
cores; memory of a worker; what a 12-megapixel upload costs to decode, and to decode, frame and crop.
"""

import io
import os

from django.conf import settings
from PIL import Image

from applications.photos.cropping.applying import apply
from applications.photos.cropping.proposing import propose
from applications.photos.cropping.source import source_of
from applications.photos.expression import read_expression
from applications.photos.faces import find_faces
from applications.photos.framing import Pixels, frame
from applications.photos.judge import judge
from applications.photos.landmarks import find_landmarks
from applications.photos.networks import Networks, load
from applications.photos.opening import open_picture
from applications.photos.person import find_person
from applications.photos.rules import PhotoRules
from selfexam.bench.photo_workers import judge_one, tell, workers
from selfexam.bench.registry import Stopwatch, bench
from selfexam.demo.portraits import draw_portrait

FACES = 4
LARGE = 3


@bench("photos", sizes=(10, 40), database=False)
def photos(watch: Stopwatch) -> None:
    portraits = [draw_portrait(seed) for seed in range(FACES)]
    networks, rules = load(settings.PHOTO_NETWORKS), PhotoRules()
    pixels = [frame(open_picture(portrait).picture, rules).pixels for portrait in portraits]
    for number in range(FACES):  # the first run of a network prepares it
        judge(portraits[number], rules, networks=settings.PHOTO_NETWORKS)
    with watch("bare: decode", watch.size):
        for number in range(watch.size):
            open_picture(portraits[number % FACES])
    with watch("bare: the networks", watch.size):
        for number in range(watch.size):
            _run_networks(pixels[number % FACES], networks)
    with watch("judge, one thread", watch.size):
        for number in range(watch.size):
            judge(portraits[number % FACES], rules, networks=settings.PHOTO_NETWORKS)
    _on_all_cores(watch, portraits)
    large = _enlarged(portraits[0])
    with watch("decode 12 megapixels", LARGE):
        for _ in range(LARGE):
            open_picture(large)
    with watch("decode and crop 12 megapixels", LARGE):
        for _ in range(LARGE):
            source = source_of(open_picture(large))
            apply(source, propose(source, rules, networks).frame, rules)
    _tell_shares(watch)


def _run_networks(pixels: Pixels, networks: Networks) -> None:
    """As measure.py runs them, and nothing else: detector, person, landmarks, and the small one of expressions."""
    faces = find_faces(pixels, networks.detector)
    find_person(pixels, networks.person)
    read_expression(find_landmarks(pixels, faces[0], networks.landmarks), networks.expression)


def _on_all_cores(watch: Stopwatch, portraits: list[bytes]) -> None:
    cores = os.cpu_count() or 1
    with workers(cores, settings.PHOTO_NETWORKS, portraits) as pool:
        with watch("judge, a worker a core", watch.size * cores):
            pool.map(judge_one, range(watch.size * cores), chunksize=1)
        told = pool.map(tell, range(cores))
    rate = 1000 / watch.rows[-1].each
    peak, loading = max(one.peak for one in told), max(one.load for one in told)
    watch.note(f"{rate:.1f} photos a second on {cores} cores")
    watch.note(f"a worker takes {peak:.0f} MB at most and loads the networks in {loading:.0f} ms")


def _tell_shares(watch: Stopwatch) -> None:
    """In processor time: what others do on the machine would else be counted as ours, or as the networks'."""
    each = {row.label: row.busy_each for row in watch.rows}
    bare, whole = each["bare: decode"] + each["bare: the networks"], each["judge, one thread"]
    share = (whole - bare) / whole
    watch.note(f"processor time of a judgement: {whole:.0f} ms, {share:.2f} of it own code beside the bare costs")


def _enlarged(portrait: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(portrait)) as image:
        image.resize((3000, 4000)).save(out, "JPEG", quality=92)
    return out.getvalue()
