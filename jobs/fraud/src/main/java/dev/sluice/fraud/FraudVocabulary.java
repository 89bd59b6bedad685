// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.inference.FeatureWording;
import dev.sluice.inference.ValueUnit;
import dev.sluice.inference.Vocabulary;

import java.util.List;
import java.util.Map;

import static dev.sluice.inference.ValueUnit.COUNT;
import static dev.sluice.inference.ValueUnit.DAYS;
import static dev.sluice.inference.ValueUnit.HOURS;
import static dev.sluice.inference.ValueUnit.MONEY;
import static dev.sluice.inference.ValueUnit.NUMBER;
import static dev.sluice.inference.ValueUnit.SHARE;
import static dev.sluice.inference.ValueUnit.TIMES;
import static dev.sluice.inference.ValueUnit.YES_NO;

/** Card fraud in the words of an analyst; a new feature is one line more in the list. */
final class FraudVocabulary {

    private static final String AMOUNT_UNUSUAL = "AMOUNT_UNUSUAL";
    private static final String CARD_ACTIVITY = "CARD_ACTIVITY";
    private static final String CARD_LEAKED = "CARD_LEAKED";
    private static final String LEGITIMATE = "LEGITIMATE";
    private static final String TERMINAL_ACTIVITY = "TERMINAL_ACTIVITY";
    private static final String TERMINAL_RISK = "TERMINAL_RISK";
    private static final String TIME_UNUSUAL = "TIME_UNUSUAL";

    private static final List<FeatureWording> FEATURES =
            List.of(
                    of("amount", "amount", MONEY, AMOUNT_UNUSUAL)
                            .comparedWith("customer_mean_30d", "the customer's 30-day mean"),
                    of("weekend", "on a weekend", YES_NO, TIME_UNUSUAL),
                    of("night", "at night, before 7 h UTC", YES_NO, TIME_UNUSUAL),
                    of("customer_count_1d", cardUses("1 day"), COUNT, CARD_ACTIVITY),
                    of("customer_mean_1d", meanAmount("1 day"), MONEY, AMOUNT_UNUSUAL),
                    of("customer_count_7d", cardUses("7 days"), COUNT, CARD_ACTIVITY),
                    of("customer_mean_7d", meanAmount("7 days"), MONEY, AMOUNT_UNUSUAL),
                    of("customer_count_30d", cardUses("30 days"), COUNT, CARD_ACTIVITY),
                    of("customer_mean_30d", meanAmount("30 days"), MONEY, AMOUNT_UNUSUAL),
                    of("terminal_count_1d", terminalUses("1 day"), COUNT, TERMINAL_ACTIVITY),
                    of("terminal_risk_1d", terminalRisk("1 day"), SHARE, TERMINAL_RISK),
                    of("terminal_count_7d", terminalUses("7 days"), COUNT, TERMINAL_ACTIVITY),
                    of("terminal_risk_7d", terminalRisk("7 days"), SHARE, TERMINAL_RISK),
                    of("terminal_count_30d", terminalUses("30 days"), COUNT, TERMINAL_ACTIVITY),
                    of("terminal_risk_30d", terminalRisk("30 days"), SHARE, TERMINAL_RISK),
                    of(
                            "amount_to_usual",
                            "amount as a multiple of what the customer usually spends",
                            TIMES,
                            AMOUNT_UNUSUAL),
                    of(
                            "amount_to_median",
                            "amount as a multiple of the customer's median",
                            TIMES,
                            AMOUNT_UNUSUAL),
                    of(
                            "amount_deviation",
                            "interquartile ranges between the amount and the customer's median",
                            NUMBER,
                            AMOUNT_UNUSUAL),
                    of(
                            "customer_usual_amount",
                            "what the customer usually spends",
                            MONEY,
                            AMOUNT_UNUSUAL),
                    of(
                            "customer_history_rows",
                            "earlier transactions of the customer that are known",
                            COUNT,
                            CARD_ACTIVITY),
                    of(
                            "customer_unusual_1d",
                            "unusual amounts of the customer before, 1 day",
                            COUNT,
                            CARD_LEAKED),
                    of(
                            "customer_unusual_3d",
                            "unusual amounts of the customer before, 3 days",
                            COUNT,
                            CARD_LEAKED),
                    of(
                            "customer_unusual_7d",
                            "unusual amounts of the customer before, 7 days",
                            COUNT,
                            CARD_LEAKED),
                    of(
                            "customer_unusual_14d",
                            "unusual amounts of the customer before, 14 days",
                            COUNT,
                            CARD_LEAKED),
                    of(
                            "customer_days_since_unusual",
                            "since the customer's last unusual amount, 14 days at most",
                            DAYS,
                            CARD_LEAKED),
                    of(
                            "customer_days_since_first_unusual",
                            "since the first unusual amount of the last 14 days",
                            DAYS,
                            CARD_LEAKED),
                    of(
                            "customer_highest_to_usual_14d",
                            "the customer's highest amount of 14 days as a multiple of the usual",
                            TIMES,
                            CARD_LEAKED),
                    of(
                            "customer_hours_since_last",
                            "since the customer's last transaction",
                            HOURS,
                            CARD_ACTIVITY),
                    of(
                            "night_to_habit",
                            "at night (1 or 0), less the customer's share of nights",
                            NUMBER,
                            TIME_UNUSUAL),
                    of(
                            "weekend_to_habit",
                            "on a weekend (1 or 0), less the customer's share of weekends",
                            NUMBER,
                            TIME_UNUSUAL),
                    of(
                            "terminal_frauds_3d",
                            "frauds at the terminal, 3 days, a week ago",
                            COUNT,
                            TERMINAL_RISK),
                    of(
                            "terminal_frauds_14d",
                            "frauds at the terminal, 14 days, a week ago",
                            COUNT,
                            TERMINAL_RISK),
                    of(
                            "terminal_frauds_28d",
                            "frauds at the terminal, 28 days, a week ago",
                            COUNT,
                            TERMINAL_RISK),
                    of(
                            "terminal_small_frauds_7d",
                            "frauds of up to 220.00 at the terminal, 7 days, a week ago",
                            COUNT,
                            TERMINAL_RISK),
                    of(
                            "terminal_small_frauds_14d",
                            "frauds of up to 220.00 at the terminal, 14 days, a week ago",
                            COUNT,
                            TERMINAL_RISK),
                    of(
                            "terminal_small_frauds_28d",
                            "frauds of up to 220.00 at the terminal, 28 days, a week ago",
                            COUNT,
                            TERMINAL_RISK),
                    of(
                            "terminal_days_since_fraud",
                            "between a week ago and the terminal's last fraud, 30 days at most",
                            DAYS,
                            TERMINAL_RISK),
                    of(
                            "terminal_days_since_clean",
                            "between a week ago and the terminal's last transaction without fraud",
                            DAYS,
                            TERMINAL_RISK),
                    of(
                            "terminal_days_since_small_fraud",
                            "between a week ago and the terminal's last fraud of up to 220.00",
                            DAYS,
                            TERMINAL_RISK),
                    of(
                            "terminal_days_since_first_small_fraud",
                            "between a week ago and the first fraud of up to 220.00 of 28 days",
                            DAYS,
                            TERMINAL_RISK),
                    of(
                            "terminal_fraud_run",
                            "frauds at the terminal without another transaction between, a week ago",
                            COUNT,
                            TERMINAL_RISK),
                    of(
                            "terminal_small_fraud_run",
                            "frauds of up to 220.00 among these",
                            COUNT,
                            TERMINAL_RISK));

    static final Vocabulary VOCABULARY =
            new Vocabulary(
                    "transaction",
                    "customer",
                    ValueUnit.MINOR_MONEY,
                    Vocabulary.byFeature(FEATURES),
                    Map.of(
                            "legitimate", LEGITIMATE,
                            "unusual-amount", AMOUNT_UNUSUAL,
                            "compromised-terminal", TERMINAL_RISK,
                            "leaked-card", CARD_LEAKED),
                    Map.of(
                            AMOUNT_UNUSUAL, "the amount is unusual, for this customer or at all",
                            CARD_ACTIVITY, "how often the card was used lately",
                            CARD_LEAKED, "the card looks leaked",
                            LEGITIMATE, "the purchase looks like the customer's own",
                            TERMINAL_ACTIVITY, "how often the terminal was used",
                            TERMINAL_RISK, "frauds at the terminal, or it looks compromised",
                            TIME_UNUSUAL, "the time of day or week"));

    private FraudVocabulary() {}

    private static FeatureWording of(String feature, String label, ValueUnit unit, String code) {
        return FeatureWording.of(feature, label, unit, code);
    }

    private static String cardUses(String window) {
        return "transactions of the customer, " + window + ", this one included";
    }

    private static String meanAmount(String window) {
        return "mean amount of the customer, " + window + ", this one included";
    }

    private static String terminalUses(String window) {
        return "transactions at the terminal, " + window + ", a week ago";
    }

    private static String terminalRisk(String window) {
        return "share of frauds at the terminal, " + window + ", a week ago";
    }
}
