package io.jenkins.plugins.databasemigration.backup;

import hudson.model.ParameterValue;
import hudson.model.StringParameterValue;
import java.util.List;
import java.util.Map;

/** What a job of {@code databaseRollbackPipeline} is given. */
public final class RollbackParameters {
    /** The name of the environment whose database is put back. */
    public static final String ENVIRONMENT = "ENVIRONMENT";

    /** The build to before which it is put back: {@link LocatedBackup#reference}. */
    public static final String TO_BACKUP_OF = "TO_BACKUP_OF";

    /** The version to which its scripts lead back, instead of a backup. */
    public static final String TO_VERSION = "TO_VERSION";

    /** Not before this time. */
    public static final String AT = "AT";

    /** The version where the database has to be. */
    public static final String EXPECT_VERSION = "EXPECT_VERSION";

    /** How many rows may be lost. */
    public static final String MAX_LOST_ROWS = "MAX_LOST_ROWS";

    private RollbackParameters() {}

    /** As Jenkins wants them, from values by name. */
    public static List<ParameterValue> of(Map<String, String> values) {
        return values.entrySet().stream()
                .<ParameterValue>map(each -> new StringParameterValue(each.getKey(), each.getValue()))
                .toList();
    }
}
