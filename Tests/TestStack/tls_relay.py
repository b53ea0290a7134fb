#!/usr/bin/python3
"""Speaks TLS in front of a server on loopback, with a certificate of a test's own, and passes on what it hears.

usage: tls_relay.py [--postgresql] [--ask AUTHORITY] [--replace OLD NEW] CERTIFICATE KEY PORT

Prints the port that it listens on. `--ask` demands a client's certificate that the authority has signed. `--postgresql`
begins as PostgreSQL does, on both sides. `--replace` puts another text of the same length in the place of what clients say.
"""

import argparse
import asyncio
import ssl

WISH_FOR_TLS = bytes([0, 0, 0, 8, 4, 210, 22, 47])


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--ask")
    parser.add_argument("--replace", nargs=2, type=str.encode, default=(b"", b""))
    parser.add_argument("certificate")
    parser.add_argument("key")
    parser.add_argument("port", type=int)
    return parser.parse_args()


class Relay:
    def __init__(self, given):
        self.given = given
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(given.certificate, given.key)
        if given.ask:
            self.context.verify_mode = ssl.CERT_REQUIRED
            self.context.load_verify_locations(given.ask)

    async def listen(self):
        server = await asyncio.start_server(
            self.serve, "127.0.0.1", 0, ssl=None if self.given.postgresql else self.context)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    async def serve(self, reader, writer):
        try:
            if self.given.postgresql:
                await reader.readexactly(len(WISH_FOR_TLS))
                writer.write(b"S")
                await writer.start_tls(self.context)
            upstream = await self.connect()
            await asyncio.gather(
                self.passed(reader, upstream[1], *self.given.replace), self.passed(upstream[0], writer))
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    async def connect(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.given.port)
        if self.given.postgresql:
            writer.write(WISH_FOR_TLS)
            await reader.readexactly(1)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            await writer.start_tls(context)
        return reader, writer

    @staticmethod
    async def passed(reader, writer, old=b"", new=b""):
        try:
            while chunk := await reader.read(65536):
                writer.write(chunk.replace(old, new) if old else chunk)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()


if __name__ == "__main__":
    asyncio.run(Relay(arguments()).listen())
