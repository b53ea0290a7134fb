"""The folder in which the local mail server keeps what it took."""

import email
import email.policy
from pathlib import Path

from outside.deadline import observed


class Mailbox:
    def __init__(self, stack):
        self.directory = Path(stack["COOPT_MAIL_DIR"])
        self._read = {}

    def letters(self, recipient):
        """What was delivered to an address so far."""
        for file in self.directory.glob("*.eml"):
            if file not in self._read:
                self._read[file] = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        return [letter for letter in self._read.values() if recipient in str(letter["To"])]

    def expect(self, recipient, matches=lambda letter: True, within=30):
        """The first letter to an address that matches, kept already or still to come."""
        return observed(lambda: [letter for letter in self.letters(recipient) if matches(letter)],
                        f"a letter to {recipient}", within)[0]


def text(letter):
    return letter.get_content()
