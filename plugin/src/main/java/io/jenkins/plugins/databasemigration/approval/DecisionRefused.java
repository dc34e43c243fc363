package io.jenkins.plugins.databasemigration.approval;

import jakarta.servlet.http.HttpServletResponse;

/** A decision that does not count, and why, for the person who made it. */
final class DecisionRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    private DecisionRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** This person may not. */
    static DecisionRefused forbidden(String message) {
        return new DecisionRefused(HttpServletResponse.SC_FORBIDDEN, message);
    }

    /** It is too late, or about something else. */
    static DecisionRefused conflict(String message) {
        return new DecisionRefused(HttpServletResponse.SC_CONFLICT, message);
    }

    /** Something is missing. */
    static DecisionRefused incomplete(String message) {
        return new DecisionRefused(HttpServletResponse.SC_BAD_REQUEST, message);
    }

    int status() {
        return status;
    }
}
