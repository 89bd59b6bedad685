// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

/** How a page follows the topics. */
enum LiveState {
    /** The topics are not there yet. */
    STARTING,
    /** It reads them as they grow. */
    LIVE,
    /** It cannot read them, and tries again. */
    TROUBLED,
    /** It reads no more: what it shows is how it ended. */
    ENDED
}
