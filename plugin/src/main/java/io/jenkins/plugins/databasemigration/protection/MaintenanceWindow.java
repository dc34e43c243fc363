package io.jenkins.plugins.databasemigration.protection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.scheduler.CronTab;
import hudson.scheduler.CronTabList;
import hudson.scheduler.Hash;
import hudson.scheduler.RareOrImpossibleDateException;
import hudson.util.FormValidation;
import io.jenkins.plugins.databasemigration.DatabaseMigrationStepDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** When a database may be changed: from each time of a cron expression, for some minutes. */
public final class MaintenanceWindow extends AbstractDescribableImpl<MaintenanceWindow> {
    private final String start;
    private final String timeZone;
    private final int minutes;

    /**
     * @param start a cron expression, such as {@code 0 22 * * 6}
     * @param timeZone such as {@code Europe/Berlin}
     * @param minutes how long it is open
     */
    @DataBoundConstructor
    public MaintenanceWindow(String start, String timeZone, int minutes) {
        this.start = start;
        this.timeZone = timeZone;
        this.minutes = minutes;
        cron(start);
        ZoneId.of(timeZone);
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes: expected at least 1, found " + minutes);
        }
    }

    public String getStart() {
        return start;
    }

    public String getTimeZone() {
        return timeZone;
    }

    public int getMinutes() {
        return minutes;
    }

    boolean isOpen(Instant now) {
        return closing(now).isPresent();
    }

    /**
     * When it closes that is open now; empty: it is not.
     *
     * <p>Looks at one minute after the other: in the hour that is repeated when clocks are put back, Jenkins' search for the
     * last time of an expression finds one that is yet to come.
     */
    Optional<Instant> closing(Instant now) {
        CronTabList times = new CronTabList(List.of(cron(start)));
        Calendar minute = calendar(now);
        for (int ago = 0; ago < minutes; ago++) {
            if (times.check(minute)) {
                return Optional.of(minute.toInstant().plus(Duration.ofMinutes(minutes)));
            }
            minute.add(Calendar.MINUTE, -1);
        }
        return Optional.empty();
    }

    /**
     * When it opens next, in its own zone; empty: nobody knows when. In an hour that is repeated it is perhaps only the
     * second time that it opens.
     */
    Optional<ZonedDateTime> nextOpening(Instant after) {
        try {
            Instant opening = cron(start)
                    .ceil(calendar(after.plus(Duration.ofMinutes(1))))
                    .toInstant();
            return Optional.of(opening.atZone(ZoneId.of(timeZone)));
        } catch (RareOrImpossibleDateException e) {
            return Optional.empty();
        }
    }

    private Calendar calendar(Instant time) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneId.of(timeZone)), Locale.US);
        calendar.setTimeInMillis(time.truncatedTo(ChronoUnit.MINUTES).toEpochMilli());
        return calendar;
    }

    private static CronTab cron(String start) {
        return new CronTab(start, Hash.zero());
    }

    @Override
    public String toString() {
        return start + " (" + timeZone + ", " + minutes + " minutes)";
    }

    @Extension
    @Symbol("maintenanceWindow")
    public static final class DescriptorImpl extends Descriptor<MaintenanceWindow> {
        @Override
        public String getDisplayName() {
            return Messages.MaintenanceWindow_DisplayName();
        }

        @POST
        public FormValidation doCheckStart(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, () -> cron(value));
        }

        @POST
        public FormValidation doCheckTimeZone(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, () -> ZoneId.of(value));
        }

        private static FormValidation check(@CheckForNull Item item, Runnable reading) {
            if (!DatabaseMigrationStepDescriptor.mayConfigure(item)) {
                return FormValidation.ok();
            }
            try {
                reading.run();
                return FormValidation.ok();
            } catch (RuntimeException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
