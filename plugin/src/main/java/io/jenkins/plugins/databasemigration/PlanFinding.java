package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the checks found in a plan, as docs/checks.md explains it; kept with the build, for no digest covers it. */
@ExportedBean(defaultVisibility = 3)
public final class PlanFinding implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String severity;
    private final String place;
    private final String message;
    private final String instead;

    @CheckForNull
    private final String allowed;

    PlanFinding(JsonNode finding) {
        rule = finding.path("rule").asText();
        severity = finding.path("severity").asText();
        place = place(finding);
        message = finding.path("message").asText();
        instead = finding.path("instead").asText();
        allowed = finding.path("allowed").asText(null);
    }

    private static String place(JsonNode finding) {
        String file = finding.path("file").asText(finding.path("script").asText());
        return finding.has("line") ? file + ":" + finding.path("line").asInt() : file;
    }

    /** Its id. */
    @Exported
    public String getRule() {
        return rule;
    }

    /** {@code ERROR}, {@code WARNING} or {@code INFO}. */
    @Exported
    public String getSeverity() {
        return severity;
    }

    /** File and line, as far as they are known. */
    @Exported
    public String getPlace() {
        return place;
    }

    /** What will happen. */
    @Exported
    public String getMessage() {
        return message;
    }

    /** What to do instead. */
    @Exported
    public String getInstead() {
        return instead;
    }

    /** Why it is allowed all the same, in its author's words; null where nobody allowed it. */
    @Exported
    @CheckForNull
    public String getAllowed() {
        return allowed;
    }
}
