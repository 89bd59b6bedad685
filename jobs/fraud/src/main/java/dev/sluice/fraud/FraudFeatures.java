// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.window.HistoryShape;
import dev.sluice.inference.Explanation;
import dev.sluice.inference.ModelInputs;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the fraud models see: the fifteen features of the Fraud Detection Handbook, what is usual
 * for the customer, what is known of the terminal's frauds, and the customer's last transactions.
 *
 * <p>Handbook, chapter 3: customer windows end with the transaction itself; terminal windows end
 * seven days earlier, when labels are due, and their risk is the share of frauds, 0 without
 * transactions. All that is said of a terminal's frauds ends there, too. Days since what has not
 * happened are those of the longest window.
 */
public final class FraudFeatures {

    /** Rows of history. */
    static final int ROWS = 32;

    static final long DAY_MS = Duration.ofDays(1).toMillis();

    /** Widths of the handbook's windows. */
    private static final long[] WIDTHS = {DAY_MS, 7 * DAY_MS, 30 * DAY_MS};

    /** How many windows there are. */
    static final int WINDOWS = WIDTHS.length;

    /** Further widths over which the frauds of a terminal are counted. */
    private static final long[] FRAUD_WIDTHS = {3 * DAY_MS, 14 * DAY_MS, 28 * DAY_MS};

    /** Widths over which its frauds of a small amount are counted. */
    private static final long[] SMALL_FRAUD_WIDTHS = {7 * DAY_MS, 14 * DAY_MS, 28 * DAY_MS};

    /**
     * What the terminal adds: count and risk of each window of the handbook, counts of frauds, of
     * small frauds, four times since, two runs.
     */
    static final int TERMINAL_FEATURES =
            2 * WINDOWS + FRAUD_WIDTHS.length + SMALL_FRAUD_WIDTHS.length + 4 + 2;

    /** How far back unusual amounts of a customer are counted. */
    private static final long[] UNUSUAL_WIDTHS = {DAY_MS, 3 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS};

    /** How many of these there are. */
    static final int UNUSUAL_WINDOWS = UNUSUAL_WIDTHS.length;

    static final long LONGEST_UNUSUAL_MS = UNUSUAL_WIDTHS[UNUSUAL_WINDOWS - 1];

    /**
     * Frauds up to this amount, minor units, are small: their amount alone does not explain them,
     * so they point at the terminal, or at a leaked card. Chosen on the handbook's validation
     * weeks.
     */
    static final long SMALL_FRAUD_MINOR = 22_000;

    /** How much later than transactions their labels are due. */
    static final long TERMINAL_DELAY_MS = 7 * DAY_MS;

    /** Features, context channels and rows, in order. */
    public static final ModelInputs INPUTS =
            new ModelInputs(
                    "fraud",
                    List.of(
                            "amount",
                            "weekend",
                            "night",
                            "customer_count_1d",
                            "customer_mean_1d",
                            "customer_count_7d",
                            "customer_mean_7d",
                            "customer_count_30d",
                            "customer_mean_30d",
                            "terminal_count_1d",
                            "terminal_risk_1d",
                            "terminal_count_7d",
                            "terminal_risk_7d",
                            "terminal_count_30d",
                            "terminal_risk_30d",
                            "amount_to_usual",
                            "amount_to_median",
                            "amount_deviation",
                            "customer_usual_amount",
                            "customer_history_rows",
                            "customer_unusual_1d",
                            "customer_unusual_3d",
                            "customer_unusual_7d",
                            "customer_unusual_14d",
                            "customer_days_since_unusual",
                            "customer_days_since_first_unusual",
                            "customer_highest_to_usual_14d",
                            "customer_hours_since_last",
                            "night_to_habit",
                            "weekend_to_habit",
                            "terminal_frauds_3d",
                            "terminal_frauds_14d",
                            "terminal_frauds_28d",
                            "terminal_small_frauds_7d",
                            "terminal_small_frauds_14d",
                            "terminal_small_frauds_28d",
                            "terminal_days_since_fraud",
                            "terminal_days_since_clean",
                            "terminal_days_since_small_fraud",
                            "terminal_days_since_first_small_fraud",
                            "terminal_fraud_run",
                            "terminal_small_fraud_run"),
                    List.of(
                            "amount",
                            "time_gap_hours",
                            "hour_sin",
                            "hour_cos",
                            "weekend",
                            "terminal_risk_7d"),
                    ROWS,
                    List.of(
                            new Explanation(
                                    "legitimate",
                                    "The purchase is the customer's own.",
                                    "Is the purchase the customer's own?"),
                            new Explanation(
                                    "unusual-amount",
                                    "The amount is unusual for this customer.",
                                    "Is the amount unusual for this customer?"),
                            new Explanation(
                                    "compromised-terminal",
                                    "The terminal is compromised.",
                                    "Does the terminal look compromised?"),
                            new Explanation(
                                    "leaked-card",
                                    "The card has leaked.",
                                    "Does recent card activity look leaked?")));

    /** The history of a customer that goes with an escalation: rows of the last thirty days. */
    static final HistoryShape HISTORY =
            new HistoryShape(ROWS, INPUTS.contextChannels().size(), 30 * DAY_MS);

    /** What tells what is usual for a customer, the judged row included. */
    static final HistoryShape MEMORY =
            new HistoryShape(2 * ROWS, INPUTS.contextChannels().size(), 60 * DAY_MS);

    /**
     * How far back the features of an event depend on anything.
     *
     * <p>What is usual is told by rows of less than 60 days, of which their own amount and time
     * count. The oldest row of a context is less than 30 days old; its time gap looks at most 30
     * days further back, its terminal risk 14 days; the event's own terminal windows 37 days.
     */
    public static final Duration LOOK_BACK = Duration.ofDays(60);

    private FraudFeatures() {}

    static long[] widthsMs() {
        return WIDTHS.clone();
    }

    /** Those of the handbook, then those over which frauds are counted only. */
    static long[] terminalWidthsMs() {
        return LongStream.concat(LongStream.of(WIDTHS), LongStream.of(FRAUD_WIDTHS)).toArray();
    }

    static long[] smallFraudWidthsMs() {
        return SMALL_FRAUD_WIDTHS.clone();
    }

    static long[] unusualWidthsMs() {
        return UNUSUAL_WIDTHS.clone();
    }

    static float days(long spanMs) {
        return (float) ((double) spanMs / DAY_MS);
    }
}
