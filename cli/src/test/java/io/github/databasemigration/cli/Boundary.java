package io.github.databasemigration.cli;

/**
 * Where a run may be ended.
 *
 * @param number of the message or of the durable write, from 1
 * @param delivered of a message: whether the server gets it
 */
record Boundary(Victim victim, Place place, int number, boolean delivered) {
    /** Of what a boundary is part. */
    enum Place {
        LOOK("before the backup"),
        BACKUP("the backup"),
        SECOND_LOOK("before the migrations"),
        MIGRATIONS("the migrations"),
        AFTERWARDS("after the last commit"),
        JOURNAL("entries of the journal"),
        FILES("files and folders of the backup");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        /** Whether a run changes something here. */
        boolean changes() {
            return this == MIGRATIONS || this == JOURNAL || this == FILES;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
