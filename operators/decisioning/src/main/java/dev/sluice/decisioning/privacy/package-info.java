/** Identifiers of events and entities, as they may be shown. */
package dev.sluice.decisioning.privacy;
