"""export_torch_models.py OUT FRAMES COEFFICIENTS CLASSES: networks as people write them in PyTorch, untrained but with drawn statistics.

Each takes windows as features come, one flat row; names end with the opset and whether the batch is open.
"""

import sys
from pathlib import Path

import torch
from torch import nn

OUT, FRAMES, COEFFICIENTS, CLASSES = Path(sys.argv[1]), *map(int, sys.argv[2:])
WIDTH = FRAMES * COEFFICIENTS


class View(nn.Module):
    """Flat features as something else, by a function."""

    def __init__(self, change):
        super().__init__()
        self.change = change

    def forward(self, x):
        return self.change(x)


def as_image():
    return View(lambda x: x.view(-1, 1, FRAMES, COEFFICIENTS))


def as_sequence():
    """Coefficients are channels: Conv1d goes along time."""
    return View(lambda x: x.view(-1, FRAMES, COEFFICIENTS).transpose(1, 2))


def separable(inputs, outputs, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False), nn.BatchNorm2d(inputs), nn.ReLU(),
        nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU6(),
    )


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels), nn.ReLU(),
                                  nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels))

    def forward(self, x):
        return torch.relu(self.body(x) + x)


class Squeeze(nn.Module):
    """Squeeze and excite, as in MobileNetV3."""

    def __init__(self, channels):
        super().__init__()
        self.gate = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(channels, 4, 1), nn.ReLU(), nn.Conv2d(4, channels, 1), nn.Hardsigmoid())

    def forward(self, x):
        return x * self.gate(x)


class Branches(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.wide, self.narrow = nn.Conv1d(channels, 6, 5, padding=2), nn.Conv1d(channels, 5, 3, padding=2, dilation=2)

    def forward(self, x):
        return torch.cat([self.wide(x), self.narrow(x)], 1)


def classify(inputs, last=None):
    return [nn.Linear(inputs, CLASSES), *([last] if last else [])]


def models():
    flat = FRAMES // 2 * (COEFFICIENTS // 2) * 8
    yield "mlp", nn.Sequential(nn.Linear(WIDTH, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 16), nn.Tanh(), *classify(16, nn.Softmax(1)))
    yield "mlp-batch-norm", nn.Sequential(nn.BatchNorm1d(WIDTH), nn.Linear(WIDTH, 24), nn.BatchNorm1d(24), nn.ReLU(), *classify(24, nn.LogSoftmax(1)))
    yield "mlp-activations", nn.Sequential(nn.Linear(WIDTH, 20), nn.Hardswish(), nn.Linear(20, 20), nn.SiLU(), nn.Linear(20, 20), nn.LeakyReLU(0.1),
                                           nn.Linear(20, 20), nn.Hardtanh(), nn.Linear(20, 20), nn.Sigmoid(), *classify(20))
    yield "conv1d", nn.Sequential(as_sequence(), nn.Conv1d(COEFFICIENTS, 12, 3, padding=1), nn.BatchNorm1d(12), nn.ReLU(), nn.MaxPool1d(2),
                                  nn.Conv1d(12, 10, 3), nn.ReLU(), nn.AdaptiveAvgPool1d(1), nn.Flatten(), *classify(10, nn.Softmax(1)))
    yield "conv1d-flatten", nn.Sequential(as_sequence(), nn.Conv1d(COEFFICIENTS, 8, 3, stride=2, padding=1), nn.ReLU(), nn.Flatten(),
                                          *classify(8 * ((FRAMES + 1) // 2), nn.Softmax(1)))
    yield "conv1d-branches", nn.Sequential(as_sequence(), Branches(COEFFICIENTS), nn.ReLU(), View(lambda x: x.mean(2)), *classify(11))
    yield "conv1d-last-frame", nn.Sequential(as_sequence(), nn.Conv1d(COEFFICIENTS, 8, 3), nn.ReLU(), View(lambda x: x[:, :, -1]), *classify(8, nn.Softmax(1)))
    yield "conv2d-flatten", nn.Sequential(as_image(), nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                                          nn.Linear(flat, 16), nn.BatchNorm1d(16), nn.ReLU(), *classify(16, nn.Softmax(1)))
    yield "conv2d-flatten-normalised", nn.Sequential(as_image(), nn.Conv2d(1, 8, 3, padding=1), nn.AvgPool2d(2), nn.Flatten(), nn.BatchNorm1d(flat),
                                                     *classify(flat))
    yield "ds-cnn", nn.Sequential(as_image(), nn.Conv2d(1, 12, 3, 2, 1, bias=False), nn.BatchNorm2d(12), nn.ReLU(), separable(12, 16), separable(16, 16, 2),
                                  nn.AdaptiveAvgPool2d(1), nn.Flatten(), *classify(16, nn.Softmax(1)))
    yield "resnet", nn.Sequential(as_image(), nn.Conv2d(1, 8, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(3, 2, 1), Residual(8), Residual(8),
                                  nn.AdaptiveAvgPool2d(1), nn.Flatten(), *classify(8, nn.LogSoftmax(1)))
    yield "squeeze-excite", nn.Sequential(as_image(), nn.Conv2d(1, 8, 3, 1, 1), nn.Hardswish(), Squeeze(8), nn.AvgPool2d(3, 2, 1),
                                          View(lambda x: x.mean([2, 3])), *classify(8, nn.Softmax(1)))


def draw_statistics(model):
    """Batch normalisation of a network that was trained has all kinds of statistics, not 0 and 1."""
    for layer in model.modules():
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.normal_(layer.running_mean, 0, 0.2)
            nn.init.uniform_(layer.running_var, 0.5, 2)
            nn.init.uniform_(layer.weight, 0.5, 1.5)
            nn.init.normal_(layer.bias, 0, 0.2)


torch.manual_seed(1)
for name, model in models():
    draw_statistics(model)
    model.eval()
    for opset in (11, 13, 17):
        axes = {} if opset == 13 else {"features": {0: "batch"}}
        file = OUT / f"{name}-opset{opset}-{'open' if axes else 'fixed'}.onnx"
        torch.onnx.export(model, torch.zeros(1, WIDTH), str(file), opset_version=opset, input_names=["features"], dynamic_axes=axes)
