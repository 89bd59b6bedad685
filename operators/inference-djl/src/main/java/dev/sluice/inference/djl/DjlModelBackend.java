// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelSpec;

import java.util.HashMap;
import java.util.Map;

/** One handle of a loaded model; for one thread at a time. */
final class DjlModelBackend implements ModelBackend {

    private final Manifest manifest;
    private final Device device;
    private final ModelRegistry.Lease lease;
    private final Map<String, SignatureCall> calls = new HashMap<>();
    private boolean closed;

    DjlModelBackend(ModelSpec spec, TensorFlowEngine engine, ModelRegistry.Lease lease) {
        this.manifest = spec.manifest();
        this.device = new Device(spec.device(), engine.report().build());
        this.lease = lease;
        manifest.signatures()
                .forEach(
                        (name, signature) ->
                                calls.put(
                                        name,
                                        new SignatureCall(
                                                name, signature, lease.model().bundle())));
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs) {
        if (closed) {
            throw new IllegalStateException("Model " + manifest.version() + " is closed");
        }
        SignatureCall call = calls.get(signature);
        if (call == null) {
            throw new IllegalArgumentException(
                    "Model "
                            + manifest.version()
                            + " has no signature '"
                            + signature
                            + "'; it has "
                            + calls.keySet());
        }
        return call.run(rows, manifest.paddedRows(rows), inputs);
    }

    @Override
    public void abandon() {
        lease.abandon();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            calls.values().forEach(SignatureCall::close);
            lease.close();
        }
    }
}
