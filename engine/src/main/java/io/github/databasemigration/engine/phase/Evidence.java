package io.github.databasemigration.engine.phase;

import io.github.databasemigration.engine.configuration.Environment.PhasePolicy;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.process.Program;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What says that the old version of the application is gone: a query without rows, or a program that ends well. */
public final class Evidence {
    private static final int SHOWN = 3;
    private static final int SECONDS = 30;
    private static final String REMEDY = "Wait until the old version of the application is gone, and run this again.";

    private final PhasePolicy policy;
    private final Database database;
    private final Path project;

    public Evidence(PhasePolicy policy, Database database, Path project) {
        this.policy = policy;
        this.database = database;
        this.project = project;
    }

    /**
     * Asks. Changes nothing. Faults: {@code STILL_IN_USE}, also where it cannot be asked; {@code CONFIGURATION_INVALID}
     * where nothing says what to ask, nor that nothing shall be.
     */
    public void require() {
        requireConfigured(policy);
        policy.query().ifPresent(this::query);
        if (!policy.command().isEmpty()) {
            command(policy.command());
        }
    }

    /** Refuses a policy that neither asks nor says that nobody shall be asked. Fault {@code CONFIGURATION_INVALID}. */
    public static void requireConfigured(PhasePolicy policy) {
        if (!policy.waived() && policy.query().isEmpty() && policy.command().isEmpty()) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "Nothing says how to find out that the old version of the application is gone.",
                    "Set phases.evidenceQuery or phases.evidenceCommand (docs/expand-contract.md), or waive it with"
                            + " phases.evidence: none.");
        }
    }

    private void query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connectReadOnly();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            statement.setMaxRows(SHOWN);
            try (ResultSet found = statement.executeQuery(sql)) {
                while (found.next()) {
                    rows.add(String.valueOf(found.getString(1)));
                }
            }
        } catch (SQLException e) {
            throw inUse("phases.evidenceQuery could not be asked: " + said(String.valueOf(e.getMessage())) + ".");
        }
        if (!rows.isEmpty()) {
            throw inUse("The old version of the application is still there; phases.evidenceQuery found "
                    + said(String.join(", ", rows)) + ".");
        }
    }

    private void command(List<String> command) {
        Program.Result result = new Program(
                        command,
                        database.connecting().redactor(),
                        database.connecting().cancellation())
                .in(project)
                .run();
        if (!result.ok()) {
            String words = result.errors().isBlank() ? result.output() : result.errors();
            throw inUse("The old version of the application is still there; phases.evidenceCommand ended with "
                    + result.exitStatus() + (words.isBlank() ? "." : ": " + said(words) + "."));
        }
    }

    private String said(String words) {
        String line = words.strip().lines().reduce("", (before, each) -> each).strip();
        return database.connecting().redactor().redact(line);
    }

    private static Fault inUse(String what) {
        return new Fault(FaultCode.STILL_IN_USE, what, REMEDY);
    }
}
