"""Cleans and resamples wav files: a transform block of nx-impulse, without any code of it. Called as: clean.py step-run.json"""
import json
import math
import sys
import wave
from pathlib import Path

import numpy as np
from scipy.signal import butter, resample_poly, sosfiltfilt


def read_wav(path):
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2:
            raise ValueError(f"{path.name} has {8 * file.getsampwidth()} bits a sample; only 16 are handled here")
        frames = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return file.getframerate(), frames.reshape(-1, file.getnchannels()).mean(axis=1)


def write_wav(path, rate, samples):
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(np.clip(np.rint(samples), -32768, 32767).astype("<i2").tobytes())


def clean(rate, samples, cutoff):
    if cutoff <= 0 or len(samples) < 16:
        return samples
    return sosfiltfilt(butter(2, cutoff, "highpass", fs=rate, output="sos"), samples)


def main(envelope):
    run = json.loads(envelope.read_text())
    source, output = Path(run["inputs"]["data"]), Path(run["output"])
    rate, cutoff = round(run["params"]["rate"]), run["params"]["cutoff"]
    files = sorted(source.rglob("*.wav"))
    for done, path in enumerate(files, 1):
        found, samples = read_wav(path)
        common = math.gcd(rate, found)
        write_wav(output / path.relative_to(source), rate, resample_poly(clean(found, samples, cutoff), rate // common, found // common))
        if done % 50 == 0 or done == len(files):
            print("::progress", json.dumps({"message": f"{done} of {len(files)} files", "done": done / len(files)}))
    return {"files": len(files)}


if __name__ == "__main__":
    envelope = Path(sys.argv[1])
    result = {"apiVersion": "impulse-step/v1"}
    try:
        result.update(status="ok", metrics=main(envelope))
    except Exception as problem:  # every failure belongs into the result, in words
        result.update(status="failed", errors=[{"message": str(problem)}])
    (envelope.parent / "step-result.json").write_text(json.dumps(result))
    sys.exit(0 if result["status"] == "ok" else 1)
