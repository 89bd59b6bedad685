// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.schema.Control;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads the control topic; a kind or a value that is unknown is refused. */
final class ControlAdapter implements EventAdapter<Control, ControlMessage> {

    private static final long serialVersionUID = 1L;

    private static final String GATE_MODE = "gate.mode";

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
        if (!record.getKind().equals(GATE_MODE)) {
            throw new RejectedEventException(
                    Reason.BAD_VALUE,
                    "control kind is '" + record.getKind() + "'; expected " + GATE_MODE);
        }
        if (!record.getValue().equals("on") && !record.getValue().equals("off")) {
            throw new RejectedEventException(
                    Reason.BAD_VALUE,
                    GATE_MODE + " is '" + record.getValue() + "'; expected on or off");
        }
        return new ControlMessage(
                ControlMessage.Kind.GATE_MODE,
                record.getValue(),
                record.getIssuedAt().toEpochMilli());
    }

    @Override
    public String eventId(ControlMessage message) {
        return message.kind().name();
    }

    @Override
    public long eventTimeMs(ControlMessage message) {
        return message.issuedAtMs();
    }
}
