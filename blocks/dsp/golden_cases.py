"""The parameter sets of the golden vectors: what differs from the defaults of block.json, and the input where it matters."""

AUDIO = {"frequencyHz": 16000, "length": 16000, "axes": 1, "dtype": "int16"}
SHORT_AUDIO = {"frequencyHz": 8000, "length": 4000, "axes": 1, "dtype": "int16"}
STEREO = {"frequencyHz": 16000, "length": 8000, "axes": 2, "dtype": "int16"}
VIBRATION = {"frequencyHz": 1000, "length": 1000, "axes": 3, "dtype": "float32"}
MOTION = {"frequencyHz": 62.5, "length": 125, "axes": 3, "dtype": "float32"}
SLOW = {"frequencyHz": 50, "length": 500, "axes": 6, "dtype": "float32"}

FRAMES = [
    (AUDIO, {}),
    (AUDIO, {"frameLength": 20, "frameStride": 10}),
    (AUDIO, {"frameLength": 40, "frameStride": 24, "frameWindow": "hamming"}),
    (AUDIO, {"frameLength": 30, "frameStride": 30, "frameWindow": "blackman"}),
    (AUDIO, {"frameLength": 25.1, "frameStride": 40, "frameWindow": "rectangular"}),
    (AUDIO, {"fftLength": 1024}),
    (AUDIO, {"preEmphasis": 0}),
    (AUDIO, {"preEmphasis": 0.5, "frameWindow": "hamming"}),
    (AUDIO, {"noiseFloor": -70}),
    (AUDIO, {"noiseFloor": -100}),
    (AUDIO, {"normalisation": "none"}),
    (AUDIO, {"normalisation": "mean"}),
    (AUDIO, {"normalisation": "mean", "normalisationWindow": 0}),
    (AUDIO, {"normalisation": "mean-variance", "normalisationWindow": 0}),
    (AUDIO, {"normalisation": "mean-variance", "normalisationWindow": 21, "frameStride": 10}),
    (SHORT_AUDIO, {}),
    (SHORT_AUDIO, {"frameLength": 64, "frameStride": 16, "normalisation": "mean", "normalisationWindow": 9}),
    (STEREO, {"normalisation": "none"}),
    (VIBRATION, {"frameLength": 64, "frameStride": 32, "normalisation": "none"}),
    (VIBRATION, {"frameLength": 250, "frameStride": 125, "preEmphasis": 0}),
]
MEL = [
    (AUDIO, {"filters": 20}),
    (AUDIO, {"filters": 64, "frameLength": 64, "lowFrequency": 60}),
    (AUDIO, {"lowFrequency": 80, "highFrequency": 7600}),
    (AUDIO, {"lowFrequency": 300, "highFrequency": 3400, "filters": 16, "normalisation": "none"}),
]
CEPSTRAL = [
    (AUDIO, {"coefficients": 1, "normalisation": "none"}),
    (AUDIO, {"coefficients": 32, "normalisation": "none"}),
    (AUDIO, {"filters": 25, "coefficients": 20, "normalisation": "none"}),
    (AUDIO, {"lifter": 22, "normalisation": "none"}),
    (AUDIO, {"frameEnergy": True, "normalisation": "none"}),
    (AUDIO, {"frameEnergy": True, "lifter": 13}),
]
DECIBEL = [(AUDIO, {"scale": "decibel"}), (AUDIO, {"scale": "decibel", "noiseFloor": -90, "normalisation": "mean"})]

STATISTICS = ["average", "minimum", "maximum", "rms", "stdev", "skewness", "kurtosis"]
INPUTS = [MOTION, SLOW, VIBRATION, SHORT_AUDIO, STEREO]

CASES = {
    "raw": [(input, {"scaleAxes": scale}) for input in INPUTS for scale in [1, 0.001, 3.7, 1000]],
    "flatten": [(input, {}) for input in INPUTS]
    + [(input, {"scaleAxes": scale}) for input in INPUTS[:4] for scale in [0.01, 9.81]]
    + [(MOTION, {name: name == kept for name in STATISTICS}) for kept in STATISTICS],
    "mfcc": FRAMES + MEL + CEPSTRAL,
    "mfe": FRAMES + MEL + DECIBEL,
    # single bins, unlike sums of them, reach the transform's noise below -90 dB
    "spectrogram": [(input, {**p, "noiseFloor": max(-90, p.get("noiseFloor", -52))}) for input, p in FRAMES] + DECIBEL,
    "spectral-analysis": [
        (MOTION, {}),
        (SLOW, {}),
        (VIBRATION, {"fftLength": 64}),
        (MOTION, {"scaleAxes": 9.81}),
        (MOTION, {"fftLength": 4}),
        (MOTION, {"fftLength": 32, "fftOverlap": False}),
        (MOTION, {"fftLength": 128, "logarithm": False}),
        (SLOW, {"fftLength": 64, "fftWindow": "hann", "fftCombine": "mean"}),
        (SLOW, {"fftLength": 256, "fftWindow": "hamming"}),
        (SLOW, {"fftLength": 16, "fftWindow": "blackman", "logarithm": False}),
        (MOTION, {"filter": "low", "filterCutoff": 10, "fftLength": 32}),
        (MOTION, {"filter": "low", "filterCutoff": 3, "filterOrder": 1}),
        (SLOW, {"filter": "low", "filterCutoff": 5, "filterOrder": 3, "fftLength": 64}),
        (SLOW, {"filter": "high", "filterCutoff": 2, "filterOrder": 2, "fftLength": 64}),
        (SLOW, {"filter": "high", "filterCutoff": 0.5, "filterOrder": 5, "fftLength": 64}),
        (VIBRATION, {"filter": "high", "filterCutoff": 20, "filterOrder": 8, "fftLength": 128}),
        (VIBRATION, {"inputDecimation": 3, "fftLength": 32}),
        (VIBRATION, {"inputDecimation": 10, "filter": "low", "filterCutoff": 20, "fftLength": 32}),
        (SLOW, {"extraLowFrequency": True}),
        (VIBRATION, {"extraLowFrequency": True, "inputDecimation": 3, "fftWindow": "hann", "fftLength": 32}),
        (MOTION, {"analysis": "wavelet"}),
        (MOTION, {"analysis": "wavelet", "wavelet": "haar", "waveletLevel": 4}),
        (MOTION, {"analysis": "wavelet", "waveletLevel": 3, "scaleAxes": 9.81}),
        (SLOW, {"analysis": "wavelet", "waveletLevel": 5}),
        (SLOW, {"analysis": "wavelet", "wavelet": "haar", "waveletLevel": 2, "filter": "low", "filterCutoff": 10}),
        (SLOW, {"analysis": "wavelet", "wavelet": "db10", "waveletLevel": 2}),
        (VIBRATION, {"analysis": "wavelet", "wavelet": "sym5", "waveletLevel": 4, "inputDecimation": 3}),
        (VIBRATION, {"analysis": "wavelet", "wavelet": "coif2", "waveletLevel": 3}),
        (VIBRATION, {"analysis": "wavelet", "wavelet": "db2", "waveletLevel": 6, "filter": "high", "filterCutoff": 5}),
    ],
}
