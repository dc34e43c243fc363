package io.jenkins.plugins.databasemigration;

import hudson.Util;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/** An agent that cannot be reached while a run goes on there: how long to wait for it. */
final class AgentAbsence {
    /** A network or a machine may be mended in this time. */
    static long limitMillis =
            SystemProperties.getLong(AgentAbsence.class.getName() + ".limitMillis", TimeUnit.HOURS.toMillis(1));

    /** A node that was removed comes back only where somebody was just renewing the configuration. */
    private static final long REMOVED_MILLIS = TimeUnit.MINUTES.toMillis(5);

    /** A build that is to end still waits for a connection that is just being restored. */
    private static final long STOPPED_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final long since = System.nanoTime();
    private final String agent;

    AgentAbsence(String agent) {
        this.agent = agent;
    }

    /** Whether to wait no longer. */
    boolean tooLong(boolean stopped) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) >= limit(stopped);
    }

    private long limit(boolean stopped) {
        if (removed()) {
            return stopped ? 0 : Math.min(limitMillis, REMOVED_MILLIS);
        }
        return stopped ? Math.min(limitMillis, STOPPED_MILLIS) : limitMillis;
    }

    private boolean removed() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins != null && !agent.isEmpty() && jenkins.getNode(agent) == null;
    }

    /** What is the matter, and how long this will be waited for. */
    String explain(String runId) {
        return "Agent " + agent + (removed() ? " was removed" : " cannot be reached") + ". Run " + runId
                + " goes on there as far as is known; the build waits for the agent, at most "
                + Util.getTimeSpanString(limit(false)) + ".";
    }

    /** Why it is not waited for any longer. */
    String giveUp(String runId) {
        return "Agent " + agent + (removed() ? " was removed" : " cannot be reached") + ", and run " + runId
                + " may be going on there or have ended. What state the database is in is not known here.";
    }
}
