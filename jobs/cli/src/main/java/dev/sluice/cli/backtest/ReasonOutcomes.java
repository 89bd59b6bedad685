// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Outcome;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was decided for one reason.
 *
 * @param source who decided
 * @param reason why
 * @param events number of decisions
 * @param bad bad events among them
 * @param outcomes number of decisions by outcome
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ReasonOutcomes(
        String source, String reason, int events, int bad, Map<String, Integer> outcomes) {

    /** Keeps the outcomes in a fixed order. */
    public ReasonOutcomes {
        outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
    }

    /** The reasons that occur, in the order of {@link DecisionReason}. */
    static List<ReasonOutcomes> of(List<Decision> decisions, boolean[] bad) {
        Map<DecisionReason, List<Integer>> rows = new EnumMap<>(DecisionReason.class);
        for (int i = 0; i < decisions.size(); i++) {
            rows.computeIfAbsent(decisions.get(i).reason(), reason -> new ArrayList<>()).add(i);
        }
        List<ReasonOutcomes> reasons = new ArrayList<>();
        rows.forEach(
                (reason, of) -> {
                    List<Outcome> outcomes =
                            of.stream().map(i -> decisions.get(i).verdict().outcome()).toList();
                    reasons.add(
                            new ReasonOutcomes(
                                    decisions.get(of.get(0)).source().name(),
                                    reason.name(),
                                    of.size(),
                                    (int) of.stream().filter(i -> bad[i]).count(),
                                    Figures.counts(outcomes)));
                });
        return reasons;
    }
}
