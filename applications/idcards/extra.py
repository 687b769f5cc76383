"""Whether the packages that read cards are there: an optional extra (requirements-ocr.txt), for card workers only.

Looks for the packages without importing them: they are large, and no web worker ever loads them. Standard library only,
because the supervisor asks before Django is set up.
"""

from importlib.util import find_spec

# How to get them, as told by the system check and by skipped tests.
HOW = "make setup-ocr"
MODULES = (
    "rapidocr",
    "onnxruntime",
    "pyclipper",
    "shapely",
    "omegaconf",
    "yaml",
    "requests",
    "tqdm",
    "colorlog",
    "six",
)

AUTO, ON, OFF = "auto", "on", "off"
CHOICES = (AUTO, ON, OFF)


def missing() -> list[str]:
    """The modules that are not installed in this environment."""
    return [name for name in MODULES if find_spec(name) is None]


def is_on(choice: str) -> bool:
    """Whether cards are read: `on` also where another machine does it, `auto` where the extra is installed here."""
    return choice == ON or (choice == AUTO and not missing())
