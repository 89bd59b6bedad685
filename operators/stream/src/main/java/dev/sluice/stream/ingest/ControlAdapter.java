// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.schema.Control;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.PolicyReader;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Reads the control topic; a kind that is unknown, and a value that no stage could use, is refused.
 */
final class ControlAdapter implements EventAdapter<Control, ControlMessage> {

    private static final long serialVersionUID = 1L;

    private static final String GATE_MODE = "gate.mode";
    private static final String GATE_TUNING = "gate.tuning";
    private static final String POLICY = "policy";

    private final PolicyReader policies;

    ControlAdapter(PolicyReader policies) {
        this.policies = policies;
    }

    @Override
    public Class<Control> recordType() {
        return Control.class;
    }

    @Override
    public TypeInformation<ControlMessage> eventType() {
        return TypeInformation.of(ControlMessage.class);
    }

    @Override
    public ControlMessage adapt(Control record) throws RejectedEventException {
        return new ControlMessage(
                kind(record), record.getValue(), record.getIssuedAt().toEpochMilli());
    }

    @Override
    public String eventId(ControlMessage message) {
        return message.kind().name();
    }

    @Override
    public long eventTimeMs(ControlMessage message) {
        return message.issuedAtMs();
    }

    private Kind kind(Control record) throws RejectedEventException {
        String value = record.getValue();
        return switch (record.getKind()) {
            case GATE_MODE -> {
                if (!value.equals("on") && !value.equals("off")) {
                    throw refused(GATE_MODE + " is '" + value + "'; expected on or off");
                }
                yield Kind.GATE_MODE;
            }
            case GATE_TUNING -> {
                try {
                    ModelJson.tuning(value);
                } catch (IllegalArgumentException e) {
                    throw refused(
                            GATE_TUNING
                                    + ": "
                                    + e.getMessage()
                                    + "; expected JSON with price, chance-from, look-passes,"
                                    + " look-device-millis, budget-factor and standing");
                }
                yield Kind.GATE_TUNING;
            }
            case POLICY -> {
                try {
                    policies.read(value);
                } catch (IllegalArgumentException e) {
                    throw refused(
                            POLICY + ": " + e.getMessage() + "; expected YAML as in policy.yaml");
                }
                yield Kind.POLICY;
            }
            default ->
                    throw refused(
                            "control kind is '"
                                    + record.getKind()
                                    + "'; expected "
                                    + GATE_MODE
                                    + ", "
                                    + GATE_TUNING
                                    + " or "
                                    + POLICY);
        };
    }

    private static RejectedEventException refused(String detail) {
        return new RejectedEventException(Reason.BAD_VALUE, detail);
    }
}
