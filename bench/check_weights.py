"""Holds how `code --assist` reads a file of weights against ONNX Runtime and Hugging Face's tokenizers.

Makes models of token classification as exporters write BERT (layers of attention, masks, normalisation, shapes that are
reckoned when it runs) with random weights, has the program and ONNX Runtime read the same text, and compares labels,
bytes and chances. Random weights say nothing of how well a real model reads.

    python bench/check_weights.py PROGRAM [--layers 2 --width 32 --heads 4 --seeds 4]
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers.implementations import BertWordPieceTokenizer

PIECES = (
    "[PAD] [UNK] [CLS] [SEP] monday taliban fighters fel ##led nine soldiers kun ##duz odwin marsk wrote on at least in , "
    "afghanistan . the"
).split()
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
TEXT = "On Monday Taliban fighters felled at least nine soldiers in Kund\u00fbz, Afghanistan, Odwin Marsk wrote.\n"
TOKENS = 512


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.nodes, self.constants = [], []

    def constant(self, value, kind=np.float32):
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, dtype=kind), name))
        return name

    def weights(self, *shape):
        scale = 0.8 if shape[-1] < 256 else 0.05
        return self.constant(self.random.standard_normal(shape, dtype=np.float32) * scale)

    def add(self, operator, *inputs, output=None, **attributes):
        output = output or f"value_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def affine(self, values, rows, columns):
        return self.add("Add", self.add("MatMul", values, self.weights(rows, columns)), self.weights(columns))

    def normal(self, values, width):
        ones = self.constant(np.ones(width))
        return self.add("LayerNormalization", values, ones, self.weights(width), axis=-1, epsilon=1e-12)


def bert(seed, layers, width, heads):
    """A model of BERT's form for token classification."""
    graph = Graph(seed)
    add, whole = graph.add, lambda *values: graph.constant(values, np.int64)
    shape = add("Shape", INPUTS[0])
    sizes = [add("Gather", shape, graph.constant(at, np.int64), axis=0) for at in (0, 1)]
    sizes = [add("Unsqueeze", size, whole(0)) for size in sizes]

    def shaped(values, *last):
        return add("Reshape", values, add("Concat", *sizes, *[whole(size) for size in last], axis=0))

    tokens = add("Gather", shape, graph.constant(1, np.int64), axis=0)
    places = add("Range", graph.constant(0, np.int64), tokens, graph.constant(1, np.int64))
    tables = [(len(PIECES), INPUTS[0]), (2, INPUTS[2]), (TOKENS, places)]
    first, second, third = [add("Gather", graph.weights(rows, width), of) for rows, of in tables]
    values = graph.normal(add("Add", add("Add", first, second), third), width)
    seen = add("Cast", add("Unsqueeze", INPUTS[1], whole(1, 2)), to=TensorProto.FLOAT)
    hidden = add("Mul", add("Sub", graph.constant(1), seen), graph.constant(np.finfo(np.float32).min))
    for _ in range(layers):
        parts = [shaped(graph.affine(values, width, width), heads, width // heads) for _ in range(3)]
        turns = [[0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]]
        query, key, value = [add("Transpose", part, perm=turn) for part, turn in zip(parts, turns)]
        scores = add("Div", add("MatMul", query, key), graph.constant(np.sqrt(width // heads)))
        shares = add("Softmax", add("Add", scores, hidden), axis=-1)
        mixed = shaped(add("Transpose", add("MatMul", shares, value), perm=turns[0]), width)
        values = graph.normal(add("Add", graph.affine(mixed, width, width), values), width)
        inner = graph.affine(values, width, 4 * width)
        erf = add("Erf", add("Div", inner, graph.constant(np.sqrt(2))))
        gelu = add("Mul", add("Mul", inner, add("Add", erf, graph.constant(1))), graph.constant(0.5))
        values = graph.normal(add("Add", graph.affine(gelu, 4 * width, width), values), width)
    product = add("MatMul", values, graph.weights(width, len(LABELS)))
    add("Add", product, graph.weights(len(LABELS)), output="logits")

    def described(name, kind, *more):
        return helper.make_tensor_value_info(name, kind, ["batch_size", "sequence_length", *more])

    inputs = [described(name, TensorProto.INT64) for name in INPUTS]
    outputs = [described("logits", TensorProto.FLOAT, len(LABELS))]
    whole_graph = helper.make_graph(graph.nodes, "bert", inputs, outputs, graph.constants)
    return helper.make_model(whole_graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def expected(folder, tokenizer):
    """Label, bytes and chance of each word that has a label, by the reference."""
    read = tokenizer.encode(TEXT)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    ones, noughts = [1] * len(read.ids), [0] * len(read.ids)
    numbers = session.run(None, dict(zip(INPUTS, ([read.ids], [ones], [noughts]))))[0][0]
    chances = np.exp(numbers - numbers.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    words, spans, last = {}, [], None
    for at, word in enumerate(read.word_ids):
        if word is not None:
            words.setdefault(word, []).append(at)
    for pieces in words.values():
        chance = chances[pieces[0]]
        label = LABELS[int(chance.argmax())]
        start, end = (len(TEXT[:at].encode()) for at in (read.offsets[pieces[0]][0], read.offsets[pieces[-1]][1]))
        name = label[2:]
        if label.startswith("I-") and last == name:
            spans[-1].update(end=end, score=min(spans[-1]["score"], float(chance.max())))
        elif label != "O":
            spans.append({"label": name, "start": start, "end": end, "score": float(chance.max())})
        last = name if label != "O" else None
    return spans


def answered(program, folder):
    """The same by the program, and how long it took."""
    text, answers = folder / "text.txt", folder / "answers"
    text.write_text(TEXT, encoding="utf-8")
    flags = ["--assist", "--assist-weights", str(folder), "--assist-record", str(answers), "--json"]
    start = time.monotonic()
    run = subprocess.run([program, "--no-config", "code", str(text), *flags], capture_output=True, text=True)
    seconds = time.monotonic() - start
    pages = [json.loads(page.read_text()) for page in answers.glob("*.json") if page.name != "weights.json"]
    if run.returncode not in (0, 1) or len(pages) != 1:
        raise SystemExit(f"{program} ended with {run.returncode}: {run.stderr}")
    return json.loads(pages[0]["reply"])["spans"], seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    for name, usual in (("layers", 2), ("width", 32), ("heads", 4), ("seeds", 4)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    args = parser.parse_args()
    tokenizer = BertWordPieceTokenizer({piece: at for at, piece in enumerate(PIECES)}, lowercase=True)
    marked, worst = 0, 0.0
    for seed in range(args.seeds):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            onnx.save(bert(seed, args.layers, args.width, args.heads), folder / "model.onnx")
            labels = {str(at): label for at, label in enumerate(LABELS)}
            config = {"id2label": labels, "max_position_embeddings": TOKENS}
            (folder / "config.json").write_text(json.dumps(config))
            tokenizer.save(str(folder / "tokenizer.json"))
            own, seconds = answered(args.program, folder)
            theirs = expected(folder, tokenizer)
        keys = ("label", "start", "end")
        if [[span[key] for key in keys] for span in own] != [[span[key] for key in keys] for span in theirs]:
            raise SystemExit(f"seed {seed}: {own} instead of {theirs}")
        marked += len(own)
        worst = max([worst, *(abs(a["score"] - b["score"]) for a, b in zip(own, theirs))])
        print(f"seed {seed}: {len(own)} spans alike, {seconds:.1f} s")
    print(f"weights models={args.seeds} spans={marked} worst_difference={worst:.1e}")


if __name__ == "__main__":
    main()
