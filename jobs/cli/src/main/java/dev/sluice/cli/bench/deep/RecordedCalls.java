// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model that remembers the shape of each call; closing it leaves the model open. */
final class RecordedCalls implements ModelBackend {

    private final ModelBackend model;
    private final List<Call> calls = new ArrayList<>();

    RecordedCalls(ModelBackend model) {
        this.model = model;
    }

    /**
     * A call.
     *
     * @param signature signature that was run
     * @param rows rows that were run
     */
    record Call(String signature, int rows) {}

    List<Call> calls() {
        return calls;
    }

    @Override
    public Manifest manifest() {
        return model.manifest();
    }

    @Override
    public Device device() {
        return model.device();
    }

    @Override
    public Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs) {
        calls.add(new Call(signature, rows));
        return model.run(signature, rows, inputs);
    }

    @Override
    public void close() {}
}
