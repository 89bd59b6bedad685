// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import dev.sluice.inference.ModelBackend;

class FakeFirstPassContractTest extends ModelBackendContractTest {

    @Override
    protected ModelBackend open() {
        return FakeModelBackend.firstPass(3);
    }
}
