"""What a page of the portal says about itself: links, headings, controls with their labels. Read by tests."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.urls import reverse

from tests.access_row import Row
from tests.access_table import TABLE
from tests.scene import Scene

# Answers that are no whole page: files, images, parts that HTMX fetches, and the make-believe cashier of a stranger.
FRAGMENTS = frozenset({"applications:photo-verdict", "applications:id-card-readings"})
NO_PAGES = frozenset({"healthz", "readyz", "payments:sandbox-cashier"}) | FRAGMENTS
CONTROLS = ("input", "select", "textarea")
SILENT = ("hidden", "submit", "button")


@dataclass
class Seen(HTMLParser):
    """Fed with one page; `complaints()` says what somebody with a keyboard or a screen reader would stumble over."""

    links: list[str] = field(default_factory=list)
    headings: int = 0
    ids: list[str] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)
    controls: list[dict[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    pictures: list[str] = field(default_factory=list)
    _in_label: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.headings += tag == "h1"
        self._in_label += tag == "label"
        if own.get("id"):
            self.ids.append(own["id"])
        if tag == "a" and own.get("href"):
            self.links.append(own["href"])
        if tag == "label" and own.get("for"):
            self.labels.add(own["for"])
        if tag == "img" and "alt" not in own:
            self.pictures.append(own.get("src", ""))
        if tag in CONTROLS and own.get("type") not in SILENT:
            self.controls.append(own | {"inside": "1" if self._in_label else ""})
        for name in ("aria-describedby", "aria-labelledby"):
            self.pointed += own.get(name, "").split()

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        self._in_label -= tag == "label"

    def complaints(self) -> list[str]:
        said = [f"{self.headings} h1"] if self.headings != 1 else []
        said += [f"two elements with id {name}" for name in sorted({i for i in self.ids if self.ids.count(i) > 1})]
        said += [f"points to a missing {name}" for name in self.pointed if name not in self.ids]
        said += [f"no label: {own.get('name', '')}" for own in self.controls if not self._is_labelled(own)]
        said += ["a choice of dashes instead of words"] if any(word == "---------" for word in self.words) else []
        said += [f"no alt: {source}" for source in self.pictures]
        target = self.links[0] if self.links else ""
        if not target.startswith("#") or target[1:] not in self.ids:
            said.append("does not begin with a link to its contents")
        return said

    def _is_labelled(self, own: dict[str, str]) -> bool:
        named = own.get("aria-label") or own.get("aria-labelledby") or own.get("title")
        return bool(own["inside"] or named or own.get("id") in self.labels)


def seen(html: str) -> Seen:
    page = Seen()
    page.feed(html)
    return page


def read_by(role: str) -> dict[str, Row]:
    """The addresses that somebody of this role reads."""
    return {n: row for n, row in TABLE.items() if role in row.roles and not row.post and n not in NO_PAGES}


def address_of(name: str, row: Row, scene: Scene) -> str:
    return reverse(name, args=row.arguments(scene))
