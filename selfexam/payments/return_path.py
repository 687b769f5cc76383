"""Where a payer goes after paying: an address of this portal, never another host."""

from django.core.exceptions import ValidationError


def is_own_path(path: str) -> bool:
    """`/a/b?c`: begins with exactly one slash, and nothing a browser would read as a host or a header."""
    return path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()


def own_path(path: str) -> None:
    """Field validator."""
    if not is_own_path(path):
        raise ValidationError("返回地址要以一个 / 开头，不能指向别的网站")
