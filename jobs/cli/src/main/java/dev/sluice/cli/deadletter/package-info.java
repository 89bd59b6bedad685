/** Dead letters from the command line: what they are, and how they are sent again. */
package dev.sluice.cli.deadletter;
