//! An instrument with made-up answers.
