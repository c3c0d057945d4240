"""A step by the impulse contract: a SavedModel in `inputs.model` -> `output/model.tflite`, float32, batch of one."""

import json
import os
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

SIGNATURE = "serving_default"


class ConversionError(Exception):
    """What a person has to know, in one line."""


def convert(folder: Path, scratch: Path) -> bytes:
    model = load(find_model(unpack(folder, scratch)))
    function, shape = with_batch_of_one(signature_of(model))
    try:
        return tf.lite.TFLiteConverter.from_concrete_functions([function], model).convert()
    except Exception as error:
        raise ConversionError(f"TensorFlow cannot convert the model for an input of shape {shape}: {first_line(error)}") from error


def unpack(folder: Path, scratch: Path) -> Path:
    """The folder that the model is somewhere in. No file of an archive lands outside of scratch."""
    archive = folder / "saved_model.zip"
    if not archive.exists():
        return folder
    try:
        with zipfile.ZipFile(archive) as file:
            for name in file.namelist():
                if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                    raise ConversionError(f'saved_model.zip holds "{name}", which would land outside of its folder.')
            file.extractall(scratch)
    except zipfile.BadZipFile as error:
        raise ConversionError(f"saved_model.zip is no zip archive: {error}.") from error
    return scratch


def find_model(folder: Path) -> Path:
    found = sorted(folder.rglob("saved_model.pb"))
    if len(found) != 1:
        raise ConversionError(f"There are {len(found)} files saved_model.pb, there must be one: Keras 3 writes it by model.export(folder).")
    return found[0].parent


def load(folder: Path):
    try:
        return tf.saved_model.load(str(folder))
    except Exception as error:
        raise ConversionError(f"TensorFlow {tf.__version__} cannot load the SavedModel: {first_line(error)}") from error


def signature_of(model):
    if SIGNATURE not in model.signatures:
        raise ConversionError(f"The SavedModel has no signature {SIGNATURE}; it has: {', '.join(model.signatures) or 'none'}.")
    return model.signatures[SIGNATURE]


def with_batch_of_one(signature):
    inputs, outputs = signature.structured_input_signature[1], signature.structured_outputs
    if len(inputs) != 1 or len(outputs) != 1:
        raise ConversionError(f"The model has {len(inputs)} inputs and {len(outputs)} outputs: it must have one of each.")
    [(input_name, spec)], [output_name] = inputs.items(), outputs
    batch, *sizes = spec.shape.as_list() if spec.shape.rank else [None]
    if spec.dtype != tf.float32 or batch not in (None, 1) or None in sizes:
        stated = f'Input "{input_name}" is {spec.dtype.name} {spec.shape}'
        raise ConversionError(f"{stated}: it must be float32, its batch open, or of 1, and nothing else.")
    shape = [1, *sizes]
    run = tf.function(lambda values: signature(**{input_name: values})[output_name])
    return run.get_concrete_function(tf.TensorSpec(shape, tf.float32)), shape


def first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def main(envelope: Path) -> int:
    step = json.loads(envelope.read_text())
    result = {"apiVersion": "impulse-step/v1", "status": "ok", "metrics": {}}
    try:
        with tempfile.TemporaryDirectory(dir=step["scratch"]) as scratch:
            converted = convert(Path(step["inputs"]["model"]), Path(scratch))
        (Path(step["output"]) / "model.tflite").write_bytes(converted)
        result["metrics"] = {"modelBytes": len(converted)}
    except ConversionError as error:
        result = {"apiVersion": "impulse-step/v1", "status": "failed", "errors": [{"message": str(error)}]}
    (envelope.parent / "step-result.json").write_text(json.dumps(result))
    return 0 if result["status"] == "ok" else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
