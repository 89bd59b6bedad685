// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import dev.sluice.inference.ModelBackend;

class FakeDeepContractTest extends ModelBackendContractTest {

    @Override
    protected ModelBackend open() {
        return FakeModelBackend.deep(3, 4);
    }
}
