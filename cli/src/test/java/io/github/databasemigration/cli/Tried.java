package io.github.databasemigration.cli;

/**
 * What became of a boundary.
 *
 * @param words what the run came to and what the next one needed; of a boundary that did not hold, why
 */
record Tried(Boundary boundary, boolean held, String words) {}
