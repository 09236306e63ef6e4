//! `man`: the man page, made from the arguments.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::failure::Failure;
use crate::session::Session;

/// Runs the command: one page with a section for each subcommand.
pub(crate) fn run(session: &Session) -> Result<ExitCode, Failure> {
    let failed = Failure::io("write", "the man page");
    let mut text = Vec::new();
    let mut command = crate::args::Args::command();
    command.build();
    let rendered = Man::new(command.clone()).render(&mut text).and_then(|()| {
        command.get_subcommands().filter(|sub| sub.get_name() != "help").try_for_each(|sub| {
            let title = format!(".SH \"{}\"\n", sub.get_name().to_uppercase());
            text.extend_from_slice(title.as_bytes());
            let page = Man::new(sub.clone());
            page.render_synopsis_section(&mut text)?;
            page.render_description_section(&mut text)?;
            page.render_options_section(&mut text)
        })
    });
    rendered.map_err(failed)?;
    session.output()?.text(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}
