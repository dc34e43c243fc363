package io.github.databasemigration.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback port in front of a server that counts what clients send, and does something when a given one arrives: whatever
 * a client does to a database passes here, each statement and each commit in a message of its own.
 */
public final class Tap implements AutoCloseable {
    private final int to;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger noticed = new AtomicInteger();
    private volatile byte[] words = {};
    private volatile Interruption interruption = new Interruption(Integer.MAX_VALUE, false, () -> {});

    private record Interruption(int message, boolean delivered, Runnable what) {}

    /** @param to the server's port on 127.0.0.1 */
    public Tap(int to) {
        this.to = to;
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("tap", this::accept);
    }

    /** Where clients connect to. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many messages clients have sent since the last {@link #interrupt} or {@link #count}. */
    public int sent() {
        return sent.get();
    }

    /** Counts from zero, and interrupts nothing. */
    public void count() {
        interrupt(Integer.MAX_VALUE, false, () -> {});
    }

    /** Counts from zero, interrupts nothing, and notices the first message with these words. */
    public void countAndNotice(String text) {
        words = text.getBytes(StandardCharsets.US_ASCII);
        noticed.set(0);
        count();
    }

    /** Which message was the first with the words, from 1; 0: none yet. */
    public int noticed() {
        return noticed.get();
    }

    /**
     * Counts from zero and does something once.
     *
     * @param message at which message, from 1
     * @param delivered whether the server gets this message
     * @param what happens before the client hears the answer; nothing is forwarded from the clients meanwhile
     */
    public void interrupt(int message, boolean delivered, Runnable what) {
        sent.set(0);
        interruption = new Interruption(message, delivered, what);
    }

    /** Cuts every connection. */
    public void cut() {
        open.forEach(Tap::close);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Socket server = new Socket();
                open.add(server);
                connect(client, server);
            } catch (IOException e) {
                // Closed, which the condition sees.
            }
        }
    }

    private void connect(Socket client, Socket server) {
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
        } catch (IOException e) {
            forget(client, server);
            return;
        }
        start("tap-up", () -> pump(client, server, true));
        start("tap-down", () -> pump(server, client, false));
    }

    private void pump(Socket from, Socket into, boolean counted) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (counted) {
                    send(out, buffer, length);
                } else {
                    out.write(buffer, 0, length);
                }
            }
        } catch (IOException e) {
            // One side is gone; the other one is told by the closed socket.
        } finally {
            forget(from, into);
        }
    }

    private void send(OutputStream out, byte[] buffer, int length) throws IOException {
        synchronized (this) {
            Interruption now = interruption;
            int message = sent.incrementAndGet();
            if (noticed.get() == 0 && contains(buffer, length)) {
                noticed.set(message);
            }
            if (message == now.message()) {
                if (now.delivered()) {
                    out.write(buffer, 0, length);
                }
                now.what().run();
                return;
            }
        }
        out.write(buffer, 0, length);
    }

    private boolean contains(byte[] buffer, int length) {
        byte[] wanted = words;
        for (int from = 0; wanted.length > 0 && from + wanted.length <= length; from++) {
            if (Arrays.equals(buffer, from, from + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private void forget(Socket... sockets) {
        for (Socket socket : sockets) {
            close(socket);
            open.remove(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
