// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.SimulatorConfig;
import dev.sluice.fraud.TransactionCsv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;

/** The protocol of four folds on a small simulated world that has their days. */
@Timeout(900)
class EvaluateFraudCommandITCase {

    private static final int CUSTOMERS = 250;
    private static final LocalDate START = LocalDate.of(2018, 5, 20);
    private static final int DAYS = 108;

    @TempDir static Path folder;
    private static Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void simulate() throws IOException {
        data = folder.resolve("transactions.csv");
        try (TransactionCsv.Writer csv = TransactionCsv.create(data)) {
            for (LabelledTransaction transaction :
                    new FraudSimulator(
                            new SimulatorConfig(CUSTOMERS, 2 * CUSTOMERS, START, DAYS, 5))) {
                csv.write(transaction);
            }
        }
    }

    @Test
    void reportsFourFoldsAndKeepsTheirModels() throws Exception {
        Path models = folder.resolve("models");
        Path json = folder.resolve("t2.json");
        Path page = folder.resolve("report.html");

        int code = run("--models", models + "", "--json", json + "", "--report", page + "");

        assertThat(code).as(err.toString()).isZero();
        JsonNode first = new ObjectMapper().readTree(json.toFile());
        assertThat(first.get("folds").asInt()).isEqualTo(4);
        assertThat(first.get("rows").findValuesAsText("name"))
                .containsExactly("first-pass", "deep-on-all", "cascade");
        assertThat(first.get("strategies").findValuesAsText("name"))
                .contains("single", "monte-carlo", "refine", "best-of-n", "steps");
        for (JsonNode fold : first.get("per_fold")) {
            assertThat(fold.at("/rows/2/escalated_share").asDouble()).isBetween(0.0, 0.05);
            assertThat(fold.get("training_seconds").asDouble()).isPositive();
        }
        assertThat(first.at("/resources/peak_memory_mib").asDouble()).isPositive();
        assertThat(page).content().contains("<svg", "XGBoost (published)", "--protocol T2");
        assertThat(out.toString()).contains("T2: mean of 4 test folds", "cascade", "device");

        // Then the models are kept, and refused for another range
        code = run("--models", models + "", "--history", "all", "--train-days", "14");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("was trained on 2018-07-25T00:00:00Z to 2018-08-01T00:00:00Z")
                .contains("expected 2018-07-18T00:00:00Z");
        assertThat(Files.list(models.resolve("seed-1"))).hasSize(4);
    }

    private int run(String... options) {
        String[] arguments = new String[options.length + 6];
        String[] command = {"evaluate", "fraud", "--protocol", "T2", "--data", data.toString()};
        System.arraycopy(command, 0, arguments, 0, command.length);
        System.arraycopy(options, 0, arguments, command.length, options.length);
        return Sluice.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
