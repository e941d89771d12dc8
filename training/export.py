"""Trained weights in, the one file that the product runs out: ``python -m training.export FOLDER``.

Matrices are stored as int8 in blocks of 64 with half-precision scales and computed in float32: the runtime multiplies
them out once, when it loads the file. The word table stays int8 and each row is scaled when it is looked up.
"""

from __future__ import annotations

import hashlib
import sys
import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from tocsin.marking.heads import signature
from training.network import Network

WEIGHTS = Path(__file__).parent.parent / "src" / "tocsin" / "marking" / "weights"
BLOCK = 64
_LEAST = 4096
"""Smaller tables stay float32."""


def main() -> None:
    """Export the weights of a training folder into the package."""
    data = exported(torch.load(Path(sys.argv[1]) / "weights.pt", weights_only=True))
    write(data, WEIGHTS)
    print(f"{len(data) / 1e6:.1f} MB")


def write(data: bytes, folder: Path) -> None:
    """Write the file and its sha256 into ``folder``."""
    folder.mkdir(exist_ok=True)
    (folder / "marker.onnx").write_bytes(data)
    (folder / "marker.sha256").write_text(hashlib.sha256(data).hexdigest() + "\n", encoding="ascii")


def exported(state: dict[str, torch.Tensor]) -> bytes:
    """Return the file for trained weights."""
    network = Network(len({name.split(".")[1] for name in state if name.startswith("layers.")}))
    network.load_state_dict(state)
    network.eval()
    words = torch.zeros(2, 7, dtype=torch.long)
    example = (torch.ones(2, 12, dtype=torch.long), words + 1, words, words)
    plain = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            example,
            plain,
            dynamo=False,
            opset_version=17,
            input_names=["ids", "heads", "shapes", "hints"],
            output_names=["words", "pairs"],
            dynamic_axes={"ids": {0: "b", 1: "s"}} | {name: {0: "b", 1: "w"} for name in ("heads", "shapes", "hints")},
        )
    model = onnx.load_from_string(plain.getvalue())
    helper.set_model_props(model, {"heads": signature()})
    return bytes(_stored(model).SerializeToString())


def _stored(model: onnx.ModelProto) -> onnx.ModelProto:
    graph = model.graph
    gathered = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    kept, before = [], []
    for tensor in list(graph.initializer):
        value = numpy_helper.to_array(tensor)
        if value.dtype != np.float32 or value.size < _LEAST or value.ndim != 2:
            kept.append(tensor)
        elif tensor.name in gathered:
            tensors, nodes = _rows(tensor.name, value, gathered[tensor.name])
            kept += tensors
            _replace(graph, gathered[tensor.name], nodes)
        else:
            tensors, nodes = _blocks(tensor.name, value)
            kept += tensors
            before += nodes
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = [*before, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def _blocks(name: str, value: npt.NDArray[np.float32]) -> tuple[list[TensorProto], list[onnx.NodeProto]]:
    """Store a matrix as [blocks, 64] int8 with a scale a block; Cast, Mul, Reshape give it back under its name."""
    flat = np.pad(value.reshape(-1), (0, -value.size % BLOCK)).reshape(-1, BLOCK)
    whole, scale = _int8(flat)
    tensors = [
        numpy_helper.from_array(whole, f"{name}.int8"),
        numpy_helper.from_array(scale, f"{name}.scale"),
        numpy_helper.from_array(np.array(value.shape, dtype=np.int64), f"{name}.shape"),
    ]
    nodes = [
        helper.make_node("Cast", [f"{name}.int8"], [f"{name}.f"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [f"{name}.scale"], [f"{name}.sf"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.f", f"{name}.sf"], [f"{name}.m"]),
        helper.make_node("Reshape", [f"{name}.m", f"{name}.shape"], [name]),
    ]
    if value.size % BLOCK:
        message = f"{name} has {value.size} numbers, which blocks of {BLOCK} do not fill"
        raise ValueError(message)
    return tensors, nodes


def _rows(
    name: str, value: npt.NDArray[np.float32], node: onnx.NodeProto
) -> tuple[list[TensorProto], list[onnx.NodeProto]]:
    whole, scale = _int8(value)
    out, index = node.output[0], node.input[1]
    tensors = [numpy_helper.from_array(whole, f"{name}.int8"), numpy_helper.from_array(scale, f"{name}.scale")]
    nodes = [
        helper.make_node("Gather", [f"{name}.int8", index], [f"{out}.i"]),
        helper.make_node("Gather", [f"{name}.scale", index], [f"{out}.s"]),
        helper.make_node("Cast", [f"{out}.i"], [f"{out}.f"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [f"{out}.s"], [f"{out}.sf"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}.f", f"{out}.sf"], [out]),
    ]
    return tensors, nodes


def _int8(rows: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    scale = (np.abs(rows).max(axis=1, keepdims=True) / 127).astype(np.float16)
    scale[scale == 0] = 1
    whole = np.clip(np.rint(rows / scale.astype(np.float32)), -127, 127).astype(np.int8)
    return whole, scale


def _replace(graph: onnx.GraphProto, node: onnx.NodeProto, nodes: list[onnx.NodeProto]) -> None:
    place = list(graph.node).index(node)
    graph.node.remove(node)
    for offset, new in enumerate(nodes):
        graph.node.insert(place + offset, new)


if __name__ == "__main__":
    main()
