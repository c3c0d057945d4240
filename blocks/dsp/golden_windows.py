"""Windows made by integer arithmetic, the same as in test/golden-windows.ts: nothing recorded has to be stored beside the golden vectors."""
import numpy as np

NAMES = ["signal", "noise", "silence", "full-scale", "tiny"]


def golden_window(name, length, axes, dtype):
    """[length, axes] in float64 as the block reads them: int16 divided by 32768, float32 by 4096."""
    integers = np.array([[MAKERS[name](step, axis, length) for axis in range(axes)] for step in range(length)], dtype=np.float64)
    if name == "tiny":
        return integers * 2.0**-140  # denormal in float32
    return integers / (32768 if dtype == "int16" else 4096)


def triangle(phase):
    return abs(phase % 65536 - 32768) * 2 - 32768


def pseudo_random(step, axis):
    """-32768..32767, without any pattern that features could see."""
    state = (step * 8 + axis + 1) * 2654435761 % 4294967296
    state = (state ^ (state >> 15)) * 2246822519 % 4294967296
    state = (state ^ (state >> 13)) * 3266489917 % 4294967296
    return (state ^ (state >> 16)) % 65536 - 32768


def signal(step, axis, length):
    """Three voices, one of which rises, swell and fade twice; a little noise."""
    swell = abs((step * 1024 // length + 100 * axis) % 512 - 256)
    voices = 4 * triangle(step * (700 + 50 * axis)) + 3 * triangle(step * 2900 + step * step // 16) + triangle(step * 11000)
    return (voices * swell // 4096 + pseudo_random(step, axis) // 64 + 20 * axis) // 2


MAKERS = {
    "signal": signal,
    "noise": lambda step, axis, length: pseudo_random(step, axis) // 4096,
    "silence": lambda step, axis, length: 0,
    "full-scale": lambda step, axis, length: max(-32768, min(32767, 16 * signal(step, axis, length))),
    "tiny": signal,
}
