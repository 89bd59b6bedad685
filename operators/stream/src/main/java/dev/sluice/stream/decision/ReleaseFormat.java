// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.ModelRelease;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import java.time.Instant;
import java.util.Locale;

/**
 * Releases of models as they are on the topic: {@code ModelRelease}, Avro single objects.
 *
 * <p>Not thread-safe.
 */
public final class ReleaseFormat implements WireFormat<ReleaseOrder> {

    private final WireFormat<ModelRelease> records;

    /** Records as Avro single objects. */
    public ReleaseFormat() {
        this(AvroWireFormat.of(ModelRelease.class));
    }

    /** Records in another format. */
    public ReleaseFormat(WireFormat<ModelRelease> records) {
        this.records = records;
    }

    @Override
    public byte[] encode(ReleaseOrder order) {
        return records.encode(
                new ModelRelease(
                        order.model(),
                        order.version(),
                        order.uri(),
                        order.sha256(),
                        order.mode().name().toLowerCase(Locale.ROOT),
                        order.share(),
                        order.policy(),
                        Instant.ofEpochMilli(order.issuedAtMs()),
                        order.issuedBy(),
                        order.note()));
    }

    @Override
    public ReleaseOrder decode(byte[] bytes) throws WireFormatException {
        ModelRelease record = records.decode(bytes);
        return new ReleaseOrder(
                record.getModel(),
                record.getVersion(),
                record.getUri(),
                record.getManifestSha256(),
                DecisionFormat.constant(
                        ReleaseMode.class, record.getMode().toUpperCase(Locale.ROOT)),
                record.getShare(),
                record.getPolicy(),
                record.getIssuedAt().toEpochMilli(),
                record.getIssuedBy(),
                record.getNote());
    }
}
