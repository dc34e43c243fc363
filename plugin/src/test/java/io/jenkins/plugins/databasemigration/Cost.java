package io.jenkins.plugins.databasemigration;

import java.lang.management.ManagementFactory;

/**
 * What this Jenkins takes at a moment.
 *
 * @param threads so many
 * @param heap in bytes, after garbage was collected until that gave nothing more
 */
public record Cost(int threads, long heap) {
    /** Of this moment. */
    public static Cost now() {
        long least = Long.MAX_VALUE;
        for (long used = used(); used < least - least / 100; used = used()) {
            least = used;
        }
        return new Cost(ManagementFactory.getThreadMXBean().getThreadCount(), least);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** How much more heap than before, in bytes, for each of so many builds. */
    public long each(Cost before, int builds) {
        return (heap - before.heap) / builds;
    }
}
