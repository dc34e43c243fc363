package io.github.databasemigration.engine.platform;

import java.util.stream.Stream;

/** Compares version numbers of servers and programs: {@code 10.9} is older than {@code 10.11}. */
public final class Versions {
    private Versions() {}

    /** Negative, zero or positive, as {@code a} is older than, equal to or newer than {@code b}; 8 equals 8.0. */
    public static int compare(String a, String b) {
        int[] left = numbers(a);
        int[] right = numbers(b);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = Integer.compare(i < left.length ? left[i] : 0, i < right.length ? right[i] : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
