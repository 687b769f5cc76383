"""manage.py for the first start, as `python -m selfexam.start.managing COMMAND …`.

Migrating and seeding make millions of objects and drop few: looking for garbage only rarely takes a fifth off the
migrations. Used by preparing.py; servers run manage.py itself.
"""

import gc
import os
import sys

from django.core.management import execute_from_command_line

RARELY = (200_000, 20, 20)


def main() -> None:
    gc.set_threshold(*RARELY)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfexam.settings")
    execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()
