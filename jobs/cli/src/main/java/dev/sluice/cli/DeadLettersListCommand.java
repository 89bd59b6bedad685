// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.deadletter.DeadLetterTopic;
import dev.sluice.cli.deadletter.LetterIndex;
import dev.sluice.cli.deadletter.LetterText;
import dev.sluice.cli.deadletter.StoredLetter;

import com.fasterxml.jackson.annotation.JsonProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** One line a dead letter, and how many there are of each reason. */
@Command(
        name = "list",
        description = "Dead letters, a line each, and how many there are of each reason.",
        mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private LetterOptions letters;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Lines at most; default ${DEFAULT-VALUE}. --json has all.")
    private int limit;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all of them as JSON.")
    private Path json;

    /** A letter in the JSON. */
    private record Line(
            @JsonProperty("id") String id,
            @JsonProperty("stage") String stage,
            @JsonProperty("reason") String reason,
            @JsonProperty("detail") String detail,
            @JsonProperty("bytes") int bytes,
            @JsonProperty("dead_at") String deadAt,
            @JsonProperty("replayed_at") String replayedAt) {

        static Line of(StoredLetter stored) {
            return new Line(
                    stored.id(),
                    stored.letter().stage(),
                    stored.letter().reason().name(),
                    stored.letter().detail(),
                    stored.letter().valueLength(),
                    Instant.ofEpochMilli(stored.letter().deadAtMs()).toString(),
                    stored.replayedAt().map(Instant::toString).orElse(null));
        }
    }

    /** What the JSON has. */
    private record Listing(
            @JsonProperty("topic") String topic,
            @JsonProperty("records") long records,
            @JsonProperty("unreadable") long unreadable,
            @JsonProperty("reasons") Map<String, Long> reasons,
            @JsonProperty("letters") List<Line> letters) {}

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--limit", limit);
        DeadLetterTopic topic = letters.deadLetters();
        LetterIndex index = LetterIndex.read(topic, letters.filter(Set.of()));
        List<Line> lines = index.letters().stream().map(Line::of).toList();
        Map<String, Long> reasons =
                lines.stream()
                        .collect(
                                Collectors.groupingBy(
                                        line -> line.stage() + " " + line.reason(),
                                        TreeMap::new,
                                        Collectors.counting()));
        PrintWriter out = spec.commandLine().getOut();
        for (Line line : lines.subList(0, Math.min(limit, lines.size()))) {
            out.printf(
                    "%s  %-28s %-10s %-12s %s%s%n",
                    line.deadAt(),
                    line.id(),
                    line.stage(),
                    line.reason(),
                    line.replayedAt() == null ? "" : "[sent again " + line.replayedAt() + "] ",
                    LetterText.harmless(line.detail()));
        }
        if (lines.size() > limit) {
            out.printf(Locale.ROOT, "... and %,d more%n", lines.size() - limit);
        }
        reasons.forEach((reason, count) -> out.printf(Locale.ROOT, "%,10d %s%n", count, reason));
        out.printf(
                Locale.ROOT,
                "%,d dead letters among %,d records of topic %s%s.%n",
                lines.size(),
                index.records(),
                topic.kafka().deadLettersTopic(),
                index.unreadable() == 0
                        ? ""
                        : ", of which " + index.unreadable() + " are no dead letters");
        out.flush();
        if (json != null) {
            Json.write(
                    json,
                    new Listing(
                            topic.kafka().deadLettersTopic(),
                            index.records(),
                            index.unreadable(),
                            reasons,
                            lines));
        }
        return Sluice.OK;
    }
}
