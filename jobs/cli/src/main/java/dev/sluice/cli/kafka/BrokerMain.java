// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import java.io.IOException;

/**
 * The process of a {@link BrokerProcess}: a broker that lives as long as its standard input is
 * open.
 *
 * <p>The system closes the input when the process that started this one is gone, however it ended:
 * so no broker is left behind.
 */
final class BrokerMain {

    /** What the line with the address begins with. */
    static final String READY = "bootstrap-servers=";

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        LocalKafka broker = LocalKafka.start();
        // Ctrl-C in a terminal reaches this process, too
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        System.out.println(READY + broker.bootstrapServers());
        System.out.flush();
        int read = 0;
        while (read >= 0) {
            read = System.in.read();
        }
        System.exit(0);
    }
}
