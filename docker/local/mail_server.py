#!/usr/bin/python3
"""A mail server for the local stack: takes letters over SMTP and keeps each in a file of its own. Nothing is sent on.

usage: mail_server.py PORT DIRECTORY [CERTIFICATE KEY]

With a certificate nothing is taken before STARTTLS; both files are read again for each connection. Port 0 is any, which
is printed. Recipients at refused.example are refused for ever, those at busy.example the first time they are named.
It listens on loopback, or where COOPT_MAIL_HOST says.
"""

import os
import signal
import socket
import ssl
import sys
import uuid
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


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


class EncryptingController(Controller):
    """Takes letters after STARTTLS alone."""

    def __init__(self, mailbox, files, **settings):
        super().__init__(mailbox, **settings)
        self.files = files

    def factory(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.files)
        return SMTP(self.handler, tls_context=context, require_starttls=True, **self.SMTP_kwargs)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    port, directory, files = int(sys.argv[1]) or free_port(), Path(sys.argv[2]), sys.argv[3:]
    ends = {signal.SIGTERM, signal.SIGINT}
    # The server's own thread inherits this, so that the signal waits for the line below.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    settings = {"hostname": os.environ.get("COOPT_MAIL_HOST", "127.0.0.1"), "port": port, "enable_SMTPUTF8": True}
    server = (EncryptingController(Mailbox(directory), files, **settings) if files
              else Controller(Mailbox(directory), **settings))
    server.start()
    print(port, flush=True)
    signal.sigwait(ends)
    server.stop()


if __name__ == "__main__":
    main()
