"""`python -m selfexam.start.after_page PORT COMMAND …`: runs COMMAND once the page answers, in the same process.

What nobody waits for gives way to the page on a machine with two cores. Started again later it finds the page there;
should the page be gone for a minute, it runs all the same.
"""

import os
import sys
import time

from selfexam.start import ready
from selfexam.start.page import LONGEST_START, answers


def main() -> None:
    port, command = int(sys.argv[1]), sys.argv[2:]
    ready.wait()
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and not answers(port):
        time.sleep(0.2)
    os.execv(command[0], command)  # noqa: S606 - the supervisor wrote the command, and watches this process


if __name__ == "__main__":
    main()
