"""Where a frame is proposed, what a cut photo measures, and why some pictures cannot be helped."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from applications.photos.cropping.applying import Cropped, apply
from applications.photos.cropping.frame import Frame
from applications.photos.cropping.guide import Guide, guide_for
from applications.photos.cropping.limits import why_not
from applications.photos.cropping.moving import Move, moved
from applications.photos.cropping.proposing import Proposal, propose
from applications.photos.cropping.refusal import CannotCrop
from applications.photos.cropping.source import Source, source_of
from applications.photos.cropping.subject import Subject
from applications.photos.cropping.warping import warp
from applications.photos.judge import Judgement
from applications.photos.networks import load
from applications.photos.opening import open_picture
from applications.photos.rules import PhotoRules
from tests.applications.photos.conftest import jpeg, not_ok, picture
from tests.applications.photos.scenes import heic, phone_jpeg, scene

RULES = PhotoRules()
SIZE = (480, 640)
Look = Callable[..., tuple[Source, Proposal]]


@pytest.fixture(scope="module")
def look(networks: Path) -> Look:
    def run(data: bytes, rules: PhotoRules = RULES) -> tuple[Source, Proposal]:
        source = source_of(open_picture(data))
        return source, propose(source, rules, load(networks))

    return run


def why(look: Look, data: bytes) -> str:
    with pytest.raises(CannotCrop) as cannot:
        look(data)
    assert cannot.value.refusal.sentence.endswith("。")
    assert "请" in cannot.value.refusal.sentence, "it says what to do"
    return cannot.value.refusal.code


def opened(cropped: Cropped) -> Image.Image:
    return open_picture(cropped.data).picture


SCENES = {
    "upright, four women and men": [scene(seed) for seed in (1, 6, 15, 22)],
    "turned": [scene(roll=roll, scale=1.5) for roll in (-19, -8, 5, 12, 19)],
    "far and near": [scene(scale=scale) for scale in (0.75, 1.1, 2.6)],
    "off the middle": [scene(6, at=at, roll=3) for at in ((0.35, 0.4), (0.62, 0.6))],
    "low, with little room": [scene(6, size=(600, 800), scale=0.8, at=(0.5, 0.66))],
    "lying": [scene(15, size=(2400, 1600), scale=1.4, at=(0.4, 0.45))],
}


@pytest.mark.parametrize("name", SCENES)
def test_a_cut_photo_meets_every_rule(look: Look, judged: Callable[..., Judgement], name: str) -> None:
    for image in SCENES[name]:
        source, proposal = look(phone_jpeg(image))
        cropped = apply(source, proposal.frame, RULES)
        assert not_ok(judged(cropped.data)) == {}
        assert opened(cropped).size == SIZE
        assert len(cropped.data) > RULES.least_bytes


def test_with_room_on_all_sides_the_head_stands_where_it_is_aimed_at(look: Look) -> None:
    """57 % of the height from crown to chin, 10 % above, the eyes at 38–42 %, the middle within 10 pixels."""
    for seed, roll in ((1, 0), (6, 7), (15, -11), (22, 3)):
        _, proposal = look(phone_jpeg(scene(seed, roll=roll, scale=1.5)))
        placed = proposal.placed
        assert (placed.chin - placed.head_top) / 640 == pytest.approx(0.57, abs=0.02)
        assert placed.head_top == pytest.approx(64, abs=5)
        assert 0.36 <= placed.eye_line / 640 <= 0.42
        assert placed.centre_x == pytest.approx(240, abs=10)
        assert placed.roll == pytest.approx(0, abs=1)


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photo_stored_on_its_side_gives_the_same_frame(look: Look, orientation: int) -> None:
    upright, lying = scene(roll=4), phone_jpeg(scene(roll=4), orientation=orientation)
    _, plain = look(phone_jpeg(upright))
    source, proposal = look(lying)
    assert source.size == upright.size
    assert proposal.frame.turn == pytest.approx(plain.frame.turn, abs=0.3)
    assert (proposal.frame.x, proposal.frame.y) == pytest.approx((plain.frame.x, plain.frame.y), abs=5)


@pytest.mark.parametrize("tiles", [0, 512])
def test_a_heic_gives_the_frame_of_the_same_jpeg(look: Look, tiles: int) -> None:
    image = scene(6, size=(900, 1200), scale=1.2, roll=5)
    _, plain = look(phone_jpeg(image))
    source, proposal = look(heic(image, tiles=tiles))
    assert source.size == image.size
    assert proposal.frame.scale == pytest.approx(plain.frame.scale, rel=0.02)
    assert (proposal.frame.x, proposal.frame.y) == pytest.approx((plain.frame.x, plain.frame.y), abs=6)


def test_the_window_never_leaves_the_source_and_nothing_is_filled_in(look: Look) -> None:
    """The edges of the source are marked: no marked pixel may be drawn out into the photo."""
    for at, roll in (((0.3, 0.5), 6), ((0.5, 0.35), -9), ((0.66, 0.6), 12)):
        source, proposal = look(phone_jpeg(scene(at=at, roll=roll, scale=1.7)))
        wide, high = source.size
        for x, y in proposal.frame.corners(SIZE):
            assert -0.5 <= x <= wide + 0.5
            assert -0.5 <= y <= high + 0.5


def test_a_40_megapixel_photo_is_cut(look: Look) -> None:
    large = scene(size=(1350, 1850), scale=1.6).resize((5400, 7400))
    source, proposal = look(phone_jpeg(large, quality=80))
    assert max(source.size) == 2400
    assert len(apply(source, proposal.frame, RULES).data) > RULES.least_bytes


REFUSED = {
    "no room above": (lambda: scene(scale=2.2, at=(0.5, 0.22)), "margin"),
    "no room on the right": (lambda: scene(at=(0.8, 0.5)), "margin"),
    "no room below": (lambda: scene(at=(0.5, 0.85)), "margin"),
    "too near": (lambda: scene(size=(900, 1200), scale=2.9), "margin"),
    "too far": (lambda: scene(scale=0.6), "enlargement"),
    "far too far": (lambda: scene(scale=0.2), "enlargement"),
    "tilted by 24 degrees": (lambda: scene(roll=24, scale=1.5), "roll"),
    "on its left side": (lambda: scene(6, scale=1.5).rotate(90, expand=True), "lying"),
    "on its right side": (lambda: scene(15, scale=1.5).rotate(270, expand=True), "lying"),
    "on its head": (lambda: scene(1, scale=1.5).rotate(180), "lying"),
    "on its head, grey walls around": (lambda: scene(22, scale=0.9).rotate(180), "lying"),
    "nobody": (lambda: picture(1, "no_face").resize((1200, 1600)), "no_face"),
    "two people": (lambda: picture(1, "two_faces").resize((1200, 1600)), "several_faces"),
    "gray": (lambda: scene().convert("L"), "gray"),
    "colours of print": (lambda: scene().convert("CMYK"), "print_colours"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_helped_is_told_with_its_reason(look: Look, name: str) -> None:
    made, code = REFUSED[name]
    image = made()
    data = jpeg(image, subsampling=-1) if image.mode in ("L", "CMYK") else phone_jpeg(image)
    assert why(look, data) == code


def test_a_little_less_room_than_wanted_is_offered_and_left_to_a_person(
    look: Look, judged: Callable[..., Judgement]
) -> None:
    source, proposal = look(phone_jpeg(scene(size=(900, 1200), scale=2.2, at=(0.5, 0.41))))
    guide = guide_for(proposal.placed, RULES)
    assert guide == Guide.of(RULES).wider(RULES)
    assert why_not(proposal.frame, source.size, proposal.subject, guide) is None
    judgement = judged(apply(source, proposal.frame, RULES).data)
    assert (judgement.verdict, set(not_ok(judgement).values())) == ("warn", {"warn"})


@pytest.mark.parametrize(("at", "side"), [((0.5, 0.22), "上边"), ((0.8, 0.5), "右边"), ((0.2, 0.5), "左边")])
def test_a_missing_margin_names_its_side(look: Look, at: tuple[float, float], side: str) -> None:
    with pytest.raises(CannotCrop) as cannot:
        look(phone_jpeg(scene(scale=2.2, at=at)))
    assert side in cannot.value.refusal.sentence


def test_a_picture_without_its_background_is_refused(look: Look) -> None:
    cut_out = scene().convert("RGBA")
    cut_out.putalpha(Image.new("L", cut_out.size, 128))
    out = io.BytesIO()
    cut_out.save(out, "PNG")
    assert why(look, out.getvalue()) == "see_through"


def test_a_picture_that_stays_too_small_in_bytes_is_refused() -> None:
    flat = Source(np.full((1600, 1200, 3), 180, np.uint8), None)
    with pytest.raises(CannotCrop) as cannot:
        apply(flat, Frame(0, 0.5, 600, 800), RULES)
    assert cannot.value.refusal.code == "too_smooth"


def test_quality_rises_until_the_file_is_large_enough_and_falls_only_under_a_largest_size(look: Look) -> None:
    source, proposal = look(phone_jpeg(scene()))
    usual = apply(source, proposal.frame, RULES)
    larger = apply(source, proposal.frame, PhotoRules(least_bytes=len(usual.data) + 1))
    smaller = apply(source, proposal.frame, PhotoRules(least_bytes=20_000, most_bytes=len(usual.data) - 1))
    assert usual.quality == 95
    assert larger.quality > 95
    assert smaller.quality < 95


def test_the_tone_is_that_of_the_source(look: Look) -> None:
    """Means of the window in the source and of the finished photo, by colour and by quarter."""
    source, proposal = look(phone_jpeg(scene(6, roll=6)))
    done = np.asarray(opened(apply(source, proposal.frame, RULES)), float)[:, :, ::-1]
    bare = np.asarray(warp(source.pixels, proposal.frame, SIZE), float)
    for rows in (slice(0, 320), slice(320, 640)):
        for columns in (slice(0, 240), slice(240, 480)):
            means = done[rows, columns].mean(axis=(0, 1)), bare[rows, columns].mean(axis=(0, 1))
            assert means[0] == pytest.approx(means[1], abs=0.6)
    left, top = proposal.frame.to_source((100, 40), SIZE)
    wall = source.pixels[round(top) - 20 : round(top) + 20, round(left) - 20 : round(left) + 20].mean(axis=(0, 1))
    assert done[30:50, 90:110].mean(axis=(0, 1)) == pytest.approx(wall, abs=2)


def test_a_place_in_the_source_comes_to_the_place_the_frame_says() -> None:
    source = np.zeros((1200, 900, 3), np.uint8)
    source[598:603, 398:403] = 255
    for frame in (Frame(0, 1, 420, 610), Frame(10, 0.5, 400, 560), Frame(-15, 1.3, 440, 650)):
        seen = warp(source, frame, SIZE)[:, :, 0].astype(float)
        rows, columns = np.indices(seen.shape)
        found = ((columns + 0.5) * seen).sum() / seen.sum(), ((rows + 0.5) * seen).sum() / seen.sum()
        assert found == pytest.approx(frame.to_result((400.5, 600.5), SIZE), abs=0.5)


def test_there_and_back_is_the_same_place() -> None:
    frame = Frame(7.5, 0.6, 812.5, 990.25)
    assert frame.to_source(frame.to_result((700, 900), SIZE), SIZE) == pytest.approx((700, 900))
    assert frame.matrix(SIZE) @ (700, 900, 1) == pytest.approx(frame.to_result((700, 900), SIZE))


def test_the_colour_profile_goes_along_and_nothing_else(look: Look) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source, proposal = look(jpeg(scene(), icc_profile=profile, comment=b"SECRET"))
    data = apply(source, proposal.frame, RULES).data
    with Image.open(io.BytesIO(data)) as image:
        assert image.info["icc_profile"] == profile
        assert dict(image.getexif()) == {}
    assert b"SECRET" not in data


def test_what_was_done_is_said_in_full(look: Look) -> None:
    source, proposal = look(phone_jpeg(scene(roll=6)))
    done = apply(source, proposal.frame, RULES).to_json()
    assert sorted(done) == ["quality", "scale", "source", "turn", "window", "x", "y"]
    assert done["turn"] == pytest.approx(6, abs=0.5)
    assert done["source"] == [1500, 2000]
    assert len(done["window"]) == 4


SUBJECT = Subject(crown=(750, 480), eyes=(750, 830), chin=(750, 1210), width=450, roll=0.0)
GUIDE = Guide.of(RULES)
FITTING = Frame(0, 0.5, 750, 992)


def code_of(frame: Frame) -> str | None:
    refusal = why_not(frame, (1500, 2000), SUBJECT, GUIDE)
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (FITTING, None),
        (Frame(21, 0.5, 750, 992), "roll"),
        (Frame(6, 0.5, 750, 992), "roll"),
        (Frame(0, 1.31, 750, 992), "enlargement"),
        (Frame(0, 0.0, 750, 992), "enlargement"),
        (Frame(0, 0.5, 100, 992), "margin"),
        (Frame(0, 0.28, 750, 992), "margin"),
        (Frame(0, 0.5, 750, 1100), "head_top"),
        (Frame(0, 0.5, 800, 992), "centred"),
        (Frame(0, 0.39, 750, 1044), "face_width"),
    ],
)
def test_a_frame_moved_by_hand_is_held_to_the_same_limits(frame: Frame, code: str | None) -> None:
    assert code_of(frame) == code


def test_a_rule_that_the_batch_has_switched_off_holds_nobody_back() -> None:
    frame = Frame(0, 0.5, 800, 992)
    off = Guide.of(PhotoRules(off=frozenset({"centred"})))
    assert why_not(frame, (1500, 2000), SUBJECT, off) is None


@pytest.mark.parametrize("move", Move)
def test_a_step_moves_the_person_the_way_it_is_called(move: Move) -> None:
    before, after = (SUBJECT.placed_by(f, SIZE) for f in (FITTING, moved(FITTING, move, SIZE)))
    change = {
        Move.UP: before.head_top - after.head_top,
        Move.DOWN: after.head_top - before.head_top,
        Move.LEFT: before.centre_x - after.centre_x,
        Move.RIGHT: after.centre_x - before.centre_x,
        Move.LARGER: after.face_width - before.face_width,
        Move.SMALLER: before.face_width - after.face_width,
        Move.TURN_LEFT: before.roll - after.roll,
        Move.TURN_RIGHT: after.roll - before.roll,
    }
    assert change[move] > 0.4
