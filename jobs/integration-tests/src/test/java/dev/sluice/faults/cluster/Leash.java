// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs the {@code main} of another class in a process that ends when its standard input does.
 *
 * <p>The system closes the input when the process that started this one is gone, however it ended:
 * so a test that is killed leaves no broker and no TaskManager behind.
 */
public final class Leash {

    private static final int KILLED = 137;

    private Leash() {}

    /**
     * Runs a class.
     *
     * @param args name of the class, and its own arguments
     */
    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(Leash::haltWithInput, "leash");
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    private static void haltWithInput() {
        try {
            int read = 0;
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException e) {
            // an input that is gone has ended
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
