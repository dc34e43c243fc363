package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** That a run restored its backup into a scratch database and found it to be the database again. */
@ExportedBean(defaultVisibility = 2)
public final class BackupProof implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String PROVING = "verify-backup";

    /** What would have to be done if it were not a drill. */
    private static final Set<String> RECOVERING = Set.of("unpack", PROVING);

    private final long time;
    private final long recovery;

    private BackupProof(Instant time, Duration recovery) {
        this.time = time.toEpochMilli();
        this.recovery = recovery.toMillis();
    }

    /** What a report says; null where that is no proof by restore, or cannot be read. */
    @CheckForNull
    static BackupProof of(JsonNode report) {
        try {
            return read(report);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    @CheckForNull
    private static BackupProof read(JsonNode report) {
        if (!"restore".equals(report.path("backup").path("verification").asText())) {
            return null;
        }
        Instant proven = null;
        Duration recovery = Duration.ZERO;
        for (JsonNode phase : report.path("phases")) {
            String name = phase.path("name").asText();
            if (!RECOVERING.contains(name) || !phase.path("ok").asBoolean()) {
                continue;
            }
            Duration took = Duration.parse(phase.path("took").asText());
            recovery = recovery.plus(took);
            if (name.equals(PROVING)) {
                Duration offset = Duration.parse(phase.path("offset").asText());
                proven = Instant.parse(report.path("started").asText())
                        .plus(offset)
                        .plus(took);
            }
        }
        return proven == null ? null : new BackupProof(proven, recovery);
    }

    /** When it was proven, in milliseconds since 1970. */
    public long getTime() {
        return time;
    }

    /** The same. */
    @Exported
    public Date getProven() {
        return new Date(time);
    }

    /** How long it took to unpack the backup, to restore it and to compare, in milliseconds. */
    @Exported
    public long getRecovery() {
        return recovery;
    }
}
