package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import java.time.Duration;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** When a backup of a database was last proven by a restore, and whether that is as fresh as it has to be. */
@ExportedBean(defaultVisibility = 3)
public final class Proof {
    @CheckForNull
    private final JobEntry last;

    @CheckForNull
    private final Duration maxAge;

    /**
     * @param last the run that proved one; null where none did
     * @param maxAge how old that may be; null: nobody demands any
     */
    Proof(@CheckForNull JobEntry last, @CheckForNull Duration maxAge) {
        this.last = last;
        this.maxAge = maxAge;
    }

    /** When; null: never. */
    @Exported
    @CheckForNull
    public Date getProven() {
        return last == null ? null : last.entry().getProof();
    }

    /** How long it took to unpack, restore and compare, in milliseconds; 0 where none was proven. */
    @Exported
    public long getRecovery() {
        return last == null ? 0 : last.entry().recovery();
    }

    /** The same in words. */
    public String getRecoveryTime() {
        return Util.getTimeSpanString(getRecovery());
    }

    /** How old it may be, in milliseconds; 0 where nobody demands any. */
    @Exported
    public long getMaxAge() {
        return maxAge == null ? 0 : maxAge.toMillis();
    }

    /** The same in words. */
    public String getMaxAgeTime() {
        return Util.getTimeSpanString(getMaxAge());
    }

    /** Whether there is none, or none that is fresh enough, although there has to be. */
    @Exported
    public boolean isMissing() {
        return maxAge != null
                && (last == null || last.entry().proven() + maxAge.toMillis() < System.currentTimeMillis());
    }

    /** The page of the run, below the root of Jenkins; null where whoever looks may not read its job. */
    @Exported
    @CheckForNull
    public String getUrl() {
        return last == null || !last.job().hasPermission(Item.READ) ? null : last.getUrl();
    }
}
