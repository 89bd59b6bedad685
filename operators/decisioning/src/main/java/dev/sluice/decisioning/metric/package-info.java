/** How good scores are, as the literature counts it: plain functions of arrays. */
package dev.sluice.decisioning.metric;
