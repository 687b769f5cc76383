"""The running portal: a supervisor in a session of its own, so that one place decides when and how it stops."""

import subprocess
import sys
import time
from pathlib import Path

from selfexam.start.data_folder import ROOT
from selfexam.start.page import LONGEST_START, answers
from selfexam.start.stopping import stop
from selfexam.start.supervisor import STOP_SECONDS, configuration

# The supervisor kills what does not stop in time; beyond that it is stuck itself.
LONGEST_STOP = STOP_SECONDS + 4


class Portal:
    """Web, worker and clock on one data folder and port."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        file = var / "run" / "supervisor.conf"
        file.write_text(configuration(var, port))
        command = [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(file)]
        # Ctrl-C in the terminal must not reach the supervisor past us, nor a closed terminal make it reload.
        self.supervisor = subprocess.Popen(command, cwd=ROOT, start_new_session=True)

    def wait_for_page(self) -> None:
        """Until the page answers; ends the start with a sentence if it never does."""
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until and self.supervisor.poll() is None:
            if answers(self.port):
                return
            time.sleep(0.2)
        self.stop()
        stop(f"页面没有启动。原因在 {self.var / 'log' / 'web.log'} 的最后几行。")

    def wait(self) -> int:
        """Until the supervisor ends by itself."""
        return self.supervisor.wait()

    def stop(self) -> None:
        """Tell the supervisor, which tells the three parents and kills the groups of those that do not listen."""
        if self.supervisor.poll() is None:
            self.supervisor.terminate()
        try:
            self.supervisor.wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            self.supervisor.kill()
            self.supervisor.wait()
