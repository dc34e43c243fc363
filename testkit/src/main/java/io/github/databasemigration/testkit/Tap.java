package io.github.databasemigration.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A loopback port in front of a server that hears what clients send, and does something when a given one arrives: whatever
 * a client does to a database passes here, each statement and each commit in a message of its own.
 */
public final class Tap implements AutoCloseable {
    /** Some messages are never answered, and some answers take their time. */
    private static final long ANSWER_MILLIS = 200;

    private final int to;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Message> messages = new ArrayList<>();
    private Interruption interruption = new Interruption(message -> false, false, () -> {});
    private boolean interrupted;
    private Predicate<Message> delayed = message -> false;
    private Runnable before = () -> {};
    private volatile Answer awaited = new Answer(0, new CountDownLatch(0));

    /**
     * What a client sent at once.
     *
     * @param number from 1
     * @param connection a number of its own for each connection
     * @param text its bytes as ISO 8859-1
     */
    public record Message(int number, int connection, String text) {}

    private record Interruption(Predicate<Message> at, boolean delivered, Runnable what) {}

    private record Answer(int connection, CountDownLatch arrived) {}

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

    /** What clients have sent since the last {@link #interrupt} or {@link #listen}. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Whether what was to be done at a message has been done. */
    public synchronized boolean interrupted() {
        return interrupted;
    }

    /** Listens from now on, and interrupts nothing. */
    public void listen() {
        interrupt(message -> false, false, () -> {});
    }

    /**
     * Does something once.
     *
     * @param at the message; the first that it accepts from now on
     * @param delivered whether the server gets this message, and answers it as far as it does so at once; otherwise its
     *     connection ends with it
     * @param what happens before the client hears the answer; nothing is forwarded from the clients meanwhile
     */
    public synchronized void interrupt(Predicate<Message> at, boolean delivered, Runnable what) {
        messages.clear();
        interrupted = false;
        interruption = new Interruption(at, delivered, what);
    }

    /**
     * Does something once before a message goes on; meanwhile the other connections go on.
     *
     * @param at the message; the first that it accepts from now on
     */
    public synchronized void delay(Predicate<Message> at, Runnable what) {
        messages.clear();
        delayed = at;
        before = what;
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
        int connection = connections.incrementAndGet();
        start("tap-up", () -> pump(client, server, (out, bytes, length) -> send(connection, out, bytes, length)));
        start("tap-down", () -> pump(server, client, (out, bytes, length) -> answer(connection, out, bytes, length)));
    }

    private interface Forwarding {
        void forward(OutputStream out, byte[] bytes, int length) throws IOException;
    }

    private void pump(Socket from, Socket into, Forwarding forwarding) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                forwarding.forward(out, buffer, length);
            }
        } catch (IOException e) {
            // One side is gone; the other one is told by the closed socket.
        } finally {
            forget(from, into);
        }
    }

    private void send(int connection, OutputStream out, byte[] bytes, int length) throws IOException {
        Runnable first = () -> {};
        synchronized (this) {
            Message message = new Message(
                    messages.size() + 1, connection, new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            messages.add(message);
            if (!interrupted && interruption.at().test(message)) {
                interrupted = true;
                if (interruption.delivered()) {
                    awaited = new Answer(connection, new CountDownLatch(1));
                    out.write(bytes, 0, length);
                    await(awaited.arrived());
                }
                interruption.what().run();
                if (!interruption.delivered()) {
                    // Who sent it may still be there: a dump that outlives its engine would wait for ever, with its
                    // locks.
                    throw new EOFException("it never arrives");
                }
                return;
            }
            if (delayed.test(message)) {
                delayed = later -> false;
                first = before;
            }
        }
        first.run();
        out.write(bytes, 0, length);
    }

    private void answer(int connection, OutputStream out, byte[] bytes, int length) throws IOException {
        if (awaited.connection() == connection) {
            awaited.arrived().countDown();
            synchronized (this) {
                // Whatever happens at the message happens before its answer is heard.
                awaited = new Answer(0, awaited.arrived());
            }
        }
        out.write(bytes, 0, length);
    }

    private static void await(CountDownLatch answer) {
        try {
            answer.await(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
