"""The block's maths: mean, deviation, range, mean and largest absolute jerk of each axis."""
import numpy as np

FIGURES = ["mean", "deviation", "range", "mean jerk", "largest jerk"]


def generate_features(raw_data, axes, sampling_freq, draw_graphs, span):
    window = np.array(raw_data, dtype=np.float64).reshape(-1, len(axes))
    steps = int(span * sampling_freq / 1000 + 0.5)
    if not 1 <= steps < len(window):
        raise ValueError(f"span {span:g} ms is not between one time step and the window")
    jerk = (window[steps:] - window[:-steps]) * (sampling_freq / steps)
    columns = [window.mean(0), window.std(0), np.ptp(window, 0), np.abs(jerk).mean(0), np.abs(jerk).max(0)]
    features = np.stack(columns, axis=1).ravel()
    graphs = [draw(axes, jerk, 1000 / sampling_freq)] if draw_graphs else []
    return {
        "features": features.tolist(),
        "labels": [f"{axis} {figure}" for axis in axes for figure in FIGURES],
        "graphs": graphs,
        "fft_used": [],
        "output_config": {"type": "flat", "shape": {"width": len(features)}},
    }


def draw(axes, jerk, interval_ms):
    times = (np.arange(len(jerk)) * interval_ms).tolist()
    series = {axis: jerk[:, column].tolist() for column, axis in enumerate(axes)}
    return {"name": "Jerk per second", "type": "linear", "X": series, "y": times, "axisLabels": {"X": "ms", "y": "change per second"}}
