"""Makes wav files of tones: a synthetic block of nx-impulse, without any code of it. Called as: make.py step-run.json"""
import json
import math
import random
import sys
from array import array
from pathlib import Path

RATE = 16000
TONES = {"low": 300, "high": 1200}


def write_wav(path, samples):
    data = array("h", samples).tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    sizes = [36 + len(data), 16, 1 | 1 << 16, RATE, 2 * RATE, 2 | 16 << 16, len(data)]
    riff, fmt, form, rate, speed, frame, length = (size.to_bytes(4, "little") for size in sizes)
    path.write_bytes(b"RIFF" + riff + b"WAVEfmt " + fmt + form + rate + speed + frame + b"data" + length + data)


def make_tone(frequency, noise, rng):
    phase = rng.random()
    tone = (math.sin(2 * math.pi * (frequency * step / RATE + phase)) for step in range(RATE))
    return [round(8000 * (value + noise * rng.uniform(-1, 1))) for value in tone]


def main(envelope):
    run = json.loads(envelope.read_text())
    params, output = run["params"], Path(run["output"])
    # the same seed, the same bytes
    rng = random.Random(run["pins"]["seed"])
    for label, frequency in TONES.items():
        for number in range(params["count"]):
            write_wav(output / label / f"{number}.wav", make_tone(frequency, params["noise"], rng))


if __name__ == "__main__":
    envelope = Path(sys.argv[1])
    result = {"apiVersion": "impulse-step/v1", "status": "ok"}
    try:
        main(envelope)
    except Exception as problem:  # every failure belongs into the result, in words
        result.update(status="failed", errors=[{"message": str(problem)}])
    (envelope.parent / "step-result.json").write_text(json.dumps(result))
    sys.exit(0 if result["status"] == "ok" else 1)
