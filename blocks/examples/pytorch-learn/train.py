"""Trains a classifier on the features of an impulse and leaves it as model.onnx."""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--data-directory", type=Path, required=True)
parser.add_argument("--out-directory", type=Path, required=True)
parser.add_argument("--epochs", type=int, default=40)
parser.add_argument("--learning-rate", type=float, default=0.005)
parser.add_argument("--neurons", type=int, default=32)
parser.add_argument("--dropout", type=float, default=0.2)
parser.add_argument("--seed", type=int, default=1)
# others may come: they are not for us
args, _ = parser.parse_known_args()

torch.manual_seed(args.seed)
torch.use_deterministic_algorithms(True)

# features, one row a window; labels, one column a class
files = ("X_split_train", "Y_split_train", "X_split_test", "Y_split_test")
x_train, y_train, x_test, y_test = (torch.from_numpy(np.load(args.data_directory / f"{name}.npy")).float() for name in files)


class Normalization(nn.Module):
    """Part of the model: what is exported takes features as they come."""

    def __init__(self, rows):
        super().__init__()
        deviation = rows.std(0).clamp(min=1e-6)
        self.register_buffer("factor", 1 / deviation)
        self.register_buffer("offset", -rows.mean(0) / deviation)

    def forward(self, x):
        return x * self.factor + self.offset


network = nn.Sequential(
    Normalization(x_train),
    nn.Linear(x_train.shape[1], args.neurons), nn.ReLU(), nn.Dropout(args.dropout),
    nn.Linear(args.neurons, args.neurons), nn.ReLU(),
    nn.Linear(args.neurons, y_train.shape[1]),
)
optimizer = torch.optim.Adam(network.parameters(), args.learning_rate)
loss_of = nn.CrossEntropyLoss()
for epoch in range(args.epochs):
    network.train()
    for rows in torch.randperm(len(x_train)).split(32):
        optimizer.zero_grad()
        loss_of(network(x_train[rows]), y_train[rows]).backward()
        optimizer.step()
    network.eval()
    with torch.no_grad():
        accuracy = (network(x_test).argmax(1) == y_test.argmax(1)).float().mean()
    print(f"epoch {epoch + 1}: {accuracy:.1%} of the test windows", flush=True)

# the loss took what the last layer gives; an impulse wants probabilities
scorer = nn.Sequential(network, nn.Softmax(1)).eval()
file = str(args.out_directory / "model.onnx")
torch.onnx.export(scorer, x_test[:1], file, opset_version=17, input_names=["features"], dynamic_axes={"features": {0: "batch"}})
