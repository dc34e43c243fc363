package io.github.databasemigration.library;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** Jenkins lets a loop over a list go on after a restart, which Java's own iterators do not. */
public final class Iterators {
    private Iterators() {}

    /** Groovy asks this one instead. */
    public static <E> Iterator<E> iterator(List<E> list) {
        return new OverList<>(list);
    }

    private static final class OverList<E> implements Iterator<E>, Serializable {
        private static final long serialVersionUID = 1L;

        private final List<E> list;
        private int next;

        private OverList(List<E> list) {
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            return next < list.size();
        }

        @Override
        public E next() {
            return list.get(next++);
        }
    }
}
