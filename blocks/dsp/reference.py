"""Features of our DSP blocks in float64, put together from numpy, scipy, librosa and PyWavelets: what the C++ is held against."""
import librosa
import numpy as np
import pywt
import scipy.fft
import scipy.ndimage
import scipy.signal
import scipy.stats

TOP_DB = 12
LEAST_VARIANCE = 1e-2
LEAST_SHARE = 1e-5
LEAST_POWER_SHARE = 1e-8
LEAST_POWER = 1e-10


def features(block, params, input, values):
    """Flat features of one window; `values` are [length, axes] in float64, int16 already divided by 32768."""
    return np.asarray(BLOCKS[block](params, input, values), dtype=np.float64).reshape(-1)


def window_function(name, length):
    return scipy.signal.get_window("boxcar" if name == "rectangular" else name, length, fftbins=True)


def spectra(p, input, x):
    """Power spectra of the frames of one axis, [frames, bins]."""
    steps = lambda ms: int(np.floor(ms * input["frequencyHz"] / 1000 + 0.5))
    length, stride = steps(p["frameLength"]), steps(p["frameStride"])
    n = p["fftLength"] or max(4, 1 << (length - 1).bit_length())
    c = p["preEmphasis"]
    frames = librosa.util.frame(x, frame_length=length, hop_length=stride).T
    emphasised = [scipy.signal.lfilter([1, -c], [1], frame, zi=[-c * frame[0]])[0] for frame in frames]
    return np.abs(np.fft.rfft(emphasised * window_function(p["frameWindow"], length), n)) ** 2 / n


def mel_energies(p, input, power):
    hz = input["frequencyHz"]
    bank = librosa.filters.mel(sr=hz, n_fft=2 * (power.shape[1] - 1), n_mels=p["filters"], fmin=p["lowFrequency"],
                               fmax=p["highFrequency"] or hz / 2, htk=True, norm=None, dtype=np.float64)
    return power @ bank.T


def normalise(p, rows):
    kind, window = p["normalisation"], p["normalisationWindow"]
    if kind == "none":
        return rows
    rows = rows - rows.mean(axis=0)
    around = lambda x: scipy.ndimage.uniform_filter1d(x, window, axis=0, mode="reflect") if window else x.mean(axis=0)
    mean = around(rows)
    if kind == "mean":
        return rows - mean
    return (rows - mean) / np.sqrt(np.maximum(around(rows**2) - mean**2, 0) + LEAST_VARIANCE)


def by_frame(row):
    """A block whose features are rows of frames: the rows of the axes side by side, then normalised."""
    return lambda p, input, values: normalise(p, np.hstack([row(p, input, spectra(p, input, x)) for x in values.T]))


def mfcc(p, input, power):
    least = 10 ** (p["noiseFloor"] / 10)
    logs = np.log(np.maximum(mel_energies(p, input, power), least))
    out = scipy.fft.dct(logs, type=2, norm="ortho", axis=1)[:, : p["coefficients"]]
    if p["lifter"]:
        out = out * (1 + p["lifter"] / 2 * np.sin(np.pi * np.arange(out.shape[1]) / p["lifter"]))
    if p["frameEnergy"]:
        out[:, 0] = np.log(np.maximum(power.sum(axis=1), least))
    return out


def decibels(p, energies):
    db = librosa.power_to_db(energies, ref=1.0, amin=10 ** (p["noiseFloor"] / 10), top_db=None)
    return np.clip((db - p["noiseFloor"]) / (TOP_DB - p["noiseFloor"]), 0, 1) if p["scale"] == "unit" else db


def moments(x, least):
    """Skewness and kurtosis; 0 where all deviations are rounding."""
    if np.max(np.abs(x - np.mean(x))) <= least:
        return [0, 0]
    x = x / np.max(np.abs(x))
    return [scipy.stats.skew(x), scipy.stats.kurtosis(x)]


def rms(x):
    peak = np.max(np.abs(x))
    return peak * np.sqrt(np.mean((x / peak) ** 2)) if peak else 0


def std(x):
    peak = np.max(np.abs(x))
    return peak * np.std(x / peak) if peak else 0


def raw(p, input, values):
    return values * p["scaleAxes"]


def flatten(p, input, values):
    out = []
    for x in (values * p["scaleAxes"]).T:
        skewness, kurtosis = moments(x, 0)
        named = {"average": np.mean(x), "minimum": np.min(x), "maximum": np.max(x), "rms": rms(x), "stdev": std(x),
                 "skewness": skewness, "kurtosis": kurtosis}
        out += [value for name, value in named.items() if p[name]]
    return out


def low_pass(x, order, cutoff):
    return scipy.signal.sosfilt(scipy.signal.butter(order, 2 * cutoff, "low", output="sos"), x)


def decimate(x, ratio):
    return low_pass(x, 8, 0.4 / ratio)[::ratio] if ratio > 1 else x


def piecewise_power(p, x):
    n = p["fftLength"]
    starts = range(0, len(x), n // 2 if p["fftOverlap"] else n)
    pieces = [np.pad(x[i : i + n], (0, n - len(x[i : i + n]))) for i in starts]
    power = np.abs(np.fft.rfft(np.array(pieces) * window_function(p["fftWindow"], n))) ** 2 / n
    return power.max(axis=0) if p["fftCombine"] == "max" else power.mean(axis=0)


def spectrum_features(p, hz, x, peak):
    n = p["fftLength"]
    frequencies = np.arange(n // 2 + 1) * hz / n
    kept = np.arange(n // 2 + 1) > 0
    if p["filter"] == "low":
        kept &= (frequencies <= p["filterCutoff"]) | (np.arange(n // 2 + 1) == 1)
    if p["filter"] == "high":
        kept &= frequencies >= p["filterCutoff"]
    power = piecewise_power(p, x)[kept]
    least = max(LEAST_POWER_SHARE * peak**2, LEAST_POWER)
    shape = moments(power, least)
    if p["logarithm"]:
        power = np.log10(np.maximum(power, least))
    return [rms(x), *moments(x, LEAST_SHARE * peak), *shape, *power]


def crossings(x, level):
    return np.count_nonzero(np.diff(x > level)) / len(x)


def level_features(x, least):
    peak = np.max(np.abs(x))
    entropy = scipy.stats.entropy((x / peak) ** 2) if peak > least else 0
    return [entropy, crossings(x, least), crossings(x, np.mean(x) + least), *np.percentile(x, [5, 25, 75, 95, 50]), np.mean(x), std(x),
            std(x) ** 2, rms(x), *moments(x, least)]


def spectral_analysis(p, input, values):
    out = []
    for x in values.T:
        x = (x - np.mean(x)) * p["scaleAxes"]
        x[np.abs(x) < 1e-13 * np.max(np.abs(values * p["scaleAxes"]))] = 0  # what float64 leaves of a constant
        peak = np.max(np.abs(x))
        hz = input["frequencyHz"] / p["inputDecimation"]
        x = decimate(x, p["inputDecimation"])
        if p["filter"] != "none":
            x = scipy.signal.sosfilt(scipy.signal.butter(p["filterOrder"], p["filterCutoff"], p["filter"], output="sos", fs=hz), x)
        if p["analysis"] == "wavelet":
            for level in pywt.wavedec(x, p["wavelet"], mode="symmetric", level=p["waveletLevel"]):
                out += level_features(level, LEAST_SHARE * peak)
            continue
        out += spectrum_features(p, hz, x, peak)
        if p["extraLowFrequency"]:
            out += spectrum_features(p, hz / 10, decimate(x, 10), peak)
    return out


BLOCKS = {
    "raw": raw,
    "flatten": flatten,
    "mfcc": by_frame(mfcc),
    "mfe": by_frame(lambda p, input, power: decibels(p, mel_energies(p, input, power))),
    "spectrogram": by_frame(lambda p, input, power: decibels(p, power)),
    "spectral-analysis": spectral_analysis,
}
