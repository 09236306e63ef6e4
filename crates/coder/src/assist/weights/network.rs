//! A model that is loaded, and what it gives for some tokens.
//!
//! The file is data from a stranger. Its reader is memory-safe; panics in it are caught and are errors. How much
//! memory and time it takes cannot be bounded here: whoever cares runs it in a process of its own.

use super::WeightsError;
use rten::{Dimension, Model, NodeId, Value, ValueOrView};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What a model asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Input {
    Tokens,
    Mask,
    Kinds,
    Positions,
}

impl Input {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Tokens, "input_ids"),
        (Self::Mask, "attention_mask"),
        (Self::Kinds, "token_type_ids"),
        (Self::Positions, "position_ids"),
    ];
}

/// A loaded model whose inputs and output are those of token classification.
pub(super) struct Network {
    model: Model,
    file: PathBuf,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    /// Tokens that it reads at a time, where it reads no other number.
    pub(super) fixed: Option<usize>,
    labels: usize,
}

impl Network {
    /// Loads a model that gives so many numbers for each token.
    ///
    /// # Errors
    /// When it is none, or asks for what a text does not have.
    pub(super) fn load(bytes: Vec<u8>, file: &Path, labels: usize) -> Result<Self, WeightsError> {
        let not_onnx = |what: String| WeightsError::NotOnnx { file: file.to_owned(), what };
        if !is_whole(&bytes) {
            return Err(not_onnx("its bytes end within a part, or are no message".to_owned()));
        }
        let model = catch_unwind(|| Model::load(bytes))
            .map_err(|_| not_onnx("its reader gave up".to_owned()))?
            .map_err(|error| not_onnx(error.to_string()))?;
        let wrong = |what: String| WeightsError::Signature { file: file.to_owned(), what };
        let mut inputs = Vec::new();
        let mut fixed = None;
        for &id in model.input_ids() {
            let name = name(&model, id);
            let Some(&(input, _)) = Input::ALL.iter().find(|(_, known)| *known == name) else {
                let known = Input::ALL.map(|(_, name)| name).join(", ");
                return Err(wrong(format!("it asks for the input {name:?}; known are {known}")));
            };
            if let Some(shape) = model.node_info(id).and_then(|info| info.shape()) {
                let length = length(&shape).ok_or_else(|| {
                    let shape = shown(&shape);
                    wrong(format!("the input {name:?} has the shape {shape}, not [1, tokens]"))
                })?;
                if let (Some(one), Some(other)) = (fixed, length)
                    && one != other
                {
                    return Err(wrong(format!(
                        "the input {name:?} has {other} tokens, another {one}"
                    )));
                }
                fixed = fixed.or(length);
            }
            inputs.push((id, input));
        }
        if !inputs.iter().any(|(_, input)| *input == Input::Tokens) {
            return Err(wrong("it has no input \"input_ids\"".to_owned()));
        }
        let outputs = model.output_ids();
        let logits = outputs.iter().copied().find(|id| name(&model, *id) == "logits");
        let only = || (outputs.len() == 1).then(|| outputs[0]);
        let output = logits.or_else(only).ok_or_else(|| {
            let names: Vec<String> = outputs.iter().map(|id| name(&model, *id)).collect();
            wrong(format!("it has no output \"logits\" but {:?}", names.join(", ")))
        })?;
        if let Some(shape) = model.node_info(output).and_then(|info| info.shape()) {
            let last = shape.last();
            let other = matches!(last, Some(Dimension::Fixed(last)) if *last != labels);
            if shape.len() != 3 || other {
                let (name, shape) = (name(&model, output), shown(&shape));
                return Err(wrong(format!(
                    "the output {name:?} has the shape {shape}, not [1, tokens, {labels}] for the {labels} labels of config.json"
                )));
            }
        }
        Ok(Self { file: file.to_owned(), inputs, output, fixed, labels, model })
    }

    /// The numbers for each label, token after token.
    ///
    /// # Errors
    /// When the model fails, or gives another number of numbers, or none that is finite.
    pub(super) fn run(&self, tokens: &[i32], pad: i32) -> Result<Vec<f32>, WeightsError> {
        let wrong = |what: String| WeightsError::Run { file: self.file.clone(), what };
        let length = self.fixed.unwrap_or(tokens.len());
        let empty = length.saturating_sub(tokens.len());
        let padded = |own: Vec<i32>, with: i32| {
            own.into_iter()
                .chain(std::iter::repeat_n(with, empty))
                .take(length)
                .collect::<Vec<i32>>()
        };
        let mut given: Vec<(NodeId, ValueOrView<'_>)> = Vec::with_capacity(self.inputs.len());
        for &(id, input) in &self.inputs {
            let data = match input {
                Input::Tokens => padded(tokens.to_vec(), pad),
                Input::Mask => padded(vec![1; tokens.len()], 0),
                Input::Kinds => padded(vec![0; tokens.len()], 0),
                Input::Positions => (0..).take(length).collect(),
            };
            let value =
                Value::from_shape([1, length], data).map_err(|error| wrong(error.to_string()))?;
            given.push((id, value.into()));
        }
        let outcome =
            catch_unwind(AssertUnwindSafe(|| self.model.run_n(given, [self.output], None)));
        let [output] = outcome
            .map_err(|_| wrong("its reader gave up".to_owned()))?
            .map_err(|error| wrong(error.to_string()))?;
        let (shape, numbers) =
            output.into_shape_vec::<f32, 3>().map_err(|error| wrong(error.to_string()))?;
        if shape != [1, length, self.labels] {
            let labels = self.labels;
            return Err(wrong(format!(
                "it gives numbers of the shape {shape:?}, not [1, {length}, {labels}]"
            )));
        }
        if numbers.iter().take(tokens.len() * self.labels).any(|number| !number.is_finite()) {
            return Err(wrong("it gives numbers that are not finite".to_owned()));
        }
        Ok(numbers)
    }
}

/// Whether bytes are a message of Protocol Buffers whose parts fill it to the end, as far as the outermost go. The loader takes a file
/// that is cut off behind its weights for a whole one.
fn is_whole(bytes: &[u8]) -> bool {
    const VARINT: u64 = 0;
    const EIGHT: u64 = 1;
    const LENGTH: u64 = 2;
    const FOUR: u64 = 5;
    let mut rest = bytes;
    let mut parts = 0_u64;
    while !rest.is_empty() {
        let Some((tag, value)) = varint(rest) else { return false };
        let behind = match tag & 7 {
            VARINT => varint(value).map(|(_, behind)| behind),
            EIGHT => value.get(8..),
            FOUR => value.get(4..),
            LENGTH => {
                varint(value).and_then(|(length, part)| part.get(usize::try_from(length).ok()?..))
            }
            _ => None,
        };
        let Some(behind) = behind else { return false };
        rest = behind;
        parts += 1;
    }
    parts > 0
}

/// A number in steps of seven bits, and what stands behind it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    const STEPS_MAX: usize = 10;
    let mut number = 0_u64;
    for (at, byte) in bytes.iter().take(STEPS_MAX).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * at).min(63);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[at + 1..]));
        }
    }
    None
}

fn name(model: &Model, id: NodeId) -> String {
    model.node_info(id).and_then(|info| info.name()).unwrap_or_default().to_owned()
}

/// The number of tokens of an input of one text, `None` within where any number does; `None` where it is another shape.
fn length(shape: &[Dimension]) -> Option<Option<usize>> {
    match shape {
        [Dimension::Fixed(1) | Dimension::Symbolic(_), Dimension::Fixed(tokens)] => {
            Some(Some(*tokens))
        }
        [Dimension::Fixed(1) | Dimension::Symbolic(_), Dimension::Symbolic(_)] => Some(None),
        _ => None,
    }
}

fn shown(shape: &[Dimension]) -> String {
    let one = |dimension: &Dimension| match dimension {
        Dimension::Fixed(size) => size.to_string(),
        Dimension::Symbolic(name) => name.clone(),
    };
    format!("[{}]", shape.iter().map(one).collect::<Vec<_>>().join(", "))
}
