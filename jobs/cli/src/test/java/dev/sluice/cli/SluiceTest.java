// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class SluiceTest {

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --evnts 3                  | --evnts",
                "demo --events none              | --events",
                "demo --events 0                 | --events is 0",
                "demo --rate -1                  | --rate is -1",
                "demo --from 2018-08-08 --to 2018-08-15 | --from and --to choose days of --data",
                "demo --data x --from 2018-08-08 | --to",
                "demo --data x --from 2018-08-15 --to 2018-08-08 | expected --from before --to",
                "demo --data x --from 2018-08-08 --to 2018-08-15 --events 7 | --events is 7",
                "demo --reproducible --set features.order=never | features.order",
                "demo trains                     | no use case 'trains'",
                "demo --set deep.deadlin=1s      | deep.deadline perhaps",
                "demo --set deep.deadline=soon   | deep.deadline",
                "demo --set deep.max-passes=0    | deep.max-passes",
                "backtest fraud --data x --models x --from 2018-07-25 --to 2018-08-01 --out x --set deep.max-passes=0 | deep.max-passes",
                "backtest fraud --data x --models x --from 2018-07-25 --to 2018-08-01 --out x --policy nowhere.yaml | nowhere.yaml",
                "backtest fraud --data x --models x --from 2018-07-25 --to 2018-08-01 --out x --diff d.csv | --diff compares two policies",
                "backtest fraud --data x --models x --from 2018-07-25 --to 2018-08-01 --out x --diff-rows 0 | --diff-rows is 0",
                "explain fraud --data x --models x | --event",
                "explain fraud --event 1         | --data and --models",
                "explain fraud --event 1 --data x | --data and --models",
                "explain fraud --event 1 --config x --data x | one or the other",
                "explain fraud --event 1 --config x --at 2018-08-01 | one or the other",
                "explain fraud --event 1 --config nowhere.yaml | nowhere.yaml",
                "explain fraud --event 1 --data x --models x --at 2018-08-01 --to 2018-08-02 | --at is 2018-08-01",
                "explain fraud --event 1 --data x --models x --from 2018-08-02 --to 2018-08-02 | --from before --to",
                "explain fraud --event 1 --data x --models x --strategy guess | deep.strategy",
                "explain fraud --event 1 --data nowhere.csv --models x | nowhere.csv",
                "demo --data nowhere.csv         | nowhere.csv",
                "evaluate fraud --protocol T9 --data x | T9",
                "evaluate fraud --protocol T2 --data nowhere.csv | nowhere.csv",
                "evaluate fraud --protocol T2 --data x --seeds 0 | --seeds is 0",
                "evaluate fraud --protocol T2 --data x --folds some | --folds",
                "evaluate fraud --protocol T2 --data x --history year | --history",
                "evaluate fraud --protocol T2 --data x --train-days 30 | --train-days is 30 without --history all",
                "evaluate fraud --protocol T2 --data x --history all --train-days 6 | --train-days is 6",
                "evaluate fraud --protocol T2 --data x --train-from 2018-07-25 | --train-from has no meaning",
                "evaluate fraud --protocol T1 --data x --seeds 2 | --seeds has no meaning",
                "evaluate fraud --protocol T1 --data x --models m | --models has no meaning",
                "evaluate fraud --gate-report g --data x --report r | --report has no meaning",
                "evaluate                        | Which use case? One of fraud, sensors",
                "evaluate trains --data x        | trains",
                "evaluate sensors                | --data",
                "evaluate sensors --data nowhere | nowhere/nab_corpus.csv.gz",
                "evaluate sensors --data x --protocol T2 | --protocol",
                "train fraud --data nowhere.csv --from 2018-07-25 --to 2018-08-01 --out x | nowhere.csv",
                "train fraud --data nowhere.csv --from 2018-07-25 --to 2018-08-01 --out x --pretraining long | 'long'",
                "run --config nowhere.yaml       | nowhere.yaml",
                "demo --set registry.url=http://x | registry.url is set, but the demo",
                "bench                           | Which bench? One of throughput",
                "bench nothing                   | nothing",
                "bench deep --rounds 0           | --rounds is 0",
                "bench deep --data nowhere.csv   | nowhere.csv",
                "bench strategies --data nowhere.csv | nowhere.csv",
                "bench isolation --events 0      | --events is 0",
                "bench isolation --rounds -1     | --rounds is -1",
                "bench throughput --rounds 0     | --rounds is 0",
                "bench throughput --variants cascade,all | variant is 'all'",
                "bench latency --rate 0          | --rate is 0.0",
                "bench latency --variants fast   | variant is 'fast'",
                "bench scaling --events 0        | --events is 0",
                "bench memory --passes none      | --passes",
                "bench memory --cycles 0         | --cycles is 0",
                "bench sensors --sensors 0       | --sensors is 0",
                "bench sensors --channels 65     | --channels is 65; expected 1 to 64",
                "bench sensors --readings 3      | --readings is 3; expected 20 or more",
                "simulate                        | Which use case? One of fraud, sensors",
                "simulate sensors                | --out",
                "simulate sensors --out x.csv --channels 65 | channels is 65; expected",
                "simulate sensors --out x.csv --days 0 | --days is 0",
                "simulate fraud --out x.csv --customers 0 | --customers is 0",
                "nonsense                        | nonsense",
            })
    void refusesAWrongRequestInOneLineThatNamesIt(String arguments, String named) {
        int code = run(arguments.strip().split("\\s+"));

        assertThat(code).as(err.toString()).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse(""))
                .startsWith("sluice: ")
                .contains(named);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void refusesARangeThatEndsBeforeItStarts() throws Exception {
        Path data = Files.writeString(folder.resolve("data.csv"), "");

        int code =
                run(
                        "train",
                        "fraud",
                        "--data",
                        data.toString(),
                        "--from",
                        "2018-08-01",
                        "--to",
                        "2018-07-25",
                        "--out",
                        folder.resolve("models").toString());

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("2018-08-01").contains("--from before --to");
    }

    @Test
    void namesTheModelFileThatIsMissing() {
        int code = run("demo", "--models", folder.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("policy.yaml").contains("does not exist");
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void namesTheLineOfABrokenFile() throws Exception {
        Path data =
                Files.writeString(
                        folder.resolve("data.csv"),
                        "transaction_id,event_time_ms,customer_id,terminal_id,amount,fraud,scenario\n"
                                + "0,1522540831000,596,3156,NaN,0,0\n");

        int code =
                run(
                        "train",
                        "fraud",
                        "--data",
                        data.toString(),
                        "--from",
                        "2018-04-01",
                        "--to",
                        "2018-04-08",
                        "--out",
                        folder.resolve("models").toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("data.csv").contains("NaN");
    }

    @Test
    void saysHowManyEventsWereLookedAtForOneThatIsNotThere() throws Exception {
        Path data =
                Files.writeString(
                        folder.resolve("data.csv"),
                        "transaction_id,event_time_ms,customer_id,terminal_id,amount,fraud,scenario\n"
                                + "0,1522540831000,596,3156,57.16,0,0\n"
                                + "1,1522627231000,596,3156,57.16,0,0\n");

        int code =
                run(
                        "explain",
                        "fraud",
                        "--event",
                        "1",
                        "--data",
                        data + "",
                        "--models",
                        folder + "",
                        "--at",
                        "2018-04-01");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("event '1' is not among the 1 transactions of");
    }

    @Test
    void helpsWithEveryCommand() {
        for (CommandLine command : Sluice.commandLine().getSubcommands().values()) {
            assertThat(command.getUsageMessage()).contains("Usage: sluice ");
        }
    }

    @Test
    void helpsWithEveryProtocol() {
        CommandLine evaluate = Sluice.commandLine().getSubcommands().get("evaluate");

        assertThat(evaluate.getSubcommands()).containsKeys("fraud", "sensors");
        for (CommandLine command : evaluate.getSubcommands().values()) {
            assertThat(command.getUsageMessage()).contains("Usage: sluice evaluate ");
        }
    }

    @Test
    void helpsWithEveryBench() {
        CommandLine bench = Sluice.commandLine().getSubcommands().get("bench");

        assertThat(bench.getSubcommands())
                .containsKeys("isolation", "memory", "throughput", "latency", "scaling", "sensors");
        for (CommandLine command : bench.getSubcommands().values()) {
            assertThat(command.getUsageMessage()).contains("Usage: sluice bench ");
        }
    }

    @Test
    void documentsTheOptionsAsTheyAre() throws Exception {
        Path document = Path.of("../../docs/options.md");

        assertThat(OptionsCommand.document())
                .as("docs/options.md is stale: run ./sluice options > docs/options.md")
                .isEqualTo(Files.readString(document));
    }

    @Test
    void documentsTheMetricsAsTheyAre() throws Exception {
        Path document = Path.of("../../docs/metrics.md");

        assertThat(MetricsCommand.document())
                .as("docs/metrics.md is stale: run ./sluice metrics > docs/metrics.md")
                .isEqualTo(Files.readString(document));
    }

    private int run(String... arguments) {
        return Sluice.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
