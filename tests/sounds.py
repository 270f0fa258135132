"""Recordings made by hand for the tests: silence in each kind, without any encoder."""

from __future__ import annotations

import struct

#: A frame of MPEG 1, layer 3: 32 kbit/s, 32 kHz, one channel; 144 bytes, 1,152 samples, 36 ms. All zeros is silence.
FRAME = b"\xff\xfb\x18\xc4" + bytes(140)
FRAME_MS = 36


def mp3(milliseconds: int) -> bytes:
    """Return silence as MP3, of so many ms rounded up to frames."""
    return FRAME * -(-milliseconds // FRAME_MS)


def _atom(name: str, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name.encode() + content


def m4a(milliseconds: int, *, object_type: int = 2) -> bytes:
    """Return an MP4 that says it holds so many ms of AAC; ``object_type`` 2 is AAC-LC, 5 HE-AAC."""
    config = b"\x05\x02" + bytes((object_type << 3 | 0, 0x90 | 0x08))
    decoder = b"\x04" + bytes((13 + len(config),)) + b"\x40\x15" + bytes(11) + config
    descriptor = b"\x03" + bytes((3 + len(decoder) + 3,)) + b"\0\x01\0" + decoder + b"\x06\x01\x02"
    entry = bytes(6) + b"\0\x01" + bytes(8) + struct.pack(">HHHHI", 1, 16, 0, 0, 48_000 << 16)
    mp4a = _atom("mp4a", entry + _atom("esds", bytes(4) + descriptor))
    stsd = _atom("stsd", bytes(4) + struct.pack(">I", 1) + mp4a)
    mdhd = _atom("mdhd", bytes(12) + struct.pack(">II", 1000, milliseconds) + bytes(4))
    hdlr = _atom("hdlr", bytes(8) + b"soun" + bytes(13))
    media = _atom("mdia", mdhd + hdlr + _atom("minf", _atom("stbl", stsd)))
    return _atom("ftyp", b"M4A \0\0\0\0M4A ") + _atom("moov", _atom("trak", media))


def _page(kind: int, position: int, number: int, packet: bytes) -> bytes:
    head = struct.pack("<4sBBqIII", b"OggS", 0, kind, position, 7, number, 0)
    return head + bytes((1, len(packet))) + packet


def opus(milliseconds: int, *, codec: bytes = b"OpusHead") -> bytes:
    """Return an Ogg that says it holds so many ms of Opus."""
    head = codec + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    return _page(2, 0, 0, head) + _page(0, 0, 1, tags) + _page(4, milliseconds * 48, 2, b"\xf8\xff\xfe")


def vtt(*times: tuple[int, int], words: tuple[str, ...] = ()) -> str:
    """Return cues as WebVTT, times in ms."""

    def clock(time: int) -> str:
        return f"{time // 3_600_000:02d}:{time // 60_000 % 60:02d}:{time // 1000 % 60:02d}.{time % 1000:03d}"

    texts = words or ("",) * len(times)
    cues = (f"{clock(a)} --> {clock(b)}\n{text}\n" for (a, b), text in zip(times, texts, strict=True))
    return "\n".join(("WEBVTT\n", *cues))


def even(count: int, milliseconds: int = 500) -> tuple[tuple[int, int], ...]:
    """Return so many times of one length, one behind the other."""
    return tuple((at * milliseconds, (at + 1) * milliseconds) for at in range(count))
