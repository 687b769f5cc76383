"""How much memory this process has used at its peak since it began. Read by measures."""

import resource
import sys


def peak_megabytes() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)
