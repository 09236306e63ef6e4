//! A brief as a tree of sections, blocks, sentences and pieces.

use bellwether_model::Date;

use crate::Request;
use crate::instrument::Subject;
use crate::register::Register;
use crate::svg::Drawing;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words of a template: no digits.
    Words(&'static str),
    /// A name, an id, a code, as the store or the registry has it.
    Name(String),
    /// A day that was asked for.
    Day(Date),
    /// A number (or the words of a source) with its query.
    Number {
        /// The id in the register.
        id: String,
        /// As it is printed.
        printed: String,
    },
}

impl Piece {
    /// A name.
    pub(crate) fn name(text: impl Into<String>) -> Self {
        Self::Name(text.into())
    }

    /// As it is printed.
    #[must_use]
    pub fn printed(&self) -> String {
        match self {
            Self::Words(words) => (*words).to_owned(),
            Self::Name(name) => name.clone(),
            Self::Day(day) => day.to_string(),
            Self::Number { printed, .. } => printed.clone(),
        }
    }
}

impl From<&'static str> for Piece {
    fn from(words: &'static str) -> Self {
        Self::Words(words)
    }
}

impl From<Date> for Piece {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

/// Pieces that are read together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sentence {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// Whether they are a source's own words, which the rules of language do not bind; printed as a quotation.
    pub quoted: bool,
    /// Whether they are no judgement, but name the words of likelihood or hold what a dataset says of itself; the
    /// rules of language do not bind these either.
    pub exempt: bool,
}

impl Sentence {
    /// As it is printed.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(Piece::printed).collect()
    }

    /// The same, as a source's own words.
    pub(crate) const fn quoted(mut self) -> Self {
        self.quoted = true;
        self
    }

    /// The same, as words that the rules of language do not bind.
    pub(crate) const fn exempt(mut self) -> Self {
        self.exempt = true;
        self
    }

    /// The same with more.
    pub(crate) fn with(mut self, piece: impl Into<Piece>) -> Self {
        self.pieces.push(piece.into());
        self
    }

    /// Two together.
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }
}

impl From<Piece> for Sentence {
    fn from(piece: Piece) -> Self {
        Self { pieces: vec![piece], quoted: false, exempt: false }
    }
}

impl From<&'static str> for Sentence {
    fn from(words: &'static str) -> Self {
        Piece::Words(words).into()
    }
}

/// A sentence from words and pieces.
macro_rules! say {
    ($($part:expr),* $(,)?) => {
        $crate::document::Sentence { pieces: vec![$($crate::document::Piece::from($part)),*], quoted: false, exempt: false }
    };
}
pub(crate) use say;

/// A cell of a table.
pub type Cell = Sentence;

/// A table. Its first column names the rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What it shows.
    pub caption: Sentence,
    /// The names of its columns.
    pub columns: Vec<Sentence>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// The columns from this one on hold numbers.
    pub numbers_from: usize,
}

/// A chart or a map with the table that says the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it shows, for those who do not see it too.
    pub caption: Sentence,
    /// The picture.
    pub drawing: Drawing,
    /// The same as numbers.
    pub table: Table,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Sentences that follow one another.
    Paragraph(Vec<Sentence>),
    /// A judgement: what the reader takes away.
    Judgement(Vec<Sentence>),
    /// Points.
    List(Vec<Sentence>),
    /// A table.
    Table(Table),
    /// A figure.
    Figure(Box<Figure>),
}

/// A section.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its word in configurations and anchors.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its parts.
    pub blocks: Vec<Block>,
}

/// A brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What was asked, and of which state.
    pub request: Request,
    /// Who it is about.
    pub subject: Subject,
    /// The sections.
    pub sections: Vec<Section>,
    /// The numbers.
    pub register: Register,
}

impl Document {
    /// What it is called.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}, {} to {}", self.subject.name, self.request.from, self.request.to)
    }

    /// All sentences in their order, those of tables and figures too, each with the section it stands in.
    #[must_use]
    pub fn sentences(&self) -> Vec<(&'static str, &Sentence)> {
        let mut all = Vec::new();
        for section in &self.sections {
            for block in &section.blocks {
                all.extend(block.sentences().into_iter().map(|sentence| (section.id, sentence)));
            }
        }
        all
    }
}

impl Block {
    /// Its sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<&Sentence> {
        match self {
            Self::Paragraph(sentences) | Self::Judgement(sentences) | Self::List(sentences) => {
                sentences.iter().collect()
            }
            Self::Table(table) => table.sentences(),
            Self::Figure(figure) => {
                let mut all = vec![&figure.caption];
                all.extend(figure.drawing.labels());
                all.extend(figure.table.sentences());
                all
            }
        }
    }
}

impl Table {
    fn sentences(&self) -> Vec<&Sentence> {
        let head = std::iter::once(&self.caption).chain(&self.columns);
        head.chain(self.rows.iter().flatten()).collect()
    }
}
