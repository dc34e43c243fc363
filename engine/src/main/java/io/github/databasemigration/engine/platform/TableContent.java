package io.github.databasemigration.engine.platform;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a table holds, in sums that do not depend on the order of its rows, nor on that of its columns. Equal sums mean equal
 * rows, but for one chance in 2<sup>64</sup>; sums of different platforms say nothing about each other.
 *
 * @param rows how many
 * @param checksum of all rows
 * @param columns of each column's values, by its name: to tell in which one two contents differ
 * @param moments the columns whose type holds a time or a generated id: what puts them in may put in others the next time
 */
public record TableContent(long rows, String checksum, SortedMap<String, String> columns, SortedSet<String> moments) {
    public TableContent {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        moments = Collections.unmodifiableSortedSet(new TreeSet<>(moments));
    }
}
