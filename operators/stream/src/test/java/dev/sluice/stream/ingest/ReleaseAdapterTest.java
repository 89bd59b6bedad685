// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.schema.ModelRelease;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which orders of models are taken from the topic. */
class ReleaseAdapterTest {

    private final ReleaseAdapter adapter = new ReleaseAdapter(ModelJson::policy);

    @Test
    void readsAnOrder() throws Exception {
        var order = adapter.adapt(release("canary"));
        assertThat(order.mode()).isEqualTo(ReleaseMode.CANARY);
        assertThat(order.share()).isEqualTo(0.5);
        assertThat(order.issuedAtMs()).isEqualTo(1_000);
    }

    @Test
    void aRollbackNeedsNeitherPlaceNorPolicy() throws Exception {
        ModelRelease release = release("rollback");
        release.setUri("");
        release.setManifestSha256("");
        release.setPolicy("");
        assertThat(adapter.adapt(release).mode()).isEqualTo(ReleaseMode.ROLLBACK);
    }

    @Test
    void refusesAModeThatThereIsNot() {
        assertRefused(release("green"), "mode is 'green'");
    }

    @Test
    void refusesAShareOfNobody() {
        ModelRelease release = release("canary");
        release.setShare(0);
        assertRefused(release, "share is 0.0");
    }

    @Test
    void refusesAnOrderWithoutItsPolicy() {
        ModelRelease release = release("live");
        release.setPolicy("");
        assertRefused(release, "policy");
    }

    @Test
    void refusesAnOrderWithoutAHash() {
        ModelRelease release = release("live");
        release.setManifestSha256("");
        assertRefused(release, "manifest_sha256");
    }

    @Test
    void refusesAnOrderWithoutAVersion() {
        ModelRelease release = release("live");
        release.setVersion(" ");
        assertRefused(release, "version is ' '");
    }

    private void assertRefused(ModelRelease release, String detail) {
        assertThatThrownBy(() -> adapter.adapt(release))
                .isInstanceOfSatisfying(
                        RejectedEventException.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(DeadLetter.Reason.BAD_VALUE))
                .hasMessageContaining(detail);
    }

    private static ModelRelease release(String mode) {
        return new ModelRelease(
                "first-pass",
                "v2",
                "file:///m",
                "00",
                mode,
                0.5,
                ModelJson.yaml(TestEvents.POLICY),
                Instant.ofEpochMilli(1_000),
                "me",
                "");
    }
}
