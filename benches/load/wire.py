"""HTTP/1.1 as a client sees it, byte by byte: what a library would smooth over, a load test must notice."""

import asyncio
import contextlib
import gzip
import socket
import struct
from dataclasses import dataclass


class Broken(Exception):
    """The connection ended or the answer was no HTTP. `fresh` when nothing had come on a connection used before."""

    def __init__(self, message, fresh=False):
        super().__init__(message)
        self.fresh = fresh


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes = b""

    @property
    def type(self):
        return self.headers.get("content-type", "").split(";")[0].strip()

    def plain(self):
        """The body unpacked. Fails when it was packed and is not whole."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


class Connection:
    """One connection that is kept open between requests as long as the server does."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None
        self.used = self.begun = False

    async def open(self, receive_buffer=None):
        connection = socket.socket()
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", self.port))
        except OSError:
            connection.close()
            raise
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader, self.writer = await asyncio.open_connection(sock=connection, limit=receive_buffer or 1 << 16)
        self.used = False

    def close(self):
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None

    def reset(self):
        """Ends it at once, so that the other side gets RST."""
        if self.writer:
            linger = struct.pack("ii", 1, 0)
            with contextlib.suppress(OSError):  # the other side may have ended it
                self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.writer.transport.abort()
        self.reader = self.writer = None

    async def ask(self, method, target, headers=None, body=None, pace=None):
        """Sends a request and reads the whole answer. `pace` seconds pass between pieces of the body."""
        try:
            if self.writer is None:
                await self.open()
            self.begun = False
            await self.send(request(method, target, headers, body))
            return await self.read(method, pace)
        except Broken:
            self.close()
            raise
        except (OSError, EOFError, ValueError) as error:
            fresh = self.used and isinstance(error, (ConnectionError, EOFError)) and not self.begun
            self.close()
            raise Broken(f"{type(error).__name__}: {error}", fresh) from error

    async def send(self, data):
        self.writer.write(data)
        await self.writer.drain()

    async def read(self, method="GET", pace=None):
        line = await self.reader.readline()
        if not line:
            raise EOFError("closed without an answer")
        self.begun = True
        answer = await self.head(line)
        while answer.status == 100:
            answer = await self.head(await self.reader.readline())
        if method != "HEAD" and answer.status not in (204, 304):
            answer.body = await self.body(answer.headers, pace)
        self.used = True
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        return answer

    async def head(self, line):
        parts = line.split(b" ", 2)
        if len(parts) < 2 or not parts[0].startswith(b"HTTP/1.") or not parts[1].strip().isdigit():
            raise Broken(f"no status line: {line[:80]!r}")
        answer = Answer(int(parts[1]), {})
        while (line := await self.reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            answer.headers[name.strip().lower()] = value.strip()
        if not line:
            raise Broken("the header breaks off")
        return answer

    async def body(self, headers, pace):
        parts = []
        if "chunked" in headers.get("transfer-encoding", "").lower():
            while size := int((await self.line()).split(b";")[0], 16):
                await self.exactly(size, parts, pace)
                await self.line()
            while await self.line():
                pass
        elif "content-length" in headers:
            await self.exactly(int(headers["content-length"]), parts, pace)
        else:
            parts.append(await self.reader.read(-1))
            self.close()
        return b"".join(parts)

    async def line(self):
        line = await self.reader.readline()
        if not line.endswith(b"\n"):
            raise Broken("the body breaks off")
        return line.strip()

    async def exactly(self, size, parts, pace):
        while size:
            part = await self.reader.read(min(size, 1 << 14 if pace else 1 << 18))
            if not part:
                raise Broken("the body breaks off")
            parts.append(part)
            size -= len(part)
            if pace:
                await asyncio.sleep(pace)


def request(method, target, headers=None, body=None):
    fields = {"Host": "127.0.0.1"} | (headers or {})
    if body is not None:
        fields.setdefault("Content-Length", str(len(body)))
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + (body or b"")
