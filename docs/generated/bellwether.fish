# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_bellwether_global_optspecs
    string join \n store= as-of= data-version= json format= o/output= offline q/quiet v/verbose color= progress= config= no-config h/help V/version
end

function __fish_bellwether_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_bellwether_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_bellwether_using_subcommand
    set -l cmd (__fish_bellwether_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c bellwether -n "__fish_bellwether_needs_command" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_needs_command" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_needs_command" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_needs_command" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_needs_command" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_needs_command" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_needs_command" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_needs_command" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_needs_command" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_needs_command" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_needs_command" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_needs_command" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_needs_command" -s V -l version -d 'Print version'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "demo" -d 'Run the whole pipeline on a small simulated world'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "ingest" -d 'Bring files into the store'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "fetch" -d 'Download a release, or what is new, and bring it in'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "feed" -d 'News feeds: add, list, remove, or ask for what is new'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "releases" -d 'List what came in: releases by store version'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "rejects" -d 'List rows that did not come in, or not as they stood, and why'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "diff" -d 'Say what changed between two releases, store versions or knowledge dates'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "reconcile" -d 'Find which reports tell of the same incident'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "incident" -d 'Incidents: their reports, why these are linked, and what people say of that'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "overlap" -d 'Which dataset saw what, and what all of them may have missed'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "watch" -d 'Watch groups and areas: add, run, replay, or screen all groups'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "alerts" -d 'Alerts: what was raised, what became of it, and why'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "group" -d 'One page about one group'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "claim" -d 'Claims: hold a number in circulation against the data'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "brief" -d 'Write a brief about one group, in which every number carries its query'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "verify" -d 'Ask the queries of a brief again, and name the numbers that differ'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "count" -d 'Count events or deaths'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "series" -d 'Count by period, gaps included'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "calendar" -d 'Dates of politics, and whether a group\'s attacks gather around them'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "events" -d 'List single reports'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "export" -d 'Write an answer as a file, with its citation and licence'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "sql" -d 'Ask in SQL, read only'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "actor" -d 'Names to actors'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "place" -d 'Names to places'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "code" -d 'What news text says: so far, the places that it names'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "scorecard" -d 'Measure which rule finds a surge, how soon, and at what rate of false alarms'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "crosswalk" -d 'Print event ontologies and the ways between them'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "check-totals" -d 'Hold our sums against published country-year totals'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "simulate" -d 'Make a simulated world'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "serve" -d 'Serve the HTTP API, feeds and pages'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "mcp" -d 'Serve tools to an assistant over standard input and output (MCP)'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "doctor" -d 'Check the store, the registry and the surroundings'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "vacuum" -d 'Put small files together and remove those that nothing refers to'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "config" -d 'Show the configuration and where each value comes from'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "man" -d 'Print the man page'
complete -c bellwether -n "__fish_bellwether_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l seed -d 'The seed of the world' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l reports -d 'About how many reports' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l keep -d 'Keep the world and its store in this folder, which must be empty or absent' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l release -d 'The source\'s name for the version, such as 25.1' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l published -d 'The day on which the source published it' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l complete-for -d 'What the file is complete for: `country=UKR,from=2014-01-01,to=2020-12-31`; repeat `country=` for several, leave it out for the world; `nothing` for a sample' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l dates -d 'The order of dates written with slashes' -r -f -a "mdy\t'Month, day, year'
dmy\t'Day, month, year'"
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l mapping -d 'Read tables that no reader knows through a mapping: a TOML file, or one that comes with the program (own-calendar, reign-elections, ucdp-aec)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l no-reconcile -d 'Do not put what came in together with the reports of other datasets, where the store has incidents'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l suggest-mapping -d 'Draft a mapping for the file and print it; nothing comes in'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand ingest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l release -d 'One release by its label, such as 25.1 (ucdp)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l from -d 'The first day (gdelt: of files; acled: of events)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l to -d 'The last day, included' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l country -d 'Country by the source\'s own name; repeat for several (acled)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l sha256 -d 'The SHA-256 that the file must have (an address)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l every -d 'Every release that is not in the store yet (ucdp)'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l no-reconcile -d 'Do not put what came in together with the reports of other datasets, where the store has incidents'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l keep-only -d 'Keep the files in the store\'s raw folder and do not read them'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand fetch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -f -a "add" -d 'Add a feed, or give one of this name another address, grade or schedule'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -f -a "list" -d 'List the feeds: when each was last asked and had, when it last gave something new, and what went wrong'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -f -a "remove" -d 'Remove a feed; what its items said stays'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -f -a "poll" -d 'Ask feeds now for what is new'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and not __fish_seen_subcommand_from add list remove poll help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l name -d 'Its name, also that of the outlet [default: its host]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l grade -d 'How far the outlet is trusted, by the Admiralty code: a letter A to F and a digit 1 to 6' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l every -d 'In `watch serve`, asked again so long after the last time: 1d, 6h, 30m' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l keep-bytes -d 'Keep the bytes of the feed under `raw/`, and with them the words of its items; else only their SHA-256 stays'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from poll" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a feed, or give one of this name another address, grade or schedule'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the feeds: when each was last asked and had, when it last gave something new, and what went wrong'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a feed; what its items said stays'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from help" -f -a "poll" -d 'Ask feeds now for what is new'
complete -c bellwether -n "__fish_bellwether_using_subcommand feed; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l source -d 'Only this dataset' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l gaps -d 'List the times for which a source published nothing although it should have'
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand releases" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l file -d 'Only this file, by its name without a folder' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l rule -d 'Only this rule, such as latitude-range' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l limit -d 'List at most so many' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l all -d 'Also rows that came in after a repair, and warnings'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l summary -d 'Count by file, severity and rule instead of listing rows'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand rejects" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l source -d 'Only this dataset' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l limit -d 'List at most so many single changes' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l method -d 'How reports are put together' -r -f -a "linkage\t'Odds learnt from the data, one to one between datasets'
meltt\t'The rule of MELTT: windows and taxonomies (Donnay et al. 2019)'
xsub\t'The fixed window of xSub (Zhukov, Davenport and Kostyuk 2019)'"
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l threshold -d 'The least probability of a link that joins two reports, 0 to 1; for the method linkage [default: that of the best expected F1]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l days-max -d 'The most days between two reports of one incident, 0 to 30 [default: linkage 7, meltt 1, xsub 1]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l km-max -d 'The most kilometres between two points of one incident, 1 to 150 [default: linkage 60, meltt 3, xsub 5]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l full -d 'Do everything again, also what nothing changed'
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand reconcile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "show" -d 'One incident: its reports side by side, why they are linked, what was judged'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "list" -d 'List incidents, as `events --unit incidents`'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "judge" -d 'Say whether two reports tell of the same incident; every later run abides by it'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "review" -d 'Pairs that nobody has judged, the least certain first'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "judgements" -d 'List judgements'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "export" -d 'Write the judgements to a file that others can import'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "import" -d 'Take over judgements from a file that `export` wrote'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and not __fish_seen_subcommand_from show list judge review judgements export import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l side -d 'The side on which the actor must be' -r -f -a "a\t'The government in state-based events, the perpetrator in one-sided ones'
b\t'The other'
either\t'Either'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l bbox -d 'Only what lies within this box of degrees; what is known only to a unit lies within none' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l target -d 'Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l plover -d 'Type in PLOVER\'s terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l field -d 'A column of the source\'s own with the value that it must have (doubtterr=0) or not have (doubtterr!=1); repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l source -d 'Dataset, or `all` to add up datasets that may hold the same events; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l unit -d 'What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l limit -d 'List at most so many, the latest first' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l after -d 'Go on after this place in the list: as the answer before gave it, such as 2015-01-03+2' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l civilian-targets -d 'Only events directed against civilians'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l why -d 'Why, in words about the incident; no names of persons' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l on -d 'The day from which it counts [default: today, UTC]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l limit -d 'List at most so many' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from review" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from judgements" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "show" -d 'One incident: its reports side by side, why they are linked, what was judged'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "list" -d 'List incidents, as `events --unit incidents`'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "judge" -d 'Say whether two reports tell of the same incident; every later run abides by it'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "review" -d 'Pairs that nobody has judged, the least certain first'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "judgements" -d 'List judgements'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the judgements to a file that others can import'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "import" -d 'Take over judgements from a file that `export` wrote'
complete -c bellwether -n "__fish_bellwether_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l source -d 'Compare these datasets only; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l deadly -d 'Only incidents with at least one death'
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand overlap" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "add" -d 'Add a watch, or give one of this name another definition'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "list" -d 'List the watches'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "remove" -d 'Remove a watch; its alerts stay'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "run" -d 'Run watches on what is known, and keep the alerts'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "replay" -d 'Walk the past: what would have been said on which day'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "clusters" -d 'Scan for places and days in which events lie closer together than chance explains'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "changes" -d 'Cut the past where the rate changed'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "serve" -d 'Run the watches by a schedule, and deliver their alerts'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and not __fish_seen_subcommand_from add list remove run replay clusters changes serve help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l cell -d 'Cell of PRIO-GRID; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l source -d 'Dataset, or `all`; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l unit -d 'What counts as one. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l facet -d 'What is tested: tempo, lethality, mass-casualty, spread-units, spread-cells, civilian-share, tactics-share, sources, or all; repeat for several [default: tempo]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l rule -d 'Rule for facets that are counts; repeat for several [default: resurgence]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l alarms-per-year -d 'False alarms a year that all tests of this watch together may cost' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l period -d 'Period by which series are read [default: that of each rule]' -r -f -a "day\t'Days'
week\t'Weeks from Monday'
month\t'Calendar months'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l until -d 'Look only at events up to this day, as they are known now; nothing is kept' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l back -d 'Days before the last covered day in which a new signal is an alert' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l rule -d 'With --all: the rule, `resurgence` (Benjamini-Hochberg) or `e-detector` (e-BH)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l false-discovery-rate -d 'With --all: the share of false ones among the groups that are named, at most' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l simulated-years -d 'Years that are simulated for each test' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l all -d 'Screen every group with enough history instead, with the share of false alarms bounded; nothing is kept'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l fail-on-alert -d 'End with code 1 if there is a new alert'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l from -d 'The first day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l to -d 'The last day, included' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l simulated-years -d 'Years that are simulated for each test' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l as-known -d 'Go by what was known on the days of knowledge that the store has, instead of by the day of the events'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from replay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l until -d 'The last day of events that is looked at, as they are known now [default: the last that is covered]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l method -d 'What is held fixed: the totals of each cell and each day (permutation), each cell\'s own past (poisson), or where and when events are, so that a kind of event stands out among the others (bernoulli)' -r -f -a "permutation\t'Space-time permutation: no population; what is always violent is no cluster'
poisson\t'Poisson: more than a cell\'s own past'
bernoulli\t'Bernoulli: more of a kind among the events'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l baseline-days -d 'With --method poisson: days before the study that say what each cell is expected to have' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l cases -d 'With --method bernoulli: the kind of event that is looked for among the others: civilian-share, tactics-share or mass-casualty' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l study-days -d 'Days of the study, back from the last one' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l days-max -d 'The longest cluster' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l km-max -d 'The widest, as a radius [default: a circle that holds half of all events]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l replications -d 'Random data sets behind the p-values' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l past -d 'Clusters of any time in the study, not only those that last until its end'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from clusters" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l facet -d 'A facet that is a count: tempo, mass-casualty, spread-units or spread-cells' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l period -d 'The period by which events are counted' -r -f -a "day\t'Days'
week\t'Weeks from Monday'
month\t'Calendar months'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l until -d 'The last day of events that is looked at [default: the last that is covered]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from changes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l every -d 'A round so long after the last one: 1d, 6h, 30m' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l at -d 'A round each day at this time (UTC): 06:30' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l once -d 'Make the round that is due, if one is, and end'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a watch, or give one of this name another definition'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the watches'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a watch; its alerts stay'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "run" -d 'Run watches on what is known, and keep the alerts'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "replay" -d 'Walk the past: what would have been said on which day'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "clusters" -d 'Scan for places and days in which events lie closer together than chance explains'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "changes" -d 'Cut the past where the rate changed'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Run the watches by a schedule, and deliver their alerts'
complete -c bellwether -n "__fish_bellwether_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "list" -d 'List alerts, the latest first'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "show" -d 'One alert: its sentences, and what it was on each day of knowledge'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "explain" -d 'One alert down to its rows: the rule, the series, the baseline, the reports'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "near" -d 'Near misses of the last run of each watch: why there was no alert'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "feed" -d 'Write the alerts as a feed to the file of -o, or to standard output'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "deliver" -d 'Deliver the alerts that have not arrived yet, as the table `deliver` of the configuration says'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "mute" -d 'Set an alert aside, with the reason'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "unmute" -d 'Take that back'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and not __fish_seen_subcommand_from list show explain near feed deliver mute unmute help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l watch -d 'Only those of this watch' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l closed -d 'Also those that are muted or dissolved'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from near" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l as -d 'Form of the feed' -r -f -a "atom\t'Atom 1.0'
jsonfeed\t'JSON Feed 1.1'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l url -d 'The address at which the feed will be published' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from feed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from deliver" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l why -d 'Why, in words about the data; no names of persons' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from mute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from unmute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "list" -d 'List alerts, the latest first'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "show" -d 'One alert: its sentences, and what it was on each day of knowledge'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "explain" -d 'One alert down to its rows: the rule, the series, the baseline, the reports'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "near" -d 'Near misses of the last run of each watch: why there was no alert'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "feed" -d 'Write the alerts as a feed to the file of -o, or to standard output'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "deliver" -d 'Deliver the alerts that have not arrived yet, as the table `deliver` of the configuration says'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "mute" -d 'Set an alert aside, with the reason'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "unmute" -d 'Take that back'
complete -c bellwether -n "__fish_bellwether_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l source -d 'Dataset, or `all`; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l unit -d 'What counts as one: incidents or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand group" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -f -a "check" -d 'Hold a claim, or every claim of a document, against the store'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -f -a "list" -d 'List the numbers that the registry and the store hold of groups, with what the data say of each'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and not __fish_seen_subcommand_from check list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l from -d 'Check every claim of this document: text, HTML, a feed or lines of JSON; - is standard input' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l actor -d 'Whose doing, where a claim does not say it' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l country -d 'Where, where a claim does not say it; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l written -d 'The day on which the claim was made, for words such as "last year"' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l publisher -d 'Who publishes the review, for --claimreview' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l url -d 'The address of the review\'s page, for --claimreview' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l claimreview -d 'Write schema.org ClaimReview as JSON-LD'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l actor -d 'Only statements about this actor; else about every one of which the store has events or statements' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from help" -f -a "check" -d 'Hold a claim, or every claim of a document, against the store'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the numbers that the registry and the store hold of groups, with what the data say of each'
complete -c bellwether -n "__fish_bellwether_using_subcommand claim; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD; two years before the last day unless given' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD; that of the data unless given' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l section -d 'Only this section; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l without -d 'Leave this section out; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l claim -d 'A claim in circulation, as a sentence, to be held against the store in the section claims; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l source -d 'Dataset, or `all`; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l unit -d 'What counts as one: incidents or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l check -d 'Hold the sentences of this file (a brief, Markdown, HTML or plain text) against the rules of language instead' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l feed -d 'Write a feed instead: for each watched group an entry with the judgement of its brief' -r -f -a "atom\t'Atom 1.0'
jsonfeed\t'JSON Feed 1.1'"
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand brief" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l side -d 'The side on which the actor must be' -r -f -a "a\t'The government in state-based events, the perpetrator in one-sided ones'
b\t'The other'
either\t'Either'"
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l bbox -d 'Only what lies within this box of degrees; what is known only to a unit lies within none' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l target -d 'Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l plover -d 'Type in PLOVER\'s terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l field -d 'A column of the source\'s own with the value that it must have (doubtterr=0) or not have (doubtterr!=1); repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l source -d 'Dataset, or `all` to add up datasets that may hold the same events; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l unit -d 'What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l measure -d 'What is counted' -r -f -a "events\t'Incidents, or reports of events'
fatalities\t'Deaths, low / best / high'"
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l by -d 'What the answer is split by' -r -f -a "day\t'Days'
week\t'Weeks, by their Monday'
month\t'Months'
year\t'Years'
country\t'Countries'
admin1\t'First-level units'
type\t'Event types'
actor\t'Actors; an event counts for both of its sides'
source\t'Datasets; an incident counts for each that has a report of it'
precision\t'How well the place is known'
plover\t'Types in PLOVER\'s terms'"
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l bench-repeat -d 'Put the question so many times and report the median time (for measurements)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l civilian-targets -d 'Only events directed against civilians'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l spread -d 'Divide each event evenly over the days of its interval'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l explain -d 'Print the query, the selectors, the releases, and how many reports or incidents each filter removed'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand count" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l side -d 'The side on which the actor must be' -r -f -a "a\t'The government in state-based events, the perpetrator in one-sided ones'
b\t'The other'
either\t'Either'"
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l bbox -d 'Only what lies within this box of degrees; what is known only to a unit lies within none' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l target -d 'Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l plover -d 'Type in PLOVER\'s terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l field -d 'A column of the source\'s own with the value that it must have (doubtterr=0) or not have (doubtterr!=1); repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l source -d 'Dataset, or `all` to add up datasets that may hold the same events; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l unit -d 'What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l measure -d 'What is counted' -r -f -a "events\t'Incidents, or reports of events'
fatalities\t'Deaths, low / best / high'"
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l by -d 'Length of a period' -r -f -a "day\t'Days'
week\t'Weeks, by their Monday'
month\t'Months'
year\t'Years'
country\t'Countries'
admin1\t'First-level units'
type\t'Event types'
actor\t'Actors; an event counts for both of its sides'
source\t'Datasets; an incident counts for each that has a report of it'
precision\t'How well the place is known'
plover\t'Types in PLOVER\'s terms'"
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l civilian-targets -d 'Only events directed against civilians'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l spread -d 'Divide each event evenly over the days of its interval'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand series" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -f -a "list" -d 'List dates: elections, changes of government, withdrawals'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -f -a "study" -d 'Say whether a group\'s attacks gather around dates in the countries where it is active'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and not __fish_seen_subcommand_from list study help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l kind -d 'Kind of date: election takes those of the executive, the legislature and referendums; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l window -d 'Days before and after each date: 14d, or 30d/7d for 30 before and 7 after' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l baseline -d 'Days on each side of a window that it is compared with, or `all` for all days while the group was active in the country' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l kind -d 'Kind of date; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l side -d 'The side on which the actor must be' -r -f -a "a\t'The government in state-based events, the perpetrator in one-sided ones'
b\t'The other'
either\t'Either'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l bbox -d 'Only what lies within this box of degrees; what is known only to a unit lies within none' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l target -d 'Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l plover -d 'Type in PLOVER\'s terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l field -d 'A column of the source\'s own with the value that it must have (doubtterr=0) or not have (doubtterr!=1); repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l source -d 'Dataset, or `all` to add up datasets that may hold the same events; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l unit -d 'What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l civilian-targets -d 'Only events directed against civilians'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from study" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from help" -f -a "list" -d 'List dates: elections, changes of government, withdrawals'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from help" -f -a "study" -d 'Say whether a group\'s attacks gather around dates in the countries where it is active'
complete -c bellwether -n "__fish_bellwether_using_subcommand calendar; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l side -d 'The side on which the actor must be' -r -f -a "a\t'The government in state-based events, the perpetrator in one-sided ones'
b\t'The other'
either\t'Either'"
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l bbox -d 'Only what lies within this box of degrees; what is known only to a unit lies within none' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l target -d 'Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l plover -d 'Type in PLOVER\'s terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l field -d 'A column of the source\'s own with the value that it must have (doubtterr=0) or not have (doubtterr!=1); repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l source -d 'Dataset, or `all` to add up datasets that may hold the same events; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l unit -d 'What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l limit -d 'List at most so many, the latest first' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l after -d 'Go on after this place in the list: as the answer before gave it, such as 2015-01-03+2' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l id -d 'Only this one, by its id; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l fields -d 'Only these columns of the JSON document, in this order, with commas between: date_start,country,deaths_best' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l history -d 'Every revision of one report, whether or not it still counts' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l civilian-targets -d 'Only events directed against civilians'
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -f -a "events" -d 'Incidents, or single reports'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -f -a "counts" -d 'Counts of events or deaths'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -f -a "actor" -d 'One actor and its incidents, as a STIX 2.1 bundle'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and not __fish_seen_subcommand_from events counts actor help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l side -d 'The side on which the actor must be' -r -f -a "a\t'The government in state-based events, the perpetrator in one-sided ones'
b\t'The other'
either\t'Either'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l bbox -d 'Only what lies within this box of degrees; what is known only to a unit lies within none' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l target -d 'Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l plover -d 'Type in PLOVER\'s terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l field -d 'A column of the source\'s own with the value that it must have (doubtterr=0) or not have (doubtterr!=1); repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l source -d 'Dataset, or `all` to add up datasets that may hold the same events; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l unit -d 'What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l as -d 'The form: csv, ndjson, json, geojson, geoparquet, parquet, xlsx' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l civilian-targets -d 'Only events directed against civilians'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l hxl -d 'Put a row of HXL hashtags under the header (csv, xlsx)'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l points-of-units -d 'Also give points that are only the centre of a unit or country'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l actor -d 'Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset\'s own' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l side -d 'The side on which the actor must be' -r -f -a "a\t'The government in state-based events, the perpetrator in one-sided ones'
b\t'The other'
either\t'Either'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l country -d 'Country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l admin1 -d 'First-level unit, by gazetteer id (NG.27) or the source\'s own name; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l bbox -d 'Only what lies within this box of degrees; what is known only to a unit lies within none' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l from -d 'First day: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l to -d 'Last day, included: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l type -d 'Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l target -d 'Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l plover -d 'Type in PLOVER\'s terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l field -d 'A column of the source\'s own with the value that it must have (doubtterr=0) or not have (doubtterr!=1); repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l source -d 'Dataset, or `all` to add up datasets that may hold the same events; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l unit -d 'What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l measure -d 'What is counted' -r -f -a "events\t'Incidents, or reports of events'
fatalities\t'Deaths, low / best / high'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l by -d 'What the answer is split by' -r -f -a "day\t'Days'
week\t'Weeks, by their Monday'
month\t'Months'
year\t'Years'
country\t'Countries'
admin1\t'First-level units'
type\t'Event types'
actor\t'Actors; an event counts for both of its sides'
source\t'Datasets; an incident counts for each that has a report of it'
precision\t'How well the place is known'
plover\t'Types in PLOVER\'s terms'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l as -d 'The form: csv, ndjson, json, geojson, geoparquet, parquet, xlsx' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l civilian-targets -d 'Only events directed against civilians'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l spread -d 'Divide each event evenly over the days of its interval'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l hxl -d 'Put a row of HXL hashtags under the header (csv, xlsx)'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l points-of-units -d 'Also give points that are only the centre of a unit or country'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from counts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l source -d 'Dataset, or `all`; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l unit -d 'What counts as one: incidents or reports. Incidents are the default once the store has some' -r -f -a "incidents\t'What happened, as far as reports tell'
reports\t'What each source says'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from actor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from help" -f -a "events" -d 'Incidents, or single reports'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from help" -f -a "counts" -d 'Counts of events or deaths'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from help" -f -a "actor" -d 'One actor and its incidents, as a STIX 2.1 bundle'
complete -c bellwether -n "__fish_bellwether_using_subcommand export; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand sql" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -f -a "find" -d 'Rank the actors that a name may mean, with reasons'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -f -a "show" -d 'Names, relations, selectors and statements of one actor'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -f -a "list" -d 'All actors of the registry, and with --native those that only datasets name'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and not __fish_seen_subcommand_from find show list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l limit -d 'Show at most so many' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l native -d 'Also the actors that no file of the registry claims'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from help" -f -a "find" -d 'Rank the actors that a name may mean, with reasons'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from help" -f -a "show" -d 'Names, relations, selectors and statements of one actor'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from help" -f -a "list" -d 'All actors of the registry, and with --native those that only datasets name'
complete -c bellwether -n "__fish_bellwether_using_subcommand actor; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -f -a "find" -d 'Rank the places that a name may mean'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -f -a "at" -d 'Country, first-level unit and PRIO-GRID cell of a point'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -f -a "outlines" -d 'First-level units of a country with their outlines, for maps; with --json as GeoJSON'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and not __fish_seen_subcommand_from find at outlines help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l country -d 'Only in this country' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l limit -d 'Show at most so many' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from at" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from outlines" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from help" -f -a "find" -d 'Rank the places that a name may mean'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from help" -f -a "at" -d 'Country, first-level unit and PRIO-GRID cell of a point'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from help" -f -a "outlines" -d 'First-level units of a country with their outlines, for maps; with --json as GeoJSON'
complete -c bellwether -n "__fish_bellwether_using_subcommand place; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l written -d 'The day on which a text was written, where it does not say it itself; "last Friday" needs one' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l source -d 'The outlet of the texts; else the host of each text\'s address' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l grade -d 'How far the outlet is trusted, by the Admiralty code: A1 to F6, where F and 6 stand for not judged' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l url -d 'The address of the text, where it does not say it itself' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l assist-url -d 'The model\'s address instead of the configuration\'s: the base of an OpenAI-compatible interface, as `https://models.example.org/v1`' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l assist-model -d 'The model\'s name instead of the configuration\'s' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l assist-weights -d 'A model in a file instead of the configuration\'s: the folder of an ONNX export for token classification, or its file. Nothing is sent' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l assist-record -d 'Keep the model\'s replies in this folder; what is there already is not asked again' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l assist-replay -d 'Take the replies from this folder and ask nobody' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l places -d 'List the names of places, and which places they are, instead of events and statements'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l one-source -d 'All texts are of one source: each helps to tell which town the others mean'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l explain -d 'Show for each field the words that it stands on, the rule and how sure it is'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l keep -d 'Bring what the texts say into the store: events as reports, the rest as statements. Texts that the store has change nothing, a changed one at the same address takes its place, copies of a text add no report'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l assist -d 'Have the model of the configuration\'s table `assist` propose events and statements beside the rules. The texts are sent to it, unless it is a file. What it says is taken only where the text and the rules\' own grammars bear it out'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand code" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l years -d 'Years between the first and the last event that a group must have' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l events -d 'Events that a group must have' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l rate -d 'Alarms per group-year to which every rule is tuned' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l starts -d 'Surges planted into each group, of each kind' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l seed -d 'Seed of all random numbers' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l source -d 'Count only this dataset; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l docs -d 'Also write SCORECARD.md and scorecard.svg into this directory' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand scorecard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l code -d 'Only this code' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand crosswalk" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l country -d 'Only this country, by name or any code; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l all -d 'Also the lines in which the two agree'
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand check-totals" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l seed -d 'The same seed gives the same bytes on any machine' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l reports -d 'About how many reports, 1,000 to 10,000,000 [default: 3000]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l vintages -d 'Yearly releases, 1 to 10' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l countries -d 'Invented countries, 1 to 25' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l groups -d 'Armed groups, 3 to 2,000' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l towns -d 'Towns in all' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l from -d 'First day' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l to -d 'Last day' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l reconciliation -d 'A world for scoring matches: so many sources (2 to 4), half of each further one\'s reports about the same events with known errors' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l parameters -d 'All parameters from a JSON file, such as the `parameters` of a world.json; other flags lay over it' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l benchmark -d 'One large release that covers everything, without the truth: for measuring speed'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l everything -d 'What four sources and several newspapers would have published about the same world, with near-misses, unrest and planted surges'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand simulate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l listen -d 'Where to listen: address and port, port 0 for one that is free [default: 127.0.0.1:8417]' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l tokens -d 'File of tokens that `serve token add` made; repeat for several' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l anonymous -d 'What may be done without a token [default: everything on a loopback address without --tokens, else nothing]' -r -f -a "reader\t'Ask the questions that are set'
analyst\t'Ask freely (SQL), and judge, mute and watch'
admin\t'See how the server and the store fare'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l host -d 'A name by which the server is reached, beside localhost; repeat for several' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -f -a "token" -d 'Tokens, by which programs and people say who they are'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -f -a "openapi" -d 'Print the description of the API, OpenAPI 3.1'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -f -a "routes" -d 'Print the table of routes: method, path, who may'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and not __fish_seen_subcommand_from token openapi routes help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -f -a "add" -d 'Make a token; it is shown once, and only its hash is kept'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -f -a "list" -d 'List the tokens of a file'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -f -a "revoke" -d 'Revoke a token, with effect at once'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from token" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from openapi" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from routes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from help" -f -a "token" -d 'Tokens, by which programs and people say who they are'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from help" -f -a "openapi" -d 'Print the description of the API, OpenAPI 3.1'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from help" -f -a "routes" -d 'Print the table of routes: method, path, who may'
complete -c bellwether -n "__fish_bellwether_using_subcommand serve; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand mcp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l deep -d 'Also read every row of the store, hash it again and compare with the digest'
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l keep-hours -d 'Keep unreferenced files that are younger than so many hours, for readers that began before' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l dry-run -d 'Only say how many files would go'
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand vacuum" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -f -a "show" -d 'Every setting, its value and where it comes from'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -f -a "path" -d 'The path of the user\'s file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -f -a "schema" -d 'The JSON Schema of the file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and not __fish_seen_subcommand_from show path schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Every setting, its value and where it comes from'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'The path of the user\'s file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "schema" -d 'The JSON Schema of the file'
complete -c bellwether -n "__fish_bellwether_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l store -d 'Directory of the store [default: the platform\'s data directory]' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l as-of -d 'Answer as on this day: only what had been published or retrieved by its end (UTC)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l data-version -d 'Answer as of this version of the store (see `releases`)' -r
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l format -d 'Form of the output' -r -f -a "table\t'Columns for a person'
csv\t'Comma-separated values, formulas neutralised'
ndjson\t'One JSON object a line'
json\t'One JSON object'
geojson\t'A GeoJSON feature collection, for rows that have a place'
parquet\t'Apache Parquet'
geoparquet\t'GeoParquet: Parquet with the points as geometry'
arrow\t'An Arrow IPC stream'
xlsx\t'A spreadsheet'"
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -s o -l output -d 'Write the output to this file; - is standard output' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l progress -d 'When to show progress on standard error' -r -f -a "auto\t'On a terminal'
never\t'Never'
json\t'As JSON, one object a line, for a wrapping program'"
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l config -d 'Read this configuration file instead of the user\'s and the project\'s' -r -F
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l json -d 'Short for --format json'
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l offline -d 'Never use the network'
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -s q -l quiet -d 'Say nothing on standard error but errors'
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -s v -l verbose -d 'Say more on standard error; repeat for more'
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -l no-config -d 'Read no configuration file'
complete -c bellwether -n "__fish_bellwether_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "demo" -d 'Run the whole pipeline on a small simulated world'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "ingest" -d 'Bring files into the store'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "fetch" -d 'Download a release, or what is new, and bring it in'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "feed" -d 'News feeds: add, list, remove, or ask for what is new'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "releases" -d 'List what came in: releases by store version'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "rejects" -d 'List rows that did not come in, or not as they stood, and why'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "diff" -d 'Say what changed between two releases, store versions or knowledge dates'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "reconcile" -d 'Find which reports tell of the same incident'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "incident" -d 'Incidents: their reports, why these are linked, and what people say of that'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "overlap" -d 'Which dataset saw what, and what all of them may have missed'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "watch" -d 'Watch groups and areas: add, run, replay, or screen all groups'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "alerts" -d 'Alerts: what was raised, what became of it, and why'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "group" -d 'One page about one group'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "claim" -d 'Claims: hold a number in circulation against the data'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "brief" -d 'Write a brief about one group, in which every number carries its query'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "verify" -d 'Ask the queries of a brief again, and name the numbers that differ'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "count" -d 'Count events or deaths'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "series" -d 'Count by period, gaps included'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "calendar" -d 'Dates of politics, and whether a group\'s attacks gather around them'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "events" -d 'List single reports'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "export" -d 'Write an answer as a file, with its citation and licence'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "sql" -d 'Ask in SQL, read only'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "actor" -d 'Names to actors'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "place" -d 'Names to places'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "code" -d 'What news text says: so far, the places that it names'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "scorecard" -d 'Measure which rule finds a surge, how soon, and at what rate of false alarms'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "crosswalk" -d 'Print event ontologies and the ways between them'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "check-totals" -d 'Hold our sums against published country-year totals'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "simulate" -d 'Make a simulated world'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "serve" -d 'Serve the HTTP API, feeds and pages'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "mcp" -d 'Serve tools to an assistant over standard input and output (MCP)'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "doctor" -d 'Check the store, the registry and the surroundings'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "vacuum" -d 'Put small files together and remove those that nothing refers to'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "config" -d 'Show the configuration and where each value comes from'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "completions" -d 'Print completions for a shell'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "man" -d 'Print the man page'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and not __fish_seen_subcommand_from demo ingest fetch feed releases rejects diff reconcile incident overlap watch alerts group claim brief verify count series calendar events export sql actor place code scorecard crosswalk check-totals simulate serve mcp doctor vacuum config completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from feed" -f -a "add" -d 'Add a feed, or give one of this name another address, grade or schedule'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from feed" -f -a "list" -d 'List the feeds: when each was last asked and had, when it last gave something new, and what went wrong'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from feed" -f -a "remove" -d 'Remove a feed; what its items said stays'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from feed" -f -a "poll" -d 'Ask feeds now for what is new'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "show" -d 'One incident: its reports side by side, why they are linked, what was judged'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "list" -d 'List incidents, as `events --unit incidents`'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "judge" -d 'Say whether two reports tell of the same incident; every later run abides by it'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "review" -d 'Pairs that nobody has judged, the least certain first'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "judgements" -d 'List judgements'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "export" -d 'Write the judgements to a file that others can import'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "import" -d 'Take over judgements from a file that `export` wrote'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "add" -d 'Add a watch, or give one of this name another definition'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "list" -d 'List the watches'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "remove" -d 'Remove a watch; its alerts stay'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "run" -d 'Run watches on what is known, and keep the alerts'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "replay" -d 'Walk the past: what would have been said on which day'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "clusters" -d 'Scan for places and days in which events lie closer together than chance explains'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "changes" -d 'Cut the past where the rate changed'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "serve" -d 'Run the watches by a schedule, and deliver their alerts'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "list" -d 'List alerts, the latest first'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "show" -d 'One alert: its sentences, and what it was on each day of knowledge'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "explain" -d 'One alert down to its rows: the rule, the series, the baseline, the reports'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "near" -d 'Near misses of the last run of each watch: why there was no alert'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "feed" -d 'Write the alerts as a feed to the file of -o, or to standard output'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "deliver" -d 'Deliver the alerts that have not arrived yet, as the table `deliver` of the configuration says'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "mute" -d 'Set an alert aside, with the reason'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "unmute" -d 'Take that back'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from claim" -f -a "check" -d 'Hold a claim, or every claim of a document, against the store'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from claim" -f -a "list" -d 'List the numbers that the registry and the store hold of groups, with what the data say of each'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from calendar" -f -a "list" -d 'List dates: elections, changes of government, withdrawals'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from calendar" -f -a "study" -d 'Say whether a group\'s attacks gather around dates in the countries where it is active'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from export" -f -a "events" -d 'Incidents, or single reports'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from export" -f -a "counts" -d 'Counts of events or deaths'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from export" -f -a "actor" -d 'One actor and its incidents, as a STIX 2.1 bundle'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from actor" -f -a "find" -d 'Rank the actors that a name may mean, with reasons'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from actor" -f -a "show" -d 'Names, relations, selectors and statements of one actor'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from actor" -f -a "list" -d 'All actors of the registry, and with --native those that only datasets name'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from place" -f -a "find" -d 'Rank the places that a name may mean'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from place" -f -a "at" -d 'Country, first-level unit and PRIO-GRID cell of a point'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from place" -f -a "outlines" -d 'First-level units of a country with their outlines, for maps; with --json as GeoJSON'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from serve" -f -a "token" -d 'Tokens, by which programs and people say who they are'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from serve" -f -a "openapi" -d 'Print the description of the API, OpenAPI 3.1'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from serve" -f -a "routes" -d 'Print the table of routes: method, path, who may'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Every setting, its value and where it comes from'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'The path of the user\'s file'
complete -c bellwether -n "__fish_bellwether_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "schema" -d 'The JSON Schema of the file'
