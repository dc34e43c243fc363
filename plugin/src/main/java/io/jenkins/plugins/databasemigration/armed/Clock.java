package io.jenkins.plugins.databasemigration.armed;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.model.PeriodicWork;
import hudson.model.Queue;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Looks every few seconds what is due, also what became due while Jenkins was down. */
@Extension
public final class Clock extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(Clock.class.getName());
    private static final long PERIOD_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** For how long what is settled is shown. */
    private static final long SHOWN_MILLIS = TimeUnit.DAYS.toMillis(14);

    private boolean resumed;

    @Override
    public long getRecurrencePeriod() {
        return PERIOD_MILLIS;
    }

    @Override
    public long getInitialDelay() {
        return PERIOD_MILLIS;
    }

    @Override
    protected synchronized void doRun() {
        Jenkins jenkins = Jenkins.get();
        // Before, neither the queue nor the jobs are known; in the end, nothing new is begun.
        if (jenkins.getInitLevel() != InitMilestone.COMPLETED || jenkins.isTerminating()) {
            return;
        }
        if (!resumed) {
            each(armed -> {
                if (armed.is(Fate.State.FIRING)) {
                    Trigger.again(armed);
                }
            });
            resumed = true;
        }
        Stream.of(jenkins.getQueue().getItems()).filter(OneBuildOnly::isStale).forEach(Queue.getInstance()::cancel);
        each(Clock::look);
    }

    private static void look(ArmedRollback armed) throws IOException {
        long now = System.currentTimeMillis();
        if (armed.isDue(now)) {
            Trigger.fire(armed, null);
        } else if (armed.is(Fate.State.FIRING)) {
            Trigger.follow(armed);
        } else if (armed.isSettled() && armed.getFate().getTime().getTime() < now - SHOWN_MILLIS) {
            ArmedRollbacks.get().forget(armed);
        }
    }

    private static void each(Look look) {
        for (ArmedRollback armed : ArmedRollbacks.get().all()) {
            try {
                look.at(armed);
            } catch (NotArmed meanwhile) {
                LOGGER.log(Level.FINE, "decided meanwhile", meanwhile);
            } catch (IOException | RuntimeException e) {
                // It is looked at again; the others do not wait for it.
                LOGGER.log(Level.SEVERE, e, () -> "could not look after the rollback armed by " + armed.getBuild());
            }
        }
    }

    private interface Look {
        void at(ArmedRollback armed) throws IOException;
    }
}
