"""How PostgreSQL carries out what a service asks of it: plans of the statements as they are really run."""

import re

from processes import StackProcesses
from quiet import query

SETTINGS = {"session_preload_libraries": "auto_explain", "auto_explain.log_min_duration": "0",
            "auto_explain.log_analyze": "on", "auto_explain.log_buffers": "on", "auto_explain.log_timing": "on",
            "auto_explain.log_parameter_max_length": "0"}


class ExplainedService:
    """A service of the stack whose statements are explained in PostgreSQL's log, within a `with`.

    The service is started anew at both ends: settings of a role count for new sessions.
    """

    def __init__(self, stack, service):
        self.stack, self.service = stack, service
        self.log = stack.directory / "log/postgres.log"

    def __enter__(self):
        self.begin = self.log.stat().st_size
        for name, value in SETTINGS.items():
            query(self.stack, f"alter role {self.service}_service set {name} = '{value}'")
        self._restart()
        return self

    def __exit__(self, *_):
        query(self.stack, f"alter role {self.service}_service reset all")
        self._restart()

    def _restart(self):
        processes = StackProcesses(self.stack)
        processes.kill(self.service)
        processes.start(self.service)

    def plans(self, words):
        """The plans of statements that hold these words: duration, text and plan, as PostgreSQL logs them."""
        with self.log.open(errors="replace") as log:
            log.seek(self.begin)
            entries = re.split(r"\n(?!\t)", log.read())
        return [entry[entry.index("duration:"):] for entry in entries if " plan:\n" in entry and words in entry]
