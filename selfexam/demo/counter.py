"""The demonstration's people at a school's counter: accepted on site, handed in by the school, paid to the cashier."""

import io
from itertools import islice

from PIL import Image, ImageDraw

from applications.domain.open_at_counter import open_at_counter
from applications.domain.pay import order_for
from applications.domain.submit_at_counter import submit_at_counter
from applications.domain.upload_signed_sheet import upload_signed_sheet
from applications.printing.sheet import first_page
from applications.printing.sheet_facts import check_code
from selfexam.accounts.models import User
from selfexam.demo.people import People
from selfexam.demo.walk import Walk
from selfexam.payments.domain import take_at_counter
from selfexam.records.models import StudentRecord

REASON = "考生没有手机或不会网上操作"
FIRST_RECEIPT = 317


def play_counter(people: People) -> None:
    """One is still being filled in, one waits for another reviewer, one has paid; none of them has an account."""
    clerk = people.desks["wang"]
    here = islice((record for record in people.ready if record.school_id == clerk.school_id), 3)
    for index, record in enumerate(here):
        walk = _accepted(people, record, clerk)
        if index == 0:
            walk.fill_half()
            continue
        walk.fill()
        _hand_in(walk, clerk)
        if index == 2:
            walk.passed(people.desks["li"])
            number = f"2022-{FIRST_RECEIPT:06d}"
            take_at_counter(order_for(walk.application).uuid, number=number, method="cash", by=people.desks["qian"])


def _accepted(people: People, record: StudentRecord, clerk: User) -> Walk:
    people.count += 1
    walk = Walk(record, clerk, people.count)
    walk.application = open_at_counter(record.uuid, reason=REASON, is_present=True, by=clerk)
    return walk


def _hand_in(walk: Walk, clerk: User) -> None:
    application = walk.application
    application.refresh_from_db()
    upload_signed_sheet(application.uuid, _signed(first_page(application)), check_code(application), by=clerk)
    walk.application = submit_at_counter(application.uuid, is_checked=True, by=clerk)


def _signed(page: bytes) -> bytes:
    """The first page as a camera would see it, with a stroke of ink for a signature; nobody's hand."""
    with Image.open(io.BytesIO(page)) as opened:
        picture = opened.convert("RGB")
    pen, (width, height) = ImageDraw.Draw(picture), picture.size
    left, top = width * 0.2, height * 0.735
    stroke = [(left + step * width * 0.02, top + (step % 3 - 1) * height * 0.008) for step in range(9)]
    pen.line(stroke, fill=(28, 36, 60), width=3, joint="curve")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
