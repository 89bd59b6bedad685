// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.quality.Recalibration;
import dev.sluice.decisioning.quality.Recalibration.Line;
import dev.sluice.decisioning.quality.Recalibration.Verdict;
import dev.sluice.decisioning.quality.RecalibrationConfig;
import dev.sluice.decisioning.quality.WindowReliability;
import dev.sluice.stream.model.ModelJson;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at the complete windows as they come and mints the next version of the policy when the
 * first pass has drifted, as a control message. Follows the policies of others on the control
 * topic: whoever spoke last is the one whose calibration is judged.
 *
 * <p><b>Owned state,</b> under one key: the policy in force, the calibration of each version that
 * was in force, the latest windows.
 */
final class RecalibrationFunction
        extends KeyedCoProcessFunction<Integer, WindowReliability, ControlMessage, ControlMessage> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RecalibrationFunction.class);

    private final Policy base;
    private final RecalibrationConfig config;

    private transient ValueState<PolicyInForce> inForce;
    private transient MapState<String, Line> lines;
    private transient MapState<Long, WindowReliability> windows;
    private transient Map<Verdict, Counter> verdicts;
    private transient Counter badPolicies;

    RecalibrationFunction(Policy base, RecalibrationConfig config) {
        this.base = base;
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        inForce =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "policy-in-force",
                                        TypeInformation.of(PolicyInForce.class)));
        lines =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "calibrations",
                                        Types.STRING,
                                        TypeInformation.of(Line.class)));
        windows =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "windows",
                                        Types.LONG,
                                        TypeInformation.of(WindowReliability.class)));
        MetricGroup group = getRuntimeContext().getMetricGroup();
        verdicts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(
                    verdict,
                    group.addGroup("verdict", verdict.name().toLowerCase(Locale.ROOT))
                            .counter("calibrationChecks"));
        }
        badPolicies = group.counter("badPolicies");
    }

    @Override
    public void processElement1(
            WindowReliability window, Context context, Collector<ControlMessage> out)
            throws Exception {
        windows.put(window.windowStartMs(), window);
        dropOldWindows();
        PolicyInForce current = policyInForce();
        if (window.windowEndMs() < current.quietUntilMs()) {
            return;
        }
        Policy policy = ModelJson.policy(current.yaml());
        Recalibration.Result result =
                Recalibration.judge(policy, knownLines(policy), latestWindows(), config);
        verdicts.get(result.finding().verdict()).inc();
        if (result.finding().verdict() != Verdict.CALIBRATED) {
            LOG.info("Calibration of policy {}: {}", policy.version(), result.finding());
        }
        if (result.policy().isPresent()) {
            Policy next = result.policy().get();
            // later than what it replaces, whatever the clock says
            long issuedAt =
                    Math.max(
                            context.timerService().currentProcessingTime(),
                            current.issuedAtMs() + 1);
            String yaml = ModelJson.yaml(next);
            inForce.update(
                    new PolicyInForce(
                            yaml, issuedAt, window.windowEndMs() + config.interval().toMillis()));
            lines.put(next.version(), Line.of(next.firstPass()));
            out.collect(new ControlMessage(ControlMessage.Kind.POLICY, yaml, issuedAt));
        }
    }

    @Override
    public void processElement2(
            ControlMessage message, Context context, Collector<ControlMessage> out)
            throws Exception {
        PolicyInForce current = policyInForce();
        if (message.kind() != ControlMessage.Kind.POLICY
                || message.issuedAtMs() < current.issuedAtMs()) {
            return;
        }
        try {
            Policy policy = ModelJson.policy(message.value());
            lines.put(policy.version(), Line.of(policy.firstPass()));
            inForce.update(
                    new PolicyInForce(
                            message.value(), message.issuedAtMs(), current.quietUntilMs()));
        } catch (IllegalArgumentException e) {
            badPolicies.inc();
            LOG.warn("A policy on the control topic is left alone: {}", e.getMessage());
        }
    }

    private PolicyInForce policyInForce() throws Exception {
        PolicyInForce current = inForce.value();
        return current == null
                ? new PolicyInForce(ModelJson.yaml(base), Long.MIN_VALUE, Long.MIN_VALUE)
                : current;
    }

    private Map<String, Line> knownLines(Policy policy) throws Exception {
        Map<String, Line> known = new HashMap<>();
        known.put(base.version(), Line.of(base.firstPass()));
        for (Map.Entry<String, Line> line : lines.entries()) {
            known.put(line.getKey(), line.getValue());
        }
        known.put(policy.version(), Line.of(policy.firstPass()));
        return known;
    }

    private void dropOldWindows() throws Exception {
        List<Long> starts = new ArrayList<>();
        windows.keys().forEach(starts::add);
        Collections.sort(starts);
        for (Long old : starts.subList(0, Math.max(0, starts.size() - config.windows()))) {
            windows.remove(old);
        }
    }

    private List<WindowReliability> latestWindows() throws Exception {
        List<WindowReliability> latest = new ArrayList<>();
        windows.values().forEach(latest::add);
        return latest;
    }
}
