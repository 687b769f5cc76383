"""manage.py for the first start, as `python -m selfexam.start.managing COMMAND … [then COMMAND …]`.

Several commands share one process: loading Django takes longer than most of them. Used by preparing.py; servers run
manage.py itself.
"""

import os
import sys
import traceback

from django.core.management import execute_from_command_line

from selfexam.collecting import collecting_rarely

THEN = "then"
# Begins the last line of what a failed command says; the command's name follows.
FAILED = "not done: "


def commands(words: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for word in words:
        if word == THEN:
            found.append([])
        else:
            found[-1].append(word)
    return found


@collecting_rarely()
def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfexam.settings")
    for command in commands(sys.argv[1:]):
        try:
            execute_from_command_line(["manage.py", *command])
        except BaseException as error:
            if not isinstance(error, SystemExit):
                traceback.print_exc()
            elif not error.code:
                continue
            print(f"{FAILED}{command[0]}", file=sys.stderr)
            sys.exit(1)


if __name__ == "__main__":
    main()
