package io.github.databasemigration.engine.platform;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks that this process itself holds, by name. Operating systems lock between processes only, and a database in
 * memory has no others anyway.
 */
public final class ProcessLocks {
    private static final Map<String, Holder> HELD = new ConcurrentHashMap<>();

    private ProcessLocks() {}

    /** Takes the lock of that name if nobody in this process has it. */
    public static Optional<MigrationLock> tryLock(String name, Holder holder) {
        return HELD.putIfAbsent(name, holder) == null ? Optional.of(new Held(name, holder)) : Optional.empty();
    }

    /** Who in this process holds it. */
    public static Optional<Holder> holder(String name) {
        return Optional.ofNullable(HELD.get(name));
    }

    private record Held(String name, Holder holder) implements MigrationLock {
        @Override
        public boolean stillHeld() {
            return HELD.get(name) == holder;
        }

        @Override
        public void close() {
            HELD.remove(name, holder);
        }
    }
}
