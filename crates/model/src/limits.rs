//! The one table of limits. Every refusal names the limit and the value seen.

/// What is read, kept or answered at most. [`LIMITS`] holds the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in one CSV record.
    pub record_bytes: usize,
    /// Bytes in one CSV field.
    pub field_bytes: usize,
    /// Columns in one row.
    pub columns: usize,
    /// Bytes of an input file as it lies on the disk.
    pub input_bytes: u64,
    /// Bytes of an input file once it is decompressed.
    pub expanded_bytes: u64,
    /// Expanded bytes for each compressed byte.
    pub expansion_ratio: u64,
    /// Members of an archive.
    pub archive_entries: usize,
    /// Cells of a spreadsheet, empty ones left out.
    pub sheet_cells: u64,
    /// Sheets of a spreadsheet.
    pub sheets: usize,
    /// Findings kept for one file; further ones are only counted.
    pub findings_per_file: usize,
    /// Deaths that one report may speak of.
    pub deaths_per_report: u32,
    /// Seconds that one SQL statement may take.
    pub sql_seconds: u64,
    /// Rows that one SQL answer may have.
    pub result_rows: usize,
    /// Bytes that one SQL answer may have.
    pub result_bytes: usize,
    /// Bytes of memory for one SQL statement.
    pub sql_memory_bytes: usize,
    /// Bytes of the head of an HTTP request: its line and its headers.
    pub head_bytes: usize,
    /// Bytes of the address of an HTTP request: path and query.
    pub url_bytes: usize,
    /// Parameters in the query of an HTTP request.
    pub query_parameters: usize,
    /// Bytes of the body of an HTTP request.
    pub body_bytes: usize,
    /// Seconds in which the head of an HTTP request must have come, and for which a connection may lie idle.
    pub head_seconds: u64,
    /// Seconds in which the body of an HTTP request must have come.
    pub body_seconds: u64,
    /// Seconds for which a client may leave an answer unread.
    pub unread_seconds: u64,
    /// Seconds that answering one HTTP request may take.
    pub request_seconds: u64,
    /// Bytes that one HTTP answer may have.
    pub answer_bytes: usize,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_per_address: usize,
    /// Questions answered at once; 0 for as many as there are cores.
    pub questions_at_once: usize,
    /// Questions that wait for their turn.
    pub questions_waiting: usize,
}

/// The defaults.
pub const LIMITS: Limits = Limits {
    record_bytes: 1 << 20,
    field_bytes: 256 << 10,
    columns: 512,
    input_bytes: 2 << 30,
    expanded_bytes: 20 << 30,
    expansion_ratio: 200,
    archive_entries: 10_000,
    sheet_cells: 50_000_000,
    sheets: 64,
    findings_per_file: 100_000,
    deaths_per_report: 10_000_000,
    sql_seconds: 10,
    result_rows: 100_000,
    result_bytes: 64 << 20,
    sql_memory_bytes: 1 << 30,
    head_bytes: 32 << 10,
    url_bytes: 8 << 10,
    query_parameters: 256,
    body_bytes: 1 << 20,
    head_seconds: 5,
    body_seconds: 10,
    unread_seconds: 30,
    request_seconds: 30,
    answer_bytes: 64 << 20,
    connections: 1_024,
    connections_per_address: 64,
    questions_at_once: 0,
    questions_waiting: 64,
};

impl Default for Limits {
    fn default() -> Self {
        LIMITS
    }
}
