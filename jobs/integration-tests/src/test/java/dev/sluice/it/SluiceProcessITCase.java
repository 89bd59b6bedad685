// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.stream.kafka.KafkaConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The launcher as a person uses it: a process of its own. */
@Timeout(300)
class SluiceProcessITCase {

    private static final Path LAUNCHER = Path.of("../../sluice").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir static Path folder;
    private static Path models;

    @TempDir Path scratch;
    private Process process;

    @BeforeAll
    static void trainModels() throws Exception {
        models = FraudHistory.train(folder);
    }

    @AfterEach
    void endProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void demoDecidesAStreamAndAccountsForEveryEvent() throws Exception {
        Path json = scratch.resolve("out.json");

        int code = run("demo", "--models", models + "", "--events", "20000", "--json", json + "");

        assertThat(code).as(output()).isZero();
        JsonNode counts = new ObjectMapper().readTree(json.toFile());
        assertThat(counts.get("events").asLong()).isEqualTo(20_000);
        assertThat(
                        counts.get("decisions").asLong()
                                + counts.get("dead_letters").asLong()
                                + counts.get("duplicates").asLong())
                .isEqualTo(20_000);
        assertThat(counts.get("decisions").asLong())
                .isEqualTo(
                        counts.get("first_pass").asLong()
                                + counts.get("deep").asLong()
                                + counts.get("fallbacks").asLong());
        assertThat(counts.get("escalated").asLong())
                .isEqualTo(counts.get("deep").asLong() + counts.get("fallbacks").asLong())
                .isPositive();
        assertThat(counts.get("deep").asLong()).isPositive();
        assertThat(output())
                .contains("http://localhost:")
                .contains("events sent")
                .contains("- passes: ")
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("WARN");
    }

    @Test
    void livePageShowsInABrowserWhatTheTopicsSay() throws Exception {
        Optional<Path> chromium = Chromium.installed();
        assumeTrue(chromium.isPresent(), "no chromium on the path: apt-get install chromium");
        Path json = scratch.resolve("out.json");
        start(
                "demo",
                "--models",
                models + "",
                "--events",
                "20000",
                "--json",
                json + "",
                "--ui",
                "0");
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || output().contains("Live page: http"));
        String url = urlAfter("Live page: ");
        try (Chromium browser = Chromium.start(chromium.get(), scratch.resolve("profile"))) {
            LivePageReader page = new LivePageReader(browser);

            // When the demo runs and ends while somebody looks
            browser.size(1000, 1200);
            browser.open(url);
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive() || page.status().startsWith("Ended"));

            // Then the page shows what was counted on the topics
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive() || output().contains("page stays at"));
            JsonNode counts = new ObjectMapper().readTree(json.toFile());
            assertThat(page.figure("decisions")).isEqualTo(counts.get("decisions").asDouble());
            assertThat(page.figure("dead-letters"))
                    .isEqualTo(counts.get("dead_letters").asDouble());
            assertThat(page.figure("deep")).isEqualTo(counts.get("deep").asDouble()).isPositive();
            assertThat(page.figure("fallbacks")).isEqualTo(counts.get("fallbacks").asDouble());
            for (String outcome : List.of("CLEAR", "REVIEW", "FLAG")) {
                assertThat(page.figure("outcome-" + outcome.toLowerCase(Locale.ROOT)))
                        .as(outcome)
                        .isEqualTo(counts.at("/outcomes/" + outcome).asDouble());
            }
            assertThat(page.figure("escalated-share"))
                    .isEqualTo(
                            counts.get("escalated").asDouble()
                                    / counts.get("decisions").asDouble());
            assertThat(page.figure("passes-per-deep-answer"))
                    .isEqualTo(counts.get("mean_passes").asDouble(), within(1e-9));
            assertThat(page.figure("price")).isNotNegative();
            assertThat(page.words("budget")).endsWith("of the events");
            assertThat(page.decisions()).isEqualTo(20);
            assertThat(page.decision(0)).contains("transaction ", "Why it was escalated");
            assertThat(page.list()).contains("What the deep look asked");
            assertThat(page.liveRegions()).isEqualTo(1);
            Path shot = Path.of("target", "live-page.png");
            Files.write(shot, browser.screenshot());
            assertThat(shot).isNotEmptyFile();

            // and it can be read with the keyboard alone
            assertThat(page.tabs(4)).containsExactly("skip", "hold", "summary", "summary");
            browser.press("Enter");
            await().atMost(PATIENCE).until(page::isHeld);

            // in the dark, on a phone
            browser.prefer("light");
            String light = page.background();
            browser.prefer("dark");
            assertThat(page.background()).isNotEqualTo(light);
            browser.size(360, 740);
            page.open(true);
            assertThat(page.overflow()).isZero();

            // and asks nobody else
            assertThat(browser.requests()).isNotEmpty().allMatch(each -> each.startsWith(url));
            assertThat(browser.problems()).isEmpty();
        }
        interrupt();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(process.exitValue()).as(output()).isEqualTo(130);
        assertThat(output()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void ctrlCEndsTheDemoCleanly() throws Exception {
        start("demo", "--models", models + "", "--events", "5000000", "--rate", "1000");
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || output().contains("events sent"));

        interrupt();

        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(process.exitValue()).as(output()).isEqualTo(130);
        assertThat(output())
                .contains("producer, job and broker are stopped")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void benchThroughputDecidesEachEventOnceInEveryVariant() throws Exception {
        Path json = scratch.resolve("throughput.json");
        List<String> variants = List.of("pass-through", "per-record", "cascade");

        int code =
                run(
                        "bench",
                        "throughput",
                        "--models",
                        models + "",
                        "--events",
                        "2000",
                        "--rounds",
                        "1",
                        "--variants",
                        String.join(",", variants),
                        "--json",
                        json + "");

        assertThat(code).as(output()).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.get("reconciled").asBoolean()).isTrue();
        for (String variant : variants) {
            JsonNode figures = result.get("variants").get(variant);
            assertThat(figures.get("decisions").asLong())
                    .as(variant)
                    .isEqualTo(figures.get("events_a_run").asLong());
            assertThat(figures.get("eps").asDouble()).as(variant).isPositive();
        }
        assertThat(result.at("/variants/cascade/deep_share").asDouble()).isEqualTo(0.05);
        assertThat(result.at("/ratios/cascade_vs_per_record").asDouble()).isPositive();
    }

    @Test
    void runStopsWithASavepointAndGoesOnFromIt() throws Exception {
        List<LabelledTransaction> world = new ArrayList<>();
        FraudHistory.stream(12, 9).forEach(world::add);
        int half = world.size() / 2;
        try (LocalKafka broker = LocalKafka.start()) {
            FraudTopics topics = new FraudTopics(KafkaConfig.of(broker.bootstrapServers()));
            Topics.create(topics.kafka(), 2);
            Path config =
                    Files.writeString(
                            scratch.resolve("fraud.yaml"),
                            String.join(
                                    "\n",
                                    "models.dir: " + models,
                                    "kafka.bootstrap-servers: " + broker.bootstrapServers(),
                                    "features.order: event-time",
                                    "ingest.idle-timeout: 1 s",
                                    "deep.deadline: 20 s",
                                    "flink:",
                                    "  execution.checkpointing.dir: " + scratch.toUri() + "state"));

            // Given a job that holds back its last events, and is stopped by Ctrl-C
            topics.sendEvents(world.subList(0, half));
            start("run", "--config", config + "");
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive() || topics.upserted().size() > half / 2);
            interrupt();
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(output()).isTrue();
            assertThat(process.exitValue()).as(output()).isEqualTo(130);
            assertThat(topics.upserted()).hasSizeLessThan(half);
            assertThat(output()).contains("state-recovery.path=");
            String resume =
                    output().lines()
                            .filter(line -> line.contains("state-recovery.path="))
                            .findFirst()
                            .orElseThrow()
                            .strip()
                            .split(" ")[1];

            // When another one goes on from its savepoint, and the last event comes once more
            topics.sendEvents(world.subList(half - 1, world.size()));
            start("run", "--config", config + "", "--set", resume);

            // Then every event but the last few, which wait for their watermark, is decided once
            long horizon =
                    world.get(world.size() - 1).transaction().eventTimeMs()
                            - Duration.ofMinutes(30).toMillis();
            Set<String> due =
                    world.stream()
                            .map(LabelledTransaction::transaction)
                            .filter(transaction -> transaction.eventTimeMs() < horizon)
                            .map(CardTransaction::transactionId)
                            .collect(Collectors.toSet());
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive() || topics.upserted().keySet().containsAll(due));
            assertThat(topics.decisions().stream().map(Decision::eventId))
                    .as(output())
                    .containsAll(due)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void backtestWritesTheSameBytesEachTime() throws Exception {
        Path data = scratch.resolve("history.csv.gz");
        FraudHistory.write(data, 20, 7);

        for (String out : List.of("one.csv", "two.csv")) {
            int code =
                    run(
                            "backtest",
                            "fraud",
                            "--data",
                            data + "",
                            "--models",
                            models + "",
                            "--from",
                            "2020-01-10",
                            "--to",
                            "2020-01-17",
                            "--out",
                            scratch.resolve(out) + "");
            assertThat(code).as(output()).isZero();
        }

        assertThat(scratch.resolve("one.csv")).hasSameBinaryContentAs(scratch.resolve("two.csv"));
        List<String> lines = Files.readAllLines(scratch.resolve("one.csv"));
        assertThat(lines).hasSizeGreaterThan(5_000);
        assertThat(lines.subList(1, lines.size()))
                .isSortedAccordingTo((a, b) -> Long.compare(timeOf(a), timeOf(b)))
                .anyMatch(line -> line.contains(",DEEP,"));
    }

    @Test
    void explainTellsWhatTheBacktestDecided() throws Exception {
        // Given recorded events that a backtest decided, one of them by a deep look
        Path data = scratch.resolve("history.csv.gz");
        FraudHistory.write(data, 20, 7);
        Path out = scratch.resolve("decisions.csv");
        String from = "2020-01-10";
        List<String> source = List.of("fraud", "--data", data + "", "--models", models + "");
        List<String> backtest = new ArrayList<>(List.of("backtest"));
        backtest.addAll(source);
        backtest.addAll(List.of("--from", from, "--to", "2020-01-12", "--out", out + ""));
        assertThat(run(backtest.toArray(new String[0]))).as(output()).isZero();
        String[] decided =
                Files.readAllLines(out).stream()
                        .filter(line -> line.contains(",DEEP,"))
                        .reduce((earlier, later) -> later)
                        .orElseThrow()
                        .split(",");

        // When it is explained, masked
        Path json = scratch.resolve("explained.json");
        List<String> explain = new ArrayList<>(List.of("explain"));
        explain.addAll(source);
        explain.addAll(List.of("--event", decided[0], "--from", from, "--mask"));
        explain.addAll(List.of("--json", json + ""));
        assertThat(run(explain.toArray(new String[0]))).as(output()).isZero();

        // Then it is the same decision, without the id
        JsonNode told = new ObjectMapper().readTree(json.toFile()).at("/explanations/0");
        assertThat(told.at("/decision/probability").asDouble())
                .isEqualTo(Double.parseDouble(decided[2]));
        assertThat(told.at("/decision/outcome").asText()).isEqualTo(decided[3]);
        assertThat(told.at("/decision/reason").asText()).isEqualTo(decided[6]);
        assertThat(told.at("/decision/value").asDouble())
                .isEqualTo(Double.parseDouble(decided[13]));
        assertThat(told.at("/first_pass_saw")).isNotEmpty();
        assertThat(told.at("/deep_look_nobody_asked_for")).isEmpty();
        assertThat(Files.readString(json)).doesNotContain(decided[0]);
        assertThat(output())
                .contains("transaction#1 of customer#1 at terminal#1", "What the deep look asked")
                .doesNotContain(decided[0]);
    }

    @Test
    void demoDecidesDaysOfAFileAsTheBacktestDoes() throws Exception {
        // Given recorded events, more of them before the days to decide than in these
        Path data = scratch.resolve("history.csv.gz");
        FraudHistory.write(data, 14, 8);
        Path replayed = scratch.resolve("replayed.csv");
        Path streamed = scratch.resolve("streamed.csv");
        String both =
                " fraud --data %s --models %s --from 2020-01-10 --to 2020-01-14"
                                .formatted(data, models)
                        + " --set gate.budget.share=1";

        // When backtest and job decide the same days, under a budget that binds nobody
        int replay = run(("backtest" + both + " --out " + replayed).split(" "));
        assertThat(replay).as(output()).isZero();
        String demo = " --reproducible --rate 0 --decisions " + streamed;
        int stream = run(("demo" + both + demo).split(" "));
        assertThat(stream).as(output()).isZero();

        // Then they decide the same, and not only the easy ones
        assertThat(streamed).hasSameBinaryContentAs(replayed);
        assertThat(Files.readAllLines(streamed))
                .hasSizeGreaterThan(3_000)
                .anyMatch(line -> line.contains(",DEEP,"));
    }

    @Test
    void backtestComparesPoliciesAndReportsTheSameBytesEachTime() throws Exception {
        // Given recorded events, and a policy that may escalate less
        Path data = scratch.resolve("history.csv.gz");
        FraudHistory.write(data, 20, 7);
        Path policy = models.resolve("policy.yaml");
        String yaml = Files.readString(policy);
        Path cheaper =
                Files.writeString(
                        scratch.resolve("cheaper.yaml"),
                        yaml.replaceFirst("(?m)^( +)amount: .*$", "$1amount: 0.005"));
        assertThat(Files.readString(cheaper)).isNotEqualTo(yaml);
        List<String> names =
                List.of("out.csv", "out-2.csv", "diff.csv", "backtest.json", "report.html");
        Map<String, byte[]> first = new HashMap<>();

        for (int round = 0; round < 2; round++) {
            // When both are replayed
            int code =
                    run(
                            "backtest",
                            "fraud",
                            "--data",
                            data + "",
                            "--models",
                            models + "",
                            "--from",
                            "2020-01-10",
                            "--to",
                            "2020-01-17",
                            "--out",
                            scratch.resolve("out.csv") + "",
                            "--policy",
                            policy + "",
                            "--policy",
                            cheaper + "",
                            "--diff",
                            scratch.resolve("diff.csv") + "",
                            "--json",
                            scratch.resolve("backtest.json") + "",
                            "--report",
                            scratch.resolve("report.html") + "");
            assertThat(code).as(output()).isZero();

            // Then every file has the same bytes each time
            for (String name : names) {
                byte[] bytes = Files.readAllBytes(scratch.resolve(name));
                byte[] before = first.putIfAbsent(name, bytes);
                assertThat(bytes).as(name).isEqualTo(before == null ? bytes : before);
            }
        }

        // and the figures are those of the decisions
        JsonNode json = new ObjectMapper().readTree(scratch.resolve("backtest.json").toFile());
        for (int i = 0; i < 2; i++) {
            long deep =
                    Files.readAllLines(scratch.resolve(names.get(i))).stream()
                            .filter(line -> line.contains(",DEEP,"))
                            .count();
            assertThat(json.at("/policies/" + i + "/figures/deep").asLong()).isEqualTo(deep);
            assertThat(json.at("/policies/" + i + "/frontier")).hasSize(8);
        }
        assertThat(json.at("/policies/1/figures/escalated_share").asDouble()).isBetween(0.0, 0.005);
        assertThat(json.at("/diffs/0/different").asInt())
                .isEqualTo(Files.readAllLines(scratch.resolve("diff.csv")).size() - 1);
        assertThat(scratch.resolve("report.html"))
                .content()
                .contains("<svg", "cheaper", "./sluice backtest fraud --data");
    }

    private String urlAfter(String words) throws IOException {
        return output().lines()
                .filter(line -> line.startsWith(words))
                .map(line -> line.substring(words.length()))
                .findFirst()
                .orElseThrow();
    }

    private void interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", process.pid() + "").start().waitFor();
    }

    private static long timeOf(String line) {
        return Long.parseLong(line.split(",")[1]);
    }

    private int run(String... arguments) throws Exception {
        start(arguments);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).as(output()).isTrue();
        return process.exitValue();
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(scratch.resolve("output.txt").toFile());
        builder.environment()
                .put("SLUICE_JAVA_OPTS", "-Xmx1500m -Dsluice.log=" + scratch.resolve("sluice.log"));
        process = builder.start();
    }

    private String output() throws IOException {
        return Files.readString(scratch.resolve("output.txt"));
    }
}
