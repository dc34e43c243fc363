package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashSet;
import java.util.Set;

/** A version that a plan or a report tells; of a fleet only where all targets have the same. */
final class CommonVersion {
    private CommonVersion() {}

    /**
     * @param field of the document, and of each target
     * @return null where there is none, or not one
     */
    @CheckForNull
    static String in(JsonNode document, String field) {
        if (!FleetOutcome.isIn(document)) {
            return document.path(field).asText(null);
        }
        Set<String> versions = new HashSet<>();
        document.path("targets")
                .forEach(target -> versions.add(target.path(field).asText(null)));
        return versions.size() == 1 ? versions.iterator().next() : null;
    }
}
