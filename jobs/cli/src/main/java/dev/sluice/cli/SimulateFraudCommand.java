// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.SimulatorConfig;
import dev.sluice.fraud.TransactionCsv;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Card transactions of customers who do not exist. */
@Command(
        name = "fraud",
        description = "Writes simulated card transactions, as those of the demo.",
        mixinStandardHelpOptions = true)
final class SimulateFraudCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private SimulateOptions options;

    @Option(
            names = "--customers",
            defaultValue = "1000",
            paramLabel = "N",
            description =
                    "Customers, with two terminals for each and about two transactions a day;"
                            + " default ${DEFAULT-VALUE}.")
    private int customers;

    @Option(
            names = "--days",
            defaultValue = "60",
            paramLabel = "N",
            description = "Days; default ${DEFAULT-VALUE}.")
    private int days;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--customers", customers);
        UsageException.requireAtLeastOne("--days", days);
        Iterator<LabelledTransaction> all =
                new FraudSimulator(
                                new SimulatorConfig(
                                        customers,
                                        2 * customers,
                                        options.start(),
                                        days,
                                        options.seed()))
                        .iterator();
        Path out = options.out();
        long transactions = 0;
        long frauds = 0;
        try (TransactionCsv.Writer writer = TransactionCsv.create(out)) {
            while (all.hasNext()) {
                LabelledTransaction next = all.next();
                writer.write(next);
                transactions++;
                frauds += next.fraud() ? 1 : 0;
            }
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%,d transactions, %,d of them frauds, in %s%n",
                        transactions,
                        frauds,
                        out);
        spec.commandLine().getOut().flush();
        return Sluice.OK;
    }
}
