"""The embedded broker: kombu's filesystem transport with messages that appear whole.

The stock transport creates a message file and then writes it, so a consumer can read half a message and lose it. Here
the message is written aside and renamed into place. A message lost with a killed worker is no loss: the Job row stays.
"""

import os
import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        folder = Path(self.data_folder_out)
        name = f"{monotonic_ns()}_{uuid.uuid4()}.{queue}.msg"
        aside = folder / f".{name}.tmp"
        aside.write_bytes(dumps(payload).encode())
        os.replace(aside, folder / name)


class Transport(filesystem.Transport):
    Channel = Channel
