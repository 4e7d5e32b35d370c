"""Keras' side of `run.ts`: loads what we have saved, compares, trains one step further, compares, and saves it for us to read.

    python theirs.py FOLDER

Needs keras==3.15.1 and tensorflow-cpu.
"""

import glob
import json
import os
import sys

os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np

TOLERANCE = 1e-4
failures = 0


def array(numbers):
    return np.array(numbers["values"], "float32").reshape(numbers["shape"])


def numbers(value):
    value = np.asarray(value)
    return {"shape": list(value.shape), "values": value.astype("float64").ravel().tolist()}


def one_or_all(items):
    return items[0] if len(items) == 1 else items


def state(model, inputs):
    predictions = model.predict(one_or_all(inputs), verbose=0)
    return {
        "predictions": [numbers(p) for p in (predictions if isinstance(predictions, list) else [predictions])],
        "weights": [numbers(w) for w in model.weights if "seed_generator" not in w.path],
        "optimizer": [numbers(v) for v in model.optimizer.variables],
    }


def compare(name, got, expected):
    global failures
    for part in ("predictions", "weights", "optimizer"):
        ours, theirs = expected[part], got[part]
        worst = 0.0 if len(ours) == len(theirs) else float("inf")
        for a, b in zip(ours, theirs):
            a, b = array(a), array(b)
            if a.shape != b.shape:
                worst = float("inf")
                continue
            worst = max(worst, float(np.max(np.abs(a - b), initial=0) / max(1e-3, np.max(np.abs(b), initial=0))))
        good = worst <= TOLERANCE
        failures += not good
        print(f"{'good' if good else 'BAD '} {name}: {part} differ by {worst:.1e}")


folder = sys.argv[1]
for path in sorted(glob.glob(f"{folder}/*.json")):
    if path.endswith(".keras3.json"):
        continue
    name = os.path.basename(path)[: -len(".json")]
    with open(path) as file:
        expected = json.load(file)
    inputs = [array(x) for x in expected["inputs"]]
    targets = [array(y) for y in expected["targets"]]
    model = keras.saving.load_model(f"{folder}/{name}.keras")
    compare(f"{name} as we saved it", state(model, inputs), expected["before"])
    model.train_on_batch(one_or_all(inputs), one_or_all(targets))
    compare(f"{name} a step further", state(model, inputs), expected["after"])

    model.save(f"{folder}/{name}.keras3.keras")
    before = state(model, inputs)
    model.train_on_batch(one_or_all(inputs), one_or_all(targets))
    with open(f"{folder}/{name}.keras3.json", "w") as file:
        json.dump({"before": before, "after": state(model, inputs)}, file)

sys.exit(1 if failures else 0)
