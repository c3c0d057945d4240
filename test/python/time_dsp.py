"""Windows a second, by CPU time on one core, of what others compute features with: the best of some rounds, as one line of JSON.

mfcc: python_speech_features on a second of 16 kHz, with the parameters of our block's defaults. spectral: numpy and scipy on two seconds of
three axes, as a person would write our block down with them: the transforms of all pieces at once, no loop over values.
"""
import json
import time

import numpy as np
import scipy.stats
from python_speech_features import mfcc

ROUNDS = 5


def best_rate(function, windows):
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for window in windows:
            function(window)
        seconds.append(time.process_time() - start)
    return len(windows) / min(seconds)


def cepstra(window):
    return mfcc(window, 16000, winlen=0.032, winstep=0.02, numcep=13, nfilt=32, nfft=512, preemph=0.98, ceplifter=0, winfunc=np.hanning)


def spectral(window, length=128):
    window = window - window.mean(axis=0)
    pieces = np.stack([np.pad(window[i : i + length], ((0, max(0, i + length - len(window))), (0, 0))) for i in range(0, len(window), length // 2)])
    power = (np.abs(np.fft.rfft(pieces, axis=1)) ** 2 / length).max(axis=0)[1:]
    least = np.maximum(1e-8 * np.abs(window).max(axis=0) ** 2, 1e-10)
    statistics = [f(values) for values in (window, power) for f in (scipy.stats.skew, scipy.stats.kurtosis)]
    return np.vstack([np.sqrt((window**2).mean(axis=0)), *statistics, np.log10(np.maximum(power, least))]).T


def main():
    random = np.random.default_rng(7)
    speech = [random.integers(-8000, 8000, 16000).astype(np.int16) for _ in range(40)]
    motion = [random.normal(size=(125, 3)) for _ in range(400)]
    assert cepstra(speech[0]).shape[1] == 13 and spectral(motion[0]).shape == (3, 69)
    print(json.dumps({"mfcc": best_rate(cepstra, speech), "spectral": best_rate(spectral, motion)}))


main()
