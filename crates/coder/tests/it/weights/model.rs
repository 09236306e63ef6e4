//! Models of token classification in the form of ONNX, written byte by byte (onnx.proto3 of ONNX 1.17), so that tests need no
//! tool and no file of others.
//!
//! [`Tiny`] gives each piece of a small vocabulary the label that a test wants for it: a row of an embedding holds the
//! numbers of the labels, behind it stand a product with a matrix of ones on the diagonal and a sum with nothing, as a real model's last layer has them.

use std::path::Path;

/// Element types of tensors.
pub(crate) const FLOAT: u64 = 1;
/// Whole numbers of eight bytes.
pub(crate) const INT64: u64 = 7;

/// A field of a message: its number, and a varint or bytes.
fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn number(field: u64, value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    varint(field << 3, &mut out);
    varint(value, &mut out);
    out
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    varint(field << 3 | 2, &mut out);
    varint(value.len() as u64, &mut out);
    out.extend_from_slice(value);
    out
}

fn text(field: u64, value: &str) -> Vec<u8> {
    bytes(field, value.as_bytes())
}

/// `TensorProto` with raw data.
pub(crate) fn tensor(name: &str, dims: &[u64], kind: u64, raw: &[u8]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|dim| number(1, *dim)).collect();
    [dims, number(2, kind), text(8, name), bytes(9, raw)].concat()
}

/// `TensorProto` of numbers.
pub(crate) fn floats(name: &str, dims: &[u64], values: &[f32]) -> Vec<u8> {
    let raw: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    tensor(name, dims, FLOAT, &raw)
}

/// `NodeProto` without attributes.
pub(crate) fn node(operator: &str, inputs: &[&str], output: &str) -> Vec<u8> {
    let inputs: Vec<u8> = inputs.iter().flat_map(|name| text(1, name)).collect();
    [inputs, text(2, output), text(3, output), text(4, operator)].concat()
}

/// A node with one attribute that is a graph.
pub(crate) fn node_with_graph(
    operator: &str,
    inputs: &[&str],
    output: &str,
    graph: &[u8],
) -> Vec<u8> {
    let attribute = [text(1, "body"), bytes(6, graph), number(20, 5)].concat();
    [node(operator, inputs, output), bytes(5, &attribute)].concat()
}

/// `ValueInfoProto`; a size that is a word stands for any.
pub(crate) fn value(name: &str, kind: u64, dims: &[&str]) -> Vec<u8> {
    let dims: Vec<u8> = dims
        .iter()
        .flat_map(|dim| {
            bytes(1, &dim.parse().map_or_else(|_| text(2, dim), |size| number(1, size)))
        })
        .collect();
    let tensor = [number(1, kind), bytes(2, &dims)].concat();
    [text(1, name), bytes(2, &bytes(1, &tensor))].concat()
}

/// `GraphProto`.
pub(crate) fn graph(
    nodes: &[Vec<u8>],
    constants: &[Vec<u8>],
    inputs: &[Vec<u8>],
    outputs: &[Vec<u8>],
) -> Vec<u8> {
    let all = |field, list: &[Vec<u8>]| list.iter().flat_map(|one| bytes(field, one)).collect();
    let parts: [Vec<u8>; 5] =
        [all(1, nodes), text(2, "graph"), all(5, constants), all(11, inputs), all(12, outputs)];
    parts.concat()
}

/// `ModelProto` of a graph.
pub(crate) fn model(graph: &[u8]) -> Vec<u8> {
    [number(1, 8), text(2, "tests"), bytes(7, graph), bytes(8, &number(2, 17))].concat()
}

/// A model that knows each piece's label by heart.
#[derive(Debug, Clone)]
pub(crate) struct Tiny {
    /// Pieces behind the four marks, each with its label.
    pub(crate) pieces: Vec<(&'static str, &'static str)>,
    /// Tokens that it reads at a time.
    pub(crate) tokens: usize,
    /// How much more the label's number is than the others'.
    pub(crate) weight: f32,
    /// The sizes of the inputs.
    pub(crate) input: [&'static str; 2],
}

impl Tiny {
    pub(crate) fn of(pieces: &[(&'static str, &'static str)]) -> Self {
        Self { pieces: pieces.to_vec(), tokens: 512, weight: 6.0, input: ["batch", "sequence"] }
    }

    /// The labels, that of nothing first.
    pub(crate) fn labels(&self) -> Vec<&'static str> {
        let mut labels = vec!["O"];
        for (_, label) in &self.pieces {
            if !labels.contains(label) {
                labels.push(label);
            }
        }
        labels
    }

    /// The bytes of `model.onnx`.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let labels = self.labels();
        let marks = ["O"; 4].into_iter();
        let known: Vec<&str> = marks.chain(self.pieces.iter().map(|(_, label)| *label)).collect();
        let one = |of: &str, label: &&str| if of == *label { self.weight } else { 0.0 };
        let table: Vec<f32> =
            known.iter().flat_map(|of| labels.iter().map(move |label| one(of, label))).collect();
        let (rows, width) = (known.len() as u64, labels.len() as u64);
        let diagonal: Vec<f32> =
            (0..width * width).map(|at| f32::from(u8::from(at % (width + 1) == 0))).collect();
        let nodes = [
            node("Gather", &["table", "input_ids"], "rows"),
            node("MatMul", &["rows", "diagonal"], "product"),
            node("Gather", &["kinds", "token_type_ids"], "kind"),
            node("Add", &["product", "kind"], "logits"),
        ];
        let constants = [
            floats("table", &[rows, width], &table),
            floats("diagonal", &[width, width], &diagonal),
            floats("kinds", &[2, width], &vec![0.0; 2 * labels.len()]),
        ];
        let input = |name| value(name, INT64, &self.input);
        let inputs = ["input_ids", "attention_mask", "token_type_ids"].map(input);
        let width = width.to_string();
        let outputs = [value("logits", FLOAT, &[self.input[0], self.input[1], &width])];
        model(&graph(&nodes, &constants, &inputs, &outputs))
    }

    /// Writes the files of an export into a folder, with these bytes of the model.
    pub(crate) fn export_with(&self, folder: &Path, model: &[u8]) {
        std::fs::create_dir_all(folder).expect("made");
        let write = |name: &str, bytes: &[u8]| {
            std::fs::write(folder.join(name), bytes).expect("written");
        };
        let labels: Vec<String> = self
            .labels()
            .iter()
            .enumerate()
            .map(|(at, label)| format!("\"{at}\": \"{label}\""))
            .collect();
        let (labels, tokens) = (labels.join(", "), self.tokens);
        let config =
            format!("{{\"id2label\": {{{labels}}}, \"max_position_embeddings\": {tokens}}}");
        let pieces = self.pieces.iter().map(|(piece, _)| *piece);
        let lines: Vec<&str> =
            ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].into_iter().chain(pieces).collect();
        write("model.onnx", model);
        write("config.json", config.as_bytes());
        write("vocab.txt", lines.join("\n").as_bytes());
    }
}
