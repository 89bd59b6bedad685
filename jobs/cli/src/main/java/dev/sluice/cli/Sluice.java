// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;

/** The {@code sluice} command: exit code 0 ok, 1 failed, 2 usage. */
@Command(
        name = "sluice",
        description = "Stream inference on Apache Flink that thinks longer only where it pays.",
        mixinStandardHelpOptions = true,
        version = "sluice 0.1.0",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            WatchCommand.class,
            SimulateCommand.class,
            TrainCommand.class,
            BacktestCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            SizeCommand.class,
            ModelsCommand.class,
            DeadLettersCommand.class,
            TopicsCommand.class,
            ControlCommand.class,
            SendCommand.class,
            DoctorCommand.class,
            OptionsCommand.class,
            MetricsCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Sluice implements Runnable {

    static final int OK = CommandLine.ExitCode.OK;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** What shells expect after Ctrl-C. */
    static final int INTERRUPTED = 130;

    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = commandLine().execute(args);
        System.out.flush();
        // Flink and Kafka leave non-daemon threads behind when they are cut off in the middle.
        System.exit(code);
    }

    /** The command line, for {@code main} and for tests. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Sluice());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Sluice::usage);
        line.setExecutionExceptionHandler((error, failed, result) -> failed(error, failed));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? One of " + String.join(", ", names()) + ".");
    }

    private Iterable<String> names() {
        return spec.subcommands().keySet();
    }

    private static int usage(ParameterException error, String[] args) {
        PrintWriter err = error.getCommandLine().getErr();
        err.println("sluice: " + oneLine(error));
        err.println(
                "Try '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return USAGE;
    }

    private static int failed(Exception error, CommandLine line) {
        Throwable cause = Failures.cause(error);
        line.getErr().println("sluice: " + oneLine(cause));
        if (Failures.isUsage(cause)) {
            line.getErr().flush();
            return USAGE;
        }
        // its name alone: arguments may be ids of events
        LOG.error("{} failed", line.getCommandSpec().qualifiedName(), error);
        line.getErr().println("The whole error is in " + Logs.file() + ".");
        line.getErr().flush();
        return FAILED;
    }

    private static String oneLine(Throwable error) {
        String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return error.getClass().getSimpleName();
        }
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
