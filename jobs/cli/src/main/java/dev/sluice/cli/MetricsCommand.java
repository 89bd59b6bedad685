// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.stream.metric.MetricCatalog;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the table of metrics that is {@code docs/metrics.md}. */
@Command(
        name = "metrics",
        description = "Prints every metric and what it means, as Markdown.",
        mixinStandardHelpOptions = true)
final class MetricsCommand implements Runnable {

    private static final String HEAD =
            """
            # Metrics

            Made from the code by `./sluice metrics > docs/metrics.md`. Flink's metric groups: every subtask of an operator has its own; add counters and budgets up over subtasks. What is told apart `by` something is under a group of that key (`reason.budget.firstPassDecisions`), which reporters make a label of. Rates of records, busy time, back pressure and memory are Flink's own metrics.

            On a cluster, Flink's distribution brings the reporter for Prometheus; set, in its configuration or in the job's file under `flink.`:

            ```
            metrics.reporters: prom
            metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
            metrics.reporter.prom.port: 9249-9260
            ```

            A metric then is `flink_taskmanager_job_task_operator_NAME` with the labels `operator_name`, `subtask_index` and that of its group. Texts are left out by reporters of numbers; Flink's web page shows them.

            """;

    @Spec private CommandSpec spec;

    /** The whole document. */
    static String document() {
        return HEAD + MetricCatalog.markdown();
    }

    @Override
    public void run() {
        spec.commandLine().getOut().print(document());
        spec.commandLine().getOut().flush();
    }
}
