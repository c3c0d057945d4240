"""Writes golden.json: mixtures that scikit-learn fits from a given clustering, and the negative log likelihoods that they give.

Made of 64-bit arithmetic of scikit-learn alone: GaussianMixture on features that StandardScaler has normalised.
"""
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture
from sklearn.mixture._gaussian_mixture import _compute_precision_cholesky, _estimate_gaussian_parameters
from sklearn.preprocessing import StandardScaler

WIDTH = 4
SCALES = np.array([1.0, 100.0, 0.01, 10.0])
OFFSETS = np.array([0.0, 500.0, 3.0, -20.0])
CASES = [
    {"covariance": "diagonal", "components": 3, "regularisation": 1e-3},
    {"covariance": "full", "components": 3, "regularisation": 1e-3},
    {"covariance": "full", "components": 5, "regularisation": 1e-6},
    {"covariance": "diagonal", "components": 1, "regularisation": 0.1},
]
TOLERANCE = 1e-5
ROUNDS = 200


def clouds(random, count):
    """Three clouds of different forms, the second one leaning, features in units of their own; as float32."""
    means = np.array([[0, 0, 0, 0], [4, 1, -2, 3], [-3, 3, 1, -4]])
    lean = np.array([[1, 0, 0, 0], [0.8, 0.5, 0, 0], [0, -0.4, 1, 0], [0.3, 0, 0.2, 0.7]])
    rows = np.stack([means[i % 3] + random.normal(size=WIDTH) @ (lean.T if i % 3 == 1 else np.eye(WIDTH)) for i in range(count)])
    return (rows * SCALES + OFFSETS).astype(np.float32)


def round_7(values):
    return [float(f"{value:.9g}") for value in np.ravel(values)]


def golden(case, train, asked):
    scaler = StandardScaler().fit(train.astype(np.float64))
    points = scaler.transform(train.astype(np.float64))
    start = KMeans(case["components"], n_init=1, random_state=0).fit(points).labels_
    kind = {"diagonal": "diag", "full": "full"}[case["covariance"]]
    shares = np.eye(case["components"])[start]
    weights, means, covariances = _estimate_gaussian_parameters(points, shares, case["regularisation"], kind)
    root = _compute_precision_cholesky(covariances, kind)
    precisions = root**2 if kind == "diag" else np.stack([one @ one.T for one in root])
    mixture = GaussianMixture(
        case["components"], covariance_type=kind, reg_covar=case["regularisation"], tol=TOLERANCE, max_iter=ROUNDS,
        weights_init=weights / weights.sum(), means_init=means, precisions_init=precisions,
    ).fit(points)
    assert mixture.converged_
    scores = -mixture.score_samples(scaler.transform(asked.astype(np.float64)))
    return {**case, "start": start.tolist(), "scores": round_7(scores)}


random = np.random.default_rng(7)
train = clouds(random, 240)
far = (np.array([[30, 30, -30, 5], [-900, 0, 0, 0]]) * SCALES + OFFSETS).astype(np.float32)
asked = np.concatenate([train[:40], clouds(random, 20) + (2 * SCALES).astype(np.float32), far])
document = {
    "width": WIDTH,
    "train": round_7(train),
    "asked": round_7(asked),
    "cases": [golden(case, train, asked) for case in CASES],
}
target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "golden.json"
target.write_text(json.dumps(document, separators=(",", ":")).replace('],"', '],\n"') + "\n")
