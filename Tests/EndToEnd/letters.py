"""Dead letters as operators see to them: by the program coopt, and by the trail that it leaves."""

import json
import os

from command_line import CommandLine, program
from quiet import query


class LetterDesk:
    """Calls `coopt dead-letters` as an operator with a name, by the administrator's logins or by others that may."""

    def __init__(self, stack, directory, actor="ada@operators", broker="ADMIN", database="ADMIN"):
        self.stack = stack
        self.coopt = CommandLine(
            directory, COOPT_ADMIN_AMQP_URL=stack[f"COOPT_{broker}_AMQP_URL"],
            COOPT_ADMIN_DATABASE_URL=stack[f"COOPT_{database}_DATABASE_URL"], COOPT_ACTOR=actor)

    def __call__(self, verb, *arguments, within=120, **more):
        return self.coopt("dead-letters", verb, *arguments, within=within, **more)

    def items(self, *arguments):
        """What lies there, a dictionary a letter."""
        done = self("list", "--items", "--json", *arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def report(self, verb, *arguments, statuses=(0,), within=120):
        """What became of the letters."""
        done = self(verb, *arguments, "--json", within=within)
        assert done.returncode in statuses, f"{done.returncode}: {done.stderr}"
        return json.loads(done.stdout)

    def command(self, *arguments):
        """The program with its arguments, and its environment."""
        return [str(program()), "dead-letters", *arguments], self.coopt.environment

    def trail(self, message_ids):
        """Entries of the trail about some messages: (message_id, letter_id, action, state, actor, reason, run_id)."""
        return query(
            self.stack,
            "select message_id, letter_id, action, state, actor, reason, run_id::text from operations.dead_letter_trail"
            " where message_id = any(%s) order by entry_id", [list(message_ids)])


def letters_of_size():
    """How many poison messages the large test sends; services refuse settings of theirs that they do not know."""
    return int(os.environ.get("DEAD_LETTERS", "400"))


def high_water(pid):
    """The most memory that a process ever had, in kB; nothing once it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0
