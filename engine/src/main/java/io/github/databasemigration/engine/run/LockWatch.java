package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.LockConflicts;
import io.github.databasemigration.engine.platform.SessionId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Looks, while a statement runs, for whom it waits: once it has been given up nobody can tell any more. */
final class LockWatch implements AutoCloseable {
    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Optional<LockConflicts> locks;
    private final Duration first;
    private final RunListener listener;
    private final Set<SessionId> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking;

    private String label = "";
    private int statement;
    private int running;
    private final Set<String> told = new HashSet<>();
    private List<Blocker> last = List.of();

    /** @param lock how long a statement waits: the first look must come before that; zero: without limit */
    LockWatch(Database database, Duration lock, RunListener listener) {
        this.locks = database.lockConflicts();
        Duration quarter = lock.dividedBy(4);
        this.first = lock.isZero() || quarter.compareTo(FIRST_LOOK) > 0 ? FIRST_LOOK : quarter;
        this.listener = listener;
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lock-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A session that may have to wait. */
    void watch(SessionId session) {
        sessions.add(session);
    }

    /** The sessions there were are closed: their numbers may be somebody else's by now. */
    void forget() {
        sessions.clear();
    }

    /** A statement begins, for the first time or again. */
    synchronized void begins(String migration, int index) {
        last = List.of();
        label = migration;
        statement = index;
        running++;
        lookAfter(first, running);
    }

    /** It has ended. */
    synchronized void ends() {
        running++;
    }

    /** For whom the last statement waited when it was seen waiting last. */
    synchronized List<Blocker> last() {
        return last;
    }

    private void lookAfter(Duration pause, int which) {
        if (locks.isPresent()) {
            looking.schedule(() -> look(pause, which), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(Duration pause, int which) {
        if (!isRunning(which)) {
            return;
        }
        for (SessionId session : sessions) {
            try {
                locks.orElseThrow().blockers(session).ifPresent(found -> found(found, which));
            } catch (Fault e) {
                // It is only to be told; the migration itself finds out what is wrong with the server.
            }
        }
        Duration next = pause.multipliedBy(2);
        lookAfter(next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next, which);
    }

    private synchronized boolean isRunning(int which) {
        return which == running;
    }

    private synchronized void found(List<Blocker> blockers, int which) {
        if (which == running) {
            last = blockers;
            String who = blockers.stream().map(Blocker::session).sorted().collect(Collectors.joining(" "));
            if (told.add(label + " " + statement + " " + who)) {
                listener.on(new RunEvent.LockAwaited(label, statement, blockers));
            }
        }
    }

    @Override
    public void close() {
        ends();
        looking.shutdownNow();
    }
}
