// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Card transactions with three kinds of fraud, in time order, day by day.
 *
 * <p>The model is that of the Fraud Detection Handbook (chapter 3, "Transaction data simulator"):
 * transactions fall around noon with a standard deviation of 20,000 s; scenario 1 is any amount
 * above 220; scenario 2 are all transactions of a compromised terminal for 28 days; scenario 3 is a
 * third of the transactions of a leaked card for 14 days, their amounts times five. Where several
 * apply the highest counts.
 *
 * <p>A part is a day, simulated independently of all others; equal configurations give equal
 * transactions on every machine. Not thread-safe.
 */
public final class FraudSimulator implements TransactionSource, Iterable<LabelledTransaction> {

    private static final long serialVersionUID = 1L;

    private static final long POPULATION_SALT = 0x5EED0000L;
    private static final long DAY_SALT = 0x5EED0001L;

    private static final double NOON_S = 43_200;
    private static final double TIME_DEVIATION_S = 20_000;
    private static final double MS = 1_000;
    private static final double MINOR_PER_MAJOR = 100;
    private static final long UNUSUAL_AMOUNT_MINOR = 22_000;
    private static final int LEAKED_FACTOR = 5;
    private static final double LEAKED_SHARE = 1.0 / 3;

    /** More transactions than any day has, so that ids of days do not meet. */
    private static final long IDS_A_DAY = 100_000_000L;

    private static final long FIRST_ID = 1_000_000_000_000L;

    private final SimulatorConfig config;
    private transient SimulatedPopulation population;

    /** A simulation; nothing is simulated before it is read. */
    public FraudSimulator(SimulatorConfig config) {
        this.config = config;
    }

    @Override
    public int parts() {
        return config.days();
    }

    @Override
    public void read(int part, Consumer<LabelledTransaction> sink) {
        day(part).forEach(sink);
    }

    /** All transactions in time order; a day is simulated when the one before has been taken. */
    @Override
    public Iterator<LabelledTransaction> iterator() {
        return new Iterator<>() {
            private int nextDay;
            private Iterator<LabelledTransaction> today = List.<LabelledTransaction>of().iterator();

            @Override
            public boolean hasNext() {
                while (!today.hasNext() && nextDay < config.days()) {
                    today = day(nextDay++).iterator();
                }
                return today.hasNext();
            }

            @Override
            public LabelledTransaction next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("The simulation has ended.");
                }
                return today.next();
            }
        };
    }

    private record Draft(long timeMs, int customer, int terminal, long amountMinor, int scenario) {}

    private List<LabelledTransaction> day(int day) {
        if (population == null) {
            population =
                    new SimulatedPopulation(
                            config, SimulatorRandom.of(config.seed(), POPULATION_SALT, 0));
        }
        SimulatedFrauds frauds = SimulatedFrauds.on(day, config);
        SplittableRandom random = SimulatorRandom.of(config.seed(), DAY_SALT, day);
        long dayStart =
                config.start()
                        .plusDays(day)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
        List<Draft> drafts = new ArrayList<>();
        for (int customer = 0; customer < config.customers(); customer++) {
            int number = SimulatorRandom.poisson(random, population.transactionsADay(customer));
            for (int i = 0; i < number; i++) {
                Draft draft = draft(customer, dayStart, frauds, random);
                if (draft != null) {
                    drafts.add(draft);
                }
            }
        }
        drafts.sort(Comparator.comparingLong(Draft::timeMs));
        List<LabelledTransaction> transactions = new ArrayList<>(drafts.size());
        long id = FIRST_ID + day * IDS_A_DAY;
        for (Draft draft : drafts) {
            transactions.add(
                    new LabelledTransaction(
                            new CardTransaction(
                                    Long.toString(id++),
                                    draft.timeMs(),
                                    Integer.toString(draft.customer()),
                                    Integer.toString(draft.terminal()),
                                    draft.amountMinor()),
                            draft.scenario() > 0,
                            draft.scenario()));
        }
        return transactions;
    }

    /** One transaction, or null if it would fall on another day or finds no terminal. */
    private Draft draft(
            int customer, long dayStart, SimulatedFrauds frauds, SplittableRandom random) {
        long time = (long) ((NOON_S + TIME_DEVIATION_S * random.nextGaussian()) * MS);
        double mean = population.meanAmount(customer);
        double amount = mean + mean / 2 * random.nextGaussian();
        if (amount < 0) {
            amount = random.nextDouble(2 * mean);
        }
        int[] terminals = population.terminals(customer);
        if (time <= 0 || time >= FraudFeatures.DAY_MS || terminals.length == 0) {
            return null;
        }
        int terminal = terminals[random.nextInt(terminals.length)];
        long minor = Math.round(amount * MINOR_PER_MAJOR);
        int scenario = minor > UNUSUAL_AMOUNT_MINOR ? 1 : 0;
        if (frauds.isCompromised(terminal)) {
            scenario = 2;
        }
        if (frauds.isLeaked(customer) && random.nextDouble() < LEAKED_SHARE) {
            scenario = 3;
            minor *= LEAKED_FACTOR;
        }
        return new Draft(dayStart + time, customer, terminal, minor, scenario);
    }
}
