package io.github.databasemigration.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again at all processes of this machine, for a password that was given to one. */
public final class ProcessSampler implements AutoCloseable {
    /** A property sets it otherwise: where thousands of runs are alike, one that is seen stands for many. */
    private static final long EVERY_MILLIS = Long.getLong("sampler.millis", 40);

    /** A process becomes another program soon after its start if at all: so often it is looked at each time. */
    private static final int YOUNG = 10;

    /** And then each so many times, so that the samplers of a test run do not take a processor for themselves. */
    private static final int RARELY = 25;

    private final SecretScan scan;
    private final String mark;
    private final Set<String> arguments = new ConcurrentSkipListSet<>();
    private final Set<String> environments = new ConcurrentSkipListSet<>();
    private final Map<String, Integer> ages = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::sample, "process-sampler");

    /**
     * Begins at once.
     *
     * @param mark what the environment of a process must hold for this to look for the password in it: others on this
     *     machine may give theirs to whom they like; empty: environments are not looked at
     */
    public ProcessSampler(SecretScan scan, String mark) {
        this.scan = scan;
        this.mark = mark;
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() {
        try {
            do {
                Set<String> there = new HashSet<>();
                Set<String> due = new HashSet<>();
                arguments.addAll(scan.inProcesses("cmdline", "", pid -> {
                    int age = ages.merge(pid, 1, Integer::sum);
                    there.add(pid);
                    return (age <= YOUNG || age % RARELY == 0) && due.add(pid);
                }));
                ages.keySet().retainAll(there);
                if (!mark.isEmpty()) {
                    environments.addAll(scan.inProcesses("environ", mark, due::contains));
                }
            } while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The processes that had it among their arguments so far, as {@code pid: program}. */
    public Set<String> inArguments() {
        return arguments;
    }

    /** The processes that had it in their environment so far, as {@code pid: program}. */
    public Set<String> inEnvironments() {
        return environments;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
