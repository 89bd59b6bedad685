// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.window.HistoryShape;
import dev.sluice.inference.Explanation;
import dev.sluice.inference.ModelInputs;

import java.time.Duration;
import java.util.List;

/**
 * What the fraud models see: the fifteen features of the Fraud Detection Handbook, and the last
 * transactions of the customer.
 *
 * <p>Handbook, chapter 3: customer windows end with the transaction itself; terminal windows end
 * seven days earlier, when labels are due, and their risk is the share of frauds, 0 without
 * transactions.
 */
public final class FraudFeatures {

    /** Rows of history. */
    static final int ROWS = 32;

    static final long DAY_MS = Duration.ofDays(1).toMillis();

    /** Widths of customer and terminal windows. */
    private static final long[] WIDTHS = {DAY_MS, 7 * DAY_MS, 30 * DAY_MS};

    /** How many windows there are. */
    static final int WINDOWS = WIDTHS.length;

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
                            "terminal_risk_30d"),
                    List.of(
                            "log_amount",
                            "time_gap",
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

    /** The history of a customer: rows of the last thirty days. */
    static final HistoryShape HISTORY =
            new HistoryShape(ROWS, INPUTS.contextChannels().size(), 30 * DAY_MS);

    /**
     * How far back the features of an event depend on anything.
     *
     * <p>The oldest row that an event sees is less than 30 days old. Its time gap looks at most 30
     * days further back, its terminal risk 14 days; the event's own terminal windows 37 days.
     */
    public static final Duration LOOK_BACK = Duration.ofDays(60);

    private FraudFeatures() {}

    static long[] widthsMs() {
        return WIDTHS.clone();
    }
}
