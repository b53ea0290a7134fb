#!/usr/bin/python3
"""A mail server for the local stack: takes letters over SMTP and keeps each in a file of its own. Nothing is sent on.

Recipients at refused.example are refused for ever, those at busy.example the first time they are named.
"""

import signal
import sys
import uuid
from pathlib import Path

from aiosmtpd.controller import Controller


class Mailbox:
    def __init__(self, directory):
        self.directory = directory
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        domain = address.rpartition("@")[2].lower()
        if domain == "refused.example":
            return "550 5.1.1 no such mailbox here"
        if domain == "busy.example" and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        trace = f"Return-Path: <{envelope.mail_from}>\r\n"
        trace += "".join(f"Delivered-To: {recipient}\r\n" for recipient in envelope.rcpt_tos)
        letter = self.directory / f"{uuid.uuid4()}.eml"
        unfinished = letter.with_suffix(".new")
        unfinished.write_bytes(trace.encode() + envelope.original_content)
        # Whoever looks into the folder sees whole letters only.
        unfinished.rename(letter)
        return "250 kept"


def main():
    port, directory = int(sys.argv[1]), Path(sys.argv[2])
    ends = {signal.SIGTERM, signal.SIGINT}
    # The server's own thread inherits this, so that the signal waits for the line below.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    server = Controller(Mailbox(directory), hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    server.start()
    signal.sigwait(ends)
    server.stop()


if __name__ == "__main__":
    main()
