"""The timeline as an Enhanced Metafile: the one vector picture that Word of any age and LibreOffice both draw.

Record numbers and layouts are those of Microsoft's [MS-EMF]; letter widths are those of Helvetica (Adobe's AFM),
which Arial and Liberation Sans share.
"""

from __future__ import annotations

import struct

from gapcheck.report.charts import LEFT, RIGHT, ROW, TOP, WIDTH, axis_years, place
from gapcheck.report.view import Timeline

SCALE = 10  # units to a pixel, so that positions need no fractions
INK, SOFT, LINE, ACCENT, AFTER = (0x1B, 0x1C, 0x20), (0x59, 0x5C, 0x63), (0xD6, 0xD2, 0xC8), (0x8A, 0x30, 0x08), (0x2F, 0x6D, 0x9F)  # fmt: skip
Colour = tuple[int, int, int]
ALIGN = {"start": 24, "middle": 30, "end": 26}  # on the base line; left, centred, right
NULL_PEN, NULL_BRUSH = 0x80000008, 0x80000005
WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 "
    "584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 "
    "611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 "
    "722 500 500 500 334 260 334 584"
).split()  # of the characters from the space to the tilde, in thousandths of the size


class _Metafile:
    """Collects records; every object made gets the next handle."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.records: list[bytes] = []
        self.handles = 0
        self._made: dict[tuple[object, ...], int] = {}
        self.add(17, struct.pack("<I", 8))  # map mode: units of our own
        self.add(9, struct.pack("<ii", width * SCALE, height * SCALE))
        self.add(11, struct.pack("<ii", width, height))
        self.add(18, struct.pack("<I", 1))  # no ground behind texts

    def add(self, kind: int, body: bytes) -> None:
        body += b"\0" * (-len(body) % 4)
        self.records.append(struct.pack("<II", kind, 8 + len(body)) + body)

    def use(self, kind: int, key: tuple[object, ...], body: bytes) -> None:
        """Selects the pen, brush or font of that key, making it first where it is new."""
        if key not in self._made:
            self.handles += 1
            self._made[key] = self.handles
            self.add(kind, struct.pack("<I", self.handles) + body)
        self.add(37, struct.pack("<I", self._made[key]))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Colour, width: float = 1) -> None:
        self.use(38, ("pen", colour, width), struct.pack("<Iii3Bx", 0, round(width * SCALE), 0, *colour))
        self.add(27, struct.pack("<ii", round(x1 * SCALE), round(y1 * SCALE)))
        self.add(54, struct.pack("<ii", round(x2 * SCALE), round(y2 * SCALE)))

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.use(39, ("brush", colour), struct.pack("<I3BxI", 0, *colour, 0))
        self.add(37, struct.pack("<I", NULL_PEN))
        corners = (x - width / 2, y, x + width / 2, y + height)
        self.add(43, struct.pack("<4i", *(round(value * SCALE) for value in corners)))

    def text(
        self, x: float, y: float, words: str, colour: Colour, anchor: str, size: int = 11, bold: bool = False
    ) -> None:
        face = "Arial".encode("utf-16-le").ljust(64, b"\0")
        font = struct.pack("<5i8B", -size * SCALE, 0, 0, 0, 700 if bold else 400, 0, 0, 0, 1, 0, 0, 0, 0) + face
        self.use(82, ("font", size, bold), font.ljust(320, b"\0"))
        self.add(24, struct.pack("<3Bx", *colour))
        self.add(22, struct.pack("<I", ALIGN[anchor]))
        units = words.encode("utf-16-le")
        count = len(units) // 2
        padded = units + b"\0" * (-len(units) % 4)
        steps = b"".join(struct.pack("<I", _advance(char, size, bold)) for char in words).ljust(count * 4, b"\0")
        head = struct.pack("<4iI2f2i3I4iI", 0, 0, -1, -1, 1, 1.0, 1.0, round(x * SCALE), round(y * SCALE),
                           count, 76, 0, 0, 0, -1, -1, 76 + len(padded))  # fmt: skip
        self.add(84, head + padded + steps)

    def bytes(self) -> bytes:
        self.add(14, struct.pack("<III", 0, 16, 20))  # the end
        width, height = self.size
        length = 88 + sum(len(record) for record in self.records)
        head = struct.pack("<II4i4iIIIIHHIII2i2i", 1, 88, 0, 0, width, height, 0, 0, width * 25, height * 25,
                           0x464D4520, 0x10000, length, len(self.records) + 1, self.handles + 1, 0, 0, 0, 0,
                           1000, 1000, 250, 250)  # fmt: skip
        return head + b"".join(self.records)


def _advance(char: str, size: int, bold: bool) -> int:
    code = ord(char) - 32
    width = int(WIDTHS[code]) if 0 <= code < len(WIDTHS) else 556
    return round(width * size * SCALE / 1000 * (1.07 if bold else 1))


def timeline(line: Timeline) -> bytes:
    """The picture of charts.timeline, for a Word file."""
    height = TOP + ROW * len(line.tracks) + 8
    picture = _Metafile(WIDTH, height)
    for year in axis_years(line):
        picture.line(place(line, year), TOP - 6, place(line, year), height - 6, LINE)
        picture.text(place(line, year), TOP - 12, str(year), SOFT, "middle")
    for number, track in enumerate(line.tracks):
        y = TOP + ROW * number + 10
        picture.text(LEFT - 10, y + 4, track.label, INK, "end")
        picture.line(LEFT, y, WIDTH - RIGHT, y, LINE)
    for at, label, y in ((line.replied, line.replied_label, 12), (line.asked, line.asked_label, 26)):
        if at:
            inward = place(line, at) > WIDTH / 2
            picture.line(place(line, at), y - 10, place(line, at), height - 6, ACCENT, 1.5)
            picture.text(
                place(line, at) + (-5 if inward else 5), y, label, ACCENT, "end" if inward else "start", bold=True
            )
    for number, track in enumerate(line.tracks):
        for tick in track.ticks:
            broad = tick.side == "after"
            picture.box(place(line, tick.at), TOP + ROW * number + 3, 4 if broad else 2.5, 14, AFTER if broad else INK)
    return picture.bytes()
