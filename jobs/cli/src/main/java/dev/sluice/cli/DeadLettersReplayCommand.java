// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.deadletter.DeadLetterTopic;
import dev.sluice.cli.deadletter.LetterFilter;
import dev.sluice.cli.deadletter.LetterIndex;
import dev.sluice.cli.deadletter.Replay;
import dev.sluice.cli.deadletter.StoredLetter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/** Sends refused records again. */
@Command(
        name = "replay",
        description =
                "Sends the records of dead letters again, to the topics that they came from; each"
                        + " once, however often it is asked for.",
        mixinStandardHelpOptions = true)
final class DeadLettersReplayCommand implements Callable<Integer> {

    /** Ids of one kind that are printed. */
    private static final int NAMED = 10;

    @Spec private CommandSpec spec;

    @Mixin private LetterOptions letters;

    @Option(names = "--dry-run", description = "Say how many would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--all", description = "All that the other options leave.")
    private boolean all;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description = "Ids of letters, as list prints them: topic/partition/offset.")
    private Set<String> ids = new LinkedHashSet<>();

    @Override
    public Integer call() throws Exception {
        if (all == !ids.isEmpty()) {
            throw new UsageException(
                    "There are "
                            + ids.size()
                            + " ids and --all is "
                            + (all ? "" : "not ")
                            + "given; expected ids, or --all");
        }
        DeadLetterTopic topic = letters.deadLetters();
        LetterFilter filter = letters.filter(ids);
        return dryRun ? count(topic, filter) : replay(topic, filter);
    }

    private int count(DeadLetterTopic topic, LetterFilter filter) throws Exception {
        List<StoredLetter> found = LetterIndex.read(topic, filter).letters();
        long wanted =
                found.stream()
                        .filter(one -> one.isReplayable() && one.replayedAt().isEmpty())
                        .count();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT, "%,d records of %,d letters would be sent.%n", wanted, found.size());
        out.flush();
        return Sluice.OK;
    }

    private int replay(DeadLetterTopic topic, LetterFilter filter) throws Exception {
        Replay.Result result = new Replay(topic, Clock.systemUTC()).run(filter);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%,d records sent.%n", result.sent());
        tell(out, result.before(), "were sent before, and not again");
        tell(
                out,
                result.withinTheJob(),
                "have no record of their own: they were refused within the job; mend the cause and"
                        + " send their events from where they came");
        tell(
                out,
                result.cut(),
                "have a part of their record only, and its topic has it no longer; raise"
                        + " dead-letter.max-bytes");
        out.flush();
        return result.cut().isEmpty() ? Sluice.OK : Sluice.FAILED;
    }

    private static void tell(PrintWriter out, List<String> ids, String what) {
        if (ids.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%,d %s: %s%s%n",
                ids.size(),
                what,
                String.join(", ", ids.subList(0, Math.min(NAMED, ids.size()))),
                ids.size() > NAMED ? ", ..." : "");
    }
}
