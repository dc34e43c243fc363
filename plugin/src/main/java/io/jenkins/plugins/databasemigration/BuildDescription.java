package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** What lists of builds say of one in a few words, unless somebody else gave it a description. */
final class BuildDescription implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What a formatter of descriptions might take for markup. */
    private static final String MARKUP = "[^\\p{L}\\p{N} .,:;_/()#+\u2192-]";

    @CheckForNull
    private String text;

    /** Sets the description, or brings the one that was set here up to date. */
    void update(Run<?, ?> run, List<DatabaseMigrationResult> results) throws IOException {
        String present = run.getDescription();
        if (present == null || present.isEmpty() || present.equals(text)) {
            text = results.stream().map(BuildDescription::of).collect(Collectors.joining("; "));
            run.setDescription(text);
        }
    }

    private static String of(DatabaseMigrationResult result) {
        return (result.getEnvironment() + ": " + outcome(result)).replaceAll(MARKUP, "_");
    }

    private static String outcome(DatabaseMigrationResult result) {
        String version = result.getToVersion() == null ? "" : ", at " + result.getToVersion();
        return switch (result.getVerdict()) {
            case DONE -> done(result, version);
            case REFUSED -> "refused";
            case UNCHANGED -> "failed, unchanged" + version;
            case RESTORED -> "failed, restored" + version;
            case LOOK -> "failed, look at the database" + version;
        };
    }

    private static String done(DatabaseMigrationResult result, String version) {
        if (result.getTargets() != null) {
            return result.getTargets() + version;
        }
        return switch (result.getCommand()) {
            case "backup" -> "backed up" + version;
            case "rollback" -> "rolled back" + version;
            case DatabaseMigrationResult.PROOF -> "backup proven";
            default ->
                result.getApplied().isEmpty()
                        ? "nothing to apply" + version
                        : (result.getFromVersion() == null ? "" : result.getFromVersion() + " ") + "\u2192 "
                                + result.getToVersion();
        };
    }
}
