// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A line between a client and a server of this machine, which can be slow, silent or cut. */
final class Wire implements AutoCloseable {

    /** What becomes of what is sent. */
    enum Mode {
        /** It arrives. */
        PASS,
        /** Every answer takes a second longer. */
        SLOW,
        /** Who connects hears nothing. */
        SILENT,
        /** Who connects is cut off. */
        CUT
    }

    private static final Duration DELAY = Duration.ofSeconds(1);

    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "wire");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final ServerSocket door;
    private final int server;
    private volatile Mode mode = Mode.PASS;

    private Wire(ServerSocket door, int server) {
        this.door = door;
        this.server = server;
    }

    /** A line to a port. */
    static Wire to(int server) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Wire wire = new Wire(door, server);
        wire.threads.execute(wire::accept);
        return wire;
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on, for those who connect. */
    void mode(Mode next) {
        mode = next;
        connections.set(0);
    }

    /** How often somebody connected since the mode was set. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.incrementAndGet();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client) {
            switch (mode) {
                case CUT -> {}
                case SILENT -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
                default -> relay(client);
            }
        } catch (IOException | InterruptedException e) {
            // one end has gone, which is what this is for
        }
    }

    private void relay(Socket client) throws IOException, InterruptedException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            threads.execute(() -> pump(client, upstream));
            InputStream in = upstream.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (mode == Mode.SLOW) {
                    TimeUnit.MILLISECONDS.sleep(DELAY.toMillis());
                }
                client.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // as above
        }
    }
}
