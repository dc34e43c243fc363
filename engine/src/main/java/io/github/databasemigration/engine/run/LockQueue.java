package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the lock of a database, and says for whom.
 *
 * <p>It asks again and again instead of waiting in the server: a session that waits there holds a snapshot, and {@code
 * CREATE INDEX CONCURRENTLY} of the one who works would wait for that snapshot for ever.
 */
final class LockQueue {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Database database;
    private final RunListener listener;
    private final Cancellation cancellation;

    LockQueue(Database database, RunListener listener, Cancellation cancellation) {
        this.database = database;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** The lock of an order's database, for which it waits as long as its environment says. */
    static MigrationLock await(Order order, Workbench bench, RunListener listener) {
        return new LockQueue(bench.database(), listener, order.cancellation())
                .await(order.environment().timeouts().waiting());
    }

    /** The lock; {@code LOCKED} after {@code limit} (zero: at once), {@code CANCELLED}. */
    MigrationLock await(Duration limit) {
        Pause pause = new Pause(FIRST_PAUSE, LONGEST_PAUSE, cancellation);
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<String> told = Optional.empty();
        while (true) {
            cancellation.check();
            Optional<MigrationLock> lock = database.tryLock();
            if (lock.isPresent()) {
                listener.on(
                        new RunEvent.LockAcquired(database.connecting().holder().toString()));
                return lock.get();
            }
            Optional<String> holder = database.lockHolder().map(Holder::toString);
            if (holder.isPresent() && !holder.equals(told)) {
                listener.on(new RunEvent.WaitingForLock(holder.get()));
                told = holder;
            }
            if (System.nanoTime() >= deadline) {
                throw new Fault(
                        FaultCode.LOCKED,
                        "The database is being migrated by " + holder.orElse("somebody who just left") + ".",
                        "Wait for that run to end, or look why it hangs; the lock goes with its process.");
            }
            pause.take();
        }
    }
}
