package io.qvm.cli;

import picocli.CommandLine.Command;

/** What can be done with the scores of a version once they are there. */
@Command(
        name = "scores",
        description = "Take back or compare the scores of versions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RollbackCommand.class, ScoresDiffCommand.class})
final class ScoresCommand {}
