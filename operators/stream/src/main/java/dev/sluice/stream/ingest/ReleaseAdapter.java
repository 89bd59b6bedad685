// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.schema.ModelRelease;
import dev.sluice.stream.model.PolicyReader;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.Locale;

/** Reads the topic of releases; an order that nobody could follow is refused. */
final class ReleaseAdapter implements EventAdapter<ModelRelease, ReleaseOrder> {

    private static final long serialVersionUID = 1L;

    private final PolicyReader policies;

    ReleaseAdapter(PolicyReader policies) {
        this.policies = policies;
    }

    @Override
    public Class<ModelRelease> recordType() {
        return ModelRelease.class;
    }

    @Override
    public TypeInformation<ReleaseOrder> eventType() {
        return TypeInformation.of(ReleaseOrder.class);
    }

    @Override
    public ReleaseOrder adapt(ModelRelease record) throws RejectedEventException {
        ReleaseMode mode = mode(record.getMode());
        if (mode != ReleaseMode.ROLLBACK) {
            if (record.getUri().isBlank() || record.getManifestSha256().isBlank()) {
                throw refused(
                        "uri is '"
                                + record.getUri()
                                + "' and manifest_sha256 '"
                                + record.getManifestSha256()
                                + "'; expected where the model is, and the hash of its manifest");
            }
            try {
                policies.read(record.getPolicy());
            } catch (IllegalArgumentException e) {
                throw refused(
                        "policy: "
                                + e.getMessage()
                                + "; expected the policy.yaml that was trained with the model");
            }
        }
        try {
            return new ReleaseOrder(
                    record.getModel(),
                    record.getVersion(),
                    record.getUri(),
                    record.getManifestSha256(),
                    mode,
                    record.getShare(),
                    record.getPolicy(),
                    record.getIssuedAt().toEpochMilli(),
                    record.getIssuedBy(),
                    record.getNote());
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    @Override
    public String eventId(ReleaseOrder order) {
        return order.version();
    }

    @Override
    public long eventTimeMs(ReleaseOrder order) {
        return order.issuedAtMs();
    }

    private static ReleaseMode mode(String name) throws RejectedEventException {
        for (ReleaseMode mode : ReleaseMode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return mode;
            }
        }
        throw refused("mode is '" + name + "'; expected shadow, canary, live or rollback");
    }

    private static RejectedEventException refused(String detail) {
        return new RejectedEventException(Reason.BAD_VALUE, detail);
    }
}
