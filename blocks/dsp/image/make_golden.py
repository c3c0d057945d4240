"""Writes golden.json beside it, or into the folder named: what Pillow makes of frames that both sides make by integer arithmetic.

Features are whole (range 0..255) and must be equal to the last bit, so a digest of all of them stands for them; some are kept to look at.
"""
import hashlib
import json
import sys
from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from golden_windows import pseudo_random  # noqa: E402

METHODS = {"bilinear": Image.Resampling.BILINEAR, "lanczos": Image.Resampling.LANCZOS, "nearest": Image.Resampling.NEAREST}
KEPT = 12


def case(width, height, channels=3, /, **params):
    return {"frame": {"width": width, "height": height, "channels": channels}, "params": params}


CASES = [
    case(32, 32),
    case(32, 32, interpolation="lanczos", channels="grayscale"),
    *[
        case(40, 30, width=16, height=16, resize=mode, interpolation=method)
        for mode in ["squash", "fit-short", "fit-long"]
        for method in METHODS
    ],
    case(30, 40, width=24, height=16, resize="fit-short"),
    case(30, 40, width=24, height=16, resize="fit-long"),
    *[case(20, 10, width=33, height=31, resize="squash", interpolation=method) for method in METHODS],
    *[case(160, 120, width=96, height=96, interpolation=method) for method in METHODS],
    case(160, 120, width=48, height=48, channels="grayscale", resize="fit-long"),
    case(17, 13, 1, width=8, height=8, channels="rgb", resize="fit-long"),
    case(17, 13, 1, width=5, height=11, interpolation="lanczos"),
    case(13, 17, width=11, channels="grayscale", resize="squash"),
    case(8, 64, width=12, height=12, resize="fit-long"),
]


def pixel(x, y, channel, width):
    """Slanted waves under noise."""
    wave = abs((x * (9 + 4 * channel) + y * 5) % 510 - 255)
    return min(255, wave * 3 // 4 + pseudo_random(y * width + x, channel) % 64)


def make_frame(width, height, channels):
    values = [pixel(x, y, channel, width) for y in range(height) for x in range(width) for channel in range(channels)]
    return Image.frombytes("RGB" if channels == 3 else "L", (width, height), bytes(values))


def reference(frame, params):
    image = make_frame(**frame)
    size = params.get("width", frame["width"]), params.get("height", frame["height"])
    method = METHODS[params.get("interpolation", "bilinear")]
    if params.get("channels") == "grayscale":
        image = image.convert("L")
    fit = {"squash": image.resize, "fit-short": lambda *to: ImageOps.fit(image, *to), "fit-long": lambda *to: ImageOps.pad(image, *to)}
    image = fit[params.get("resize", "fit-short")](size, method)
    return image.convert("RGB") if params.get("channels") == "rgb" else image


def golden(one):
    image = reference(**one)
    values = image.tobytes()
    places = [i * (len(values) - 1) // (KEPT - 1) for i in range(KEPT)]
    return {
        **one,
        "shape": [image.height, image.width, len(image.getbands())],
        "sha256": hashlib.sha256(values).hexdigest(),
        "values": [values[place] for place in places],
    }


folder = Path(sys.argv[1]) if len(sys.argv) == 2 else HERE
lines = [json.dumps(golden(one)) for one in CASES]
(folder / "golden.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
