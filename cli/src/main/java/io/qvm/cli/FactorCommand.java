package io.qvm.cli;

import picocli.CommandLine.Command;

/** Trying out formulas. */
@Command(
        name = "factor",
        description = "Try out formulas, before they become metrics of a model.",
        mixinStandardHelpOptions = true,
        subcommands = {FactorEvalCommand.class, FactorFunctionsCommand.class})
final class FactorCommand {}
