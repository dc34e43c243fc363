package io.github.databasemigration.engine.secret;

import java.util.Arrays;

/** A small set of positions in a text, in the order in which they were added; made to be filled again and again. */
final class Positions {
    private int[] positions = new int[8];
    private int size;

    void add(int position) {
        for (int i = 0; i < size; i++) {
            if (positions[i] == position) {
                return;
            }
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size++] = position;
    }

    int get(int index) {
        return positions[index];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** The last position in the text; -1 where there is none. */
    int greatest() {
        int greatest = -1;
        for (int i = 0; i < size; i++) {
            greatest = Math.max(greatest, positions[i]);
        }
        return greatest;
    }
}
