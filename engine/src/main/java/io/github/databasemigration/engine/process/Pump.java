package io.github.databasemigration.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies one stream to another in a thread of its own. */
final class Pump extends Thread {
    private final InputStream from;
    private final OutputStream to;
    private final boolean closing;

    private Pump(String name, InputStream from, OutputStream to, boolean closing) {
        super("program-" + name);
        this.from = from;
        this.to = to;
        this.closing = closing;
        setDaemon(true);
    }

    static Pump start(String name, InputStream from, OutputStream to, boolean closing) {
        Pump pump = new Pump(name, from, to, closing);
        pump.start();
        return pump;
    }

    @Override
    public void run() {
        try {
            from.transferTo(to);
        } catch (IOException e) {
            // The program ended before it read all, or was ended: its exit status says what that means.
        } finally {
            if (closing) {
                close();
            }
        }
    }

    private void close() {
        try {
            to.close();
        } catch (IOException e) {
            // As above: a program that is gone needs no end of input.
        }
    }
}
