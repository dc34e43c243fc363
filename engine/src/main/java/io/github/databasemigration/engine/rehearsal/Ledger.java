package io.github.databasemigration.engine.rehearsal;

import io.github.databasemigration.engine.platform.Observed;
import io.github.databasemigration.engine.platform.Observer;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.TableLock;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.Beforehand;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the book of a rehearsal: follows a tool through its migrations and asks the server what each statement did.
 *
 * <p>The time that measuring takes is not the migration's.
 */
public final class Ledger implements MigrationListener {
    private final Optional<Observer> observer;
    private final Consumer<String> gate;
    private final Consumer<SessionId> sessions;
    private final Redactor redactor;
    private final Beforehand beforehand;

    private final List<Rehearsal.Migration> migrations = new ArrayList<>();
    private Set<String> first;
    private Observed before;
    private Current current;
    private Draft draft;

    /**
     * @param observer who sees what statements do; empty where nobody can
     * @param gate hears each statement before it is sent, and may throw
     * @param sessions hears of each session that migrates
     * @param beforehand says what is sent before statements, as in the run that is rehearsed
     */
    public Ledger(
            Optional<Observer> observer,
            Consumer<String> gate,
            Consumer<SessionId> sessions,
            Redactor redactor,
            Beforehand beforehand) {
        this.beforehand = beforehand;
        this.observer = observer;
        this.gate = gate;
        this.sessions = sessions;
        this.redactor = redactor;
    }

    /** What has run so far, a migration that failed among it. */
    public List<Rehearsal.Migration> migrations() {
        List<Rehearsal.Migration> all = new ArrayList<>(migrations);
        if (current != null) {
            all.add(current.migration());
        }
        return all;
    }

    @Override
    public void sessionOpened(SessionId session) {
        sessions.accept(session);
    }

    @Override
    public Optional<String> question() {
        return observer.map(Observer::question);
    }

    @Override
    public void migrationStarted(String label, String script, boolean transactional) {
        before = null;
        beforehand.begin(script);
        current = new Current(label, script, transactional);
    }

    @Override
    public void statementStarted(String sql) {
        measuring(() -> {
            gate.accept(sql);
            draft = new Draft(redactor.redact(sql));
            if (!current.transactional && before != null) {
                draft.watch = observer.map(each -> each.watch(before.session()));
            }
        });
    }

    @Override
    public List<String> beforehand(String sql) {
        return beforehand.before(sql);
    }

    @Override
    public void statementFinished(Duration took, Optional<Long> rows) {
        measuring(() -> {
            draft.took = took;
            draft.rows = rows;
            draft.end();
            if (observer.isEmpty()) {
                current.statements.add(statement(Optional.empty(), Optional.empty()));
            }
        });
    }

    @Override
    public void answered(String answer) {
        measuring(() -> {
            Observed now = observer.orElseThrow().observed(answer);
            if (first == null) {
                first = Set.copyOf(now.tables().keySet());
            }
            if (draft != null) {
                current.statements.add(statement(Optional.of(now), Optional.empty()));
            }
            before = now;
        });
    }

    @Override
    public void statementFailed(Duration took, String error) {
        if (draft == null) {
            // The gate did not let it through.
            return;
        }
        draft.took = took;
        draft.end();
        current.statements.add(statement(Optional.empty(), Optional.of(error)));
    }

    @Override
    public void migrationFinished(String label) {
        migrations.add(current.migration());
        current = null;
    }

    private void measuring(Runnable work) {
        long since = System.nanoTime();
        work.run();
        current.measuring += System.nanoTime() - since;
    }

    private Rehearsal.Statement statement(Optional<Observed> now, Optional<String> error) {
        Draft done = draft;
        draft = null;
        Set<TableLock> earlier = before == null ? Set.of() : before.locks();
        Optional<Observed> seen = now.filter(observed -> before != null);
        boolean locksSeen =
                observer.flatMap(Observer::locksUnseen).isEmpty() && (seen.isPresent() || !done.seen.isEmpty());
        boolean filesSeen = observer.flatMap(Observer::filesUnseen).isEmpty();
        Set<TableLock> taken = new HashSet<>(done.seen);
        seen.ifPresent(observed -> taken.addAll(observed.locks()));
        taken.removeAll(earlier);
        return new Rehearsal.Statement(
                current.statements.size() + 1,
                done.sql,
                done.took,
                done.rows,
                Optional.of(sorted(taken)).filter(locks -> locksSeen),
                sorted(earlier),
                done.watch.isPresent(),
                seen.filter(observed -> filesSeen).map(this::rewritten),
                seen.filter(observed -> filesSeen).map(observed -> bytes(observed) - bytes(before)),
                error);
    }

    private List<String> rewritten(Observed now) {
        return before.tables().entrySet().stream()
                .filter(table -> first.contains(table.getKey()))
                .filter(table -> Optional.ofNullable(now.tables().get(table.getKey()))
                        .filter(after -> !after.file().equals(table.getValue().file()))
                        .isPresent())
                .map(table -> table.getValue().name())
                .sorted()
                .toList();
    }

    private static long bytes(Observed observed) {
        return observed.tables().values().stream()
                .mapToLong(Observed.Stored::bytes)
                .sum();
    }

    /** The strongest first, for that is what people look for. */
    private static List<TableLock> sorted(Set<TableLock> locks) {
        return locks.stream()
                .sorted(Comparator.comparing(TableLock::waits)
                        .reversed()
                        .thenComparing(TableLock::table)
                        .thenComparing(TableLock::mode))
                .toList();
    }

    /** The migration that runs. */
    private static final class Current {
        private final String label;
        private final String script;
        private final boolean transactional;
        private final long since = System.nanoTime();
        private final List<Rehearsal.Statement> statements = new ArrayList<>();
        private long measuring;

        private Current(String label, String script, boolean transactional) {
            this.label = label;
            this.script = script;
            this.transactional = transactional;
        }

        private Rehearsal.Migration migration() {
            Duration took = Duration.ofNanos(System.nanoTime() - since - measuring);
            return new Rehearsal.Migration(label, script, transactional, took, statements);
        }
    }

    /** The statement that runs. */
    private static final class Draft {
        private final String sql;
        private Duration took = Duration.ZERO;
        private Optional<Long> rows = Optional.empty();
        private Optional<Observer.Watch> watch = Optional.empty();
        private Set<TableLock> seen = Set.of();

        private Draft(String sql) {
            this.sql = sql;
        }

        private void end() {
            seen = watch.map(Observer.Watch::end).orElse(Set.of());
        }
    }
}
