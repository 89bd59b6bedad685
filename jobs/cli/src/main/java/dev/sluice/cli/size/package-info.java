// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** How large a job has to be for a load: a rule over figures that the benches measured. */
package dev.sluice.cli.size;
