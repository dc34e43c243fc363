package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** Fields without a value are left out of the documents. */
final class Absent {
    private Absent() {}

    static <T> List<T> asEmpty(@CheckForNull List<T> list) {
        return list == null ? List.of() : list;
    }
}
