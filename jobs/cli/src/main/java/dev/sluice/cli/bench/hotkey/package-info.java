/** One customer at one terminal with all the events of a second: what the others notice of it. */
package dev.sluice.cli.bench.hotkey;
