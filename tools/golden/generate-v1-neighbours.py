"""Golden vectors of TensorFlow 2.15.1 for the layers beside SeparableConv1D in tf.compat.v1.layers: Conv1D, Dense,
BatchNormalization, the poolings, Flatten and Dropout.

    python generate-v1-neighbours.py --seed 1 --count 100 --out v1-neighbours.json

Real graphs and sessions on a CPU, without oneDNN. Needs tensorflow-cpu==2.15.1.

Cases of kind "layer": `args` of the constructor in Python's names ({"$float": "3.0"} is a float that JSON would show as an integer) give
`constructor_error`, or `name`, `config`, `round_trip` and `computed_shape` (for the input's shape, and for unknown extents) or
`computed_error`. The layer is called on the pattern of `input_shape`, with `training` where it is there: `call_error` with the
`variables` that are left, or what the layer and its graph then hold. `initial` is the one value that fills each weight, null where it
is random. Then each weight becomes a pattern (step 11 + 2 * index, of a moving variance 9 / 8 more), and `output`, `gradients` of the
sum of output * pattern (step 5) with respect to the input and the trainable weights, `loss_values`, and all weights `after_updates` follow.

Cases of kind "names": functions called one after another, some in variable scopes; the variables and collections that they leave.
"""

import argparse
import json
import os
import re
import warnings

os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
warnings.filterwarnings("ignore")

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.get_logger().setLevel("ERROR")

CLASSES = {
    "Conv1D": tf.layers.Conv1D,
    "Dense": tf.layers.Dense,
    "BatchNormalization": tf.layers.BatchNormalization,
    "MaxPooling1D": tf.layers.MaxPooling1D,
    "AveragePooling1D": tf.layers.AveragePooling1D,
    "Flatten": tf.layers.Flatten,
    "Dropout": tf.layers.Dropout,
}
FUNCTIONS = {
    "conv1d": tf.layers.conv1d,
    "dense": tf.layers.dense,
    "batch_normalization": tf.layers.batch_normalization,
    "max_pooling1d": tf.layers.max_pooling1d,
    "average_pooling1d": tf.layers.average_pooling1d,
    "flatten": tf.layers.flatten,
    "dropout": tf.layers.dropout,
    "separable_conv1d": tf.layers.separable_conv1d,
}


def pattern(shape, step=37):
    """Element i, row-major, is ((step * i) mod 17 - 8) / 8; of statistics, which must be positive, 9 / 8 more."""
    size = int(np.prod(shape, dtype=np.int64))
    return (((np.arange(size) * step) % 17 - 8) / 8).reshape(shape)


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tf.TensorShape):
        return None if value.rank is None else value.as_list()
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and not np.isfinite(value):
        return {"$float": str(value)}
    return value


def single(array):
    """Single precision in as few digits as tell it."""
    flat = np.asarray(array).ravel()
    return [plain(float(np.format_float_scientific(each)) if np.isfinite(each) else float(each)) for each in flat]


def error_of(problem):
    return {
        "class": type(problem).__name__,
        "message": re.sub(r" at 0x[0-9a-f]+", " at 0x…", str(problem).split(" Originally defined at:")[0])[:300],
    }


def floating(value):
    """A float that JSON would show as an integer."""
    return {"$float": str(float(value))}


def decode(value):
    if isinstance(value, list):
        return [decode(each) for each in value]
    if isinstance(value, dict):
        return float(value["$float"]) if "$float" in value else {key: decode(each) for key, each in value.items()}
    return value


def layer_case(id, class_name, args, shape, training=None):
    """Constructs a layer, calls it on the pattern with weights that are patterns, runs its updates."""
    case = {"kind": "layer", "id": id, "class": class_name, "args": args, "input_shape": shape}
    if training is not None:
        case["training"] = training
    tf.keras.backend.clear_session()
    with tf.Graph().as_default():
        try:
            layer = CLASSES[class_name](**decode(args))
        except Exception as problem:
            return {**case, "constructor_error": error_of(problem)}
        case["name"] = layer.name
        case["config"] = plain(layer.get_config())
        try:
            case["round_trip"] = (
                plain(CLASSES[class_name].from_config(layer.get_config()).get_config()) == case["config"]
            )
        except Exception as problem:
            case["round_trip"] = error_of(problem)
        try:
            case["computed_shape"] = plain(layer.compute_output_shape(shape))
            case["computed_unknown"] = plain(layer.compute_output_shape([None] * (len(shape) - 1) + shape[-1:]))
        except Exception as problem:
            case["computed_error"] = error_of(problem)
        try:
            x = tf.constant(pattern(shape), "float32")
            y = layer(x) if training is None else layer(x, training=training)
        except Exception as problem:
            return {**case, "call_error": error_of(problem), "variables": [v.name for v in tf.global_variables()]}
        case["scope"] = layer.scope_name
        case["weights"] = [
            {"name": v.name, "shape": v.shape.as_list(), "trainable": bool(v.trainable)} for v in layer.weights
        ]
        case["trainable_weights"] = [v.name for v in layer.trainable_weights]
        case["count_params"] = layer.count_params()
        case["config_after_call"] = plain(layer.get_config())
        case["update_ops"] = len(tf.get_collection(tf.GraphKeys.UPDATE_OPS))
        case["layer_updates"] = len(layer.updates)
        case["losses"] = len(layer.losses)
        with tf.Session() as session:
            started = []
            for _ in range(2):
                session.run(tf.global_variables_initializer())
                started.append(session.run(layer.weights))
            case["initial"] = [
                (
                    single(first.flat[0])[0]
                    if first.size and np.all(first == first.flat[0]) and np.all(first == second)
                    else None
                )
                for first, second in zip(*started)
            ]
            for index, variable in enumerate(layer.weights):
                value = pattern(variable.shape.as_list(), 11 + 2 * index) + (
                    9 / 8 if "moving_variance" in variable.name else 0
                )
                session.run(tf.assign(variable, value))
            try:
                output = session.run(y)
            except Exception as problem:
                return {**case, "run_error": error_of(problem)}
            case["output"] = {"shape": list(output.shape), "values": single(output)}
            gradients = (
                []
                if args.get("groups", 1) > 1
                else tf.gradients(
                    tf.reduce_sum(y * tf.constant(pattern(output.shape, 5), "float32")), [x, *layer.trainable_weights]
                )
            )
            case["gradients"] = [None if g is None else single(session.run(g)) for g in gradients]
            case["loss_values"] = single(session.run(layer.losses)) if layer.losses else []
            if case["update_ops"]:
                session.run(tf.get_collection(tf.GraphKeys.UPDATE_OPS))
                case["after_updates"] = [single(value) for value in session.run(layer.weights)]
    return case


def names_case(id, calls):
    """Calls functions one after another on inputs that fit; keeps the names of all variables."""
    case = {"kind": "names", "id": id, "calls": calls}
    tf.keras.backend.clear_session()
    with tf.Graph().as_default():
        try:

            def run(calls):
                for call in calls:
                    if "scope" in call:
                        with tf.variable_scope(
                            call["scope"],
                            reuse=tf.AUTO_REUSE if call.get("reuse") == "AUTO_REUSE" else call.get("reuse"),
                        ):
                            run(call["body"])
                    else:
                        options = {**call["args"]}
                        if options.get("reuse") == "AUTO_REUSE":
                            options["reuse"] = tf.AUTO_REUSE
                        FUNCTIONS[call["function"]](tf.constant(pattern(call["input_shape"]), "float32"), **options)

            run(calls)
            case["error"] = None
        except Exception as problem:
            case["error"] = error_of(problem)
        case["variables"] = [
            {"name": v.name, "shape": v.shape.as_list(), "trainable": bool(v.trainable)} for v in tf.global_variables()
        ]
        case["trainable_variables"] = [v.name for v in tf.trainable_variables()]
        case["update_ops"] = len(tf.get_collection(tf.GraphKeys.UPDATE_OPS))
        case["regularization_losses"] = len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
    return case


def layer_cases(random):
    choose = lambda *options: options[int(random.integers(len(options)))]
    chance = lambda share: random.random() < share

    def sometimes(share=0.3, **options):
        return {key: choose(*values) for key, values in options.items() if chance(share)}

    kind = choose(
        "Conv1D",
        "Conv1D",
        "Dense",
        "BatchNormalization",
        "BatchNormalization",
        "MaxPooling1D",
        "AveragePooling1D",
        "Flatten",
        "Dropout",
    )
    if kind == "Conv1D":
        strides, dilation = choose((1, 1), (2, 1), (1, 2), ([3], 1))
        args = {
            "filters": choose(1, 4, 6, 2.7),
            "kernel_size": choose(1, 2, 3, [5]),
            "strides": strides,
            "dilation_rate": dilation,
            **sometimes(
                padding=("same", "SAME", "causal", "valid"),
                activation=("relu", "tanh", "swish", "softmax"),
                use_bias=(False,),
                kernel_regularizer=("l2", "l1"),
                bias_regularizer=("l2",),
                activity_regularizer=("l2",),
                kernel_constraint=("non_neg", "max_norm"),
                kernel_initializer=("ones", "he_normal", "zeros"),
                bias_initializer=("ones", None),
                trainable=(False,),
                name=("conv", "a/b"),
            ),
        }
        if args["filters"] in (4, 6) and chance(0.3):
            args["groups"] = 2
        return kind, args, [2, int(random.integers(9, 13)), 4], None
    if kind == "Dense":
        args = {
            "units": choose(1, 3, 5, 2.7),
            **sometimes(
                activation=("relu", "sigmoid", "softmax"),
                use_bias=(False,),
                kernel_regularizer=("l2",),
                activity_regularizer=("l1",),
                kernel_initializer=("ones", "glorot_normal"),
                bias_initializer=("ones",),
                kernel_constraint=("unit_norm",),
                name=("logits",),
                trainable=(False,),
            ),
        }
        return kind, args, choose([4, 3], [2, 5, 3], [2, 2, 2, 3]), None
    if kind == "BatchNormalization":
        shape = choose([4, 3], [2, 5, 3], [2, 5, 3], [2, 5, 1], [2, 2, 3, 3], [2, 2, 2, 2, 3])
        args = sometimes(
            axis=(-1, 1, len(shape) - 1, [-1], [1, 2][: len(shape) - 1], 2 if len(shape) > 2 else 0),
            fused=(False,),
            momentum=(0.5, 0.9),
            epsilon=(0.01, 1e-5),
            center=(False,),
            scale=(False,),
            gamma_regularizer=("l2",),
            beta_regularizer=("l1",),
            gamma_constraint=("non_neg",),
            gamma_initializer=("zeros",),
            moving_variance_initializer=("zeros",),
            trainable=(False,),
            name=("bn",),
        )
        # Fused kernels with channels at axis 1 do not run on a CPU.
        if len(shape) >= 4 and args.get("axis") == 1:
            del args["axis"]
        return kind, args, shape, choose(None, True, True, False)
    if kind in ("MaxPooling1D", "AveragePooling1D"):
        args = {
            "pool_size": choose(1, 2, 3, [4]),
            "strides": choose(1, 2, 3, [2]),
            **sometimes(padding=("same", "valid", "SAME"), name=("pool",)),
        }
        return kind, args, [2, int(random.integers(5, 12)), 3], None
    if kind == "Flatten":
        return (
            kind,
            sometimes(data_format=("channels_first", "channels_last", "CHANNELS_FIRST")),
            choose([2, 3], [2, 3, 4], [2, 3, 2, 2], [3]),
            None,
        )
    args = sometimes(0.5, rate=(0, 0.25, 0.9, 1.0), noise_shape=([2, 1, 3], [None, 1, 3]), seed=(3,))
    return kind, args, [2, 4, 3], choose(None, False)


ODD = [
    ("Conv1D", {"filters": 0, "kernel_size": 3}),
    ("Conv1D", {"filters": 4, "kernel_size": 0}),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "strides": 2, "dilation_rate": 2}),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "groups": 3}),
    ("Conv1D", {"filters": 3, "kernel_size": 3, "groups": 3}),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "bogus": 1}),
    ("Conv1D", {"kernel_size": 3}),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "depthwise_initializer": "ones"}),
    ("Conv1D", {"filters": None, "kernel_size": 3}),
    ("Conv1D", {"filters": 4, "kernel_size": [floating(3)]}),
    ("Dense", {"units": 0}),
    ("Dense", {"units": -1}),
    ("Dense", {"units": 0.5}),
    ("Dense", {"units": "3"}),
    ("Dense", {"units": None}),
    ("Dense", {}),
    ("Dense", {"units": 3, "bogus": 1}),
    ("Dense", {"units": 3, "activation": "bogus"}),
    ("Dense", {"units": 3, "kernel_initializer": "bogus"}),
    ("Dense", {"units": 3, "trainable": "no"}),
    ("BatchNormalization", {"axis": 3}),
    ("BatchNormalization", {"axis": -4}),
    ("BatchNormalization", {"axis": [1]}),
    ("BatchNormalization", {"axis": [1, 2]}),
    ("BatchNormalization", {"axis": "a"}),
    ("BatchNormalization", {"axis": 0}),
    ("BatchNormalization", {"axis": None}),
    ("BatchNormalization", {"axis": floating(1)}),
    ("BatchNormalization", {"momentum": 2}),
    ("BatchNormalization", {"momentum": -1}),
    ("BatchNormalization", {"momentum": "a"}),
    ("BatchNormalization", {"epsilon": -1}),
    ("BatchNormalization", {"epsilon": 0}),
    ("BatchNormalization", {"bogus": 1}),
    ("BatchNormalization", {"renorm": True}),
    ("BatchNormalization", {"fused": True}),
    ("BatchNormalization", {"fused": False}),
    ("BatchNormalization", {"virtual_batch_size": 1}),
    ("BatchNormalization", {"gamma_initializer": None}),
    ("BatchNormalization", {"beta_initializer": "bogus"}),
    ("BatchNormalization", {"center": 0, "scale": "no"}),
    ("BatchNormalization", {"renorm": False, "renorm_momentum": 0.9}),
    ("BatchNormalization", {"moving_mean_initializer": None}),
    ("MaxPooling1D", {"pool_size": 0, "strides": 1}),
    ("MaxPooling1D", {"pool_size": 2, "strides": 0}),
    ("MaxPooling1D", {"pool_size": 2, "strides": None}),
    ("MaxPooling1D", {"pool_size": 2}),
    ("MaxPooling1D", {"strides": 2}),
    ("MaxPooling1D", {"pool_size": [2], "strides": [1]}),
    ("MaxPooling1D", {"pool_size": 2, "strides": 1, "padding": "causal"}),
    ("MaxPooling1D", {"pool_size": 2, "strides": 1, "padding": "full"}),
    ("MaxPooling1D", {"pool_size": 2, "strides": 1, "data_format": "NWC"}),
    ("MaxPooling1D", {"pool_size": 2, "strides": 1, "bogus": 1}),
    ("MaxPooling1D", {"pool_size": 2, "strides": 1, "trainable": False}),
    ("MaxPooling1D", {"pool_size": 2.5, "strides": 1}),
    ("MaxPooling1D", {"pool_size": 2, "strides": 1, "data_format": None}),
    ("MaxPooling1D", {"pool_size": [1, 2], "strides": 1}),
    ("MaxPooling1D", {"pool_size": 9, "strides": 1}),
    ("AveragePooling1D", {"pool_size": 0, "strides": 1}),
    ("AveragePooling1D", {"pool_size": 9, "strides": 1}),
    ("AveragePooling1D", {"pool_size": 9, "strides": 3, "padding": "same"}),
    ("AveragePooling1D", {"pool_size": -1, "strides": 1}),
    ("AveragePooling1D", {"pool_size": 2, "strides": -1}),
    ("Flatten", {"data_format": "NWC"}),
    ("Flatten", {"data_format": None}),
    ("Flatten", {"bogus": 1}),
    ("Flatten", {"data_format": 1}),
    ("Flatten", {"trainable": False}),
    ("Dropout", {"rate": 1.5}),
    ("Dropout", {"rate": -0.5}),
    ("Dropout", {"rate": "a"}),
    ("Dropout", {"rate": None}),
    ("Dropout", {"rate": 1}),
    ("Dropout", {"bogus": 1}),
    ("Dropout", {"noise_shape": [2]}),
    ("Dropout", {"seed": "a"}),
    ("Dropout", {"seed": -1}),
    ("Dropout", {"seed": 1.5}),
]


def short(shape):
    return [
        ("Conv1D", {"filters": 2, "kernel_size": 5}, shape),
        ("MaxPooling1D", {"pool_size": 5, "strides": 1}, shape),
    ]


def names_cases():
    f = lambda function, shape, **args: {"function": function, "input_shape": shape, "args": args}
    x, d = [2, 9, 4], [2, 3]
    return [
        names_case(
            "each once",
            [
                f("conv1d", x, filters=2, kernel_size=3),
                f("dense", d, units=2),
                f("batch_normalization", x),
                f("max_pooling1d", x, pool_size=2, strides=2),
                f("average_pooling1d", x, pool_size=2, strides=2),
                f("flatten", x),
                f("dropout", x),
                f("separable_conv1d", x, filters=2, kernel_size=3),
            ],
        ),
        names_case(
            "each twice",
            [f("conv1d", x, filters=2, kernel_size=3), f("dense", d, units=2), f("batch_normalization", x)] * 2,
        ),
        names_case("named twice", [f("dense", d, units=2, name="a"), f("dense", d, units=2, name="a")]),
        names_case(
            "named twice with reuse", [f("dense", d, units=2, name="a"), f("dense", d, units=2, name="a", reuse=True)]
        ),
        names_case(
            "automatic reuse",
            [
                f("batch_normalization", x, name="a", training=True, reuse="AUTO_REUSE"),
                f("batch_normalization", x, name="a", training=True, reuse="AUTO_REUSE"),
            ],
        ),
        names_case(
            "batch normalization of a scope twice",
            [{"scope": "s", "reuse": "AUTO_REUSE", "body": [f("batch_normalization", x, training=True)]}] * 2,
        ),
        names_case(
            "reuse of what is another", [f("dense", d, units=2, name="a"), f("dense", d, units=3, name="a", reuse=True)]
        ),
        names_case(
            "one name for two kinds",
            [f("dense", d, units=2, name="a"), f("conv1d", x, filters=2, kernel_size=3, name="a")],
        ),
        names_case(
            "pooling and a layer of one name",
            [
                f("max_pooling1d", x, pool_size=2, strides=2, name="a"),
                f("dense", d, units=2, name="a"),
                f("flatten", x, name="a"),
                f("dropout", x, name="a"),
            ],
        ),
        names_case(
            "regularizers",
            [
                f("conv1d", x, filters=2, kernel_size=3, kernel_regularizer="l2", activity_regularizer="l1"),
                f("dense", d, units=2, kernel_regularizer="l2", bias_regularizer="l1"),
                f("batch_normalization", x, gamma_regularizer="l2", training=True),
            ],
        ),
        names_case(
            "not trainable",
            [
                f("conv1d", x, filters=2, kernel_size=3, trainable=False),
                f("batch_normalization", x, trainable=False, training=True),
            ],
        ),
        names_case(
            "nested scopes",
            [
                {
                    "scope": "a",
                    "body": [
                        f("conv1d", x, filters=2, kernel_size=3),
                        {"scope": "b", "body": [f("conv1d", x, filters=2, kernel_size=3), f("dense", d, units=2)]},
                        f("conv1d", x, filters=2, kernel_size=3),
                    ],
                }
            ],
        ),
        names_case("pooling with reuse", [f("max_pooling1d", x, pool_size=2, strides=2, name="a", reuse=True)]),
        names_case("flatten with reuse", [f("flatten", x, name="a", reuse=True)]),
        names_case("dropout with reuse", [f("dropout", x, name="a", reuse=True)]),
        names_case("unknown argument", [f("dense", d, units=2, bogus=1)]),
        names_case("layer without a name and reuse", [f("dense", d, units=2), f("dense", d, units=2, reuse=True)]),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--out", default="v1-neighbours.json")
    options = parser.parse_args()
    random = np.random.default_rng([options.seed, 11])
    cases = []
    for index in range(options.count):
        kind, args, shape, training = layer_cases(random)
        cases.append(layer_case(f"random {index}: {kind}", kind, args, shape, training))
    for index, (kind, args) in enumerate(ODD):
        shape = [4, 3] if kind == "Dense" else [2, 8, 3]
        cases.append(
            layer_case(
                f"odd {index}: {kind} {json.dumps(args)}",
                kind,
                args,
                shape,
                True if kind == "BatchNormalization" else None,
            )
        )
    for kind, args, shape in [
        *short([2, 3, 3]),
        *short([2, 0, 3]),
        ("Dense", {"units": 2}, [3]),
        ("Dense", {"units": 2}, [2, 0]),
        ("Dense", {"units": 2}, [0, 3]),
        ("BatchNormalization", {}, [3]),
        ("BatchNormalization", {"axis": 2}, [2, 2, 3, 2]),
        ("BatchNormalization", {"axis": [1, 3]}, [2, 2, 3, 2]),
        ("BatchNormalization", {"axis": [1, 1]}, [2, 2, 3]),
        ("BatchNormalization", {"fused": False}, [2, 2, 3, 2]),
        ("BatchNormalization", {}, [1, 1, 1, 3]),
        ("BatchNormalization", {}, [1, 3]),
        ("BatchNormalization", {}, [0, 3]),
        ("MaxPooling1D", {"pool_size": 2, "strides": 1}, [2, 3]),
        ("MaxPooling1D", {"pool_size": 2, "strides": 1}, [2, 3, 3, 3]),
        ("Conv1D", {"filters": 2, "kernel_size": 1}, [2, 3]),
        ("Conv1D", {"filters": 2, "kernel_size": 1}, [2, 2, 3, 3]),
        ("Flatten", {}, []),
        ("Flatten", {}, [0, 3, 2]),
        ("Flatten", {}, [2, 0, 2]),
        ("Flatten", {"data_format": "channels_first"}, [2]),
    ]:
        cases.append(
            layer_case(
                f"input {shape}: {kind} {json.dumps(args)}",
                kind,
                args,
                shape,
                True if kind == "BatchNormalization" else None,
            )
        )
    cases += names_cases()
    with open(options.out, "w") as stream:
        header = {"oracle": {"tensorflow": tf.__version__}, "seed": options.seed}
        lines = ",\n".join(json.dumps(case, allow_nan=False, ensure_ascii=False) for case in cases)
        stream.write(f'{json.dumps(header)[:-1]}, "cases": [\n{lines}\n]}}\n')
    print(f"{options.out}: {len(cases)}")


if __name__ == "__main__":
    main()
