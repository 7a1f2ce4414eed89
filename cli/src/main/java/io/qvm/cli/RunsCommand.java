package io.qvm.cli;

import picocli.CommandLine.Command;

/** The register of runs. */
@Command(
        name = "runs",
        description = "List, show, compare and delete the runs that a database keeps.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunsListCommand.class,
            RunsShowCommand.class,
            RunsDiffCommand.class,
            RunsRemoveCommand.class,
        })
final class RunsCommand {}
