//! Files that are no model, or not the one that is needed: errors that name the file, never a panic.

use super::model::{
    FLOAT, INT64, Tiny, floats, graph, model, node, node_with_graph, tensor, value,
};
use super::{PIECES, load};

/// Why a file cannot be loaded, or fails on a text.
fn error(tiny: &Tiny, bytes: &[u8]) -> Option<String> {
    match load(tiny, bytes) {
        Err(error) => Some(error.to_string()),
        Ok(weights) => weights.mark("In Kunduz province.").err().map(|error| error.to_string()),
    }
}

/// A graph of one gathering, with other inputs and outputs than it should have.
fn odd(inputs: &[Vec<u8>], output: &Vec<u8>, table: Vec<u8>) -> Vec<u8> {
    let nodes = [node("Gather", &["table", "input_ids"], "logits")];
    model(&graph(&nodes, &[table], inputs, std::slice::from_ref(output)))
}

#[test]
fn a_file_that_is_cut_off_or_is_no_model_is_named() {
    let tiny = Tiny::of(&PIECES);
    let whole = tiny.bytes();
    assert_eq!(error(&tiny, &whole), None);
    // The last four bytes are the version of the operators, without which a model may do.
    let ends = (0..whole.len() - 4).step_by(7);
    let mut wrong: Vec<Vec<u8>> = ends.map(|end| whole[..end].to_vec()).collect();
    wrong.push(b"PK\x03\x04 a zip".to_vec());
    wrong.push(b"RTEN\x02\0\0\0".to_vec());
    wrong.push(b"version https://git-lfs.github.com/spec/v1\n".to_vec());
    wrong.push(vec![0xff; 4096]);
    wrong.push(model(&[]));
    for bytes in wrong {
        let error = error(&tiny, &bytes).expect("an error");
        assert!(error.contains("model.onnx"), "{error}");
        assert!(error.contains("export it"), "what to do: {error}");
    }
}

#[test]
fn wrong_inputs_outputs_and_shapes_are_named() {
    let tiny = Tiny::of(&PIECES);
    let (rows, width) = (PIECES.len() as u64 + 4, tiny.labels().len() as u64);
    let table =
        |rows, width: u64| floats("table", &[rows, width], &vec![0.5; (rows * width) as usize]);
    let ids = || value("input_ids", INT64, &["batch", "sequence"]);
    let logits = |dims: &[&str]| value("logits", FLOAT, dims);
    let any = ["batch", "sequence", "labels"];
    let mask = value("attention_mask", INT64, &["b", "s"]);
    let by_mask = node("Gather", &["table", "attention_mask"], "logits");
    for (bytes, words) in [
        (
            odd(&[ids(), value("pixels", FLOAT, &any)], &logits(&any), table(rows, width)),
            "\"pixels\"",
        ),
        (
            odd(&[value("input_ids", INT64, &["7", "s"])], &logits(&any), table(rows, width)),
            "[7, s]",
        ),
        (
            odd(&[value("input_ids", INT64, &any)], &logits(&any), table(rows, width)),
            "not [1, tokens]",
        ),
        (odd(&[ids()], &logits(&["b", "s", "9"]), table(rows, 9)), "for the 5 labels"),
        (odd(&[ids()], &logits(&any), table(rows, 9)), "9]"),
        (odd(&[ids()], &logits(&["b", "s"]), floats("table", &[11], &[0.5; 11])), "model.onnx"),
        (odd(&[ids()], &logits(&any), table(2, width)), "fails on a text"),
        (
            odd(&[ids()], &logits(&any), floats("table", &[rows, width], &[f32::NAN; 55])),
            "not finite",
        ),
        (
            model(&graph(&[by_mask], &[table(rows, width)], &[mask], &[logits(&any)])),
            "no input \"input_ids\"",
        ),
        (
            model(&graph(
                &[node("Magic", &["input_ids"], "logits")],
                &[],
                &[ids()],
                &[logits(&any)],
            )),
            "Magic",
        ),
        (model(&graph(&[], &[], &[ids()], &[])), "no output"),
    ] {
        let error = error(&tiny, &bytes).expect(words);
        assert!(error.contains(words) && error.contains("model.onnx"), "{words}: {error}");
    }
}

#[test]
fn huge_sizes_that_are_only_said_are_refused() {
    let tiny = Tiny::of(&PIECES);
    let ids = value("input_ids", INT64, &["batch", "sequence"]);
    let logits = value("logits", FLOAT, &["batch", "sequence", "labels"]);
    for dims in [
        &[1 << 40, 1 << 40][..],
        &[u64::MAX, 2],
        &[1 << 31, 1 << 31, 1 << 31],
        &[i64::MAX as u64],
        &[0, 1 << 62],
    ] {
        let table = tensor("table", dims, FLOAT, &[0; 64]);
        let bytes = odd(std::slice::from_ref(&ids), &logits, table);
        let error = error(&tiny, &bytes).expect("an error");
        assert!(error.contains("model.onnx"), "{dims:?}: {error}");
    }
}

#[test]
fn a_text_of_nothing_but_marks_is_read_as_far_as_a_stretch_goes() {
    let tiny = Tiny { tokens: 64, ..Tiny::of(&[("-", "LOC")]) };
    let weights = load(&tiny, &tiny.bytes()).expect("a model");
    let marked = weights.mark(&"-".repeat(1 << 20)).expect("marked");
    assert_eq!((marked.len(), marked[0].end), (1, 12 << 10));
}

#[test]
fn weights_in_other_files_are_not_looked_for() {
    let tiny = Tiny::of(&PIECES);
    let ids = value("input_ids", INT64, &["batch", "sequence"]);
    let logits = value("logits", FLOAT, &["batch", "sequence", "labels"]);
    // data_location = EXTERNAL, external_data = { location: /etc/passwd }.
    let entry = [&b"\x0a\x08location\x12\x0b/etc/passwd"[..]].concat();
    let mut table = tensor("table", &[11, 3], FLOAT, &[]);
    table.extend_from_slice(&[0x6a, entry.len() as u8]);
    table.extend_from_slice(&entry);
    table.extend_from_slice(&[0x70, 1]);
    let error = error(&tiny, &odd(&[ids], &logits, table)).expect("an error");
    assert!(error.contains("all weights in the one file"), "{error}");
}

#[test]
fn a_damaged_byte_is_an_error_or_another_model_and_never_a_panic() {
    let tiny = Tiny::of(&PIECES);
    let whole = tiny.bytes();
    for at in (0..whole.len()).step_by(5) {
        for damage in [0xff, 0x01, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= damage;
            if let Some(error) = error(&tiny, &bytes) {
                assert!(error.contains("model.onnx"), "{at}: {error}");
            }
        }
    }
}

#[test]
fn a_loop_that_ends_is_a_model_like_others() {
    const BOOL: u64 = 9;
    let any = ["b", "s", "l"];
    let body = graph(
        &[node("Identity", &["going"], "goes_on"), node("Add", &["value", "value"], "next")],
        &[],
        &[value("turn", INT64, &[]), value("going", BOOL, &[]), value("value", FLOAT, &any)],
        &[value("goes_on", BOOL, &[]), value("next", FLOAT, &any)],
    );
    let tiny = Tiny::of(&PIECES);
    let (rows, width) = (PIECES.len() as u64 + 4, tiny.labels().len() as u64);
    let numbers: Vec<f32> =
        (0..rows * width).map(|at| f32::from(u8::from(at % width == 1))).collect();
    let table = floats("table", &[rows, width], &numbers);
    let turns = tensor("turns", &[], INT64, &3_i64.to_le_bytes());
    let go = tensor("go", &[], BOOL, &[1]);
    let nodes = [
        node("Gather", &["table", "input_ids"], "inner"),
        node_with_graph("Loop", &["turns", "go", "inner"], "logits", &body),
    ];
    let ids = value("input_ids", INT64, &["b", "s"]);
    let bytes = model(&graph(&nodes, &[table, turns, go], &[ids], &[value("logits", FLOAT, &any)]));
    let weights = load(&tiny, &bytes).expect("a model");
    let marked = weights.mark("In Kunduz").expect("marked");
    // One number is doubled three times: e^8 against four that are nought.
    let chance = 1.0 / (1.0 + 4.0 * (-8.0_f32).exp());
    assert!((marked[0].score - chance).abs() < 1e-5, "{marked:?}");
}
