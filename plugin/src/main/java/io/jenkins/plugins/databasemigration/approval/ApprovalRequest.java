package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;

/** What a step asks for at its gate. */
final class ApprovalRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ApprovalRule rule;
    private final Duration lifetime;
    private final Duration reminder;

    @CheckForNull
    private final AnnouncedRollback rollback;

    ApprovalRequest(
            ApprovalRule rule,
            @CheckForNull String expiresAfter,
            @CheckForNull String remindEvery,
            @CheckForNull AnnouncedRollback rollback) {
        this.rule = rule;
        this.lifetime = Spans.parse("expiresAfter", expiresAfter);
        this.rollback = rollback;
        this.reminder = Spans.parse("remindEvery", remindEvery);
    }

    ApprovalRule rule() {
        return rule;
    }

    /** How long the gate waits; zero: as long as the build. */
    Duration lifetime() {
        return lifetime;
    }

    /** What is approved together with the migration; null: nothing. */
    @CheckForNull
    AnnouncedRollback rollback() {
        return rollback;
    }

    /** How often the log reminds; zero: never. */
    Duration reminder() {
        return reminder;
    }
}
