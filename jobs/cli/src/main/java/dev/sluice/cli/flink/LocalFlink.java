// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.flink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Flink in this process, with its web page on loopback.
 *
 * @param environment where the job is built
 * @param webAddress address of the web page
 */
public record LocalFlink(StreamExecutionEnvironment environment, String webAddress) {

    private static final int PREFERRED_PORT = 8081;

    /**
     * An environment with enough slots for a job.
     *
     * @param settings Flink's own settings, which win over the defaults here
     * @param slots number of task slots
     */
    public static LocalFlink create(Configuration settings, int slots) throws IOException {
        int port = settings.contains(RestOptions.PORT) ? settings.get(RestOptions.PORT) : port();
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        flink.addAll(settings);
        flink.set(RestOptions.PORT, port);
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        flink.set(RestOptions.ADDRESS, "localhost");
        flink.set(RestOptions.BIND_ADDRESS, "localhost");
        return new LocalFlink(
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink),
                "http://localhost:" + port);
    }

    /**
     * A free port of loopback, hardly ever the one that another process is about to take.
     *
     * @throws IOException if there is none
     */
    public static int anyPort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static int port() throws IOException {
        try (ServerSocket preferred =
                new ServerSocket(PREFERRED_PORT, 1, InetAddress.getLoopbackAddress())) {
            return preferred.getLocalPort();
        } catch (IOException taken) {
            return anyPort();
        }
    }
}
