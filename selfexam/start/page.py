"""Whether the page of a portal on this machine answers."""

import urllib.request

LONGEST_START = 60


def answers(port: int) -> bool:
    """Asked directly: a proxy of the environment knows nothing of this machine."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
