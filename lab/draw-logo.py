#!/usr/bin/env python3
"""Draws html/python-logo.png, a coiled snake, with nothing but Python's own library.

    python3 draw-logo.py [FILE]

Every pixel follows from the numbers below, so that the picture is the same wherever it is drawn.
"""

import math
import struct
import sys
import zlib
from pathlib import Path

SIZE = 192  # pixels, width and height

GREEN = (46, 139, 87)
DARK_GREEN = (30, 98, 62)
RED = (200, 50, 50)
WHITE = (255, 255, 255)
BLACK = (20, 30, 25)

# The body follows a spiral r = GROWTH * angle around the centre, from the tail inside to the neck outside.
CENTRE = SIZE / 2 - 4, SIZE / 2 + 4
GROWTH = 5.1
TAIL, NECK = 1.2 * math.pi, 4.75 * math.pi
WIDTH = 22  # of the body, at its thickest


def on_spiral(angle):
    radius = GROWTH * angle
    return CENTRE[0] + radius * math.cos(angle), CENTRE[1] + radius * math.sin(angle)


def body(x, y):
    """The nearest angle of the body, and how far inside its edge the point lies (negative: outside)."""
    radius, direction = math.hypot(x - CENTRE[0], y - CENTRE[1]), math.atan2(y - CENTRE[1], x - CENTRE[0])
    best = TAIL, -math.inf
    for turn in range(5):
        there = direction + turn * math.tau
        angle = min(max(there, TAIL), NECK)
        if angle == there:
            # The nearest point lies in the same direction, but for the spiral's pitch.
            distance = abs(radius - GROWTH * angle) / math.hypot(1, 1 / angle)
        else:
            end = on_spiral(angle)
            distance = math.hypot(x - end[0], y - end[1])
        thickness = WIDTH / 2 * min(1, 0.25 + (angle - TAIL) / (2 * math.pi))
        if thickness - distance > best[1]:
            best = angle, thickness - distance
    return best


def ellipse(x, y, centre, across, along, tilt):
    """How far inside the edge of a tilted ellipse a point lies, in pixels, near enough for a soft edge."""
    dx, dy = x - centre[0], y - centre[1]
    u, v = dx * math.cos(tilt) + dy * math.sin(tilt), dy * math.cos(tilt) - dx * math.sin(tilt)
    return (1 - math.hypot(u / along, v / across)) * min(across, along)


def segment(x, y, start, end, width):
    dx, dy = end[0] - start[0], end[1] - start[1]
    at = max(0, min(1, ((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy)))
    return width / 2 - math.hypot(x - start[0] - at * dx, y - start[1] - at * dy)


def layers(x, y):
    """The shapes from back to front: colour, and how far inside its edge the point lies."""
    angle, inside = body(x, y)
    stripe = math.sin(angle * 7) > 0.35 and angle < NECK - 0.25
    neck, heading = on_spiral(NECK), NECK + math.pi / 2 - math.atan(1 / NECK)

    def ahead(distance, aside=0):
        return (
            neck[0] + distance * math.cos(heading) - aside * math.sin(heading),
            neck[1] + distance * math.sin(heading) + aside * math.cos(heading),
        )

    yield RED, segment(x, y, ahead(20), ahead(34), 3.2)
    yield RED, segment(x, y, ahead(34), ahead(41, 6), 3.2)
    yield RED, segment(x, y, ahead(34), ahead(41, -6), 3.2)
    yield DARK_GREEN if stripe else GREEN, inside
    yield GREEN, ellipse(x, y, ahead(9), 15, 20, heading)
    for aside in (-7.5, 7.5):
        yield WHITE, ellipse(x, y, ahead(13, aside), 4.4, 4.4, 0)
        yield BLACK, ellipse(x, y, ahead(14.2, aside), 2.2, 2.2, 0)


def pixel(x, y):
    red = green = blue = alpha = 0.0
    for colour, inside in layers(x + 0.5, y + 0.5):
        cover = max(0.0, min(1.0, inside + 0.5))
        kept = alpha * (1 - cover)
        total = cover + kept
        if cover > 0:
            red, green, blue = ((new * cover + old * kept) / total for new, old in zip(colour, (red, green, blue)))
            alpha = total
    return bytes(round(value) for value in (red, green, blue, alpha * 255))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png():
    rows = (b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)  # 8 bits, red green blue alpha
    packed = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "html" / "python-logo.png"
    target.write_bytes(png())
